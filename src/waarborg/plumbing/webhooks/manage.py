"""Making, changing, rotating and removing endpoints, and trying one out. Each for the own organisation."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models.functions import Now

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal.entries import instant
from waarborg.plumbing.journal.models import JournalHead
from waarborg.plumbing.outward import is_askable
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.webhooks.models import SEAL, Attempt, Endpoint, Message, Position
from waarborg.plumbing.webhooks.offers import offered
from waarborg.plumbing.webhooks.permissions import MANAGE
from waarborg.plumbing.webhooks.signing import new_secret

MOST = 20
OVERLAP = timedelta(hours=24)
DELIVER = "plumbing.webhooks.deliver"


class BadAddress(BadInput):
    code = "plumbing.webhook.address"
    nl = "Dit adres is niet te gebruiken: het begint met https:// en heeft geen naam, wachtwoord of # in zich."
    en = "This address cannot be used: it begins with https:// and holds no name, password or #."


class BadKinds(BadInput):
    code = "plumbing.webhook.kinds"
    nl = "Kies minstens één van: {kinds}."
    en = "Choose at least one of: {kinds}."


class TooMany(Refusal):
    code = "plumbing.webhook.too-many"
    nl = "Uw organisatie heeft al {most} webhooks."
    en = "Your organisation has {most} webhooks already."
    nl_way_out = "Verwijder er eerst een die niet meer wordt gebruikt."
    en_way_out = "First remove one that is not used any more."


class StillWaiting(Refusal):
    code = "plumbing.webhook.waiting"
    nl = "Dit bericht is al onderweg."
    en = "This message is on its way already."


class NotOn(Refusal):
    code = "plumbing.webhook.not-on"
    nl = "Deze webhook staat uit: er wordt niets verstuurd."
    en = "This webhook is switched off: nothing is sent."
    nl_way_out = "Zet hem eerst aan."
    en_way_out = "Switch it on first."


@action("plumbing.webhook.add")
def add_endpoint(*, url: str, kinds: Iterable[str], by: Actor, at: datetime) -> tuple[Endpoint, str]:
    """An endpoint that hears of what happens from now on, and its secret, which is told once.

    Raises NotAllowed, BadAddress, BadKinds, TooMany.
    """
    require(by, MANAGE, tenant=by.tenant)
    if by.tenant is None:
        raise NotFound()
    wanted = _checked(url, kinds, by)
    if Endpoint.objects.filter(tenant_id=by.tenant, visitor=False).count() >= MOST:
        raise TooMany(most=MOST)
    # An entry that is being written meanwhile has a higher number, and is told.
    heads = JournalHead.objects.all() if by.is_staff else JournalHead.objects.filter(tenant_id=by.tenant)
    stands = dict(heads.values_list("tenant_id", "sequence"))
    secret = new_secret()
    made: Endpoint = Endpoint.objects.create(
        tenant_id=by.tenant,
        url=url,
        kinds=wanted,
        sealed=SEAL.close(secret.encode()),
        position=stands.pop(by.tenant, 0),
        made_at=at,
    )
    Position.objects.bulk_create(
        [Position(tenant_id=by.tenant, endpoint=made, about=about, position=last) for about, last in stands.items()],
        batch_size=1000,
    )
    _note(made, "added", by=by, at=at, kinds=wanted)
    return made, secret


def _checked(url: str, kinds: Iterable[str], by: Actor) -> list[str]:
    if not is_askable(url):
        raise BadAddress(path="url")
    wanted = sorted(set(kinds))
    known = offered(to_staff=by.is_staff)
    if not wanted or not set(wanted) <= set(known):
        raise BadKinds(path="kinds", kinds=", ".join(known))
    return wanted


def _note(endpoint: Endpoint, what: str, *, by: Actor, at: datetime, **data: Any) -> None:
    kind = f"plumbing.webhook:{what}"
    journal.record(kind, tenant=endpoint.tenant_id, subject=endpoint.ref, by=by, at=at, data=data)


def _held(endpoint: Endpoint, by: Actor) -> Endpoint:
    """Raises NotFound, NotAllowed. Staff do not couple a customer's programs: it is the customer's data that leaves."""
    if endpoint.tenant_id != by.tenant:
        raise NotFound()
    require(by, MANAGE, tenant=endpoint.tenant_id)
    held: Endpoint = Endpoint.objects.select_for_update().get(id=endpoint.id)
    return held


@action("plumbing.webhook.change")
def change_endpoint(endpoint: Endpoint, *, by: Actor, at: datetime, **changes: Any) -> Endpoint:
    """Change `url`, `kinds`, `on`; switched on again it hears of what happened meanwhile.

    Raises NotFound, NotAllowed, BadAddress, BadKinds; TypeError for anything else.
    """
    if changes.keys() - {"url", "kinds", "on"}:
        raise TypeError("an endpoint has url, kinds and on")
    held = _held(endpoint, by)
    held.url = changes.get("url", held.url)
    held.kinds = _checked(held.url, changes.get("kinds", held.kinds), by)
    if "on" in changes:
        held.state = "on" if changes["on"] else "off"
    if changes.get("on"):
        held.failures, held.failing_since = 0, None
    held.save(update_fields=["url", "kinds", "state", "failures", "failing_since"])
    _note(held, "changed", by=by, at=at, fields=sorted(changes))
    return held


@action("plumbing.webhook.rotate")
def rotate_secret(endpoint: Endpoint, *, by: Actor, at: datetime) -> tuple[Endpoint, str]:
    """A new secret, told once; the old one signs along for a day. Raises NotFound, NotAllowed."""
    held = _held(endpoint, by)
    secret = new_secret()
    held.previous, held.previous_until = held.sealed, at + OVERLAP
    held.sealed = SEAL.close(secret.encode())
    held.save(update_fields=["previous", "previous_until", "sealed"])
    _note(held, "rotated", by=by, at=at)
    return held, secret


@action("plumbing.webhook.remove")
def remove_endpoint(endpoint: Endpoint, *, by: Actor, at: datetime) -> None:
    """With its messages. Raises NotFound, NotAllowed."""
    held = _held(endpoint, by)
    own = {"tenant_id": held.tenant_id}
    Attempt.objects.filter(**own, message__endpoint=held).delete()
    Message.objects.filter(**own, endpoint=held).delete()
    if by.is_staff:
        Position.objects.filter(**own, endpoint=held).delete()
    _note(held, "removed", by=by, at=at)
    Endpoint.objects.filter(id=held.id).delete()


TRIAL = "webhook.test"


@action("plumbing.webhook.try")
def try_out(endpoint: Endpoint, *, by: Actor, at: datetime) -> Message:
    """A message that says nothing but that it is a trial, by the same way as every other.

    Raises NotFound, NotAllowed, NotOn, StillWaiting while the one before has not arrived.
    """
    held = _held(endpoint, by)
    if held.state != "on":
        raise NotOn()
    if Message.objects.filter(tenant_id=held.tenant_id, endpoint=held, kind=TRIAL, state="waiting").exists():
        raise StillWaiting()
    body = {"type": TRIAL, "timestamp": instant(at), "data": {}}
    made: Message = Message.objects.create(
        tenant_id=held.tenant_id,
        endpoint=held,
        kind=TRIAL,
        body=json.dumps(body, separators=(",", ":")),
        due=Now(),
        # In real time, as every message is.
        written_at=Now(),
    )
    made.refresh_from_db()
    _note(held, "tried", by=by, at=at)
    jobs.enqueue(DELIVER)
    return made
