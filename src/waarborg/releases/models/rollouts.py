"""Roll-outs of a version in waves, each customer's turn in one, and how a wave is doing (SO-32, PX-112, PX-113)."""

from datetime import datetime
from fractions import Fraction
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from waarborg.catalogue.models import Item as Supplied
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel
from waarborg.releases.rules import health, rollouts


class Published(models.Model):
    """The provider's row; customers read it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")

    objects = PublishedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Rollout(Published):
    """A version on its way to the customers of a product (`item`), or to all. `salt` is what the method picked with.
    Above `most_failing` (a percentage of the requests) a wave is not well; with fewer than `least_requests` nothing is
    said of it. `stopped_why` is why it was stopped, empty where its numbers did that. `revision` guards against two."""

    version = models.CharField(max_length=40)
    item = models.ForeignKey(Supplied, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    salt = models.CharField(max_length=100)
    most_failing = models.DecimalField(max_digits=5, decimal_places=2)
    least_requests = models.IntegerField(default=100)
    state = models.CharField(max_length=10, choices=[(one, one) for one in rollouts.STATES], default=rollouts.PLANNED)
    made_at = models.DateTimeField()
    stopped_why = models.CharField(max_length=rollouts.LONGEST_WHY, blank=True)
    revision = models.IntegerField(default=0)

    class Meta(Published.Meta):
        db_table = "releases_rollout"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-made_at", "-id"], name="releases_rollout_newest"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(most_failing__gte=0, most_failing__lt=100, least_requests__gte=1),
                name="releases_rollout_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def ref(self) -> Ref:
        return Ref("releases.rollout", self.id)

    @property
    def bounds(self) -> health.Bounds:
        return health.Bounds(Fraction(self.most_failing) / 100, self.least_requests)


class Wave(Published):
    """One of the waves: `share` is its part of the customers in percent, None for the last, which takes the others."""

    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, db_index=False, related_name="waves")
    number = models.IntegerField()
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    starts_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    health = models.CharField(max_length=10, choices=[(one, one) for one in health.VERDICTS], default=health.UNKNOWN)

    class Meta(Published.Meta):
        db_table = "releases_wave"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rollout", "number"], name="releases_wave_once"),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True) | Q(started_at__gte=F("starts_at")),
                name="releases_wave_not_before",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["starts_at"], condition=Q(started_at__isnull=True), name="releases_wave_to_start"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("releases.wave", self.id)


class WaveFinding(TenantModel):
    """How a wave was doing: so many requests, so many of which failed; or what somebody said of it, with `why`."""

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, db_index=False, related_name="findings")
    at = models.DateTimeField()
    requests = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    verdict = models.CharField(max_length=10, choices=[(one, one) for one in health.VERDICTS])
    said_by = models.CharField(max_length=200)
    why = models.CharField(max_length=rollouts.LONGEST_WHY, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "releases_wave_finding"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["wave", "at"], name="releases_wave_found"),
        ]


class Turn(TenantModel):
    """A customer in a roll-out. `picked` is the number of the wave that the method picked, `wave` where he is: moved
    for `reason`, if he was. His data moves from `started_at` until `completed_at`; `estimate` is how many minutes that
    was thought to take."""

    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, related_name="turns")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="turns")
    picked = models.IntegerField()
    reason = models.CharField(max_length=10, choices=[(one, one) for one in rollouts.REASONS], blank=True)
    why = models.CharField(max_length=rollouts.LONGEST_WHY, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = models.CharField(max_length=200, blank=True)
    estimate = models.IntegerField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "releases_turn"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "rollout"], name="releases_turn_once"),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(completed_at__gte=F("started_at")),
                name="releases_turn_forward",
            ),
        ]

    @property
    def ref(self) -> Ref:
        """As a migration: what its clock runs on."""
        return Ref("releases.migration", self.id)

    def took(self, now: datetime) -> int | None:
        """Minutes from its beginning to its end, or until now; None where it did not begin."""
        if self.started_at is None:
            return None
        return int(((self.completed_at or now) - self.started_at).total_seconds() // 60)


declare(
    Rollout,
    row_class="published",
    retention="always",
    exports=("id", "version", "state", "made_at"),
)
declare(Wave, row_class="published", retention="always", exports=("id", "number", "share", "starts_at", "started_at"))
declare(WaveFinding, row_class="provider", retention="always")
declare(
    Turn,
    row_class="service",
    personal="contact",
    retention="seven years after the contract ended",
    exports=(
        "id", "rollout_id", "wave_id", "picked", "reason", "why", "moved_at", "moved_by", "estimate", "started_at",
        "completed_at",
    ),
    erasure="anonymise",
    anonymise=(("why", ""), ("moved_by", "-")),
)  # fmt: skip
