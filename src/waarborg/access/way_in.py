"""Somebody of a customer who can reach neither password nor mailbox asks the own organisation to let him in (CL-72)."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel

WAITING, APPROVED, REFUSED, EXPIRED = "waiting", "approved", "refused", "expired"


class WayInRequest(TenantModel):
    """`person` cannot come in. He asked for it himself on the page of signing in, or one of our staff (`asked_name`)
    did for him, about a ticket (`about`). An owner or administrator decides before `expires_at`; `decided_by` is never
    `person`."""

    STATES = tuple((one, one) for one in (WAITING, APPROVED, REFUSED, EXPIRED))

    person_id = models.UUIDField()
    person_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    asked_name = models.CharField(max_length=200, blank=True)
    about_kind = models.TextField(blank=True)
    about_id = models.UUIDField(null=True)
    about_label = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_name = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "access_way_in_request"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "person_id"],
                condition=models.Q(state=WAITING),
                name="access_way_in_request_once",
            ),
        ]

    def waits(self, at: datetime) -> bool:
        """Whether somebody can still decide at `at`."""
        return self.state == WAITING and at < self.expires_at


declare(
    WayInRequest,
    row_class="service",
    personal="account",
    retention="seven years",
    exports=(
        "id", "person_id", "person_name", "asked_at", "asked_name", "about_label", "expires_at", "state", "decided_at",
        "decided_name",
    ),
    erasure="delete",
)  # fmt: skip
