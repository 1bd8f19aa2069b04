"""Stores of metrics from which histograms of response times are read: the provider's own rows."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waarborg.availability.models.probes import SEAL
from waarborg.availability.rules.otlp.points import UNITS
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.sealing import NoKeyFits
from waarborg.plumbing.tenancy.models import TenantModel


class Store(TenantModel):
    """One histogram of one Prometheus-compatible store: `histogram` is its name, `matchers` which series of it, `step`
    every so many seconds, as often as the store itself looks.

    Everything until `read_until` was counted; the next reading goes on there, after however long a break. `complaint`
    is why the last one did not (`rules/promql.py`), `left_out` what of it was not counted, by reason.
    """

    name = models.CharField(max_length=60)
    target = models.CharField(max_length=500)
    sealed_bearer = models.TextField(blank=True, default="")
    histogram = models.CharField(max_length=200)
    matchers = models.CharField(max_length=1000, blank=True, default="")
    unit = models.CharField(max_length=3, default="s", choices=[(one, one) for one in UNITS])
    step = models.SmallIntegerField(default=15)
    enabled = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    revision = models.IntegerField(default=0)
    read_until = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    complaint = models.CharField(max_length=400, blank=True, default="")
    counted = models.BigIntegerField(default=0)
    left_out = models.JSONField(default=dict, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_store"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "name"], condition=Q(removed_at__isnull=True), name="availability_store_name"
            ),
            models.CheckConstraint(condition=Q(step__gt=0), name="availability_store_step"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("availability.store", self.id)

    @property
    def bearer(self) -> str:
        """The token by which the store knows us; empty where there is none, or none that can be opened."""
        try:
            return SEAL.open(self.sealed_bearer).decode() if self.sealed_bearer else ""
        except NoKeyFits:
            return ""


declare(Store, row_class="provider", retention="always: it names where measurements came from; its token until removed")
