"""Asking to be told by mail or by webhook how things are, confirming it, and leaving. Whoever asks hears the same."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from waarborg.availability.events import JOINED, LEFT
from waarborg.availability.models import Subscription
from waarborg.availability.queries.subscriptions import confirm_url, leave_url
from waarborg.availability.rules.reader_programs import is_usable
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.webhooks.visitors import open_endpoint, remove_visitors

CONFIRM: Final = "availability/mail/confirm.txt"
PROGRAM: Final = "availability/mail/program.txt"
MOST_PROGRAMS: Final = 5
# One row an address and program, whoever asks at the same moment; what was confirmed stays so until a newer link is
# followed.
ASK = """
INSERT INTO availability_subscription (id, tenant_id, address, url, language, components, wanted, asked_at)
VALUES (%s, %s, lower(%s), %s, %s, '[]', to_jsonb(%s::text[]), %s)
ON CONFLICT (address, url) DO UPDATE
SET language = excluded.language, wanted = excluded.wanted, asked_at = excluded.asked_at
RETURNING id
"""


class BadProgram(BadInput):
    code = "availability.subscription.program"
    nl = (
        "Dit adres is niet te gebruiken: het begint met https:// en ligt op het internet, zonder naam, wachtwoord of #."
    )
    en = "This address cannot be used: it begins with https:// and lies on the internet, without name, password or #."


class TooManyPrograms(Refusal):
    code = "availability.subscription.too-many"
    nl = "Op dit e-mailadres staan al {most} programma's."
    en = "There are {most} programs on this e-mail address already."
    nl_way_out = "Zeg er eerst een af, met de link in de mail die u erover kreeg."
    en_way_out = "First stop one of them, by the link in the mail that you got of it."


def require_program(url: str) -> None:
    """Raises BadProgram for what no visitor may have told; nothing is looked up."""
    if url and not is_usable(url):
        raise BadProgram(path="url")


@action("availability.subscription.ask")
def ask(
    address: str,
    components: Sequence[UUID],
    language: str,
    *,
    url: str = "",
    provider: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Mail a link that confirms: the reader of that address gets mail about these components (none: all of them), or
    the program at `url` a message.

    Nothing is sent but that link until it is followed. For a visitor nobody knows, so it asks no permission; how often
    it may be done, the page counts. What a stranger typed stands in no mail. Raises BadProgram.
    """
    require_program(url)
    asked = [str(one) for one in components]
    with connection.cursor() as cursor:
        cursor.execute(ASK, [uuid7(), provider, address, url, language, asked, at])
        (identifier,) = cursor.fetchone()
    held = Subscription.objects.get(id=identifier)
    to = Recipient(held.address, language=language)
    key = f"availability.subscription:{held.id}:{at.isoformat()}"
    send_mail(CONFIRM, tenant=provider, to=to, context={"program": bool(url)}, at=at, key=key, secret=confirm_url(held))


@action("availability.subscription.confirm")
def confirm(held: Subscription, *, by: Actor, at: datetime) -> str:
    """The link of the newest mail (queries.subscriptions.to_confirm) was followed: from now on what was asked holds.

    Answers the secret of a program, told this once; confirmed again it has a new one. Raises TooManyPrograms.
    """
    if held.url:
        _require_room(held)
    rows = Subscription.objects.filter(id=held.id, asked_at=held.asked_at)
    # Followed twice at once it is confirmed once.
    if not rows.exclude(confirmed_at__gte=held.asked_at).update(components=held.wanted, confirmed_at=at):
        return ""
    journal.record(JOINED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    if not held.url:
        return ""
    secret = open_endpoint(held.id, held.url, tenant=held.tenant_id, at=at)
    to = Recipient(held.address, language=held.language)
    key = f"availability.subscription:{held.id}:on:{at.isoformat()}"
    told = {"program": held.url, "why": ""}
    send_mail(PROGRAM, tenant=held.tenant_id, to=to, context=told, at=at, key=key, secret=leave_url(held))
    return secret


def _require_room(held: Subscription) -> None:
    """All rows of the address are held, so that of two that are confirmed at once each counts the other."""
    rows = list(Subscription.objects.select_for_update().filter(address=held.address).order_by("id"))
    others = [one for one in rows if one.url and one.confirmed_at is not None and one.id != held.id]
    if len(others) >= MOST_PROGRAMS:
        raise TooManyPrograms(most=MOST_PROGRAMS)


@action("availability.subscription.leave")
def leave(held: Subscription, *, by: Actor, at: datetime) -> None:
    """No more mail or messages: nothing of the reader is kept."""
    if Subscription.objects.filter(id=held.id).delete()[0]:
        if held.url:
            remove_visitors(held.id)
        journal.record(LEFT, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
