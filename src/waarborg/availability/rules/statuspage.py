"""The words of the Statuspage API v2, which monitors and widgets of others read. Pure.

Shapes: status, summary, components, incidents (unresolved among them) and scheduled maintenances, the newest fifty.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from waarborg.availability.rules.incidents import (
    DEGRADED,
    DOWN,
    IDENTIFIED,
    INVESTIGATING,
    LOOKED_BACK,
    MONITORING,
    PARTIAL,
    RESOLVED,
    worst,
)

COMPONENT: Final[dict[str, str]] = {
    "": "operational",
    DEGRADED: "degraded_performance",
    PARTIAL: "partial_outage",
    DOWN: "major_outage",
}
PHASE: Final[dict[str, str]] = {
    INVESTIGATING: "investigating",
    IDENTIFIED: "identified",
    MONITORING: "monitoring",
    RESOLVED: "resolved",
    LOOKED_BACK: "postmortem",
}
IMPACT: Final[dict[str, str]] = {"": "none", DEGRADED: "minor", PARTIAL: "major", DOWN: "critical"}


def moment(at: datetime | None) -> str | None:
    """UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def overall(effects: Sequence[str]) -> dict[str, str]:
    """How all is: critical only where everything is down."""
    hit = [effect for effect in effects if effect]
    if not hit:
        return {"indicator": "none", "description": "All Systems Operational"}
    if worst(hit) == DEGRADED:
        return {"indicator": "minor", "description": "Minor Service Outage"}
    if len(hit) == len(effects) and set(hit) == {DOWN}:
        return {"indicator": "critical", "description": "Major Service Outage"}
    return {"indicator": "major", "description": "Partial System Outage"}


def component(
    identifier: str,
    name: str,
    effect: str,
    *,
    page: str,
    position: int,
    group: str | None,
    since: datetime | None,
    about: str = "",
) -> dict[str, Any]:
    """One component; `since` is when its state last changed, as far as is known."""
    return {
        "id": identifier,
        "name": name,
        "status": COMPONENT[effect],
        "created_at": moment(since),
        "updated_at": moment(since),
        "position": position,
        "description": about or None,
        "showcase": True,
        "start_date": None,
        "group_id": group,
        "page_id": page,
        "group": False,
        "only_show_if_degraded": False,
    }


def group(identifier: str, name: str, members: Sequence[str], effects: Sequence[str], *, page: str) -> dict[str, Any]:
    """A group is a component with `group: true` and the identifiers of what stands in it."""
    made = component(identifier, name, worst(effects), page=page, position=1, group=None, since=None)
    return {**made, "group": True, "components": list(members)}
