"""The last day after notice, worked out from the agreement: the examples of the clauses themselves."""

from datetime import UTC, date, datetime

import pytest

from waarborg.contracts.rules.leaving import Facts, ending, ends_at, may_end, may_leave
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import Agreement, load

OWNER = frozenset({"customer.owner"})
ADMINISTRATOR = frozenset({"customer.administrator"})


def agreement(name: str) -> Agreement:
    return load(profile(name), name=f"{name}.yaml").require()


def noticed(day: str, started: str | None, *, by_customer: bool = True, switching: bool = False) -> Facts:
    at = datetime.fromisoformat(f"{day} 11:00").replace(tzinfo=UTC)
    return Facts(at, date.fromisoformat(started) if started else None, by_customer, switching)


@pytest.mark.clause("PX-29")
@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-01-15", "2026-05-15"),
        ("2026-02-28", "2026-06-28"),
        ("2026-03-01", "2026-08-01"),
        ("2026-09-30", "2027-02-28"),
    ],
)
def test_notice_is_a_month_for_each_licence_year_begun(day: str, last: str) -> None:
    held = agreement("perplex-dbc")
    found = ending(held, noticed(day, "2022-03-01"))
    assert (found.last, found.reasons[0].promise) == (date.fromisoformat(last), "licence.notice")
    assert ends_at(date(2026, 5, 15), held) == datetime(2026, 5, 15, 22, tzinfo=UTC)


@pytest.mark.clause("PX-07")
def test_notice_in_the_first_year_ends_with_that_year() -> None:
    found = ending(agreement("perplex-dbc"), noticed("2026-05-10", "2026-02-28"))
    assert (found.last, found.reasons[0].promise) == (date(2027, 2, 27), "licence.minimum")


def test_who_moves_to_another_provider_leaves_after_two_months_at_most() -> None:
    found = ending(agreement("perplex-dbc"), noticed("2026-01-15", "2022-03-01", switching=True))
    assert found.last == date(2026, 3, 15)


def test_the_provider_gives_a_year_s_notice_and_only_where_its_agreement_says_that_it_may() -> None:
    held, facts = agreement("perplex-dbc"), noticed("2026-01-15", "2022-03-01", by_customer=False)
    assert (may_end(held, facts), ending(held, facts).last) == ("licence.our-notice", date(2027, 1, 15))
    for other in ("cliendo", "appreo", "superoffice", "24office"):
        assert may_end(agreement(other), facts) is None


def test_a_calendar_month_runs_from_date_to_date_and_is_clamped() -> None:
    held, facts = agreement("cliendo"), noticed("2026-01-31", None)
    assert ending(held, facts).last == date(2026, 2, 28)
    assert may_leave(held, OWNER, facts) == "contract.cancel"
    assert may_leave(held, ADMINISTRATOR, facts) is None


def test_what_counts_from_a_day_that_nobody_recorded_holds_nobody_back_and_is_named() -> None:
    found = ending(agreement("perplex-dbc"), noticed("2026-01-15", None))
    assert (found.last, found.reasons) == (date(2026, 1, 15), ())
    assert set(found.unknown) == {"licence.notice", "licence.minimum"}


def test_an_agreement_that_says_nothing_of_leaving_gives_no_right_to() -> None:
    for name in ("appreo", "superoffice", "24office"):
        assert may_leave(agreement(name), OWNER, noticed("2026-01-15", None)) is None
