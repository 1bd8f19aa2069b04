"""What is watched, from where, and what was seen: the provider's own rows.

Raw results lie in a table of days that are dropped whole, written by every place at once. What they say of a component
is kept for ever as its transitions.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from waarborg.availability.models.incidents import Incident
from waarborg.availability.models.transitions import STATES
from waarborg.availability.rules import timeline, watching
from waarborg.availability.rules.probing import Probing
from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.sealing import NoKeyFits, Seal
from waarborg.plumbing.tenancy.models import TenantManager, TenantModel

SEAL = Seal(b"probe bearer")


class Place(TenantModel):
    """From where is probed. The own one stands where the platform runs; others come in by a token, kept as its digest.

    `run_by` names whoever else runs it. Of the own place `seen_at` and `awake_since` say how long it has looked
    without a break, so that silence of jobs while nobody listened is nobody's failure.
    """

    name = models.CharField(max_length=60)
    own = models.BooleanField(default=False)
    run_by = models.CharField(max_length=80, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    awake_since = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_place"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "name"], condition=Q(revoked_at__isnull=True), name="availability_place_name"
            ),
            models.UniqueConstraint(fields=["tenant_id"], condition=Q(own=True), name="availability_place_own"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="availability_place_token"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("availability.place", self.id)


class Probe(TenantModel):
    """One thing that is asked of a component again and again.

    `every` is in seconds, `timeout` in seconds for each try; `failures` in a row take a place down, `needed` places the
    component. `places` are where it is asked from. Results before `counts_from` are not accounted for anew: what was
    asked then was something else. A heartbeat is not asked but told: by its token, kept as a digest. A store of metrics
    may ask for a token of ours, kept sealed; `complaint` is what it said of the query when it was tried last;
    until `filled_until` its answers of the past took the place of results that were missing.
    """

    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in watching.KINDS])
    target = models.CharField(max_length=500, blank=True)
    conditions = models.JSONField(default=dict)
    every = models.IntegerField(default=60)
    timeout = models.IntegerField(default=10)
    retries = models.SmallIntegerField(default=1)
    failures = models.SmallIntegerField(default=2)
    needed = models.SmallIntegerField(default=1)
    places = ArrayField(models.UUIDField(), default=list)
    enabled = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    counts_from = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=0)
    token_digest = models.CharField(max_length=64, blank=True)
    sealed_bearer = models.TextField(blank=True, default="", db_default="")
    complaint = models.CharField(max_length=400, blank=True, default="", db_default="")
    tried_at = models.DateTimeField(null=True, blank=True)
    filled_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_good = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_probe"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "name"], condition=Q(removed_at__isnull=True), name="availability_probe_name"
            ),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="availability_probe_token"
            ),
            models.CheckConstraint(condition=Q(every__gt=0, needed__gt=0), name="availability_probe_pace"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("availability.probe", self.id)

    @property
    def probing(self) -> Probing:
        return watching.probing_of(self.kind, self.every, self.failures, self.needed)

    @property
    def task(self) -> watching.Task:
        asked = watching.Conditions.read(self.conditions)
        given = (str(self.id), self.kind, self.target, asked, self.every, self.timeout, self.retries)
        return watching.Task(*given, bearer=self.bearer)

    @property
    def bearer(self) -> str:
        """The token by which a store of metrics knows us; empty where there is none, or none that can be opened: then
        the store refuses, and what it measures is unknown."""
        try:
            return SEAL.open(self.sealed_bearer).decode() if self.sealed_bearer else ""
        except NoKeyFits:
            return ""


class ProbeResult(models.Model):
    """One result of one probe at one place: kept some days, partitioned by `started_at`; functions of the owner open
    and drop days. What is delivered twice is the same row."""

    tenant_id = models.UUIDField()
    # The key is probe, place and instant; Django is told of one column, and no row is ever asked for by it alone.
    probe_id = models.UUIDField(primary_key=True)
    place_id = models.UUIDField()
    started_at = models.DateTimeField()
    took = models.IntegerField()  # microseconds
    good = models.BooleanField()
    why = models.TextField()
    status = models.SmallIntegerField(null=True)
    days = models.SmallIntegerField(null=True)

    objects = TenantManager()

    class Meta:
        db_table = "availability_result"
        base_manager_name = "objects"
        managed = False


class Watch(TenantModel):
    """How far a component's results have been worked out, and what it is now; one row for each component with probes.

    `settled_at`: what it was before then no later result changes, unless it comes late: from `late_from` on it is then
    worked out anew, but never before `floor_at`, when what is asked of it changed last. `incident` is what was told
    because of it, at `incident_revision` by us: another one says that people have taken over.
    """

    component = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15, choices=[(one, one) for one in STATES], default=timeline.UNKNOWN)
    state_since = models.DateTimeField()
    settled_at = models.DateTimeField()
    floor_at = models.DateTimeField()
    late_from = models.DateTimeField(null=True, blank=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    incident_revision = models.IntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "availability_watch"

    @property
    def ref(self) -> Ref:
        return Ref("availability.watch", self.id)


declare(Place, row_class="provider", retention="until two years after it was revoked; its token is kept as a digest")
declare(Probe, row_class="provider", retention="as long as figures rest on it")
declare(
    ProbeResult,
    row_class="provider",
    retention="WAARBORG_PROBE_DAYS days, and until the figures of its month are stated; then a seal, roll-ups by"
    " hour and transitions are kept",
)
declare(Watch, row_class="provider", retention="as long as its component")
