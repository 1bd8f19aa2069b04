"""What was agreed with one customer decides its report too: other terms, another name, and a proof that still holds."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.profiles import documents, profile
from waarborg.promises.tests.test_amend import amended
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, due, reported, runs
from waarborg.trust.models import Report
from waarborg.trust.queries.reports import payload_of
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import report, say


def picked_up_in_three_hours(cast: Cast) -> Ticket:
    ticket = reported(cast, "2026-04-14 09:00")
    say(cast, ticket, "2026-04-14 12:00")
    return ticket


def verdict(made: Report, promise: str) -> str:
    return str(next(one for one in payload_of(made)["promises"] if one["id"] == promise)["verdict"])


def test_three_hours_are_in_time_by_the_agreement_itself(cast: Cast, appreo: AgreementVersion) -> None:
    picked_up_in_three_hours(cast)
    assert verdict(report(cast, "2026-05-01 06:00"), "support.pick-up") == "met"


def test_three_hours_are_late_by_the_two_that_were_agreed_and_the_report_proves_it(
    cast: Cast, appreo: AgreementVersion
) -> None:
    amended(cast, appreo)
    picked_up_in_three_hours(cast)
    made = report(cast, "2026-05-01 06:00")
    assert verdict(made, "support.pick-up") == "broken"
    found = payload_of(made)
    assert [one["version"] for one in found["agreements"]] == ["2026.1", "2026.1+eigen"]
    (said,) = [one["nl"] for one in found["promises"] if one["id"] == "support.pick-up"]
    assert said.endswith("binnen 2 werkuren.")
    assert check(made.envelope, made.fingerprint).number == found["number"]


def test_what_was_agreed_until_a_day_stands_in_the_report_with_what_followed(
    cast: Cast, appreo: AgreementVersion
) -> None:
    amended(cast, appreo, until="2026-04-13")
    picked_up_in_three_hours(cast)
    made = report(cast, "2026-05-01 06:00")
    assert verdict(made, "support.pick-up") == "met"
    assert [one["version"] for one in payload_of(made)["agreements"]] == ["2026.1", "2026.1+eigen", "2026.1"]
    assert check(made.envelope, made.fingerprint).number == payload_of(made)["number"]


@pytest.mark.clause("PX-96", "PX-95")
def test_the_plan_decides_which_clock_runs_for_the_same_failure(cast: Cast) -> None:
    with cast.manager.at_work():
        version = publish(
            profile("perplex-dbc"),
            by=cast.manager.actor,
            at=at("2026-03-01 09:00"),
            provider=cast.provider.id,
            name="perplex-dbc.yaml",
            documents=documents("perplex-dbc"),
        )
        for customer, plan in ((cast.merendaal, "first-class"), (cast.hazelvoort, "standard")):
            bind(
                version,
                by=cast.manager.actor,
                at=at("2026-03-01 10:00"),
                tenant=customer.id,
                words={"plan": plan},
            )
    ours = reported(cast, "2026-03-13 15:00")
    theirs = reported(cast, "2026-03-13 15:00", by=cast.stranger)
    assert due(cast, ours, "support.first-class") == "2026-03-13 19:00"
    assert "support.disturbing" not in {name for name, run in runs(cast, ours).items() if run.is_open}
    with cast.stranger.at_work():
        found = {run.promise: run.due_at for run in ClockRun.objects.filter(subject_id=theirs.id, is_open=True)}
    assert found["support.disturbing"] == at("2026-03-16 15:00")
    assert "support.first-class" not in found
