"""Programs of customers hear how things are: of each message of an incident, and of planned work, by their webhooks.

What a program gets is what the JSON of the status page would tell of it (Statuspage API v2), with our words in both
languages; of what visitors may not read, it is told to who uses a component that it is about.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch

from waarborg.availability import events
from waarborg.availability.models import Incident, Outage, Update, Work
from waarborg.availability.queries import maintenance as planned
from waarborg.availability.queries.listings import incident_listed, page_listed
from waarborg.availability.queries.scheduled import work_listed
from waarborg.availability.reactions.readers_programs import tell_readers
from waarborg.catalogue import queries as catalogue
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.journal import Pending
from waarborg.plumbing.journal.words import name_kinds
from waarborg.plumbing.queue import task
from waarborg.plumbing.webhooks.models import Endpoint, Message
from waarborg.plumbing.webhooks.offers import offer
from waarborg.plumbing.webhooks.tell import tell

INCIDENT: Final = "availability.status.incident"
WORK: Final = "availability.status.maintenance"
TELL: Final = "availability.tell-programs"
_INCIDENTS: Final = frozenset({events.OPENED, events.UPDATED, events.RESOLVED, events.LOOKED_BACK})
_WORKS: Final = frozenset(
    {events.WORK_ANNOUNCED, events.WORK_MOVED, events.WORK_EXTENDED, events.WORK_SHORTENED, events.WORK_CANCELLED}
) | {events.WORK_BEGAN, events.WORK_ENDED}

offer([INCIDENT, WORK])
name_kinds(
    {
        INCIDENT: ("een bericht over een storing", "a message about an incident"),
        WORK: ("een bericht over onderhoud", "a message about maintenance"),
    }
)


def ask_to_tell(entries: Sequence[Pending]) -> None:
    """One job for each message, with its transaction."""
    for one in entries:
        kind = INCIDENT if one.kind in _INCIDENTS else WORK if one.kind in _WORKS else ""
        if kind:
            jobs.enqueue(tell_programs, {"kind": kind, "about": one.subject.id, "told_at": one.at})


journal.before_append(ask_to_tell)


@task(name=TELL)
def tell_programs(kind: str, about: UUID, told_at: datetime, at: datetime) -> None:
    """To each customer's webhooks that hear of it, and of what visitors may read, to those of readers. Carried out
    twice, no program hears it twice."""
    hearing = set(
        Endpoint.objects.filter(state="on", kinds__contains=[kind]).values_list("tenant_id", flat=True).distinct()
    )
    found = _incident(about, told_at) if kind == INCIDENT else _work(about, told_at)
    if found is None:
        return
    told, hit, public = found
    if public:
        tell_readers(kind, told, hit, at=at)
    concerned = hearing if public else hearing & {one for part in hit for one in catalogue.tenants_with(part, at)}
    heard = Message.objects.filter(kind=kind, tenant_id__in=concerned, body__contains=f'"said":"{told["said"]}"')
    for tenant in sorted(concerned - set(heard.values_list("tenant_id", flat=True))):
        tell(kind, told, tenant=tenant, at=at)


def _incident(about: UUID, told_at: datetime) -> tuple[dict[str, Any], set[UUID], bool] | None:
    outages = Outage.objects.select_related("component").order_by("begins_at", "id")
    held = Incident.objects.prefetch_related(Prefetch("outages", outages), "updates").filter(id=about).first()
    update = Update.objects.filter(incident_id=about, at=told_at).order_by("-id").first()
    if held is None or update is None:
        return None
    words = {lang: {"title": held.title(lang), "text": update.text(lang)} for lang in ("nl", "en")}
    told = {"said": str(update.id), "page": page_listed(told_at), "incident": incident_listed(held, "en"), **words}
    return told, {one.component_id for one in held.outages.all()}, held.audience == "public"


def _work(about: UUID, told_at: datetime) -> tuple[dict[str, Any], set[UUID], bool] | None:
    held: Work = planned.find(about)
    if held.announced_at is None:
        return None
    words = {lang: {"title": held.title(lang), "text": held.text(lang)} for lang in ("nl", "en")}
    said = f"{held.id}@{told_at.isoformat()}"
    told = {"said": said, "page": page_listed(told_at), "maintenance": work_listed(held, "en"), **words}
    return told, {one.component_id for one in held.parts.all()}, held.audience == "public"
