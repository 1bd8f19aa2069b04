"""Reading maintenance in the scope under way: for pages, for its rules, and for what a month's figure leaves out."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest, Least

from waarborg.availability.models import Series, Work, WorkAnnouncement, WorkComponent
from waarborg.availability.rules import maintenance as judging
from waarborg.availability.rules import work_kinds as rules
from waarborg.kernel.instants import to_us
from waarborg.plumbing.permissions import NotFound

PAGE = 50


def works_of(component_id: UUID, start: datetime, until: datetime) -> tuple[judging.Work, ...]:
    """The maintenance of a component that touches `[start, until)`, with every announcement of it in order and when it
    was really worked, for `rules.maintenance.judge`. Instants in microseconds; work that goes on is worked to `until`.

    What nobody told of is there too, without announcements. Two queries.
    """
    rows = Work.objects.filter(parts__component_id=component_id).filter(
        Q(began_at__lt=until) & (Q(ended_at__isnull=True) | Q(ended_at__gt=start))
    )
    found = rows.order_by("began_at", "id").prefetch_related("announcements")
    return tuple(judged_work(one, until) for one in found)


def judged_work(one: Work, until: datetime) -> judging.Work:
    """One window as its rules read it; `announcements` is prefetched or costs a query."""
    told = sorted(one.announcements.all(), key=lambda each: (each.at, each.id))
    began, ended = one.began_at, one.ended_at or until
    actual = ((to_us(began), to_us(ended)),) if began is not None and began < ended else ()
    return judging.Work(tuple(_announcement(each) for each in told), actual, str(one.id))


def _announcement(one: WorkAnnouncement) -> judging.Announcement:
    planned = (to_us(one.from_at), to_us(one.until_at)) if one.from_at and one.until_at else None
    return judging.Announcement(to_us(one.at), planned)


def find(work: UUID) -> Work:
    """With its components and announcements. Three queries. Raises NotFound."""
    rows = _with_all(Work.objects.filter(id=work))
    found: Work | None = rows.first()
    if found is None:
        raise NotFound()
    return found


def locked(work: UUID) -> Work:
    """For a change. Raises NotFound."""
    found: Work | None = Work.objects.select_for_update().filter(id=work).first()
    if found is None:
        raise NotFound()
    return found


def between(start: datetime, until: datetime) -> list[Work]:
    """What is or was planned or worked in `[start, until)`, by time; what was cancelled too. Three queries."""
    last = Greatest(F("until_at"), Coalesce(F("ended_at"), F("until_at")))
    first = Least(F("from_at"), Coalesce(F("began_at"), F("from_at")))
    rows = Work.objects.alias(last=last, first=first).filter(first__lt=until, last__gt=start)
    return list(_with_all(rows).order_by("from_at", "id"))


def coming(now: datetime, until: datetime, *, limit: int = PAGE) -> list[Work]:
    """What goes on, and what begins before `until`, that the scope was told of. Three queries."""
    rows = Work.objects.filter(state__in=(*rules.AHEAD, rules.RUNNING), from_at__lt=until)
    # What should have begun and ended unseen is not told as coming.
    rows = rows.filter(Q(state=rules.RUNNING) | Q(until_at__gt=now))
    return list(_with_all(rows).order_by("from_at", "id")[:limit])


def _with_all(rows: QuerySet[Work]) -> QuerySet[Work]:
    # Joined: of a component that its reader may not see, nothing is read.
    parts = WorkComponent.objects.select_related("component").order_by("component__key")
    return rows.prefetch_related(Prefetch("parts", parts), "announcements")


def series_running() -> list[Series]:
    """Maintenance that recurs and was not ended. One query."""
    return list(Series.objects.filter(ended_at__isnull=True).order_by("title_nl", "id"))


def series_with_works(series: UUID) -> tuple[Series, list[Work]]:
    """A series with its windows, the latest first. Four queries. Raises NotFound."""
    held: Series | None = Series.objects.filter(id=series).first()
    if held is None:
        raise NotFound()
    return held, list(_with_all(held.works.order_by("-from_at", "-id"))[:PAGE])
