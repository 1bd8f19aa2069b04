"""Incidents on components: what happened, what we said of it and when, and from when until when each was hit.

The provider's rows, with an audience: visitors read those about components that stand on the public status page,
customers all. Who wrote them stands in the journal, not here.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from waarborg.availability.models.published import Published
from waarborg.availability.rules import incidents
from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref


class Incident(Published):
    """One failure as customers read of it. `ends_at` stands as soon as it is resolved; `next_at` is until when we
    promised to say more. `revision` guards against two who write at once."""

    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    phase = models.CharField(max_length=15, choices=[(one, one) for one in incidents.PHASES])
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=0)

    class Meta(Published.Meta):
        db_table = "availability_incident"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-begins_at", "-id"], name="availability_incident_begins"),
            models.Index(fields=["begins_at"], condition=Q(ends_at__isnull=True), name="availability_incident_runs"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("begins_at")), name="availability_incident_forward"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True, phase__in=incidents.RUNNING)
                | (Q(ends_at__isnull=False) & ~Q(phase__in=incidents.RUNNING)),
                name="availability_incident_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def ref(self) -> Ref:
        return Ref("availability.incident", self.id)

    @property
    def runs(self) -> bool:
        return self.ends_at is None

    def title(self, lang: str) -> str:
        """Dutch where there is no English."""
        return self.title_en if lang == "en" and self.title_en else self.title_nl


class Outage(Published):
    """A component was hit from one instant to another, open while it lasts. Another effect is another row; a correction
    changes the row, and the journal keeps what stood there and why."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="outages")
    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    effect = models.CharField(max_length=10, choices=[(one, one) for one in incidents.EFFECTS])
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    corrected = models.BooleanField(default=False)

    class Meta(Published.Meta):
        db_table = "availability_outage"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["component", "begins_at"], name="availability_outage_component"),
            models.Index(fields=["ends_at"], name="availability_outage_ends"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["incident", "component"],
                condition=Q(ends_at__isnull=True),
                name="availability_outage_open_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("begins_at")), name="availability_outage_forward"
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.outage", self.id)

    def lasted(self, now: datetime) -> int:
        """In microseconds, until now while it goes on."""
        return round(((self.ends_at or now) - self.begins_at).total_seconds() * 1_000_000)


class Update(Published):
    """What we said of an incident at an instant. Nothing of it is changed afterwards."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="updates")
    phase = models.CharField(max_length=15, choices=[(one, one) for one in incidents.PHASES])
    text_nl = models.TextField()
    text_en = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(Published.Meta):
        db_table = "availability_update"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["incident", "-at", "-id"], name="availability_update_incident"),
        ]

    def text(self, lang: str) -> str:
        return self.text_en if lang == "en" and self.text_en else self.text_nl


_KEPT = "always: what was promised and measured in a month can be read as long as its reports"
declare(Incident, row_class="published", retention=_KEPT)
declare(Outage, row_class="published", retention=_KEPT)
declare(Update, row_class="published", retention=_KEPT)
