"""Rows of the queue that are kept: the same as new ones, and never another's."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from waarborg.plumbing.tests.page_texts import written
from waarborg.support.queries.queue import Line, Shown
from waarborg.support.rules.why import Why
from waarborg.support.templatetags import support

NOW = datetime(2026, 11, 10, 9, 17, 30, tzinfo=UTC)
ROW = '{{ [line]|queue_rows("Europe/Amsterdam") }}'
FIRST = Shown(
    id=UUID(int=7), tenant_id=UUID(int=1), number=1234, subject="Rooster <b>& leeg</b>", priority="p1", state="open",
    assignee_name="R. Specimen", revision=3, changed_at=NOW - timedelta(hours=1), reported_at=NOW - timedelta(hours=9),
    picked_up_at=None, reopen_asked_at=None, assignee_gone=False, intake=2, pictured=False, unanswered_since=None,
    planned_for=None, waits_for="", call_at=None,
)  # fmt: skip
CLOCK: Any = SimpleNamespace(
    name="Oppakken", state="running", us=3_600_000_000, until=NOW + timedelta(hours=1), day_us=None,
    due=NOW + timedelta(hours=1),
)  # fmt: skip
LINE = Line(FIRST, "Zorg & Zn", CLOCK, "today", Why("Binnen {at}", "Due {at}", NOW + timedelta(hours=1)))


def row(line: Line, *, lang: str = "nl", now: datetime = NOW, may_bulk: bool = False) -> str:
    with translation.override(lang):
        return written(ROW, line=line, now=now, lang=lang, may_bulk=may_bulk)


def anew(line: Line, monkeypatch: pytest.MonkeyPatch, **how: Any) -> str:
    """Written without anything kept."""
    with monkeypatch.context() as without:
        without.setattr(support, "_around", SimpleNamespace(here=lambda write=support._around.__wrapped__: write))
        return row(line, **how)


CHANGED = {
    "subject": "Iets anders", "revision": 4, "changed_at": NOW, "assignee_name": "", "priority": "p2",
    "number": 1235, "id": UUID(int=8), "call_at": NOW + timedelta(hours=3),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("may_bulk", [True, False])
@pytest.mark.parametrize("clock", [CLOCK, None])
def test_a_kept_row_is_the_row_that_would_be_written(
    lang: str, may_bulk: bool, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, how = LINE._replace(clock=clock), {"lang": lang, "may_bulk": may_bulk}
    assert row(line, **how) == row(line, **how) == anew(line, monkeypatch, **how)


@pytest.mark.parametrize("name", CHANGED)
def test_what_changed_is_seen_at_the_next_look(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = LINE._replace(ticket=FIRST._replace(**{name: CHANGED[name]}))
    line, other = (row(one, may_bulk=True) for one in (LINE, changed))
    assert line != other == anew(changed, monkeypatch, may_bulk=True)


def test_a_clock_without_a_due_time_shows_how_the_ticket_stands_now() -> None:
    paused: Any = SimpleNamespace(**{**vars(CLOCK), "state": "paused", "us": None, "until": None, "due": None})
    said = [row(LINE._replace(clock=paused, ticket=FIRST._replace(state=state))) for state in ("open", "waiting")]
    assert ["wacht op klant" in one for one in said] == [False, True]


def test_the_name_of_the_customer_and_why_it_stands_there_are_seen_too() -> None:
    renamed, why = LINE._replace(organisation="Zorg <b>"), LINE._replace(why=Why("Te laat", "Late"))
    assert "Zorg &lt;b&gt;" in row(renamed)
    assert "Te laat" in row(why)
    assert "Zorg &amp; Zn" in row(LINE)


def test_time_goes_on_in_a_kept_row(monkeypatch: pytest.MonkeyPatch) -> None:
    later: Any = SimpleNamespace(**{**vars(CLOCK), "us": 3_540_000_000})
    minute, day = NOW + timedelta(minutes=1), NOW + timedelta(days=1)
    row(LINE)
    assert f'data-left="3540" data-at="{int(minute.timestamp())}"' in row(LINE._replace(clock=later), now=minute)
    assert "gisteren" in row(LINE, now=day)
    assert row(LINE, now=day) == anew(LINE, monkeypatch, now=day)


def test_what_one_reader_may_do_stands_in_no_row_of_another() -> None:
    assert 'type="checkbox"' in row(LINE, may_bulk=True)
    assert 'type="checkbox"' not in row(LINE, may_bulk=False)
    assert 'type="checkbox"' in row(LINE, may_bulk=True)


def test_rows_of_two_customers_are_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    write = support._around.__wrapped__
    noted = lambda *made_of: asked.append(made_of) or write(*made_of)  # noqa: E731
    monkeypatch.setattr(support, "_around", SimpleNamespace(here=lambda: noted))
    row(LINE)
    row(LINE._replace(ticket=FIRST._replace(tenant_id=UUID(int=2))))
    assert asked[0] != asked[1]
