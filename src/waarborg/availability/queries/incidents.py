"""Reading incidents, their outages and what was said of them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Prefetch, Q, QuerySet, prefetch_related_objects

from waarborg.availability.models import Incident, Outage, Update
from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import COMPONENT
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import kept

PAGE = 50


def locked(incident: UUID) -> Incident:
    """Raises NotFound."""
    found: Incident | None = Incident.objects.select_for_update().filter(id=incident).first()
    if found is None:
        raise NotFound()
    return found


def find(incident: UUID) -> Incident:
    """With its outages (the earliest first) and updates (the newest first). Three queries. Raises NotFound."""
    found: Incident | None = _whole(Incident.objects.filter(id=incident)).first()
    if found is None:
        raise NotFound()
    return found


def outage_of(incident: Incident, outage: UUID) -> Outage:
    """Raises NotFound."""
    found: Outage | None = incident.outages.select_related("component").filter(id=outage).first()
    if found is None:
        raise NotFound()
    return found


def component_items(identifiers: Iterable[UUID]) -> dict[UUID, Item]:
    """The components by identifier. One query. Raises NotFound for one that is none."""
    wanted = set(identifiers)
    found = {one.id: one for one in Item.objects.filter(id__in=wanted, kind=COMPONENT)}
    if found.keys() != wanted:
        raise NotFound()
    return found


GOES_ON = "EXISTS (SELECT FROM availability_incident WHERE ends_at IS NULL)"


def running() -> list[Incident]:
    """What goes on, the newest first, whole. One query, and two more where anything does: most pages find nothing."""
    found = kept.rows("availability.running", _running)
    if found:
        prefetch_related_objects(found, *_parts())
    return found


def _running() -> QuerySet[Incident]:
    return Incident.objects.filter(ends_at__isnull=True).order_by("-begins_at", "-id")


def recent(since: datetime, *, limit: int = PAGE) -> list[Incident]:
    """What ended after `since`, the newest first, whole. Three queries."""
    return list(_whole(Incident.objects.filter(ends_at__gte=since).order_by("-begins_at", "-id"))[:limit])


def these(identifiers: Iterable[UUID]) -> list[Incident]:
    """Those of these that the scope may see, the newest first, whole. Three queries."""
    return list(_whole(Incident.objects.filter(id__in=list(identifiers)).order_by("-begins_at", "-id")))


def page(*, after: tuple[datetime, UUID] | None = None, limit: int = PAGE) -> list[Incident]:
    """All, the newest first; `after` is (begins_at, id) of the row before. Three queries."""
    rows = Incident.objects.order_by("-begins_at", "-id")
    if after is not None:
        rows = rows.filter(Q(begins_at__lt=after[0]) | Q(begins_at=after[0], id__lt=after[1]))
    return list(_whole(rows)[:limit])


def outages_since(since: datetime) -> list[Outage]:
    """All that had not ended at `since`. One query."""
    rows = Outage.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=since))
    return list(rows.order_by("begins_at"))


def running_outages() -> list[Outage]:
    """What components are hit by now. One query."""
    return list(Outage.objects.filter(ends_at__isnull=True))


def last_told(since: datetime) -> datetime | None:
    """When we last said something of what goes on or ended after `since`. One query."""
    rows = Incident.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gte=since))
    found: datetime | None = rows.aggregate(last=Max("told_at"))["last"]
    return found


def _whole(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    return rows.prefetch_related(*_parts())


def _parts() -> tuple["Prefetch[str]", "Prefetch[str]"]:
    return (
        Prefetch("outages", Outage.objects.select_related("component").order_by("begins_at", "id")),
        Prefetch("updates", Update.objects.order_by("-at", "-id")),
    )
