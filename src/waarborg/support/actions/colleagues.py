"""Who may not ask us asks a colleague who may: he answers it himself, or passes it on to us (CL-91)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.promises import queries as promises
from waarborg.support.actions.asking import require_may_ask
from waarborg.support.actions.follow import share
from waarborg.support.actions.report import Report, report
from waarborg.support.models import ColleagueQuestion
from waarborg.support.permissions import ASK_COLLEAGUE
from waarborg.support.queries.chats import kind_for
from waarborg.support.queries.people import askers
from waarborg.support.rules.once import once_with
from waarborg.support.rules.passwords import masked

MAIL = "support/mail/colleague.txt"
PAGE = "/portal/colleague/"


class NobodyMayAsk(Refusal):
    code = "support.colleague.nobody"
    nl = "In uw organisatie mag nog niemand ons iets vragen."
    en = "In your organisation nobody may ask us anything yet."
    nl_way_out = "Vraag uw beheerder om iemand aan te wijzen. Uw vraag is niet verstuurd."
    en_way_out = "Ask your administrator to authorise somebody. Your question was not sent."


class HandledAlready(Refusal):
    code = "support.colleague.handled"
    nl = "{name} heeft deze vraag al behandeld."
    en = "{name} has handled this question already."


class NoAnswer(BadInput):
    code = "support.colleague.no-answer"
    nl = "Schrijf een antwoord, of leg de vraag aan ons voor."
    en = "Write an answer, or pass the question on to us."


@action("support.colleague-question.ask")
def ask_colleague(
    tenant: UUID, *, by: Actor, at: datetime, subject: str, text: str, once: UUID | None = None
) -> ColleagueQuestion:
    """Every colleague who may ask us by the agreement hears of it. Raises NobodyMayAsk, NotAllowed, NotFound."""
    permissions.require(by, ASK_COLLEAGUE, tenant=tenant)
    if by.person is None:
        raise permissions.NotFound()
    number = once_with(once, subject, text)
    if number and (earlier := ColleagueQuestion.objects.filter(tenant_id=tenant, once=number).first()):
        return earlier
    people = askers(tenant, at=at)
    if not people:
        raise NobodyMayAsk()
    made: ColleagueQuestion = ColleagueQuestion.objects.create(
        tenant_id=tenant,
        person_id=by.person,
        person_name=by.name,
        subject=masked(subject),
        text=masked(text),
        asked_at=at,
        once=number,
    )
    _note(made, "asked", by=by, at=at)
    _tell(made, people, "asked", at=at)
    return made


@action("support.colleague-question.handle")
def answer_colleague(question: ColleagueQuestion, *, by: Actor, at: datetime, text: str) -> ColleagueQuestion:
    """Without us. Raises NoAnswer, HandledAlready, MayNotAsk, NotByAgreement, NotAllowed."""
    held = _held(question, by=by, at=at)
    if not text.strip():
        raise NoAnswer()
    held.answer = masked(text.strip())
    return _done(held, "answered", by=by, at=at)


@action("support.ticket.open")
def pass_on(question: ColleagueQuestion, *, by: Actor, at: datetime) -> ColleagueQuestion:
    """It becomes a report of the colleague; who asked reads along. Raises what `report` raises, HandledAlready."""
    held = _held(question, by=by, at=at)
    priorities = promises.scheme_words(held.tenant_id, "priority", at=at)
    asked = Report(
        subject=held.subject,
        kind=kind_for(promises.scheme_words(held.tenant_id, "kind", at=at)),
        what=held.text,
        affected=held.person_name,
        priority=priorities[-1] if priorities else "",
    )
    held.ticket = report(held.tenant_id, asked, by=by, at=at)
    asker = Person.objects.filter(id=held.person_id, active=True).first()
    if asker is not None and asker.id != by.person:
        share(held.ticket, asker, by=by, at=at)
    return _done(held, "passed-on", by=by, at=at)


def _held(question: ColleagueQuestion, *, by: Actor, at: datetime) -> ColleagueQuestion:
    permissions.require(by, ASK_COLLEAGUE, tenant=question.tenant_id)
    require_may_ask(question.tenant_id, by=by, at=at)
    found: ColleagueQuestion = ColleagueQuestion.objects.select_for_update().get(id=question.id)
    if found.state != "open":
        raise HandledAlready(name=found.handled_by)
    return found


def _done(held: ColleagueQuestion, state: str, *, by: Actor, at: datetime) -> ColleagueQuestion:
    held.state, held.handled_at, held.handled_by = state, at, by.name
    held.save()
    _note(held, state, by=by, at=at)
    _tell(held, Person.objects.filter(id=held.person_id, active=True), state, at=at)
    return held


def _note(one: ColleagueQuestion, event: str, *, by: Actor, at: datetime) -> None:
    related = (one.ticket.ref,) if one.ticket is not None else ()
    journal.record(
        f"support.colleague-question.{event}", tenant=one.tenant_id, subject=one.ref, by=by, at=at, related=related
    )


def _tell(one: ColleagueQuestion, people: Iterable[Person], what: str, *, at: datetime) -> None:
    for person in people:
        send_mail(
            MAIL,
            tenant=one.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={"what": what, "asker": one.person_name, "colleague": one.handled_by, "path": PAGE},
            at=at,
            key=f"support.colleague.{what}:{one.id}:{person.id}",
        )
