"""What the journal holds of a period, replayed: the same verdicts as the clocks that were kept."""

from datetime import date

from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import compiled
from waarborg.promises.queries.history import history
from waarborg.promises.rules.backtest import Backtest, backtest
from waarborg.promises.rules.registry import known
from waarborg.support.tests.reports import reported, runs

ZONE = "Europe/Amsterdam"


def replayed(cast: Cast, version: AgreementVersion, first: date, last: date) -> Backtest:
    with cast.manager.at_work():
        return backtest(compiled(version.sha256).agreement, history(first, last, zone=ZONE), registry=known())


def test_it_counts_the_clocks_that_the_journal_tells_of(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    reported(cast, "2026-04-30 09:00", by=cast.stranger)
    found = replayed(cast, appreo, date(2026, 4, 1), date(2026, 4, 30))
    counted = {one.promise: sum(one.all.verdicts.values()) for one in found.promises if one.months}
    # The yearly audit runs for each customer, whatever is reported.
    assert counted == dict.fromkeys([*runs(cast, ticket), "security.audit"], 2)


def test_days_outside_the_period_do_not_count(cast: Cast, appreo: AgreementVersion) -> None:
    reported(cast, "2026-04-03 16:30")
    found = replayed(cast, appreo, date(2026, 4, 4), date(2026, 4, 30))
    assert [one.promise for one in found.promises if one.months] == ["security.audit"]
    last = replayed(cast, appreo, date(2026, 4, 1), date(2026, 4, 3))
    assert len([one for one in last.promises if one.months]) > 1
