"""Tickets that have to do with each other, without being one."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT


class Link(TenantModel):
    """`ticket_id` is related to `other_id`, is the same as it, or blocks it. Where both are of one customer, the row is
    that customer's; a link between customers is the provider's, so that the database shows it to neither."""

    ticket_id = models.UUIDField()
    other_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    since = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_link"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket_id", "other_id"], name="support_link_once"),
            models.CheckConstraint(condition=~models.Q(ticket_id=models.F("other_id")), name="support_link_of_two"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["other_id"], name="support_link_other")]


declare(
    Link,
    row_class="service",
    retention=KEPT,
    exports=("id", "ticket_id", "other_id", "kind", "since"),
    erasure="delete",
)
