"""When a subscription starts and renews: the numbers of AP-02, AP-04 and AP-05, worked out from the agreement alone."""

from datetime import date

import pytest

from waarborg.contracts.rules.starting import next_renewal, onboarded_by, renewal, start
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.registry import known
from waarborg.support.tests.reports import at


@pytest.fixture(scope="module")
def appreo() -> Agreement:
    return load(profile("appreo"), name="appreo.yaml").require()


@pytest.mark.clause("AP-02")
@pytest.mark.parametrize(
    ("signed", "workshop", "starts"),
    [
        # In time: the first day of the month after it.
        ("2026-01-15 10:00", date(2026, 3, 20), date(2026, 4, 1)),
        # That would be 1 May, later than three months after the signing.
        ("2026-01-15 10:00", date(2026, 4, 2), date(2026, 4, 15)),
        # On the first day of a month: the month after it.
        ("2026-01-15 10:00", date(2026, 2, 1), date(2026, 3, 1)),
        # None at all, and a month that has no such day.
        ("2025-11-30 10:00", None, date(2026, 2, 28)),
        # Over the turn of the year.
        ("2026-11-30 10:00", date(2026, 12, 10), date(2027, 1, 1)),
        # Late in the evening of our day, which is another one elsewhere.
        ("2026-03-31 23:30", None, date(2026, 6, 30)),
    ],
)
def test_a_subscription_starts_at_the_cap_or_in_the_month_after_the_workshop(
    appreo: Agreement, signed: str, workshop: date | None, starts: date
) -> None:
    found = start(appreo, at(signed), workshop)
    assert (found.day, found.promise) == (starts, "contract.start")


def test_an_agreement_that_says_nothing_of_it_starts_at_the_signing() -> None:
    other = load(profile("perplex-dbc"), name="perplex-dbc.yaml").require()
    found = start(other, at("2026-01-15 10:00"), date(2026, 3, 20))
    assert (found.day, found.promise) == (date(2026, 1, 15), "")
    assert onboarded_by(other, at("2026-01-15 10:00")) == date(2026, 4, 15)


@pytest.mark.clause("AP-04")
def test_the_plan_ends_three_months_after_the_signing(appreo: Agreement) -> None:
    assert onboarded_by(appreo, at("2026-01-31 11:00")) == date(2026, 4, 30)


@pytest.mark.clause("AP-05")
def test_the_renewal_counts_from_the_real_start_and_tells_how_far_that_is_from_practice(appreo: Agreement) -> None:
    # Three months to 28 February, since there is no 30th; and a leap year later fifteen months from the signing do end
    # on a 29th.
    late = renewal(appreo, at("2026-11-30 10:00"), date(2027, 2, 28), 12)
    assert (late.day, late.in_practice, late.days) == (date(2028, 2, 28), date(2028, 2, 29), 1)
    early = renewal(appreo, at("2026-11-30 10:00"), date(2027, 1, 1), 12)
    assert (early.day, early.in_practice, early.days) == (date(2028, 1, 1), date(2028, 2, 29), 59)
    usual = renewal(appreo, at("2026-01-15 10:00"), date(2026, 4, 15), 12)
    assert (usual.day, usual.days) == (date(2027, 4, 15), 0)


def test_later_renewals_count_from_the_start_and_not_from_each_other() -> None:
    start_on = date(2024, 2, 29)
    days = (date(2024, 2, 29), date(2025, 2, 28), date(2027, 3, 1))
    assert [next_renewal(start_on, 12, after=day) for day in days] == [
        date(2025, 2, 28), date(2026, 2, 28), date(2028, 2, 29),
    ]  # fmt: skip


@pytest.mark.clause("AP-02")
@pytest.mark.clause("AP-04")
@pytest.mark.clause("AP-05")
def test_what_appreo_promises_about_the_beginning_is_enforced(appreo: Agreement) -> None:
    names = {"contract.start", "contract.onboarding", "contract.workshop", "contract.renewal-date"}
    assert not names & not_yet_enforced(appreo, known()).keys()
