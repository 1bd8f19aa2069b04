"""How things are as files for programs: the Statuspage API v2, of what visitors may read."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from waarborg.availability.models import Incident
from waarborg.availability.queries import incidents as reading
from waarborg.availability.queries.scheduled import scheduled
from waarborg.availability.queries.status import Line, Status
from waarborg.availability.rules import statuspage as rules
from waarborg.availability.rules.incidents import MONITORING, worst
from waarborg.plumbing import brand
from waarborg.plumbing.templatetags.waarborg import zone_of

PAGE_ID: Final = "waarborg"
# What there is, by address; incidents and maintenances have parts.
NAMES: Final = ("status", "summary", "components", "incidents", "scheduled-maintenances")
PARTS: Final[dict[str, tuple[str, ...]]] = {
    "incidents": ("unresolved",),
    "scheduled-maintenances": ("upcoming", "active"),
}


def listing(name: str, part: str, found: Status, lang: str) -> dict[str, Any] | None:
    """The file of that name, None where there is none."""
    if name not in NAMES or (part and part not in PARTS.get(name, ())):
        return None
    head: dict[str, Any] = {"page": page_listed(found.spoken_at)}
    if name in ("status", "summary"):
        head["status"] = rules.overall([line.effect for line in found.own])
    if name in ("components", "summary"):
        head["components"] = _components(found, lang)
    if name == "summary":
        head["incidents"] = [incident_listed(one, lang) for one in found.running]
        head["scheduled_maintenances"] = scheduled("", found.at, lang, page=PAGE_ID)
    if name == "incidents":
        head["incidents"] = [incident_listed(one, lang) for one in (found.running if part else reading.page())]
    if name == "scheduled-maintenances":
        head["scheduled_maintenances"] = scheduled(part, found.at, lang, page=PAGE_ID)
    return head


def page_listed(spoken_at: datetime) -> dict[str, Any]:
    """The page itself; `spoken_at` is when something on it was last said."""
    return {
        "id": PAGE_ID,
        "name": brand.name(),
        "url": settings.STATUS_URL + reverse("availability:public"),
        "time_zone": zone_of(),
        "updated_at": rules.moment(spoken_at),
    }


def _components(found: Status, lang: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = []
    for one in found.groups:
        above = str(one.node.id) if one.node else None
        lines = [_component(line, number, above, lang) for number, line in enumerate(one.lines, 1)]
        if one.node:
            members = [line["id"] for line in lines]
            effects = [line.effect for line in one.lines]
            listed.append(rules.group(str(one.node.id), one.node.say(lang), members, effects, page=PAGE_ID))
        listed += lines
    return listed


def _component(line: Line, position: int, above: str | None, lang: str) -> dict[str, Any]:
    node = line.node
    return rules.component(
        str(node.id), node.say(lang), line.effect, page=PAGE_ID, position=position, group=above, since=None
    )


def incident_listed(one: Incident, lang: str) -> dict[str, Any]:
    """An incident with its outages, their components and its updates at hand."""
    outages = list(one.outages.all())
    updates = list(one.updates.all())
    address = settings.STATUS_URL + reverse("availability:public-incident", args=[one.id])
    opened = updates[-1].at if updates else one.begins_at
    seen = next((update.at for update in reversed(updates) if update.phase == MONITORING), None)
    names = {outage.component_id: outage for outage in outages}
    return {
        "id": str(one.id),
        "name": one.title(lang),
        "status": rules.PHASE[one.phase],
        "created_at": rules.moment(opened),
        "updated_at": rules.moment(one.told_at),
        "monitoring_at": rules.moment(seen),
        "resolved_at": rules.moment(one.ends_at),
        "impact": rules.IMPACT[worst(outage.effect for outage in outages)],
        "shortlink": address,
        "started_at": rules.moment(one.begins_at),
        "page_id": PAGE_ID,
        "incident_updates": [
            {
                "id": str(update.id),
                "status": rules.PHASE[update.phase],
                "body": update.text(lang),
                "incident_id": str(one.id),
                "created_at": rules.moment(update.at),
                "updated_at": rules.moment(update.at),
                "display_at": rules.moment(update.at),
                "affected_components": None,
                "deliver_notifications": True,
                "custom_tweet": None,
                "tweet_id": None,
            }
            for update in updates
        ],
        "components": [
            rules.component(
                str(outage.component_id),
                outage.component.say(lang),
                outage.effect if outage.ends_at is None else "",
                page=PAGE_ID,
                position=number,
                group=None,
                since=outage.ends_at or outage.begins_at,
            )
            for number, outage in enumerate(names.values(), 1)
        ],
    }
