"""An important change that a customer orders: only its owner, from the known address or in the account (CL-74)."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from waarborg.customers import permissions
from waarborg.customers.events import AUTHORITY_USED
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import live
from waarborg.customers.rules.instructions import ACCOUNT_CHAT, IN_ACCOUNT, KNOWN_MAIL, is_known
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound, require

# The chat in the account: a customer's reports and the replies to them.
CHAT = "support.ticket"
WAY_OUT = (
    "Vraag de eigenaar om het zelf te doen in het account, of te mailen vanaf het bekende adres.",
    "Ask the owner to do it in the account, or to send a mail from the known address.",
)


class NotTheOwner(Refusal):
    code = "customers.authority.not-the-owner"
    status = 403
    nl = "{name} is niet de eigenaar van het account; alleen die kan dit opgeven."
    en = "{name} is not the owner of the account, who alone can order this."
    nl_way_out, en_way_out = WAY_OUT


class NotFromKnownAddress(Refusal):
    code = "customers.authority.unknown-address"
    status = 403
    nl = "Het adres {address} is niet het bekende adres van {name}."
    en = "The address {address} is not the known address of {name}."
    nl_way_out, en_way_out = WAY_OUT


class NotInTheAccount(Refusal):
    code = "customers.authority.not-in-the-account"
    status = 403
    nl = "In deze melding heeft {name} zelf niets geschreven vanuit het account."
    en = "In this report {name} wrote nothing from the account."
    nl_way_out, en_way_out = WAY_OUT


class FormDoesNotCount(Refusal):
    """A telephone call never counts (CL-63)."""

    code = "customers.authority.form"
    status = 403
    nl = "In deze vorm telt een opdracht niet; een telefoontje nooit."
    en = "In this form an order does not count; a telephone call never does."
    nl_way_out, en_way_out = WAY_OUT


@action("customers.authority.use")
def instruct(
    person: Person, what: str, *, form: str, address: str = "", message: UUID | None = None, by: Actor, at: datetime
) -> Actor:
    """That `person` orders `what` for its organisation counts: they own the account, and it came as it has to come.

    A contact orders in the account and for themselves; staff record what came by mail (`address`) or in the account's
    chat (`message`, a report). Answers who acts: `by`, for the owner where staff do. Raises NotFound, NotAllowed,
    NotTheOwner, NotFromKnownAddress, NotInTheAccount, FormDoesNotCount.
    """
    require(by, permissions.USE_AUTHORITY, tenant=person.tenant_id)
    if not by.is_staff and (by.person != person.id or form != IN_ACCOUNT):
        raise NotFound()
    rows = Authority.objects.filter(live(at), tenant_id=person.tenant_id, person=person, role=OWNER)
    held: Authority | None = rows.filter(person__active=True).first()
    if held is None:
        raise NotTheOwner(name=person.name)
    if by.is_staff:
        _came_as_it_has_to(person, form=form, address=address, message=message)
    acts = replace(by, on_behalf=person.id) if by.is_staff else by
    journal.record(
        AUTHORITY_USED,
        tenant=person.tenant_id,
        subject=held.ref,
        related=[person.ref, *([Ref(CHAT, message)] if message else [])],
        by=acts,
        at=at,
        properties={"instruction": what, "form": form},
        data={"address": address} if address else None,
    )
    return acts


def _came_as_it_has_to(person: Person, *, form: str, address: str, message: UUID | None) -> None:
    if form == KNOWN_MAIL:
        if not is_known(address, person.email):
            raise NotFromKnownAddress(path="address", address=address, name=person.name)
    elif form == ACCOUNT_CHAT:
        if message is None or not wrote_in(person).filter(subject_id=message).exists():
            raise NotInTheAccount(path="message", name=person.name)
    else:
        raise FormDoesNotCount(path="form")


def wrote_in(person: Person) -> QuerySet[Any]:
    """Entries of what somebody wrote in reports, signed in."""
    rows: QuerySet[Any] = JournalEntry.objects.filter(tenant_id=person.tenant_id, subject_kind=CHAT)
    return rows.filter(actor_kind="contact", actor_id=person.id).exclude(kind="act.refused")
