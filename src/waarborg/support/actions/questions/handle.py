"""What staff do with a visitor's question that was confirmed: answer it, make it a ticket, or put it aside (SO-42)."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.promises import queries as promises
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Ticket, VisitorQuestion
from waarborg.support.permissions import ANSWER_VISITOR
from waarborg.support.queries.chats import kind_for

TEMPLATE = "support/mail/question_answer.txt"


class QuestionIsDone(Refusal):
    code = "support.question.done"
    nl = "Deze vraag is al afgehandeld."
    en = "This question has been dealt with already."


class AnswerMissing(BadInput):
    code = "support.question.answer"
    nl = "Schrijf een antwoord; de bezoeker krijgt het per mail."
    en = "Write an answer; the visitor gets it by mail."


@action("support.visitor-question.answer")
def answer_visitor(question: VisitorQuestion, text: str, *, by: Actor, at: datetime) -> VisitorQuestion:
    """By mail, to the address that confirmed it. Raises AnswerMissing, QuestionIsDone, NotAllowed."""
    held = _held(question, by)
    if not text.strip():
        raise AnswerMissing(path="text")
    held.answer = text.strip()
    send_mail(
        TEMPLATE,
        tenant=held.tenant_id,
        to=Recipient(held.email, held.name, held.language),
        context={"number": held.shown_number, "said": held.answer, "subject_line": held.subject},
        at=at,
        key=f"support.visitor-question.answer:{held.id}",
    )
    return _done(held, VisitorQuestion.State.ANSWERED, "answered", by=by, at=at)


@action("support.visitor-question.answer")
def dismiss(question: VisitorQuestion, *, by: Actor, at: datetime) -> VisitorQuestion:
    """Nothing is sent. Raises QuestionIsDone, NotAllowed."""
    return _done(_held(question, by), VisitorQuestion.State.DISMISSED, "dismissed", by=by, at=at)


@action("support.visitor-question.answer")
def make_ticket(question: VisitorQuestion, person: UUID, *, by: Actor, at: datetime) -> Ticket:
    """A ticket for a contact of a customer with the very address that confirmed the question; who may not ask there,
    may not so either. Raises NotFound for anybody else, QuestionIsDone, NotByAgreement, MayNotAsk, NotAllowed."""
    held = _held(question, by)
    reporter = Person.objects.filter(id=person, email__iexact=held.email, active=True).first()
    if reporter is None or reporter.tenant_id == held.tenant_id:
        raise permissions.NotFound()
    kind = kind_for(list(promises.scheme_choices(reporter.tenant_id, "kind", at=at)))
    ticket: Ticket = report(
        reporter.tenant_id,
        Report(subject=held.subject, kind=kind, what=held.text),
        by=by,
        at=at,
        channel="portal",
        reporter=(reporter.id, reporter.name),
        once=held.id,
    )
    held.ticket_id = ticket.id
    _done(held, VisitorQuestion.State.TICKET, "made-ticket", by=by, at=at)
    return ticket


def _held(question: VisitorQuestion, by: Actor) -> VisitorQuestion:
    permissions.require(by, ANSWER_VISITOR)
    held: VisitorQuestion = VisitorQuestion.objects.select_for_update().get(id=question.id)
    if held.state != VisitorQuestion.State.OPEN:
        raise QuestionIsDone()
    return held


def _done(held: VisitorQuestion, state: str, event: str, *, by: Actor, at: datetime) -> VisitorQuestion:
    held.state, held.done_at, held.done_by = state, at, by.name
    held.save(update_fields=["state", "answer", "done_at", "done_by", "ticket_id"])
    kind = f"support.visitor-question.{event}"
    journal.record(kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    return held
