"""``waarborg agreement backtest --from --to``: what the journal holds of a period, through the command itself."""

import json

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role, enter
from waarborg.project.commandline import main
from waarborg.project.tests.test_agreement_backtest_command import APPREO
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import reported, runs

APRIL = ["--from", "2026-04-01", "--to", "2026-04-30"]


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database stands in for an external one: no command starts a server of its own."""
    monkeypatch.setenv("DATABASE_URL", "postgresql:///test")


def entries() -> int:
    with enter(Role.DESK, None):
        return JournalEntry.objects.count()


def test_a_period_of_the_journal_is_replayed_and_nothing_is_written(
    cast: Cast, appreo: AgreementVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    reported(cast, "2026-04-20 09:00", by=cast.stranger)
    reported(cast, "2026-05-04 09:00")
    before = entries()
    capsys.readouterr()
    assert main(["agreement", "backtest", APPREO, *APRIL, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    counted = {one["promise"]: sum(one["all"]["verdicts"].values()) for one in told["promises"] if one["months"]}
    # The yearly audit and the evaluation of each quarter run for each customer, whatever is reported.
    # That of the first quarter was decided before the period.
    assert counted == dict.fromkeys([*runs(cast, ticket), "security.audit", "support.evaluation"], 2)
    assert entries() == before


def test_a_period_in_which_nothing_happened_decides_nothing_but_what_runs_by_itself(
    cast: Cast, appreo: AgreementVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreement", "backtest", APPREO, *APRIL, "--lang", "nl"]) == 0
    assert "\nsecurity.audit: 0 van 0 op tijd, 2 nog open\n\n" in capsys.readouterr().out


def test_a_period_before_anybody_was_bound_decides_no_term(
    cast: Cast, appreo: AgreementVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ("--from", "2024-04-01", "--to", "2024-04-30")
    assert main(["agreement", "backtest", APPREO, *before, "--lang", "nl"]) == 0
    assert "geen enkele termijn beslist" in capsys.readouterr().out


def test_a_period_that_ends_before_it_begins_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agreement", "backtest", APPREO, "--from", "2026-04-30", "--to", "2026-04-01", "--lang", "nl"]) == 2
    assert "2026-04-01 ligt voor 2026-04-30" in capsys.readouterr().err
