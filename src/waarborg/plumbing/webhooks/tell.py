"""Telling the provider's own programs at once what stands in no journal entry: a call to a colleague, for a gateway."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models.functions import Now

from waarborg.plumbing import jobs
from waarborg.plumbing.journal.entries import instant
from waarborg.plumbing.webhooks.manage import DELIVER
from waarborg.plumbing.webhooks.models import Endpoint, Message


def tell(kind: str, told: Mapping[str, Any], *, tenant: UUID, at: datetime) -> int:
    """A message of `kind` with `told` (JSON values) for each webhook of `tenant` that is on and hears of it; signed,
    tried again and kept as every other. In the transaction under way. Answers how many."""
    body = json.dumps({"type": kind, "timestamp": instant(at), "data": told}, ensure_ascii=False, separators=(",", ":"))
    hearing = [one for one in Endpoint.objects.filter(tenant_id=tenant, state="on") if kind in one.kinds]
    Message.objects.bulk_create(
        [Message(tenant_id=tenant, endpoint=one, kind=kind, body=body, due=Now(), written_at=Now()) for one in hearing]
    )
    if hearing:
        jobs.enqueue(DELIVER)
    return len(hearing)
