"""Bundles of wishes: carried out together, on a day that the customer confirmed (AP-33)."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT


class Bundle(TenantModel):
    """`proposed_for` is the day that we proposed last, `confirmed_for` the one that the customer confirmed, which may
    be another; `agreed_for` is set once both agree. Tickets name their bundle."""

    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default="proposed")
    proposed_for = models.DateField()
    confirmed_for = models.DateField(null=True)
    agreed_for = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=200)
    confirmed_by = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_bundle"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-proposed_at"], name="support_bundle_recent"),
            models.Index(fields=["-proposed_at"], name="support_bundle_newest"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.bundle", self.id)

    def __str__(self) -> str:
        return self.title


declare(
    Bundle,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "title", "state", "proposed_for", "confirmed_for", "agreed_for", "proposed_at", "proposed_by",
        "confirmed_by", "delivered_at",
    ),
    erasure="anonymise",
    anonymise=(("title", "-"), ("confirmed_by", "-")),
)  # fmt: skip
