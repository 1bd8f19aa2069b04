"""Declaring that it is exceptionally crowded: whoever waits for an answer to a question hears of it once (PX-94).

No term moves by it: what was agreed stands. Each customer's journal says when it was declared and when he was told.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.taken import taken
from waarborg.support.models import LIVE, Crowding, CrowdingTold, Ticket
from waarborg.support.permissions import DECLARE_CROWDING

TELL = "support.tell-crowding"
QUESTION = "question"
# The job of a customer waited its turn behind others.
BEHIND = "told after the crowding was declared for everybody"


class CrowdedAlready(Refusal):
    code = "support.desk.crowded-already"
    nl = "De drukte is al gemeld, door {name}."
    en = "The crowding was declared already, by {name}."


class NotCrowded(Refusal):
    code = "support.desk.not-crowded"
    nl = "Deze drukte is al voorbij."
    en = "This crowding is over already."


class SayWhat(BadInput):
    code = "support.desk.crowding-words"
    nl = "Schrijf wat klanten hierover lezen."
    en = "Write what customers read about it."


@action("support.desk.declare-crowding")
def declare_crowding(*, by: Actor, at: datetime, nl: str, en: str = "") -> Crowding:
    """For everybody, from now on. Customers are told by a job. Raises CrowdedAlready, SayWhat, NotAllowed."""
    permissions.require(by, DECLARE_CROWDING)
    if not nl.strip():
        raise SayWhat(path="nl")
    try:
        with transaction.atomic():
            made: Crowding = Crowding.objects.create(
                tenant_id=by.tenant, nl=nl.strip(), en=en.strip(), declared_at=at, declared_by=by.name
            )
    except IntegrityError as error:
        if not taken(error, "support_crowding_one"):
            raise
        raise CrowdedAlready(name=Crowding.objects.get(lifted_at__isnull=True).declared_by) from error
    journal.record("support.desk.crowding-declared", tenant=made.tenant_id, subject=made.ref, by=by, at=at)
    jobs.enqueue(TELL, {"crowding": str(made.id)})
    return made


@action("support.desk.declare-crowding")
def lift_crowding(crowding: UUID, *, by: Actor, at: datetime) -> Crowding:
    """It is over. Raises NotCrowded, NotAllowed, NotFound."""
    permissions.require(by, DECLARE_CROWDING)
    held = Crowding.objects.select_for_update().filter(id=crowding).first()
    if held is None:
        raise permissions.NotFound()
    if held.lifted_at is not None:
        raise NotCrowded()
    held.lifted_at, held.lifted_by = at, by.name
    held.save()
    journal.record("support.desk.crowding-lifted", tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    jobs.enqueue(TELL, {"crowding": str(held.id)})
    lifted: Crowding = held
    return lifted


def tell_of_crowding(tenant: UUID, crowding: UUID, *, at: datetime) -> int:
    """One mail to everybody of this customer who waits for an answer to a question, in the desk's scope; none to who
    waits for nothing. Once it is over, the journals of those who were told say so. Gives how many mails were written.
    """
    held = Crowding.objects.get(id=crowding)
    told = CrowdingTold.objects.select_for_update().filter(tenant_id=tenant, crowding=held).first()
    if held.lifted_at is not None:
        if told is not None and not told.over:
            told.over = True
            told.save()
            _write("lifted", held, tenant, at=held.lifted_at)
        return 0
    if told is not None:
        return 0
    waiting = Ticket.objects.filter(LIVE, tenant_id=tenant, kind=QUESTION).values("reporter_id")
    people = list(Person.objects.filter(tenant_id=tenant, active=True, id__in=waiting).order_by("id"))
    if not people:
        return 0
    for person in people:
        send_mail(
            "support/mail/crowding.txt",
            tenant=tenant,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={"said": held.say(person.language), "path": reverse("support:tickets")},
            at=at,
            key=f"support.desk.crowding:{held.id}:{person.id}",
        )
    CrowdingTold.objects.create(tenant_id=tenant, crowding=held, told_at=at, people=len(people))
    _write("declared", held, tenant, at=held.declared_at)
    journal.record("support.desk.customers-told", tenant=tenant, subject=held.ref, by=SYSTEM, at=at)
    return len(people)


def _write(what: str, held: Crowding, tenant: UUID, *, at: datetime) -> None:
    kind = f"support.desk.crowding-{what}"
    journal.record(kind, tenant=tenant, subject=held.ref, by=SYSTEM, at=at, reason_if_late=BEHIND)
