"""Giving a person a role at their organisation."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.customers.actions.authority import lock_organisation, refuse_second_owner, require_right_over
from waarborg.customers.actions.people import HasLeft
from waarborg.customers.events import AUTHORITY_GRANTED
from waarborg.customers.models import Authority, Person
from waarborg.customers.rules.roles import PROVIDER_ROLES
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken


class NoSuchRole(BadInput):
    code = "customers.authority.no-such-role"
    nl = "De rol {role} bestaat niet bij deze organisatie."
    en = "The role {role} does not exist at this organisation."
    nl_way_out = "Kies een rol uit de lijst op de pagina van deze persoon."
    en_way_out = "Choose a role from the list on this person's page."


class AlreadyHeld(Refusal):
    code = "customers.authority.already-held"
    nl = "{name} heeft deze rol al."
    en = "{name} holds this role already."


class EndsBeforeItStarts(BadInput):
    code = "customers.authority.ends-before-it-starts"
    nl = "Deze rol zou eindigen voordat hij begint."
    en = "This role would end before it starts."
    nl_way_out = "Kies een laatste dag op of na de eerste, of laat hem weg."
    en_way_out = "Choose a last day on or after the first, or leave it out."


class WorkMissing(BadInput):
    """AP-13: a member of staff gets only the access that the work needs."""

    code = "customers.authority.work-missing"
    nl = "Zeg in 3 tot 200 tekens voor welk werk {name} deze toegang nodig heeft."
    en = "Say in 3 to 200 characters which work {name} needs this access for."


class NotSigned(Refusal):
    """PX-41: rights to customers' data go to those alone who signed the confidentiality clause."""

    code = "customers.authority.confidentiality-not-signed"
    status = 403
    nl = "{name} heeft de geheimhouding nog niet ondertekend."
    en = "{name} has not signed the confidentiality clause yet."
    nl_way_out = "Leg op de pagina van deze persoon vast op welke dag dat gebeurde, en geef daarna de rol."
    en_way_out = "Record on this person's page on which day that was done, and give the role after that."


@action("customers.authority.grant")
def grant_authority(
    person: Person,
    role: str,
    *,
    by: Actor,
    at: datetime,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    why: str = "",
    instead_of: UUID | None = None,
) -> Authority:
    """Let `person` act in `role` (dotted) from `starts_at` (default now) until `ends_at` (default open).

    A role of our staff asks for the work it is needed for (`why`), and a confidentiality clause signed by then.
    `instead_of` is the owner who ceases to be one in the same transaction. Raises NotFound, NotAllowed, NoSuchRole,
    HasLeft, AlreadyHeld, EndsBeforeItStarts, WorkMissing, NotSigned, OneOwner.
    """
    require_right_over(role, by=by, tenant=person.tenant_id)
    organisation = lock_organisation(person.tenant_id)
    if role not in organisation.roles:
        raise NoSuchRole(path="role", role=role)
    held: Person = Person.objects.get(id=person.id)
    if not held.active:
        raise HasLeft(name=held.name)
    refuse_second_owner(organisation, role, person=held.id, instead_of=instead_of, at=at)
    starts_at = starts_at or at
    if ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeItStarts(path="ends_at")
    why = _needed_for(held, role, why, by=by, starts_at=starts_at)
    return appoint(held, role, by=by, at=at, starts_at=starts_at, ends_at=ends_at, why=why)


def appoint(
    held: Person,
    role: str,
    *,
    by: Actor,
    at: datetime,
    starts_at: datetime,
    ends_at: datetime | None = None,
    why: str = "",
) -> Authority:
    """The row and its line in the journal; who may do so was looked at. Raises AlreadyHeld."""
    try:
        with transaction.atomic():
            authority: Authority = Authority.objects.create(
                tenant_id=held.tenant_id, person=held, role=role, starts_at=starts_at, ends_at=ends_at
            )
    except IntegrityError as error:
        if not taken(error):
            raise
        raise AlreadyHeld(name=held.name) from None
    journal.record(
        AUTHORITY_GRANTED,
        tenant=held.tenant_id,
        subject=authority.ref,
        related=[held.ref],
        by=by,
        at=at,
        properties={"role": role},
        data={
            "starts_at": starts_at.isoformat(),
            "ends_at": ends_at.isoformat() if ends_at else None,
            **({"why": why} if why else {}),
        },
    )
    return authority


def _needed_for(person: Person, role: str, why: str, *, by: Actor, starts_at: datetime) -> str:
    """The work, tidied; empty for a customer's role, and where the first owner is made at the machine itself."""
    if role not in PROVIDER_ROLES or by.kind == "system":
        return ""
    why = " ".join(why.split())
    if not 3 <= len(why) <= 200:
        raise WorkMissing(path="why", name=person.name)
    signed = person.confidentiality_signed_on
    if signed is None or signed > starts_at.date():
        raise NotSigned(name=person.name)
    return why
