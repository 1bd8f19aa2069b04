from datetime import date

import pytest

from waarborg.kernel.durations import Duration
from waarborg.kernel.moments import Anchor, Moment, UnreadableMoment, moment_at, parse_moment
from waarborg.kernel.tests.desks import DESK, at, shown


def found(text, anchor, **kwargs):
    return shown(moment_at(DESK, parse_moment(text), anchor, **kwargs))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1 month after promises.version.delivered",
            Moment("after", "promises.version.delivered", Duration("months", 1)),
        ),
        ("12 months before contracts.term.ends", Moment("before", "contracts.term.ends", Duration("months", 12))),
        (
            "5 days notice of availability.maintenance.announced",
            Moment("notice", "availability.maintenance.announced", Duration("days", 5)),
        ),
        ("next month after contracts.notice.received", Moment("next-month", "contracts.notice.received")),
        ("0h after promises.version.accepted", Moment("after", "promises.version.accepted", Duration("elapsed", 0))),
        (
            "method notice after contracts.notice.received",
            Moment("after", "contracts.notice.received", Duration("method", method="notice")),
        ),
    ],
)
def test_moments_are_read(text, expected):
    assert parse_moment(text) == expected


@pytest.mark.parametrize("text", ["", "5 days", "after x", "5 days of x", "next month before x", "5 days after", None])
def test_what_is_not_a_moment_is_refused(text):
    with pytest.raises(UnreadableMoment):
        parse_moment(text)


def test_twelve_months_after_a_day_that_begins_end_with_the_day_before():
    assert (
        found("12 months after contracts.contract.started", Anchor.begins(date(2026, 2, 28))) == "Sun 2027-02-28 00:00"
    )


def test_months_after_an_instant_take_the_edge_of_the_act():
    received = Anchor.instant(at("2026-01-15 14:20"))
    assert found("4 months after contracts.notice.received", received, act_edge="ends") == "Sat 2026-05-16 00:00"
    assert found("4 months after contracts.notice.received", received, act_edge="begins") == "Fri 2026-05-15 00:00"
    assert found("4 months after contracts.notice.received", received) == "Fri 2026-05-15 14:20"


def test_a_day_that_ends_is_that_day_and_keeps_its_edge():
    ends = Anchor.ends(date(2026, 2, 28))
    assert found("1 month before contracts.term.ends", ends) == "Thu 2026-01-29 00:00"
    assert found("30 days after contracts.contract.ends", ends) == "Tue 2026-03-31 00:00"
    assert found("12 months before contracts.term.ends", ends) == "Sat 2025-03-01 00:00"


def test_the_next_month_begins_on_its_first_day():
    assert found("next month after x", Anchor.instant(at("2026-01-31 10:00"))) == "Sun 2026-02-01 00:00"
    assert found("next month after x", Anchor.ends(date(2026, 1, 31))) == "Sun 2026-02-01 00:00"
    assert found("next month after x", Anchor.begins(date(2026, 2, 1))) == "Sun 2026-03-01 00:00"


def test_business_units_count_from_the_instant():
    friday = Anchor.instant(at("2026-04-03 16:30"))
    assert found("4 business hours after x", friday) == "Tue 2026-04-07 12:30"
    assert found("0h after x", friday) == "Fri 2026-04-03 16:30"
    assert found("5 days notice of x", Anchor.instant(at("2026-03-29 21:00"))) == "Tue 2026-03-24 21:00"


def test_what_never_falls_due_is_no_moment():
    with pytest.raises(UnreadableMoment):
        found("none after x", Anchor.instant(at("2026-04-03 16:30")))
