"""Asking to be told by mail how things are, confirming it, and leaving. Whoever asks hears the same."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from waarborg.availability.events import JOINED, LEFT
from waarborg.availability.models import Subscription
from waarborg.availability.queries.subscriptions import confirm_url
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.outbox.send import Recipient, send_mail

CONFIRM: Final = "availability/mail/confirm.txt"
# One row an address, whoever asks at the same moment; what was confirmed stays so until a newer link is followed.
ASK = """
INSERT INTO availability_subscription (id, tenant_id, address, language, components, wanted, asked_at)
VALUES (%s, %s, lower(%s), %s, '[]', to_jsonb(%s::text[]), %s)
ON CONFLICT (address) DO UPDATE
SET language = excluded.language, wanted = excluded.wanted, asked_at = excluded.asked_at
RETURNING id
"""


@action("availability.subscription.ask")
def ask(address: str, components: Sequence[UUID], language: str, *, provider: UUID, by: Actor, at: datetime) -> None:
    """Mail a link that confirms: the reader of that address gets mail about these components (none: all of them).

    Nothing is sent but that link until it is followed. For a visitor nobody knows, so it asks no permission; how often
    it may be done, the page counts.
    """
    asked = [str(one) for one in components]
    with connection.cursor() as cursor:
        cursor.execute(ASK, [uuid7(), provider, address, language, asked, at])
        (identifier,) = cursor.fetchone()
    held = Subscription.objects.get(id=identifier)
    to = Recipient(held.address, language=language)
    key = f"availability.subscription:{held.id}:{at.isoformat()}"
    send_mail(CONFIRM, tenant=provider, to=to, at=at, key=key, secret=confirm_url(held))


@action("availability.subscription.confirm")
def confirm(held: Subscription, *, by: Actor, at: datetime) -> None:
    """The link of the newest mail (queries.subscriptions.to_confirm) was followed: from now on what was asked holds."""
    rows = Subscription.objects.filter(id=held.id, asked_at=held.asked_at)
    # Followed twice at once it is confirmed once.
    if rows.exclude(confirmed_at__gte=held.asked_at).update(components=held.wanted, confirmed_at=at):
        journal.record(JOINED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)


@action("availability.subscription.leave")
def leave(held: Subscription, *, by: Actor, at: datetime) -> None:
    """No more mail: nothing of the reader is kept."""
    if Subscription.objects.filter(id=held.id).delete()[0]:
        journal.record(LEFT, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
