"""Maintenance: single windows and recurring plans, what was announced of each when, and when it was really worked.

The provider's rows, with an audience. `provider` is what nobody was told of, such as a hotfix before it is done. Who
planned it stands in the journal, not here.
"""

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from waarborg.availability.models.published import AUDIENCES, Published
from waarborg.availability.rules import work_kinds as rules
from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref

OURS = "provider"


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, one) for one in words]


class Described(Published):
    """What maintenance is called and what customers read of it: Dutch, and English where there is any."""

    audience = models.CharField(max_length=20, choices=[(OURS, OURS), *AUDIENCES])
    kind = models.CharField(max_length=15, choices=_choices(rules.KINDS))
    severity = models.CharField(max_length=10, choices=_choices(rules.SEVERITIES), blank=True)
    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    text_nl = models.TextField()
    text_en = models.TextField(blank=True)
    # Whether it begins and ends at its planned times by itself; else somebody says when.
    by_schedule = models.BooleanField(default=True)
    revision = models.IntegerField(default=0)

    class Meta(Published.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title_nl

    def title(self, lang: str) -> str:
        """Dutch where there is no English."""
        return self.title_en if lang == "en" and self.title_en else self.title_nl

    def text(self, lang: str) -> str:
        return self.text_en if lang == "en" and self.text_en else self.text_nl


class Series(Described):
    """Maintenance that recurs by `rule` (RFC 5545) in the local time of `zone`: the first at `first` (wall time), each
    `minutes` long, or until `ends` (`06:00`, on the wall) where that is filled. `skipped` are dates (ISO) on which it
    does not happen, `made_until` is to which day windows were made. `tell_days`: so many days ahead each one is told of
    again; 0 for the announcement of the whole alone. `revision` guards against two who write at once."""

    zone = models.CharField(max_length=60)
    first = models.CharField(max_length=16)
    minutes = models.IntegerField()
    ends = models.CharField(max_length=5, blank=True, default="")
    rule = models.CharField(max_length=300)
    skipped = models.JSONField(default=list)
    tell_days = models.IntegerField(default=0)
    announced_at = models.DateTimeField()
    made_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Described.Meta):
        db_table = "availability_series"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["made_until"], condition=Q(ended_at__isnull=True), name="availability_series_goes_on"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="availability_series_lasts"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.series", self.id)


class SeriesComponent(Published):
    """A component that a series is about."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="parts")
    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")

    class Meta(Published.Meta):
        db_table = "availability_series_component"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["series", "component"], name="availability_series_component_once"),
        ]


class Work(Described):
    """One window of maintenance. `announced_at` is when customers were first told, None where they were not;
    `began_at` and `ended_at` are when it was really worked. `reason` is why the notice that an agreement asks was set
    aside. `occurrence` is the local day for which a series made it. `revision` guards against two who write at once."""

    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=_choices(rules.STATES), default=rules.PLANNED)
    reason = models.CharField(max_length=500, blank=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="works")
    occurrence = models.DateField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta(Described.Meta):
        db_table = "availability_work"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["from_at", "id"], name="availability_work_from"),
            models.Index(fields=["until_at"], name="availability_work_until"),
            models.Index(
                fields=["from_at"], condition=Q(state__in=(*rules.AHEAD, rules.RUNNING)), name="availability_work_open"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="availability_work_forward"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="availability_work_worked"
            ),
            models.CheckConstraint(
                condition=Q(state__in=rules.AHEAD, began_at__isnull=True, ended_at__isnull=True)
                | Q(state=rules.CANCELLED)
                | Q(state=rules.RUNNING, began_at__isnull=False, ended_at__isnull=True)
                | Q(state=rules.DONE, began_at__isnull=False, ended_at__isnull=False),
                name="availability_work_state",
            ),
            models.UniqueConstraint(fields=["series", "occurrence"], name="availability_work_occurrence"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.maintenance", self.id)

    @property
    def ahead(self) -> bool:
        return self.state in rules.AHEAD

    @property
    def open(self) -> bool:
        return self.ahead or self.state == rules.RUNNING

    def concerns(self, components: Collection[UUID]) -> bool:
        """Whether it is done on one of these; its parts are prefetched or cost a query."""
        return any(part.component_id in components for part in self.parts.all())

    def overran(self, now: datetime) -> bool:
        """Whether it took longer than was said, or does."""
        return self.began_at is not None and (self.ended_at or now) > self.until_at


class WorkComponent(Published):
    """A component that a window of maintenance is about."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="parts")
    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")

    class Meta(Published.Meta):
        db_table = "availability_work_component"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["work", "component"], name="availability_work_component_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["component", "work"], name="availability_work_of_component"),
        ]


class WorkAnnouncement(Published):
    """At an instant the work was said to lie in `[from_at, until_at)`, or both empty: not to happen. Nothing of it is
    changed afterwards; what is left out of a month's figure is judged by these rows (`rules/maintenance.py`)."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="announcements")
    at = models.DateTimeField()
    change = models.CharField(max_length=10, choices=_choices(rules.CHANGES))
    from_at = models.DateTimeField(null=True, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    notice_id = models.UUIDField(null=True, blank=True)

    class Meta(Published.Meta):
        db_table = "availability_work_announcement"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["work", "at", "id"], name="availability_work_announced"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(change=rules.CANCELLED, from_at__isnull=True, until_at__isnull=True)
                | (~Q(change=rules.CANCELLED) & Q(until_at__gt=F("from_at"))),
                name="availability_work_said",
            ),
        ]


_KEPT = "always: what was left out of a month's figure is justified by its announcements as long as its reports"
for _one in (Series, SeriesComponent, Work, WorkComponent, WorkAnnouncement):
    declare(_one, row_class="published", retention=_KEPT)
