"""Each night: the report of last month once it is over, a restatement where one is due, and a mail to the owner."""

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.queries.standing import standing
from waarborg.support.actions.reopen import reopen
from waarborg.trust.models import Report
from waarborg.trust.queries.presented import grouped
from waarborg.trust.reactions import is_owed, make_due_reports
from waarborg.trust.tests.story import april, instant


def night(cast: Cast, when: str) -> None:
    """The job of one customer, as the queue runs it: a transaction of its own."""
    for customer in (cast.merendaal, cast.hazelvoort):
        with tenancy.enter(Role.DESK, customer.id):
            make_due_reports(customer.id, at=instant(when))


def made(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        return [one.number for one in Report.objects.filter(tenant_id=cast.merendaal.id).order_by("month", "version")]


def test_the_month_is_reported_once_however_many_nights_pass(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    for when in ("2026-05-01 04:30", "2026-05-02 04:30", "2026-05-20 04:30"):
        night(cast, when)
    assert made(cast) == ["WB-2026-04-0001-v1"]


def test_months_that_were_missed_can_be_made_up_for(cast: Cast, appreo: AgreementVersion) -> None:
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        make_due_reports(cast.merendaal.id, at=instant("2026-05-01 04:30"), back=12)
    assert made(cast) == [f"WB-2026-0{month}-0001-v1" for month in range(1, 5)]


def test_every_customer_with_an_agreement_gets_one(cast: Cast, appreo: AgreementVersion) -> None:
    night(cast, "2026-05-01 04:30")
    with cast.manager.at_work():
        assert Report.objects.count() == 2


def test_a_former_customer_gets_a_last_report_and_then_none_but_of_months_that_decided_something(
    cast: Cast, appreo: AgreementVersion
) -> None:
    late = april(cast)[2]
    night(cast, "2026-05-01 04:30")
    with cast.manager.at_work():
        end_binding(cast.merendaal.id, instant("2026-05-16 00:00"), by=SYSTEM, at=instant("2026-05-15 09:00"))
    for when in ("2026-06-01", "2026-07-01", "2026-08-01"):
        night(cast, f"{when} 04:30")
    assert made(cast) == ["WB-2026-04-0001-v1", "WB-2026-05-0001-v1"]
    with cast.manager.at_work():
        bodies = list(
            OutboxMail.objects.filter(template="trust/mail/report.txt", tenant_id=cast.merendaal.id)
            .order_by("written")
            .values_list("body", flat=True)
        )
    assert ["laatste maandrapport" in one for one in bodies] == [False, True]
    # A term that outlived the agreement is decided months later.
    with cast.manager.at_work():
        ClockRun.objects.filter(tenant_id=cast.merendaal.id, subject_id=late.id).update(month="2026-08")
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        bound = standing(cast.merendaal.id)
        assert bound is not None
        assert [is_owed(cast.merendaal.id, bound, one) for one in ("2026-05", "2026-07", "2026-08")] == [
            True,
            False,
            True,
        ]


def test_a_customer_without_an_agreement_gets_none(cast: Cast) -> None:
    night(cast, "2026-05-01 04:30")
    assert made(cast) == []


def test_a_reopened_ticket_restates_its_month_the_next_night(cast: Cast, appreo: AgreementVersion) -> None:
    kept, _, _ = april(cast)
    night(cast, "2026-05-01 04:30")
    with cast.agent.at_work():
        reopen(kept, by=cast.agent.actor, at=instant("2026-05-06 10:00"))
    night(cast, "2026-05-07 04:30")
    night(cast, "2026-05-08 04:30")
    assert made(cast) == ["WB-2026-04-0001-v1", "WB-2026-04-0001-v2"]


def test_the_owner_is_mailed_hash_head_and_key(cast: Cast, appreo: AgreementVersion) -> None:
    april(cast)
    night(cast, "2026-05-01 04:30")
    night(cast, "2026-05-02 04:30")
    with cast.manager.at_work():
        (report,) = Report.objects.filter(tenant_id=cast.merendaal.id)
        (mail,) = OutboxMail.objects.filter(template="trust/mail/report.txt", tenant_id=cast.merendaal.id)
    assert (mail.to_address, mail.subject) == (
        "t.fictief@example.org",
        "Bewijsrapport van april 2026 (WB-2026-04-0001-v1)",
    )
    for proof in (
        grouped(report.sha256),
        grouped(report.journal_head),
        report.fingerprint,
        f"/portal/reports/{report.id}/",
    ):
        assert proof in mail.body
