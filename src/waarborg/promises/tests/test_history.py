"""What the journal holds of a period, replayed: the same verdicts as the clocks that were kept."""

from datetime import date

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import journal
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import compiled
from waarborg.promises.queries.history import history
from waarborg.promises.rules.backtest import Backtest, backtest
from waarborg.promises.rules.registry import known
from waarborg.support.tests.reports import at, reported, runs

ZONE = "Europe/Amsterdam"


def replayed(cast: Cast, version: AgreementVersion, first: date, last: date) -> Backtest:
    with cast.manager.at_work():
        return backtest(compiled(version.sha256).agreement, history(first, last, zone=ZONE), registry=known())


def test_it_counts_the_clocks_that_the_journal_tells_of(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    reported(cast, "2026-04-30 09:00", by=cast.stranger)
    found = replayed(cast, appreo, date(2026, 4, 1), date(2026, 4, 30))
    counted = {one.promise: sum(one.all.verdicts.values()) for one in found.promises if one.months}
    # The yearly audit and the evaluation of each quarter run for each customer, whatever is reported.
    # That of the first quarter was decided before the period.
    assert counted == dict.fromkeys([*runs(cast, ticket), "security.audit", "support.evaluation"], 2)


def test_days_outside_the_period_do_not_count(cast: Cast, appreo: AgreementVersion) -> None:
    reported(cast, "2026-04-03 16:30")
    found = replayed(cast, appreo, date(2026, 4, 4), date(2026, 4, 30))
    releases = ["releases.updates", "releases.innovation", "releases.rhythm"]
    assert [one.promise for one in found.promises if one.months] == ["security.audit", "support.evaluation", *releases]
    last = replayed(cast, appreo, date(2026, 4, 1), date(2026, 4, 3))
    assert len([one for one in last.promises if one.months]) > 1


def test_a_customers_own_clock_hears_what_is_first_about_another_subject(cast: Cast, appreo: AgreementVersion) -> None:
    """The evaluation of the first quarter was held by one customer; the journal tells of it as of a session."""
    with cast.manager.at_work():
        journal.record(
            "support.evaluation.held",
            tenant=cast.merendaal.id,
            subject=Ref("support.evaluation", uuid7()),
            related=[Ref("customers.customer", cast.merendaal.id)],
            by=cast.manager.actor,
            at=at("2026-03-20 10:00"),
        )
    reported(cast, "2026-04-30 09:00")

    def evaluations(first: date, last: date) -> dict[str, dict[str, int]]:
        found = replayed(cast, appreo, first, last)
        one = next(one for one in found.promises if one.promise == "support.evaluation")
        return {month: dict(counted.verdicts) for month, counted in one.months.items()}

    assert evaluations(date(2026, 1, 1), date(2026, 4, 30)) == {
        "": {"open": 2}, "2026-03": {"met": 1, "broken": 1},
    }  # fmt: skip
    # That it was met in March is known in a period that begins later, and is not counted there.
    assert evaluations(date(2026, 4, 1), date(2026, 4, 30)) == {"": {"open": 2}}
    assert evaluations(date(2026, 3, 25), date(2026, 4, 30)) == {"": {"open": 2}, "2026-03": {"broken": 1}}
