"""Signing binds at once, plans the onboarding and lets the subscription start by itself."""

from datetime import date

import pytest
from django.utils import timezone

from waarborg.contracts.actions.begin_subscription import begin_subscription
from waarborg.contracts.actions.keep_contract import ReferenceTaken
from waarborg.contracts.actions.plan_onboarding import Wanted, keep_step
from waarborg.contracts.actions.sign_contract import Signed, SignedLater, sign
from waarborg.contracts.models import Contract, Onboarding
from waarborg.contracts.queries import renewal_checks
from waarborg.contracts.queries.onboarding import terms_of
from waarborg.contracts.reactions import begin_now
from waarborg.contracts.tests.plans import at, completed, done, entries, plan_of, signed, step, steps
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.checks import NotKnown
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion, ClockRun


def starts(cast: Cast, held: Contract) -> tuple[date, bool]:
    with cast.owner.at_work():
        return Contract.objects.values_list("starts_on", "started").get(id=held.id)


def moved(cast: Cast, held: Contract, day: date, now: str) -> None:
    one = step(cast, held, "workshop")
    with cast.manager.at_work():
        wanted = Wanted(one.kind, one.nl, one.en, one.side, day)
        keep_step(plan_of(cast, held), one.id, wanted, by=cast.manager.actor, at=at(now))


def begun(cast: Cast, held: Contract, when: str) -> bool:
    with tenancy.enter(Role.DESK):
        began: bool = begin_subscription(Contract.objects.get(id=held.id), by=SYSTEM, at=at(when))
    return began


@pytest.mark.clause("AP-04")
def test_a_plan_made_at_the_signing_has_six_steps_and_ends_three_months_later(
    cast: Cast, appreo: AgreementVersion
) -> None:
    held = signed(cast, appreo, "2026-01-31 11:00")
    assert plan_of(cast, held).due_on == date(2026, 4, 30)
    assert [(one.kind, one.side, one.due_on) for one in steps(cast, held)] == [
        ("personalise", "customer", date(2026, 2, 13)),
        ("personalise", "provider", date(2026, 2, 26)),
        ("integrate", "provider", date(2026, 3, 16)),
        ("data", "customer", date(2026, 3, 25)),
        ("data", "provider", date(2026, 4, 12)),
        ("workshop", "provider", date(2026, 4, 30)),
    ]
    assert {one.ours_name for one in steps(cast, held)} == {"K. Voorbeeld"}
    with cast.owner.at_work():
        run = ClockRun.objects.get(promise="contract.onboarding")
    assert (run.subject_id, run.due_at, run.verdict) == (held.id, at("2026-04-30 11:00"), "")
    assert entries(cast) == [
        ("contract.signed", at("2026-01-31 11:00")), ("onboarding.planned", at("2026-01-31 11:00")),
    ]  # fmt: skip
    with tenancy.enter(Role.DESK):
        mails = OutboxMail.objects.filter(template="contracts/mail/onboarding.txt").order_by("to_address")
        assert [(one.to_address, one.subject) for one in mails] == [
            ("b.proef@example.org", "Het plan voor uw ingebruikname staat klaar"),
            ("t.fictief@example.org", "Het plan voor uw ingebruikname staat klaar"),
        ]


@pytest.mark.clause("AP-02")
def test_the_start_follows_the_workshop_and_stays_once_it_has_come(cast: Cast, appreo: AgreementVersion) -> None:
    held = signed(cast, appreo, "2026-01-15 10:00")
    assert starts(cast, held) == (date(2026, 4, 15), False)
    moved(cast, held, date(2026, 3, 20), "2026-02-02 10:00")
    assert starts(cast, held) == (date(2026, 4, 1), False)
    moved(cast, held, date(2026, 4, 2), "2026-02-03 10:00")
    assert starts(cast, held) == (date(2026, 4, 15), False)
    moved(cast, held, date(2026, 3, 20), "2026-02-04 10:00")
    done(cast, held, "2026-03-19 16:00", "personalise", "integrate", "data")
    completed(cast.manager, cast, held, step(cast, held, "workshop"), "2026-03-20 17:00")
    assert not begun(cast, held, "2026-03-31 23:59")
    assert begun(cast, held, "2026-04-01 00:00")
    assert not begun(cast, held, "2026-04-01 00:01")
    assert starts(cast, held) == (date(2026, 4, 1), True)
    assert entries(cast)[-1] == ("contract.started", at("2026-04-01 00:00"))


@pytest.mark.clause("AP-02")
def test_a_workshop_that_was_planned_and_did_not_come_starts_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    held = signed(cast, appreo, "2026-01-15 10:00")
    moved(cast, held, date(2026, 3, 20), "2026-02-02 10:00")
    assert not begun(cast, held, "2026-04-01 00:00")
    assert starts(cast, held) == (date(2026, 4, 15), False)
    with tenancy.enter(Role.DESK):
        begin_now(tenant=str(cast.merendaal.id), contract=str(held.id), at="2026-04-15T00:00:00+02:00")
    assert starts(cast, held) == (date(2026, 4, 15), True)


def test_a_signing_that_is_refused_leaves_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    signed(cast, appreo, "2026-01-15 10:00")
    with pytest.raises(ReferenceTaken):
        signed(cast, appreo, "2026-01-16 10:00")
    with pytest.raises(SignedLater):
        signed(cast, appreo, "2026-01-17 10:00", now="2026-01-16 10:00", reference="C-2")
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        given = Signed("C-3", at("2026-01-17 10:00"), "T. Fictief", 12)
        sign(cast.merendaal.id, appreo, given, by=cast.agent.actor, at=at("2026-01-17 10:00"))
    with cast.manager.at_work():
        assert (Contract.objects.count(), Onboarding.objects.count()) == (1, 1)


def test_what_was_signed_before_it_was_written_down_counts_from_the_signing(
    cast: Cast, appreo: AgreementVersion
) -> None:
    held = signed(cast, appreo, "2026-01-30 16:00", now="2026-02-02 09:00")
    assert plan_of(cast, held).due_on == date(2026, 4, 30)
    with cast.owner.at_work():
        assert ClockRun.objects.get(promise="contract.onboarding").due_at == at("2026-04-30 16:00")


@pytest.mark.clause("AP-05")
def test_the_customer_reads_from_the_first_day_when_it_renews(cast: Cast, appreo: AgreementVersion) -> None:
    held = signed(cast, appreo, "2026-11-30 10:00")
    with cast.owner.at_work():
        (found,) = terms_of(cast.merendaal.id, at=at("2026-11-30 10:01"))
    assert (found.contract.id, found.next_on, found.renews.days) == (held.id, date(2028, 2, 28), 1)


@pytest.mark.clause("AP-05")
def test_the_check_sees_a_renewal_date_that_cannot_be_read_and_a_start_that_is_wrong(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from waarborg.customers.tests.cast import make_cast
    from waarborg.promises.profiles import profile
    from waarborg.promises.tests.agreements import publish_and_bind

    cast = make_cast()
    with pytest.raises(NotKnown):
        renewal_checks.renewal_date(timezone.now())
    held = signed(cast, publish_and_bind(cast, profile("appreo")), "2026-11-30 10:00")
    now = at("2026-12-01 10:00")
    assert renewal_checks.renewal_date(now).word == "holds"
    with tenancy.enter(Role.DESK):
        Contract.objects.filter(id=held.id).update(starts_on=date(2027, 3, 1))
    assert renewal_checks.renewal_date(now).word == "wrong"
    monkeypatch.setattr(renewal_checks, "terms_of", lambda tenant, at: [])
    assert renewal_checks.renewal_date(now).word == "unseen"
