"""What an organisation's directory does to its people (SCIM 2.0): they come, change, are put out of use, and go.

Everything passes through the actions that pages use, so that the journal, the last owner and the sessions of who leaves
are seen to there.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from waarborg.access.actions import login_address
from waarborg.access.actions.invite import invite
from waarborg.access.events import DIRECTORY_NAMED, DIRECTORY_REMOVED
from waarborg.access.permissions import MANAGE_DIRECTORY
from waarborg.access.rules.scim import Told
from waarborg.access.scim import DirectoryName
from waarborg.customers.actions import add_person, change_person, person_left, person_returned, set_roles
from waarborg.customers.models import Organisation, Person
from waarborg.customers.rules.roles import USER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken


class UserNameTaken(Refusal):
    code = "access.directory.user-name-taken"
    nl = "{user_name} is al de naam van iemand anders in deze organisatie."
    en = "{user_name} is the name of somebody else at this organisation already."


class NoAddress(BadInput):
    code = "access.directory.no-address"
    nl = "Er is een e-mailadres nodig: in emails, of als userName."
    en = "An e-mail address is needed: in emails, or as userName."


@action("access.directory.provision")
def provision(organisation: Organisation, told: Told, *, by: Actor, at: datetime) -> Person:
    """Somebody new, invited to sign in, at a customer as an ordinary user.

    Raises NotFound, NotAllowed, Unreadable, EmailTaken, UserNameTaken, NoAddress.
    """
    require(by, MANAGE_DIRECTORY, tenant=organisation.tenant_id)
    user_name = told.user_name or ""
    email = told.email or (user_name if "@" in user_name else "")
    if not email:
        raise NoAddress(path="emails")
    name, language = told.name or user_name, told.language or ""
    person = add_person(organisation, name=name, email=email, language=language, by=by, at=at)
    _name(person, user_name=user_name, external_id=told.external_id or "", by=by, at=at)
    if told.active is False:
        return person_left(person, by=by, at=at)
    _let_in(organisation, person, by=by, at=at)
    return person


def _let_in(organisation: Organisation, person: Person, *, by: Actor, at: datetime) -> None:
    if organisation.kind == "customer":
        set_roles(person, [USER], by=by, at=at)
    invite(person, by=by, at=at)


@action("access.directory.change")
def alter(organisation: Organisation, person: Person, told: Told, *, by: Actor, at: datetime) -> Person:
    """What is told, and nothing else. Who is active again is back without the roles of before, and invited anew.

    Another e-mail address is the one they sign in with from then on (login_address.py).

    Raises NotFound, NotAllowed, Unreadable, EmailTaken, HasLeft, LastOne, UserNameTaken, AddressKept.
    """
    require(by, MANAGE_DIRECTORY, tenant=person.tenant_id)
    if told.active and not person.active:
        person = person_returned(person, by=by, at=at)
        _let_in(organisation, person, by=by, at=at)
    held = DirectoryName.objects.filter(person_id=person.id).first()
    email = told.email or _follows(person, held, told.user_name)
    told_of = {"name": told.name, "email": email, "language": told.language}
    changes = {field: value for field, value in told_of.items() if value and value != getattr(person, field)}
    if changes:
        person = change_person(person, by=by, at=at, **changes)
    if "email" in changes:
        login_address.follow(person, by=by, at=at)
    user_name, external_id = told.user_name, told.external_id
    if user_name is not None or external_id is not None:
        _name(
            person,
            user_name=user_name or (held.user_name if held else person.email),
            external_id=(held.external_id if held else "") if external_id is None else external_id,
            by=by,
            at=at,
        )
    if told.active is False and person.active:
        if held is None and user_name is None and external_id is None:
            # Or the directory would not find again whom it put out of use.
            _name(person, user_name=person.email, external_id="", by=by, at=at)
        person = person_left(person, by=by, at=at)
    return person


def _follows(person: Person, held: DirectoryName | None, user_name: str | None) -> str | None:
    """The new e-mail address where only a userName is told, and the address was the userName so far."""
    before = held.user_name if held else person.email
    return user_name if user_name and "@" in user_name and before.lower() == person.email.lower() else None


@action("access.directory.remove")
def remove(person: Person, *, by: Actor, at: datetime) -> None:
    """Out of the directory, and so out of here: what they did stays. Raises NotFound, NotAllowed, LastOne."""
    require(by, MANAGE_DIRECTORY, tenant=person.tenant_id)
    if person.active:
        person_left(person, by=by, at=at)
    DirectoryName.objects.filter(person_id=person.id).delete()
    journal.record(DIRECTORY_REMOVED, tenant=person.tenant_id, subject=person.ref, by=by, at=at)


def _name(person: Person, *, user_name: str, external_id: str, by: Actor, at: datetime) -> None:
    """Raises UserNameTaken."""
    told = {"user_name": user_name, "external_id": external_id}
    held = DirectoryName.objects.filter(person_id=person.id).first()
    if held is not None and (held.user_name, held.external_id) == (told["user_name"], told["external_id"]):
        return
    others = Person.objects.filter(tenant_id=person.tenant_id, active=True, email__iexact=user_name)
    unnamed = others.exclude(id=person.id).exclude(id__in=DirectoryName.objects.values("person_id"))
    if unnamed.exists():
        raise UserNameTaken(user_name=user_name)
    try:
        with transaction.atomic():
            DirectoryName.objects.update_or_create(
                person_id=person.id, defaults=told, create_defaults={**told, "tenant_id": person.tenant_id}
            )
    except IntegrityError as error:
        if not taken(error):
            raise
        raise UserNameTaken(user_name=user_name) from None
    journal.record(DIRECTORY_NAMED, tenant=person.tenant_id, subject=person.ref, by=by, at=at, data=told)
