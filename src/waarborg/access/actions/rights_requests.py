"""A change of rights that a customer's owner asks for in writing: carried out as it says, and confirmed (CL-62)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from waarborg.access.events import RIGHT_ASKED, RIGHT_CHANGED
from waarborg.access.instruction import Instruction
from waarborg.access.roles import LABELS
from waarborg.customers.actions import grant_authority, instruct, set_roles, withdraw_authority
from waarborg.customers.models import Authority, Organisation, Person
from waarborg.customers.queries import holders, live
from waarborg.customers.queries import person as find_person
from waarborg.customers.rules.roles import OWNER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import civil_end, from_us
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web import wording

MAIL = "access/mail/rights.txt"
# What an order of a change of rights says; without these nobody knows what is asked.
PARTS = ("about", "roles")


class OnRequestOnly(Refusal):
    code = "access.right.on-request-only"
    status = 403
    nl = "Rechten bij deze klant wijzigen wij alleen op een schriftelijk verzoek van de eigenaar."
    en = "We change rights at this customer only on a written request of its owner."
    nl_way_out = "Leg het verzoek vast op de pagina Opdrachten van de klant."
    en_way_out = "Record the request on the customer's page Instructions."


class NothingChanges(BadInput):
    code = "access.right.nothing-changes"
    nl = "{name} heeft precies deze rechten al."
    en = "{name} has exactly these rights already."


class UntilPast(BadInput):
    code = "access.right.until"
    nl = "De laatste dag ligt voor vandaag, of er komt geen recht bij dat dan kan eindigen."
    en = "The last day lies before today, or no right is added that could end then."


@action("access.right.change")
def change_rights(person: Person, roles: Iterable[str], *, by: Actor, at: datetime) -> None:
    """Give a customer's person exactly these roles: in the account. Staff do so only for a customer without an owner.

    Raises OnRequestOnly, and what `set_roles` raises.
    """
    if by.is_staff and holders(person.tenant_id, OWNER, at=at):
        raise OnRequestOnly()
    set_roles(person, roles, by=by, at=at)


@action("access.right.ask")
def ask_rights(
    owner: Person,
    *,
    form: str,
    about: Person | None,
    roles: Iterable[str] | None,
    until: date | None = None,
    said: str = "",
    address: str = "",
    message: UUID | None = None,
    zone: str,
    by: Actor,
    at: datetime,
) -> Instruction:
    """Record what the owner asks, and carry it out. What does not say whose rights, or which, waits for the answer: the
    owner has mail. `until` is the last day of what is added, in `zone`. Raises what `instruct` raises, NotFound,
    NothingChanges, UntilPast, and what granting raises."""
    acts = instruct(owner, "rights", form=form, address=address, message=message, by=by, at=at)
    if about is not None and about.tenant_id != owner.tenant_id:
        raise NotFound()
    asked = Instruction.of(
        owner,
        "rights",
        form=form,
        wording=said,
        by=by,
        at=at,
        about=about.id if about else None,
        roles=sorted(roles) if roles is not None else None,
        until=until,
        state="incomplete",
    )
    asked.save(force_insert=True)
    journal.record(
        RIGHT_ASKED,
        tenant=asked.tenant_id,
        subject=asked.ref,
        related=[about.ref] if about else [],
        by=acts,
        at=at,
        properties={"form": form},
        data=_told(asked),
    )
    if missing(asked):
        _mail(asked, owner, at=at)
    else:
        _carry_out(asked, owner, zone=zone, by=acts, at=at)
    return asked


@action("access.right.change")
def complete_rights(
    asked: Instruction, *, about: Person, roles: Iterable[str], until: date | None, zone: str, by: Actor, at: datetime
) -> None:
    """The owner says in the account what was missing, and it is carried out. Raises as `ask_rights`."""
    held: Instruction | None = (
        Instruction.objects.select_for_update().filter(id=asked.id, what="rights", state="incomplete").first()
    )
    if held is None or by.is_staff or by.person is None or about.tenant_id != held.tenant_id:
        raise NotFound()
    owner = find_person(by.person, tenant=held.tenant_id)
    instruct(owner, "rights", form="in-account", by=by, at=at)
    held.about, held.roles, held.until = about.id, sorted(roles), until
    _carry_out(held, owner, zone=zone, by=by, at=at)


def missing(asked: Instruction) -> list[str]:
    """Which parts an order does not say: about, roles."""
    return [part for part in PARTS if getattr(asked, part) is None]


def _carry_out(asked: Instruction, owner: Person, *, zone: str, by: Actor, at: datetime) -> None:
    if asked.about is None:
        raise NotFound()
    person = find_person(asked.about, tenant=asked.tenant_id)
    Organisation.objects.select_for_update().get(tenant_id=asked.tenant_id)
    rows = Authority.objects.filter(live(at), Q(person=person), tenant_id=asked.tenant_id)
    held, wanted = {one.role: one for one in rows}, set(asked.roles or ())
    added, taken = sorted(wanted - held.keys()), sorted(held.keys() - wanted)
    if not added and not taken:
        raise NothingChanges(path="roles", name=person.name)
    ends = from_us(civil_end(asked.until, 1440, zone)) if asked.until else None
    if ends is not None and (ends <= at or not added):
        raise UntilPast(path="until")
    # As the owner ordered it, whoever of our staff wrote it down.
    acts = replace(SYSTEM, on_behalf=owner.id)
    for role in added:
        grant_authority(person, role, ends_at=ends, by=acts, at=at)
    for role in taken:
        withdraw_authority(held[role], by=acts, at=at)
    asked.had, asked.state, asked.ended_at = sorted(held), "done", at
    asked.save()
    journal.record(
        RIGHT_CHANGED,
        tenant=asked.tenant_id,
        subject=asked.ref,
        related=[person.ref],
        by=by,
        at=at,
        properties={"form": asked.form},
        data=_told(asked) | {"had": asked.had},
    )
    _mail(asked, owner, person=person, at=at)


def _told(asked: Instruction) -> dict[str, Any]:
    return {"roles": asked.roles, "until": asked.until.isoformat() if asked.until else None}


def _named(roles: Iterable[str] | None, language: str) -> str:
    with translation.override(language):
        return ", ".join(gettext(LABELS[role]) for role in roles or ())


def _mail(asked: Instruction, owner: Person, *, person: Person | None = None, at: datetime) -> None:
    """To the owner, at the known address: what is missing, or what was done."""
    send_mail(
        MAIL,
        tenant=asked.tenant_id,
        to=Recipient(owner.email, owner.name, owner.language, owner.id),
        context={
            "missing": missing(asked),
            "name": person.name if person else "",
            "had": _named(asked.had, owner.language),
            "roles": _named(asked.roles, owner.language),
            "until": wording.day(asked.until, owner.language, year=True) if asked.until else "",
            "path": reverse("access:instructions"),
        },
        at=at,
        key=f"access.right:{asked.id}:{asked.state}",
    )
