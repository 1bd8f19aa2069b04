"""Maintenance in the shape of the Statuspage API v2 (`scheduled_maintenances`), of what visitors may read."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from waarborg.availability.models import Work
from waarborg.availability.queries import maintenance as reading
from waarborg.availability.rules import statuspage
from waarborg.availability.rules import work_kinds as rules

FAR: Final = timedelta(days=400)
_STATUS: Final = {
    rules.PLANNED: "scheduled",
    rules.MOVED: "scheduled",
    rules.RUNNING: "in_progress",
    rules.DONE: "completed",
    rules.CANCELLED: "completed",
}


def scheduled(part: str, at: datetime, lang: str, *, page: str) -> list[dict[str, Any]]:
    """What goes on and comes; of it with `part` "upcoming" or "active" that alone. Three queries."""
    wanted = {"upcoming": rules.AHEAD, "active": (rules.RUNNING,)}.get(part, rules.STATES)
    return [work_listed(one, lang, page=page) for one in reading.coming(at, at + FAR) if one.state in wanted]


def work_listed(one: Work, lang: str, *, page: str = "waarborg") -> dict[str, Any]:
    """A window with its announcements, parts and their components at hand."""
    told = sorted(one.announcements.all(), key=lambda each: (each.at, each.id))
    made = told[0].at if told else one.from_at
    changed = told[-1].at if told else one.from_at
    return {
        "id": str(one.id),
        "name": one.title(lang),
        "status": _STATUS[one.state],
        "created_at": statuspage.moment(made),
        "updated_at": statuspage.moment(changed),
        "monitoring_at": None,
        "resolved_at": statuspage.moment(one.ended_at),
        "impact": "maintenance",
        "shortlink": settings.STATUS_URL + reverse("availability:public-work", args=[one.id]),
        "started_at": statuspage.moment(one.began_at or one.from_at),
        "page_id": page,
        "scheduled_for": statuspage.moment(one.from_at),
        "scheduled_until": statuspage.moment(one.until_at),
        "incident_updates": [
            {
                "id": str(each.id),
                "status": _STATUS[one.state],
                "body": one.text(lang),
                "incident_id": str(one.id),
                "created_at": statuspage.moment(each.at),
                "updated_at": statuspage.moment(each.at),
                "display_at": statuspage.moment(each.at),
                "affected_components": None,
                "deliver_notifications": True,
                "custom_tweet": None,
                "tweet_id": None,
            }
            for each in reversed(told)
        ],
        "components": [
            statuspage.component(
                str(part.component_id), part.component.say(lang), "", page=page, position=number, group=None, since=None
            )
            for number, part in enumerate(one.parts.all(), 1)
        ],
    }
