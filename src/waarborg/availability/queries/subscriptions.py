"""Subscriptions to how things are, and the links that lead to one. A link holds no address."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from waarborg.availability.models import Subscription
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.outbox.models import OutboxMail

CONFIRM_WITHIN: Final = timedelta(hours=24)
_AT_ONCE: Final = 500
_CONFIRM, _LEAVE = "waarborg.status.confirm", "waarborg.status.leave"


class LinkGone(Refusal):
    """Said alike of a link that was used, one that is too old, and one that never was."""

    code = "availability.subscription.link"
    status = 410
    nl = "Deze link werkt niet meer. Een link werkt één keer, en 24 uur lang."
    en = "This link does not work any more. A link works once, for 24 hours."
    nl_way_out = "Vraag de berichten opnieuw aan op de statuspagina."
    en_way_out = "Ask for the messages again on the status page."


def confirm_url(held: Subscription) -> str:
    """Where the choice asked last is confirmed; earlier links stop working with it."""
    said = f"{held.id}:{_moment(held)}"
    return settings.STATUS_URL + reverse("availability:subscribe-confirm", args=[Signer(salt=_CONFIRM).sign(said)])


def leave_url(held: Subscription) -> str:
    """Where somebody does without, at one click."""
    signed = Signer(salt=_LEAVE).sign(str(held.id))
    return settings.STATUS_URL + reverse("availability:unsubscribe", args=[signed])


def to_confirm(token: str, *, at: datetime) -> Subscription:
    """What this link confirms. Raises LinkGone."""
    identifier, _, moment = _unsigned(token, _CONFIRM).partition(":")
    held = _find(identifier)
    used = held.confirmed_at is not None and held.confirmed_at >= held.asked_at
    if used or _moment(held) != moment or at - held.asked_at > CONFIRM_WITHIN:
        raise LinkGone()
    return held


def to_leave(token: str) -> Subscription:
    """The subscription of a link in a mail. Raises LinkGone."""
    return _find(_unsigned(token, _LEAVE))


def _moment(held: Subscription) -> str:
    return str(round(held.asked_at.timestamp() * 1_000_000))


def _unsigned(token: str, salt: str) -> str:
    try:
        return Signer(salt=salt).unsign(token[:200])
    except BadSignature:
        raise LinkGone() from None


def _find(identifier: str) -> Subscription:
    found: Subscription | None = Subscription.objects.filter(id=UUID(identifier)).first()
    if found is None:
        raise LinkGone()
    return found


def readers() -> Iterator[Subscription]:
    """Everybody who confirmed mail, in the order of their identifiers, read in parts."""
    rows = Subscription.objects.filter(confirmed_at__isnull=False, url="").order_by("id")
    yield from rows.iterator(chunk_size=_AT_ONCE)


def programs_of_readers() -> Iterator[Subscription]:
    """Every confirmed program of a reader, in the order of their identifiers, read in parts."""
    rows = Subscription.objects.filter(confirmed_at__isnull=False).exclude(url="").order_by("id")
    yield from rows.iterator(chunk_size=_AT_ONCE)


def unsubscribing(mail: OutboxMail) -> dict[str, str]:
    """The head by which a mail program offers one click to stop (RFC 2369, RFC 8058). One query."""
    held = Subscription.objects.filter(address=mail.to_address.lower(), url="").first()
    if held is None:
        return {}
    return {"List-Unsubscribe": f"<{leave_url(held)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
