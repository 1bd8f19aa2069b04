"""What happens to maintenance by itself: it begins and ends at its times, series are carried on, and what comes is told
of again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from waarborg.availability.actions.change_maintenance import begin_work, end_work, items_of
from waarborg.availability.actions.maintenance_series import AHEAD, components_of, fill_series
from waarborg.availability.actions.maintenance_telling import send_together
from waarborg.availability.models import Series, Work
from waarborg.availability.rules import work_kinds as rules
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.web.wording import local_date


def due(at: datetime) -> list[tuple[UUID, str]]:
    """The windows that begin or end by schedule now, with which of both; ends come first. Two queries."""
    ends = Work.objects.filter(state=rules.RUNNING, by_schedule=True, until_at__lte=at).order_by("until_at", "id")
    begins = Work.objects.filter(
        state__in=rules.AHEAD, by_schedule=True, from_at__lte=at, until_at__gt=F("from_at")
    ).order_by("from_at", "id")
    return [(one, "end") for one in ends.values_list("id", flat=True)] + [
        (one, "begin") for one in begins.values_list("id", flat=True)
    ]


def carry_out(work: UUID, what: str, *, at: datetime) -> Work:
    """Begin or end one at the instant that was planned, however late the schedule runs. Raises as begin_work and
    end_work."""
    held = Work.objects.get(id=work)
    if what == "end":
        return end_work(work, by=SYSTEM, at=at, ended_at=held.until_at)
    return begin_work(work, by=SYSTEM, at=at, began_at=held.from_at)


def to_tell(at: datetime) -> list[UUID]:
    """Windows of a series of which customers are to be told again now. One query."""
    rows = Work.objects.filter(state__in=rules.AHEAD, told_at__isnull=True, series__tell_days__gt=0, from_at__gt=at)
    last = at + timedelta(days=31)
    listed = rows.filter(from_at__lte=last).values_list("id", "from_at", "series__tell_days").order_by("from_at")
    return [one for one, begins, days in listed if begins - timedelta(days=days) <= at]


def tell(work: UUID, *, at: datetime) -> bool:
    """Tell of one again, once; what other series do on the same components in the same night goes into the same notice
    (SO-35). False where somebody did."""
    if not Work.objects.filter(id=work, told_at__isnull=True, state__in=rules.AHEAD).update(told_at=at):
        return False
    held = Work.objects.get(id=work)
    items = items_of(held)
    others = [one for one in _overlapping(held) if {each.id for each in items_of(one)} == {each.id for each in items}]
    Work.objects.filter(id__in=[one.id for one in others]).update(told_at=at)
    send_together([held, *others], items, at=at)
    return True


def _overlapping(held: Work) -> list[Work]:
    """Windows of other series for the same readers that overlap this one and that nobody was told of again yet."""
    rows = Work.objects.select_for_update().filter(
        state__in=rules.AHEAD, told_at__isnull=True, series__tell_days__gt=0, audience=held.audience
    )
    near = rows.filter(from_at__lt=held.until_at, until_at__gt=held.from_at).exclude(id=held.id)
    return list(near.order_by("from_at", "id"))


def carry_on(at: datetime) -> int:
    """Make the windows of every series that came within reach since; gives how many."""
    day = Q(made_until__isnull=True) | Q(made_until__lt=local_date(at + AHEAD - timedelta(days=1), "UTC"))
    made = 0
    for held in Series.objects.select_for_update().filter(day, ended_at__isnull=True).order_by("id"):
        made += fill_series(held, components_of(held), at=at)
    return made
