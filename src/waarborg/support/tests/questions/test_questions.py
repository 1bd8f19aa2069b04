"""Asking without an account (SO-42): confirmed by mail before anybody reads it, and nothing is told of anybody."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.questions.ask import TooManyQuestions
from waarborg.support.actions.questions.handle import (
    AnswerMissing,
    QuestionIsDone,
    answer_visitor,
    dismiss,
    make_ticket,
)
from waarborg.support.models import Ticket, VisitorQuestion
from waarborg.support.tests.questions.asked import MAIL, confirmed, put
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
NOW = at("2026-04-07 10:00")
FORM = {"name": "B. Zoeker", "email": MAIL, "subject": "Kan het ook zonder?", "text": "Werkt het zonder internet?"}


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]


def kept(cast: Cast) -> list[tuple[str, str]]:
    with cast.agent.at_work():
        return [(one.email, one.state) for one in VisitorQuestion.objects.order_by("number")]


def mails(cast: Cast) -> list[OutboxMail]:
    with cast.agent.at_work():
        return list(OutboxMail.objects.filter(template__startswith="support/mail/question").order_by("written", "id"))


@pytest.mark.clause("SO-42")
def test_a_visitor_has_a_number_by_mail_at_once_and_is_read_after_confirming(cast: Cast, signed_in: Enter) -> None:
    waiting = not_yet_enforced(load(profile("superoffice"), name="superoffice.yaml").require(), known())
    assert "support.questions" not in waiting
    visitor, desk = Client(), signed_in(cast.agent)
    assert visitor.post("/accounts/question/", {**FORM, "email": "geen adres"}).status_code == 422
    page = visitor.post("/accounts/question/", FORM).content.decode()
    assert MAIL in page
    (mail,) = mails(cast)
    assert (mail.to_address, "V-00001" in mail.subject) == (MAIL, True)
    assert (mail.written - NOW).total_seconds() < 60
    assert "V-00001" not in desk.get("/desk/questions/").content.decode()
    link = re.search(r"/accounts/question/\S+/", mail.body)
    assert link is not None
    # A scanner of mail looks at it, and nothing happens.
    assert visitor.get(link[0]).status_code == 200
    assert kept(cast) == [(MAIL, "asked")]
    assert "V-00001" in visitor.post(link[0]).content.decode()
    assert kept(cast) == [(MAIL, "open")]
    assert "V-00001" in desk.get("/desk/questions/").content.decode()
    assert visitor.get("/accounts/question/verzonnen/").status_code == 404


@pytest.mark.clause("SO-42")
def test_the_page_is_the_same_for_who_is_known_and_who_is_not(cast: Cast, appreo: AgreementVersion) -> None:
    pages = set()
    for email in (cast.owner.person.email, MAIL):
        page = Client().post("/accounts/question/", {**FORM, "email": email}).content.decode()
        pages.add(re.sub(r'(nonce|data-now|value|datetime)="[^"]*"', "", page.replace(email, "")))
    assert len(pages) == 1
    assert cast.merendaal.name not in pages.pop()


def test_a_machine_is_held_up_and_nobody_is_made_to_get_mail_on_mail(cast: Cast) -> None:
    Client().post("/accounts/question/", {**FORM, "website": "https://example.com"})
    assert kept(cast) == []
    for number in range(5):
        put(NOW, address=f"192.0.2.{number}")
    assert (len(kept(cast)), len(mails(cast))) == (3, 3)
    for name in ("a", "b", "c", "d"):
        put(NOW, email=f"{name}@example.com", address="192.0.2.0")
    with pytest.raises(TooManyQuestions):
        put(NOW, email="e@example.com", address="192.0.2.0")
    assert len(kept(cast)) == 7


def test_what_nobody_confirmed_is_gone_after_three_days(cast: Cast) -> None:
    put(at("2026-04-04 09:59"))
    put(at("2026-04-07 10:00"), email="later@example.com")
    assert kept(cast) == [("later@example.com", "asked")]


def test_staff_answer_by_mail_once(cast: Cast, signed_in: Enter) -> None:
    question = confirmed(cast, NOW)
    with cast.agent.at_work(), pytest.raises(AnswerMissing):
        answer_visitor(question, " ", by=cast.agent.actor, at=NOW)
    address, desk = f"/desk/questions/{question.id}/", signed_in(cast.agent)
    assert desk.post(address, {"act": "answer", "text": "Nee, met internet."}).status_code == 302
    assert [(one.to_address, "Nee, met internet." in one.body) for one in mails(cast)][-1] == (MAIL, True)
    assert "Nee, met internet." in desk.get(address).content.decode()
    with cast.agent.at_work():
        for act in (
            lambda: dismiss(question, by=cast.agent.actor, at=NOW),
            lambda: make_ticket(question, cast.owner.person.id, by=cast.agent.actor, at=NOW),
        ):
            with pytest.raises(QuestionIsDone):
                act()
    assert (kept(cast), len(mails(cast))) == ([(MAIL, "answered")], 2)


def test_it_becomes_a_ticket_only_of_who_has_that_very_address(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    question = confirmed(cast, NOW, email=cast.owner.person.email.upper())
    with cast.agent.at_work():
        for person in (cast.support_contact.person, cast.agent.person):
            with pytest.raises(NotFound):
                make_ticket(question, person.id, by=cast.agent.actor, at=NOW)
        with pytest.raises(NotAllowed):
            dismiss(question, by=cast.owner.actor, at=NOW)
        assert Ticket.objects.count() == 0
    address, desk = f"/desk/questions/{question.id}/", signed_in(cast.agent)
    assert "T. Fictief" in desk.get(address).content.decode()
    led = desk.post(address, {"act": "ticket", "person": str(cast.owner.person.id)})
    with cast.agent.at_work():
        ticket = Ticket.objects.get()
    assert led.url == f"/desk/tickets/{ticket.id}/"
    assert (ticket.tenant_id, ticket.reporter_id) == (cast.merendaal.id, cast.owner.person.id)
    assert (ticket.subject, ticket.what) == ("Kan het ook zonder?", "Werkt het zonder internet?")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_the_same_for_one_row_and_for_three(
    cast: Cast, signed_in: Enter, django_assert_num_queries: Callable, rows: int
) -> None:
    for number in range(rows):
        confirmed(cast, NOW, email=f"{number}@example.com")
    desk = signed_in(cast.agent)
    desk.get("/desk/questions/")
    with django_assert_num_queries(LIST_QUERIES, exact=True):
        desk.get("/desk/questions/")


LIST_QUERIES = 5
