"""Journeys: the real process group with the demonstration in it, on a Friday at 16:30, and real browsers before it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.prepared import DEMONSTRATION, begin_with_demonstration, socket

from waarborg.project.tests.running_group import Group

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MAIL_ADDRESS, MAIL_SECRET = "support@example.nl", "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="


# What takes about half of the time; the last two of them move the clock of their installation.
# The editor announces a version to the customer whose contract ends in the first half, in test_leaving.
SECOND_HALF = (
    "test_editor",
    "test_every_page",
    "test_paper",
    "test_sign_on",
    "test_story",
    "test_turned_away",
    "test_use_and_complaints",
    "test_when_time_passes",
    "test_woken_at_night",
)


# First: who is named on the command line is known before the distribution looks at the groups, and would come too late.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each half in one worker, where its journeys share an installation and a browser.

    Tests of a browser that stand elsewhere go with the first: a third group would bring both halves to one worker now
    and then, and so to one installation, where they would stand in each other's way.
    """
    for item in items:
        # Asked of fifteen thousand: of their paths it would take seconds.
        here = item.nodeid.startswith("tests/journeys/")
        if not here and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("journeys-first"))
        if here:
            item.add_marker(pytest.mark.browser)
            half = "second" if item.path.stem in SECOND_HALF else "first"
            item.add_marker(pytest.mark.xdist_group(f"journeys-{half}"))


class Installation:
    """A running product with the demonstration's data. `links()` are fresh one-time links by part."""

    def __init__(self) -> None:
        self.group = Group()
        begin_with_demonstration(self.group)
        self.group.environment |= DEMONSTRATION | {"WAARBORG_PORT": "18500"}
        # Where a test's own provider of sign-ins listens: another site than ours, as in life.
        self.group.environment["WAARBORG_INSIDE_HOSTS"] = "localhost"
        # However busy the machine is: what is taken back there has not been sent.
        self.group.environment["WAARBORG_SEND_HOLD"] = "300"
        # What customers mail is handed over by the tests themselves (test_mail_only.py).
        self.group.environment |= {"WAARBORG_MAIL_IN_ADDRESS": MAIL_ADDRESS, "WAARBORG_MAIL_IN_SECRET": MAIL_SECRET}
        self.group.start()
        # Started again it must be where it was, also when the other half has given its port free meanwhile.
        self.group.environment["WAARBORG_PORT"] = self.url.rpartition(":")[2]

    @property
    def url(self) -> str:
        return self.group.url

    def links(self) -> dict[str, str]:
        done = self.group.run("demo", "--json")
        assert done.returncode == 0, done.stderr
        found: dict[str, str] = json.loads(done.stdout.strip().splitlines()[-1])["links"]
        return found

    def forgive(self) -> None:
        """All browsers of these tests come from one address; what that address may try is counted anew for each."""
        with psycopg.connect(host=socket(self.group), user="waarborg_owner", dbname="waarborg") as connection:
            connection.execute("DELETE FROM access_attempts")

    def move_to(self, instant: str) -> None:
        """Go on at another instant, as if the time between had passed."""
        self.group.run("down")
        self.group.environment["WAARBORG_NOW"] = instant
        self.group.start()


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    made = Installation()
    try:
        yield made
    finally:
        made.group.remove()


@pytest.fixture(scope="session")
def doors(installation: Installation, browser: Any) -> dict[str, Any]:
    """By part what a browser keeps after signing in, so that each test begins behind the door."""
    return opened(installation, browser)


def opened(installation: Installation, browser: Any) -> dict[str, Any]:
    """Signed in anew as every part. A test that ends the sessions of one puts these into `doors`."""
    kept = {}
    for part, link in installation.links().items():
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        onward(page, "main button[type=submit]")
        kept[part] = context.storage_state()
        context.close()
    return kept


Visit = Callable[..., Any]


@pytest.fixture
def visit(installation: Installation, browser: Any, doors: dict[str, Any]) -> Iterator[Visit]:
    """`visit("agent", "/desk/queue/")` is a page in a browser of its own, signed in as that part of the demonstration.

    `lang`, `width`, `js` and `path` are as one would expect; a part of "" is a visitor. What a page complains of in its
    console fails the test.
    """
    contexts, complaints = [], []
    installation.forgive()

    def open_page(part: str, path: str = "/", *, lang: str = "nl", width: int = 1440, js: bool = True) -> Any:
        context = browser.new_context(
            storage_state=doors[part] if part else None,
            viewport={"width": width, "height": 900},
            java_script_enabled=js,
            base_url=installation.url,
            locale="nl-NL" if lang == "nl" else "en-GB",
        )
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "waarborg_language", "value": lang, "url": installation.url}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _serious(said) else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _serious(said: Any) -> bool:
    # A refused form is answered with 409 or 422, and a part of a page with 503 while the database is away, which the
    # browser, or htmx in its own words, reports as if something had failed to load.
    reported = ("Failed to load resource", "Response Status Error Code 503")
    return said.type in ("error", "warning") and not said.text.startswith(reported)


@pytest.fixture(scope="session")
def look() -> Look:
    return Look((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text())
