"""On-call rosters: who takes turns, who swapped with whom, and the secret address of each one's own calendar."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from waarborg.availability.rules import roster as rules
from waarborg.kernel.instants import to_us
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class Roster(TenantModel):
    """A roster by name; its turns go by the wall clock of `zone`. `revision` guards against two who change it."""

    name = models.CharField(max_length=100)
    zone = models.CharField(max_length=60)
    revision = models.IntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "availability_roster"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="availability_roster_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("availability.roster", self.id)


class RosterLayer(TenantModel):
    """People who take turns, in order (`people`, identifiers as text); the layer with the lowest `place` goes before.

    `handover` is the minute of the day at which turns change; `hours` holds [weekdays, first minute, last minute], or
    nothing for a layer that is always on duty.
    """

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, db_constraint=False, related_name="layers")
    place = models.SmallIntegerField()
    people = models.JSONField(default=list)
    rotation = models.CharField(max_length=6, choices=[(one, one) for one in rules.ROTATIONS])
    first = models.DateField()
    handover = models.SmallIntegerField(default=0)
    hours = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        db_table = "availability_roster_layer"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["roster", "place"], name="availability_roster_layer_place"),
            models.CheckConstraint(
                condition=Q(handover__gte=0, handover__lt=rules.DAY), name="availability_roster_layer_handover"
            ),
        ]

    def plan(self) -> rules.Layer:
        hours = tuple(rules.Hours(frozenset(days), begins, ends) for days, begins, ends in self.hours)
        return rules.Layer(tuple(UUID(one) for one in self.people), self.rotation, self.first, self.handover, hours)


class RosterSwap(TenantModel):
    """Somebody takes over from an instant to another; the one made last goes before."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, db_constraint=False, related_name="swaps")
    person_id = models.UUIDField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "availability_roster_swap"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["roster", "ends_at"], name="availability_roster_swap_ends"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="availability_roster_swap_forward"),
        ]

    def plan(self) -> rules.Swap:
        return rules.Swap(self.person_id, to_us(self.begins_at), to_us(self.ends_at))


class DutyCalendar(TenantModel):
    """The address at which a colleague's own calendar program reads his duties; of its secret we keep the hash."""

    person_id = models.UUIDField()
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "availability_duty_calendar"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person_id"], name="availability_duty_calendar_once"),
            models.UniqueConstraint(fields=["secret_hash"], name="availability_duty_calendar_secret"),
        ]


_THERE = "as long as the roster is there"
declare(Roster, row_class="provider", retention=_THERE)
declare(RosterLayer, row_class="provider", personal="account", retention=_THERE, erasure="delete")
declare(RosterSwap, row_class="provider", personal="account", retention=_THERE, erasure="delete")
declare(
    DutyCalendar,
    row_class="provider",
    personal="account",
    retention="until another address is made, or the colleague leaves",
    erasure="delete",
)
