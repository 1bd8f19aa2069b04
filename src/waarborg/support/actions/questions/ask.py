"""A visitor asks without an account, and confirms it by mail before anybody reads it (SO-42).

What is said back is the same whoever it is: that an address is known here, or asked before, is nobody's business.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import connection
from django.db.models import Max
from django.urls import reverse
from django.utils.crypto import salted_hmac

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy.provider import provider_tenant
from waarborg.support.models import VisitorQuestion
from waarborg.support.rules.passwords import masked
from waarborg.support.rules.questions.limits import DAY, OPEN_FOR, Asked, limit

SALT = "support.visitor-question"
TEMPLATE = "support/mail/question.txt"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('waarborg.support.visitor-question'))"


class TooManyQuestions(Refusal):
    code = "support.question.too-many"
    status = 429
    nl = "Er zijn vanaf deze verbinding veel vragen gesteld. Probeer het over een uur weer."
    en = "Many questions were asked over this connection. Try again in an hour."
    nl_way_out = "Mailen kan ook."
    en_way_out = "You can also send a mail."


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    email: str
    subject: str
    text: str
    language: str = "nl"


@action("support.visitor-question.ask")
def ask(question: Question, *, address: str, by: Actor, at: datetime) -> str:
    """Keep it and mail the link that confirms it; the number that it has then. For the desk's scope, entered by the
    public form. Raises TooManyQuestions."""
    tenant = provider_tenant()
    with connection.cursor() as cursor:
        # One after the other: so many at once would each count the others out, and numbers have no gap.
        cursor.execute(ONE_AT_A_TIME)
    gone = VisitorQuestion.objects.filter(state=VisitorQuestion.State.ASKED, asked_at__lt=at - OPEN_FOR)
    gone.delete()
    email, came_from = question.email.strip().lower(), kept_address(address)
    rows = VisitorQuestion.objects.filter(asked_at__gt=at - DAY).values_list("asked_at", "email", "connection")
    found = limit([Asked(*row) for row in rows], email=email, connection=came_from, at=at)
    if found == "full":
        raise TooManyQuestions()
    number = (VisitorQuestion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    if found == "quiet":
        return VisitorQuestion(number=number).shown_number
    made: VisitorQuestion = VisitorQuestion.objects.create(
        tenant_id=tenant,
        number=number,
        name=question.name.strip()[:200],
        email=email,
        language="en" if question.language == "en" else "nl",
        subject=masked(question.subject.strip())[:200],
        text=masked(question.text.strip()),
        connection=came_from,
        asked_at=at,
    )
    send_mail(
        TEMPLATE,
        tenant=tenant,
        to=Recipient(made.email, made.name, made.language),
        context={"number": made.shown_number, "path": reverse("support:question-confirm", args=[token_of(made)])},
        at=at,
        key=f"support.visitor-question:{made.id}",
    )
    return made.shown_number


@action("support.visitor-question.ask")
def confirm(token: str, *, by: Actor, at: datetime) -> VisitorQuestion:
    """From now on we read it. Twice is once. For the desk's scope. Raises NotFound for a link that is none, or over."""
    found = asked_by(token, at=at, lock=True)
    if found.confirmed_at is None:
        found.confirmed_at, found.state = at, VisitorQuestion.State.OPEN
        found.save(update_fields=["confirmed_at", "state"])
        kind = "support.visitor-question.confirmed"
        journal.record(kind, tenant=found.tenant_id, subject=found.ref, by=SYSTEM, at=at)
    return found


def asked_by(token: str, *, at: datetime, lock: bool = False) -> VisitorQuestion:
    """The question of a link. Raises NotFound."""
    try:
        identifier = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        raise NotFound() from None
    rows = VisitorQuestion.objects.select_for_update() if lock else VisitorQuestion.objects.all()
    found: VisitorQuestion | None = rows.filter(id=identifier, asked_at__gt=at - OPEN_FOR).first()
    if found is None:
        raise NotFound()
    return found


def token_of(question: VisitorQuestion) -> str:
    return signing.dumps(str(question.id), salt=SALT)


def kept_address(address: str) -> str:
    """Of an address only so much that the same one is known again."""
    return salted_hmac(SALT, address, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
