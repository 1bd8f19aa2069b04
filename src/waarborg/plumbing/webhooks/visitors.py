"""Webhooks of who has no account: a domain makes, tells and removes them; signed, retried and switched off as all."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.functions import Now

from waarborg.plumbing import jobs
from waarborg.plumbing.journal.entries import instant
from waarborg.plumbing.webhooks.manage import DELIVER, OVERLAP
from waarborg.plumbing.webhooks.models import SEAL, Attempt, Endpoint, Message
from waarborg.plumbing.webhooks.signing import new_secret


def open_endpoint(identifier: UUID, url: str, *, tenant: UUID, at: datetime) -> str:
    """A webhook of a visitor under this identifier, of the provider `tenant`; answers its secret, which is told once.

    Done again it has a new secret, and the old one signs along for a day. In the transaction under way.
    """
    secret = new_secret()
    sealed = SEAL.close(secret.encode())
    held: Endpoint | None = Endpoint.objects.select_for_update().filter(id=identifier, visitor=True).first()
    if held is None:
        Endpoint.objects.create(
            id=identifier, tenant_id=tenant, url=url, sealed=sealed, position=0, made_at=at, visitor=True
        )
        return secret
    held.previous, held.previous_until, held.sealed = held.sealed, at + OVERLAP, sealed
    held.save(update_fields=["previous", "previous_until", "sealed"])
    return secret


def remove_visitors(identifier: UUID) -> None:
    """A visitor's webhook with all its messages; nothing where there is none. In the transaction under way."""
    if not Endpoint.objects.select_for_update().filter(id=identifier, visitor=True).exists():
        return
    Attempt.objects.filter(message__endpoint_id=identifier).delete()
    Message.objects.filter(endpoint_id=identifier).delete()
    Endpoint.objects.filter(id=identifier).delete()


def tell_visitors(kind: str, told: Mapping[str, Any], *, to: Collection[UUID], tenant: UUID, at: datetime) -> int:
    """A message of `kind` with `told` (JSON values) to those of visitors' webhooks `to` that are on, in the shape of
    every other. In the transaction under way. Answers how many."""
    body = json.dumps({"type": kind, "timestamp": instant(at), "data": told}, ensure_ascii=False, separators=(",", ":"))
    hearing = Endpoint.objects.filter(id__in=to, tenant_id=tenant, visitor=True, state="on")
    made = [
        Message(tenant_id=tenant, endpoint=one, kind=kind, body=body, due=Now(), written_at=Now()) for one in hearing
    ]
    Message.objects.bulk_create(made)
    if made:
        jobs.enqueue(DELIVER)
    return len(made)
