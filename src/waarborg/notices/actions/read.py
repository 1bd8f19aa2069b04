"""Reading a notice in the portal: opened (noted once, not journalled), and confirmed where the notice asks it."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.kernel.errors import Refusal
from waarborg.notices.actions.outcomes import note_arrival
from waarborg.notices.actions.publish import NotPublished
from waarborg.notices.events import CONFIRMED
from waarborg.notices.models import Notice, Receipt
from waarborg.notices.permissions import READ
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.tenancy import Role

# Two windows may open it at once: the first moment stays.
OPEN = """
INSERT INTO notices_receipt (id, tenant_id, notice_id, edition, person_id, mail, failure, opened_at)
VALUES (%s, %s, %s, %s, %s, 'none', '', %s)
ON CONFLICT (tenant_id, notice_id, edition, person_id) DO UPDATE SET opened_at = excluded.opened_at
WHERE notices_receipt.opened_at IS NULL
"""


ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class NothingToConfirm(Refusal):
    code = "notices.notice.nothing-to-confirm"
    nl = "Bij dit bericht vragen wij geen bevestiging."
    en = "We ask no confirmation of this notice."


def open_notice(held: Notice, *, by: Actor, at: datetime) -> None:
    """Note that this person saw this edition. Nothing for who is no person of a customer, or of a withdrawn notice."""
    if by.kind != "contact" or by.person is None or not held.is_live:
        return
    if by.tenant is not None:
        counted_alone(held.id, by.tenant)
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [uuid7(), by.tenant, held.id, held.told, by.person, at])


def counted_alone(notice: UUID, tenant: UUID) -> None:
    """Until the transaction ends, of one notice and one customer either a reader writes the first receipt or the job
    hands it out: else a delivery could begin its count without a receipt that is being written."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [f"notices {notice} {tenant}"])


@action("notices.notice.confirm")
def confirm(held: Notice, *, by: Actor, at: datetime) -> None:
    """This person has read and understood it; a second time changes nothing.

    Raises NotAllowed, NotFound, NotPublished, NothingToConfirm.
    """
    require(by, READ, tenant=by.tenant)
    tenant = by.tenant
    if tenant is None:
        raise NotFound()
    if not held.is_live:
        raise NotPublished()
    if not held.needs_confirmation:
        raise NothingToConfirm()
    open_notice(held, by=by, at=at)
    mine = Receipt.objects.filter(
        tenant_id=tenant, notice=held, edition=held.told, person_id=by.person, confirmed_at__isnull=True
    )
    if not mine.update(confirmed_at=at):
        return
    journal.record(CONFIRMED, tenant=tenant, subject=held.ref, by=by, at=at, data={"edition": held.told})
    with tenancy.enter(Role.DESK, tenant):
        note_arrival(held.id, held.told, tenant, proof="portal", at=at)
