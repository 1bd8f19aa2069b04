"""What agreements rest on of pages that everybody can read: the checks look at them and can come out either way."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from waarborg.availability.tests.incidents import at, out, resolved, shown_to_all
from waarborg.availability.tests.works import agreed, planned
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.checks import registered
from waarborg.project import checks
from waarborg.project.checks import announcement_on_sign_in, status_page
from waarborg.project.status_export import export, keep_up

NOON = at("12:00")


@pytest.fixture(autouse=True)
def noon(settings: object) -> None:
    settings.CLOCK_OFFSET = NOON - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def stock(cast: Cast) -> Stock:
    made = make_stock(cast, at("00:01"))
    shown_to_all(cast, made.application)
    return made


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WAARBORG_STATUS_EXPORT", str(tmp_path / "copy"))
    return tmp_path / "copy"


@pytest.mark.clause("AP-22")
@pytest.mark.clause("PX-63")
@pytest.mark.clause("SO-41")
def test_the_copy_of_the_status_page_elsewhere_is_vouched_for_while_it_follows(
    cast: Cast, stock: Stock, copy: Path
) -> None:
    assert registered()["availability.status-page"] is status_page
    out(cast, stock)
    keep_up()
    found = status_page(NOON)
    assert (found.word, found.nl.partition(" is van ")[0]) == ("holds", "Het afschrift van de statuspagina")
    assert "Storing: de applicatie" in (copy / "index.html").read_text()
    assert status_page(NOON + timedelta(minutes=6)).word == "stale"


def test_without_a_copy_nothing_works_while_we_are_away(cast: Cast, stock: Stock, copy: Path) -> None:
    assert status_page(NOON).word == "no-copy"


def test_without_a_place_for_it_there_is_no_copy(
    cast: Cast, stock: Stock, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(copy)
    monkeypatch.delenv("WAARBORG_STATUS_EXPORT")
    assert status_page(NOON).word == "no-copy"


def test_a_page_without_components_tells_nothing(cast: Cast, copy: Path) -> None:
    keep_up()
    assert status_page(NOON).word == "no-components"


def test_a_copy_that_says_something_else_is_told(cast: Cast, stock: Stock, copy: Path) -> None:
    made = out(cast, stock)
    keep_up()
    summary = copy / "api" / "v2" / "summary.json"
    data = json.loads(summary.read_text())
    summary.write_text(json.dumps({**data, "incidents": []}))
    assert status_page(NOON).word == "differs"
    # What was told a moment ago is still on its way.
    resolved(cast, made, "11:58")
    keep_up()
    summary.write_text(json.dumps(data))
    assert status_page(NOON).word == "holds"


@pytest.mark.clause("SO-39")
@pytest.mark.clause("SO-41")
def test_what_goes_on_and_what_is_planned_is_on_everybodys_sign_in_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = agreed(cast, "superoffice", monkeypatch)
    shown_to_all(cast, stock.application)
    out(cast, stock)
    begins = at("20:00") + timedelta(days=2)
    planned(cast, stock, (begins, begins + timedelta(hours=2)), at("02:00"))
    found = announcement_on_sign_in(NOON)
    assert (found.word, found.en) == ("holds", "All that goes on or is planned is on the sign-in page: 2.")
    status, body = checks.ask("/accounts/sign-in/", "nl")
    assert (status, "Inloggen lukt niet" in body.decode(), "Nieuwe schijven" in body.decode()) == (200, True, True)


def test_what_is_missing_there_is_named(cast: Cast, stock: Stock, monkeypatch: pytest.MonkeyPatch) -> None:
    out(cast, stock)
    monkeypatch.setattr(checks, "ask", lambda path, lang: (200, b"<html></html>"))
    assert announcement_on_sign_in(NOON).word == "not-shown"
    monkeypatch.setattr(checks, "ask", lambda path, lang: (503, b""))
    assert announcement_on_sign_in(NOON).word == "no-page"
