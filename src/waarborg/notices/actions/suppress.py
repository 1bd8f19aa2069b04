"""Addresses that get no mail: because they bounced, because somebody complained, or by hand; and letting them go."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.utils import IntegrityError

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.notices.events import RELEASED, SUPPRESSED
from waarborg.notices.models import Suppression
from waarborg.notices.permissions import SUPPRESS
from waarborg.notices.queries.suppressed import find_suppression
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy.provider import provider_tenant


class NoAddress(BadInput):
    code = "notices.address.unreadable"
    nl = "{address} is geen e-mailadres."
    en = "{address} is no e-mail address."


class AlreadySuppressed(Refusal):
    code = "notices.address.suppressed"
    nl = "{address} krijgt al geen mail."
    en = "{address} gets no mail already."


class NotSuppressed(Refusal):
    code = "notices.address.not-suppressed"
    nl = "Dit adres is al vrijgegeven."
    en = "This address has been released already."
    nl_way_out = "Ververs de pagina: een collega was u voor."
    en_way_out = "Refresh the page: a colleague was first."


class NoReasonToRelease(BadInput):
    code = "notices.address.no-reason"
    nl = "Zeg waarom dit adres weer mail mag krijgen."
    en = "Say why this address may get mail again."
    nl_way_out = "Bijvoorbeeld: de klant heeft het adres hersteld."
    en_way_out = "For example: the customer has repaired the address."


@action("notices.address.suppress")
def suppress(address: str, why: str, note: str = "", *, by: Actor, at: datetime) -> Suppression:
    """Send no mail to `address` until it is released. Raises NotAllowed, NoAddress, AlreadySuppressed."""
    require(by, SUPPRESS)
    folded = address.strip().lower()
    try:
        validate_email(folded)
    except ValidationError:
        raise NoAddress(address=address[:100]) from None
    try:
        with transaction.atomic():
            made: Suppression = Suppression.objects.create(
                tenant_id=provider_tenant(), address=folded, why=why, note=note.strip()[:300], added_at=at,
                added_by=by.name,
            )  # fmt: skip
    except IntegrityError as error:
        if not taken(error):
            raise
        raise AlreadySuppressed(address=folded) from None
    # The address is somebody's: it stands with the row, and not in the journal.
    journal.record(SUPPRESSED, tenant=made.tenant_id, subject=made.ref, by=by, at=at, properties={"why": why})
    return made


def note_bounce(address: str, failure: str, *, at: datetime) -> None:
    """A mail server said that there is no such address; nothing where that is known already."""
    try:
        suppress(address, Suppression.Why.BOUNCED, failure, by=SYSTEM, at=at)
    except AlreadySuppressed:
        return


@action("notices.address.release")
def release(identifier: UUID, because: str, *, by: Actor, at: datetime) -> None:
    """Let an address get mail again, and say why. Raises NotAllowed, NotFound, NotSuppressed, NoReasonToRelease."""
    require(by, SUPPRESS)
    held = find_suppression(identifier)
    if not because.strip():
        raise NoReasonToRelease()
    freed = {"released_at": at, "released_by": by.name, "released_because": because.strip()[:300]}
    if not Suppression.objects.filter(id=held.id, released_at__isnull=True).update(**freed):
        raise NotSuppressed()
    journal.record(RELEASED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
