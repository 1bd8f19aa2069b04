"""Reading of which figures staff were warned, and when."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from waarborg.availability.models import BurnWarning
from waarborg.availability.queries.month_figures import Figure
from waarborg.promises.rules.compiled import Compiled

# What a figure is warned of by: its component, promise and version.
Key = tuple[UUID, str, str]


def warned_in(month: str) -> dict[Key, list[BurnWarning]]:
    """The warnings of a month by figure, in the order they came. One query."""
    found: dict[Key, list[BurnWarning]] = {}
    for one in BurnWarning.objects.filter(month=month).order_by("at", "id"):
        found.setdefault((one.component_id, one.promise, one.version), []).append(one)
    return found


def key_of(one: Figure) -> Key:
    return one.component, one.terms.promise, one.version


def first_warnings(
    component: UUID, months: tuple[str, str], asked: Collection[tuple[Compiled, str]]
) -> dict[str, datetime]:
    """When each level was first warned of, by any of these promises about a component in these months. One query."""
    names = {(version.sha256, promise) for version, promise in asked}
    rows = BurnWarning.objects.filter(component_id=component, month__gte=months[0], month__lte=months[1])
    found: dict[str, datetime] = {}
    for one in rows.order_by("at", "id"):
        if (one.version, one.promise) in names:
            found.setdefault(one.level, one.at)
    return found
