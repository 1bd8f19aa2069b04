"""Programs of readers of the status page, who have no account: they hear what visitors may read, and nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from waarborg.availability.actions.subscribe import PROGRAM, leave
from waarborg.availability.models import Subscription
from waarborg.availability.queries.subscriptions import programs_of_readers
from waarborg.catalogue.models import Item
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.webhooks.models import Endpoint, Message
from waarborg.plumbing.webhooks.switching import when_switched_off
from waarborg.plumbing.webhooks.visitors import tell_visitors


def tell_readers(kind: str, told: Mapping[str, Any], hit: set[UUID], *, at: datetime) -> int:
    """What everybody may read, to each reader's program that asked for one of the components `hit`; of components that
    visitors may not see it says nothing. Told twice, nobody hears it twice. Answers how many heard."""
    shown = {str(one) for one in Item.objects.filter(id__in=hit, audience="public").values_list("id", flat=True)}
    asking = {one.id: one.tenant_id for one in programs_of_readers() if one.asks_for(shown)}
    if not asking:
        return 0
    heard = Message.objects.filter(kind=kind, endpoint_id__in=asking, body__contains=f'"said":"{told["said"]}"')
    left = asking.keys() - set(heard.values_list("endpoint_id", flat=True))
    public = _of_visitors(told, shown)
    house = next(iter(asking.values()))
    return tell_visitors(kind, public, to=left, tenant=house, at=at)


def _of_visitors(told: Mapping[str, Any], shown: set[str]) -> dict[str, Any]:
    said = dict(told)
    for name in ("incident", "maintenance"):
        if name in said:
            parts = [one for one in said[name]["components"] if one["id"] in shown]
            said[name] = {**said[name], "components": parts}
    return said


def told_off(endpoint: Endpoint, at: datetime) -> None:
    """Who confirmed a program that is gone or failed for days gets a mail and is forgotten; to ask again is easy."""
    held = Subscription.objects.filter(id=endpoint.id).first() if endpoint.visitor else None
    if held is None:
        return
    again = settings.STATUS_URL + reverse("availability:subscribe")
    send_mail(
        PROGRAM,
        tenant=held.tenant_id,
        to=Recipient(held.address, language=held.language),
        context={"program": held.url, "why": endpoint.state, "again": again},
        at=at,
        key=f"availability.subscription:{held.id}:off:{at.isoformat()}",
    )
    leave(held, by=SYSTEM, at=at)


when_switched_off("availability.readers-programs", told_off)
