"""Asking a store of metrics at once what a probe will ask it, so that a wrong query is known when it is saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings

from waarborg.availability.models import Probe
from waarborg.availability.rules.promql import SILENT, complaint_of
from waarborg.availability.rules.watching import PROMETHEUS, Task
from waarborg.plumbing import outward, tenancy
from waarborg.plumbing.tenancy import Role

TRY: Final = "availability.try-query"


def try_query(probe: UUID, *, at: datetime) -> str:
    """Ask it and keep what the store said, unless the probe was changed meanwhile. Called outside any scope, because it
    asks others. Answers what is wrong (`rules/promql.py`); empty where nothing is."""
    with tenancy.enter(Role.DESK):
        held = Probe.objects.filter(id=probe, kind=PROMETHEUS, removed_at__isnull=True).first()
        if held is None:
            return ""
        asked, revision = held.task, held.revision
    said = _asked(asked)
    with tenancy.enter(Role.DESK):
        Probe.objects.filter(id=probe, revision=revision).update(complaint=said, tried_at=at)
    return said


def _asked(task: Task) -> str:
    address = f"{task.target.rstrip('/')}/api/v1/query?{urlencode({'query': task.conditions.query})}"
    headers: Mapping[str, str] = {"Authorization": f"Bearer {task.bearer}"} if task.bearer else {}
    try:
        answer = outward.ask(address, headers=headers, inside=settings.PROBE_INSIDE)
    except outward.OutOfReach:
        return SILENT
    return complaint_of(answer.status, answer.body)
