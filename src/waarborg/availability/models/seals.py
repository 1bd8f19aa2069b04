"""What stands for the raw results of a day once they are dropped: its seal, and a roll-up by hour, probe and place.

Both are written once: the desk's role may add rows and read them, and nothing else. Only the function that drops a day
notes here that it did.
"""

from typing import ClassVar

from django.db import models

from waarborg.availability.models.probes import Place, Probe
from waarborg.availability.rules.sealing import Hour, SealedHour
from waarborg.kernel.instants import to_us
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class DaySeal(TenantModel):
    """A day (UTC) of results of all probes: how many there were, and the root over its hours. `hours` lists of each its
    start (microseconds), number of results, root, and the hash of its roll-up (`rules/sealing.py`)."""

    day = models.DateField()
    results = models.BigIntegerField()
    root = models.CharField(max_length=64)
    hours = models.JSONField(default=list)
    sealed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_day_seal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "day"], name="availability_day_seal_once"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.seal", self.id)

    @property
    def sealed_hours(self) -> tuple[SealedHour, ...]:
        return tuple(SealedHour(*one) for one in self.hours)


class HourResult(TenantModel):
    """What is kept of an hour of one probe at one place. Lengths are microseconds, of good results alone."""

    probe = models.ForeignKey(Probe, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    at = models.DateTimeField()
    count = models.IntegerField()
    bad = models.IntegerField()
    took = models.BigIntegerField()
    longest = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "availability_result_hour"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="availability_result_hour_at")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["probe", "place", "at"], name="availability_result_hour_once")
        ]

    @property
    def hour(self) -> Hour:
        told = (self.count, self.bad, self.took, self.longest)
        return Hour(to_us(self.at), str(self.probe_id), str(self.place_id), *told)


class MinuteSeal(TenantModel):
    """A day (UTC) of minutes of response times: how many rows, and the root over its hours; `hours` as of a DaySeal,
    each with the hash of its minutes and that of the hour that stays."""

    day = models.DateField()
    minutes = models.BigIntegerField()
    root = models.CharField(max_length=64)
    hours = models.JSONField(default=list)
    sealed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_minute_seal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "day"], name="availability_minute_seal_once"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.minute-seal", self.id)

    @property
    def sealed_hours(self) -> tuple[SealedHour, ...]:
        return tuple(SealedHour(*one) for one in self.hours)


_KEPT = "always: it stands for the raw results of its day once these are dropped"
declare(DaySeal, row_class="provider", retention=_KEPT)
declare(MinuteSeal, row_class="provider", retention=_KEPT)
declare(HourResult, row_class="provider", retention=_KEPT)
