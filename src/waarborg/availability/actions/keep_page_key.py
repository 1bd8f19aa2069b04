"""Making and revoking the keys by which browsers tell how long pages took."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.availability.events import PAGE_KEY_MADE, PAGE_KEY_REVOKED
from waarborg.availability.models import PageKey
from waarborg.availability.permissions import KEEP_PAGE_KEYS
from waarborg.availability.rules.page_times import BEGINS, allowed_origins
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken

LONGEST_NAME = 60


class KeyNameTaken(BadInput):
    code = "availability.page-key.name-taken"
    nl = "Er werkt al een sleutel {name}."
    en = "A key {name} works already."


class NoKeyName(BadInput):
    code = "availability.page-key.no-name"
    nl = "Geef de sleutel een naam van 1 tot en met {most} tekens, bijvoorbeeld die van uw toepassing."
    en = "Give the key a name of 1 to {most} characters, for instance that of your application."


@action("availability.page-key.make")
def make_page_key(name: str, origins: Sequence[str], *, provider: UUID, by: Actor, at: datetime) -> PageKey:
    """A key that works at pages of these addresses.

    Raises NotAllowed, NoKeyName, NotAnOrigin, NoOrigin, KeyNameTaken.
    """
    require(by, KEEP_PAGE_KEYS)
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME or "\0" in name:
        raise NoKeyName(most=LONGEST_NAME, path="name")
    allowed = allowed_origins(origins)
    try:
        with transaction.atomic():
            made = PageKey.objects.create(
                tenant_id=provider, name=name, word=BEGINS + secrets.token_urlsafe(18), origins=allowed, made_at=at
            )
    except IntegrityError as error:
        if not taken(error, "availability_page_key_name"):
            raise
        raise KeyNameTaken(name=name, path="name") from None
    _note(PAGE_KEY_MADE, made, by=by, at=at)
    return made


@action("availability.page-key.revoke")
def revoke_page_key(page_key: UUID, *, by: Actor, at: datetime) -> None:
    """Nothing more is counted by it; what was stays. Raises NotAllowed, NotFound."""
    require(by, KEEP_PAGE_KEYS)
    held = PageKey.objects.select_for_update().filter(id=page_key, revoked_at__isnull=True).first()
    if held is None:
        raise NotFound()
    held.revoked_at = at
    held.save(update_fields=["revoked_at"])
    _note(PAGE_KEY_REVOKED, held, by=by, at=at)


def _note(kind: str, held: PageKey, *, by: Actor, at: datetime) -> None:
    data = {"name": held.name, "origins": ", ".join(held.origins)}
    journal.record(kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data=data)
