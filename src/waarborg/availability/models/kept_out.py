"""Customers who do not want their use to count in the figures of all customers together."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class KeptOut(TenantModel):
    """From when until when a customer wants that; `until` is empty while it does."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_kept_out"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id"], condition=Q(until__isnull=True), name="availability_kept_out_once"
            ),
        ]


declare(KeptOut, row_class="service", retention="as long as the customer is one: it shows what was asked for")
