"""Takes the pictures in docs/screenshots from a demonstration of its own, at one fixed instant.

    .venv/bin/python tools/screenshots.py

Needs what the tests need (tools/setup test). Nothing of a running product is touched: data, port and process group are
its own, and are gone afterwards. The same seed and instant give the same pages, so a picture changes when a page does.
"""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
INSTANT = "2026-10-30T16:30:00+01:00"
COLOURS = 256
MOST_BYTES = 200_000
SUBJECT = "Uren van vandaag komen niet door naar de facturatie"


def waarborg(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "waarborg.project", *words], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"waarborg {' '.join(words)}: {done.stderr or done.stdout}")
    return done.stdout


class Camera:
    """A browser for each part of the demonstration; `take` writes one picture."""

    def __init__(self, browser: Any, environment: dict[str, str]) -> None:
        self._browser = browser
        links = json.loads(waarborg(environment, "demo", "--json").strip().splitlines()[-1])["links"]
        self.base = "/".join(next(iter(links.values())).split("/")[:3])
        self._doors = {part: self._sign_in(link) for part, link in links.items()}

    def _sign_in(self, link: str) -> Any:
        context = self._browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.click("main button[type=submit]")
        page.wait_for_load_state()
        kept = context.storage_state()
        context.close()
        return kept

    def page(self, part: str, *, width: int = 1440, height: int = 900, lang: str = "nl", dark: bool = False) -> Any:
        context = self._browser.new_context(
            storage_state=self._doors[part],
            base_url=self.base,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="nl-NL" if lang == "nl" else "en-GB",
        )
        context.add_cookies([{"name": "waarborg_language", "value": lang, "url": self.base}])
        return context.new_page()

    def take(self, page: Any, name: str, *, whole: bool = False) -> None:
        page.evaluate("document.fonts.ready")
        if whole:
            # The whole page as one screen, so that what sticks to the edge of a screen stands at the end.
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, 3000)})
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        packed = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        place = TARGET / f"{name}.png"
        packed.save(place, optimize=True)
        size = place.stat().st_size
        print(f"{place.relative_to(ROOT)} {size // 1000} kB" + (" (large)" if size > MOST_BYTES else ""))
        page.context.close()


def report_something(page: Any) -> str:
    """Report a failure in the portal; gives the identifier of the ticket."""
    page.goto("/portal/tickets/new/")
    page.fill("[name=subject]", SUBJECT)
    page.check("[name=kind][value=incident]")
    page.check("[name=priority][value=p1]")
    page.fill("[name=what]", "De goedgekeurde uren van vandaag staan niet in de facturatie, bij alle zes de teams.")
    page.fill("[name=place]", "Facturatie")
    page.fill("[name=since]", "vanmiddag")
    page.fill("[name=affected]", "zes teams")
    page.click("main form button[type=submit]")
    page.wait_for_selector("#answer")
    return str(page.url.split("/tickets/")[1].split("/")[0])


def ask_back(page: Any, ticket: str) -> None:
    page.goto(f"/desk/tickets/{ticket}/")
    page.fill("[data-part=answer] textarea", "Goedemiddag. Kunt u één regel noemen die u mist?")
    page.check("[name=purpose][value=question]")
    page.click("[data-part=answer] [type=submit]")
    page.wait_for_url("**#m-*")
    page.context.close()


def take_all(camera: Camera) -> None:
    def shot(
        name: str, part: str, path: str, *, whole: bool = False, act: Callable[[Any], object] = id, **how: Any
    ) -> None:
        page = camera.page(part, **how)
        page.goto(path)
        act(page)
        camera.take(page, name, whole=whole)

    shot("queue", "agent", "/desk/queue/")
    shot("queue-dark", "agent", "/desk/queue/", dark=True)
    shot("queue-phone", "agent", "/desk/queue/?view=late", width=390, height=844)
    ticket = report_something(contact := camera.page("owner"))
    camera.take(contact, "portal-ticket", whole=True)
    shot("desk-ticket", "agent", f"/desk/tickets/{ticket}/", whole=True, act=_draft)
    ask_back(camera.page("agent"), ticket)
    shot("portal-ticket-phone", "owner", f"/portal/tickets/{ticket}/", whole=True, width=390, height=844)
    shot("portal-ticket-english", "owner", f"/portal/tickets/{ticket}/", lang="en")
    shot("portal-home", "owner", "/portal/")
    shot("portal-new", "owner", "/portal/tickets/new/", whole=True)
    shot("report", "owner", "/portal/reports/", height=1500, act=_newest_report)
    shot("gallery", "agent", "/gallery/")


def _draft(page: Any) -> None:
    page.fill("[data-part=answer] textarea", "Goedemiddag,\n\nDe overdracht van vandaag is opnieuw gestart.")
    page.check("[name=purpose][value=workaround]")


def _newest_report(page: Any) -> None:
    page.locator("main a[href*='/portal/reports/']:not([download])").first.click()
    page.wait_for_load_state()


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="waarborg-screenshots-"))
    # The database runs as another user where this program runs as root.
    folder.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAARBORG_", "DATABASE_"))}
    environment = kept | {"WAARBORG_DATA": str(folder / "var"), "WAARBORG_PORT": "18600", "WAARBORG_DEMO": "1"}
    environment["WAARBORG_NOW"] = INSTANT
    known = ROOT / ".cache" / "chromium" / "path"
    program = known.read_text().strip() if known.exists() else "/usr/bin/chromium"
    TARGET.mkdir(parents=True, exist_ok=True)
    try:
        waarborg(environment, "up")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            take_all(Camera(browser, environment))
            browser.close()
    finally:
        waarborg(environment, "down")
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
