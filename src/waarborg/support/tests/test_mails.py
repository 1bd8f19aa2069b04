"""Whoever reported something is told by mail what happens, without what was said."""

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import OutboxMail
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
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
