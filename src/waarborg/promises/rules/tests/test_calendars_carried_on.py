"""Beyond the dates that a version wrote out, its calendars go on by its own rules: no due time is wrong or lost."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from waarborg.kernel.instants import to_us
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import ClockTimeline, explain, replay
from waarborg.promises.rules.standing import Standing
from waarborg.promises.rules.tests.replay_tickets import at, log, said

PUBLISHED = datetime(2026, 1, 5, 9, tzinfo=UTC)
PICK_UP = "support.pick-up"


def version(published: datetime = PUBLISHED) -> Compiled:
    agreement = load(profile("appreo")).require()
    return compile_agreement(agreement, sha256=f"{published.year:064d}", published=published, registry=known())


VERSION = version()


def pick_up(start: str, *more: tuple[str, str], now: str, versions: tuple[Compiled, ...] = (VERSION,)) -> ClockTimeline:
    standing = Standing(tuple((to_us(one.calendars["desk"].published or PUBLISHED), one) for one in versions))
    terms = standing.terms_about("support.ticket")[PICK_UP]
    entries = log((start, "reported", {"kind": "incident", "priority": "p1"}), *more)
    return replay(terms, entries, standing.calendars, states=standing.states, now=at(now), subject="support.ticket:1")


def test_a_version_writes_three_years_out() -> None:
    assert VERSION.calendars["desk"].covers == (date(2025, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # Friday 28 December 2029, 16:00: an hour that day, then New Year's Day on Tuesday.
        ("2029-12-28 16:00", "2029-12-31 12:00"),
        ("2029-12-31 16:00", "2030-01-02 12:00"),
        # King's Day of 2035 is a Friday; Easter Monday of 2040 the second of April.
        ("2035-04-26 16:00", "2035-04-30 12:00"),
        ("2040-03-30 16:00", "2040-04-03 12:00"),
    ],
)
def test_a_report_made_years_after_publication_has_its_due_time(start: str, due: str) -> None:
    (run,) = pick_up(start, now=start).runs
    assert said(run.due_us) == due


def test_it_breaks_at_that_time() -> None:
    (run,) = pick_up("2035-04-26 16:00", ("2035-04-30 12:01", "picked-up"), now="2035-05-01 09:00").runs
    assert (run.verdict, said(run.decided_us)) == ("broken", "2035-04-30 12:00")


def test_a_clock_that_runs_over_the_seam_says_from_where_on_later_hours_count() -> None:
    found = pick_up("2029-12-31 16:00", now="2029-12-31 16:00")
    assert any("latere versie van de kalender" in line for line in explain(found, "nl").lines)
    assert any("later version of the calendar" in line for line in explain(found, "en").lines)


def test_what_was_known_earlier_is_the_same_when_it_is_asked_again_later() -> None:
    """A report that was made stays provable: replay as of an instant depends on nothing that came after."""
    early = pick_up("2029-12-28 16:00", now="2030-01-01 00:00")
    standing = Standing(((to_us(PUBLISHED), VERSION),))
    standing.calendars.known_at(at("2044-06-01 12:00"))
    assert pick_up("2029-12-28 16:00", now="2030-01-01 00:00") == early


def test_a_version_published_after_years_leaves_no_hole_before_it() -> None:
    """The old one ends in 2029 and the new one begins in 2034: clocks of between go by the old rules."""
    later = version(datetime(2035, 3, 1, 9, tzinfo=UTC))
    assert later.calendars["desk"].first == date(2034, 1, 1)
    between = pick_up("2032-05-03 16:00", now="2036-01-04 12:00", versions=(VERSION, later))
    assert said(between.runs[0].due_us) == "2032-05-04 12:00"
    after = pick_up("2035-05-07 16:00", now="2036-01-04 12:00", versions=(VERSION, later))
    assert said(after.runs[0].due_us) == "2035-05-08 12:00"


def test_the_hash_of_a_version_and_its_written_out_dates_stay_what_they_are() -> None:
    before = VERSION.calendars["desk"].sha256
    grown = VERSION.calendar_at("desk", datetime(2040, 1, 1, tzinfo=UTC))
    assert (grown.last, grown.first) == (date(2043, 12, 31), date(2025, 1, 1))
    assert replace(VERSION).calendars["desk"].sha256 == before
