"""The platform is stopped: what a browser reads on the exported page once a watcher saw it, with scripts and not."""

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from waarborg.availability.tests.incidents import at, out, shown_to_all
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.tests.programs import chromium
from waarborg.plumbing.tests.served import served
from waarborg.project.status_export import export
from waarborg.project.status_places import Folder
from waarborg.project.status_watch import watch

# Not marked as a test of a browser: the loop of that library keeps the database away; this is a program apart.
WORDS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=10000"]
# A browser that is told so runs no script of the page.
WITHOUT_SCRIPTS = "script-src 'none'"
NOTE = re.compile(r'<p [^>]*id="silent"[^>]*>[^<]*</p>')


class _Still(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        if "without-scripts" in self.path:
            self.send_header("Content-Security-Policy", WITHOUT_SCRIPTS)
        super().end_headers()


@pytest.fixture
def elsewhere(cast: Cast, settings: object, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The exported pages of a day with an outage on another machine than the platform; the folder and its address."""
    settings.CLOCK_OFFSET = at("12:00") - timezone.now()  # type: ignore[attr-defined]
    stock = make_stock(cast, at("00:01"))
    shown_to_all(cast, stock.application)
    out(cast, stock)
    export(tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Still, directory=str(tmp_path)))
    with served(server):
        yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}/"


def seen(address: str) -> str:
    """The page as a browser has it once its scripts have run."""
    command = [chromium(), *WORDS, "--dump-dom", address]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=True).stdout


def note(page: str) -> str:
    [found] = NOTE.findall(page)
    return str(found)


def watched(folder: Path, begin: datetime, *answers: bool) -> None:
    """A watcher looks every thirty seconds from `begin` on."""
    moments = iter([begin + timedelta(seconds=30 * number) for number in range(len(answers))])
    said = iter(answers)
    watch(
        "x",
        Folder(folder),
        every=30,
        now=lambda: next(moments),
        ask=lambda _: next(said),
        sleep=lambda _: None,
        rounds=len(answers),
    )


def test_since_when_the_platform_is_silent_is_read_in_both_languages_and_gone_once_it_answers(
    elsewhere: tuple[Path, str],
) -> None:
    folder, address = elsewhere
    # Real time: the page tells how long it is by the clock of who reads it.
    begin = datetime.now(UTC) - timedelta(minutes=5)
    since = f"{begin.astimezone(ZoneInfo('Europe/Amsterdam')):%H:%M}"
    watched(folder, begin, False, False, False)
    for page, words in (
        ("", f"Het platform antwoordt niet sinds {since}."),
        ("en/", f"has not answered since {since}."),
    ):
        told = note(seen(address + page))
        assert (words in told, "hidden" in told) == (True, False)
    watched(folder, begin + timedelta(minutes=3), True)
    told = note(seen(address))
    assert ("antwoordt niet sinds" in told.partition(">")[2], "hidden" in told) == (False, True)


def test_without_scripts_the_page_says_of_when_it_is_and_what_was_wrong(elsewhere: tuple[Path, str]) -> None:
    folder, address = elsewhere
    watched(folder, datetime.now(UTC) - timedelta(minutes=5), False, False, False)
    page = seen(f"{address}index.html?without-scripts")
    assert re.search(r"Stand van <time [^>]*>woensdag 8 april 2026 14:00", page)
    assert "Storing: de applicatie" in page
    assert "hidden" in note(page)
