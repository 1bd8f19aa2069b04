"""What rose in the figures of a customer's use and is to be discussed with it, and when it was."""

from typing import ClassVar

from django.db import models

from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class Discussion(TenantModel):
    """The 95th percentile (ns) of a part in a month beside that of the month before; `verdict` is how the promises
    about it stood then. The customer reads that it was discussed."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    before_ns = models.BigIntegerField()
    now_ns = models.BigIntegerField()
    verdict = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
    discussed_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_discussion"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "item", "month"], name="availability_discussion_once"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("availability.discussion", self.id)


declare(Discussion, row_class="service", retention="as long as the customer is one: it shows what was agreed on")
