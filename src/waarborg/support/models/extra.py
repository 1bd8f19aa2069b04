"""Extra support outside office hours that a customer asked for (PX-86)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT


class ExtraSupport(TenantModel):
    """A stretch in which somebody of ours is there for one customer. `an_hour` is the price of the day on which it was
    asked for, None where the agreement includes it; `minutes` what was really worked, written down afterwards."""

    class State(models.TextChoices):
        REQUESTED = "requested"
        ROSTERED = "rostered"
        CANCELLED = "cancelled"
        WORKED = "worked"

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    about = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.UUIDField(null=True)
    requested_by_name = models.CharField(max_length=200)
    an_hour = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    staff_id = models.UUIDField(null=True)
    staff_name = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_extra"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "once"], name="support_extra_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="support_extra_ends_after"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-starts_at"], name="support_extra_recent"),
            models.Index(fields=["-starts_at"], name="support_extra_all"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.extra-support", self.id)

    @property
    def booked_minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.REQUESTED, self.State.ROSTERED)


declare(
    ExtraSupport,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "starts_at", "ends_at", "about", "requested_at", "requested_by_name", "an_hour", "currency", "staff_name",
        "minutes", "state",
    ),
    erasure="anonymise",
    anonymise=(("about", ""), ("requested_by_name", "-"), ("requested_by", None)),
)  # fmt: skip
