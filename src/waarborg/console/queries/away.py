"""Who of our colleagues is away, as support's rosters have it: alarms pass them by."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.support.models import StaffAbsence


def away_on(people: Iterable[UUID], at: datetime) -> frozenset[UUID]:
    """Those of them with days away that include that of `at`, in the zone of the desk. One query."""
    today = wording.local_date(at, zone_of())
    rows = StaffAbsence.objects.filter(person_id__in=list(people), first__lte=today, last__gte=today)
    return frozenset(rows.values_list("person_id", flat=True))
