"""Whoever reported something is told by mail what happens, without what was said."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.prioritise import prioritise
from waarborg.support.actions.reopen import reopen
from waarborg.support.actions.set_aside import take_on, wait_for
from waarborg.support.queries.checks import status_change_mails
from waarborg.support.tests.reports import at, reported


def test_the_reporter_is_told_of_receipt_question_and_solution(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        for when, purpose in (("09:10", "question"), ("09:20", "resolution")):
            answer(ticket, by=cast.agent.actor, at=at(f"2026-04-07 {when}"), text="Geheim 20417", purpose=purpose)
    with cast.owner.at_work():
        sent = list(OutboxMail.objects.order_by("written"))
    number = ticket.shown_number
    assert [(mail.to_address, mail.subject) for mail in sent] == [
        ("s.monster@example.org", f"{number}: uw melding is binnen"),
        ("s.monster@example.org", f"{number}: wij hebben een vraag aan u"),
        ("s.monster@example.org", f"{number}: er is een oplossing"),
    ]
    assert all(f"/portal/tickets/{ticket.id}/" in mail.body for mail in sent)
    assert not any("20417" in mail.body for mail in sent)


def test_somebody_who_left_gets_no_mail(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.owner.at_work():
        type(cast.support_contact.person).objects.filter(id=cast.support_contact.person.id).update(
            active=False, left_at=at("2026-04-07 09:05")
        )
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 09:10"), text="Antwoord", purpose="message")
        assert OutboxMail.objects.count() == 1


@pytest.mark.clause("PX-91")
def test_three_changes_of_status_are_exactly_three_mails_and_the_check_finds_each(
    cast: Cast, appreo: AgreementVersion
) -> None:
    """What one does himself is not told to him; a mail that is missing is found out."""
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        before = OutboxMail.objects.count()
        wait_for(ticket, "de leverancier", by=cast.agent.actor, at=at("2026-04-07 09:10"), why="Zij zoeken het uit.")
        take_on(ticket, by=cast.agent.actor, at=at("2026-04-07 09:20"))
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 09:30"), text="Zo.", purpose="resolution")
        assert OutboxMail.objects.count() == before + 3
    with cast.support_contact.at_work():
        reopen(ticket, by=cast.support_contact.actor, at=at("2026-04-07 09:40"))
    with cast.agent.at_work():
        assert OutboxMail.objects.count() == before + 3
    assert status_change_mails(at("2026-04-07 10:00")).holds
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.filter(subject__contains="gaan verder").update(id=uuid7())
    assert status_change_mails(at("2026-04-07 10:00")).word == "missing"


@pytest.mark.clause("PX-92")
def test_another_priority_is_told_by_mail(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    with cast.agent.at_work():
        prioritise(ticket, by=cast.agent.actor, at=at("2026-04-07 09:10"), priority="p1", reason="Alles staat stil.")
        last = OutboxMail.objects.order_by("-written").first()
    assert last.subject == f"{ticket.shown_number}: uw melding heeft een andere prioriteit"
