"""What a ticket comes from, where that is known: an incident, which another domain keeps."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT, Ticket


class Cause(TenantModel):
    """`kind` and `cause_id` name a subject of another package (plumbing.links); how it is, that package says."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="causes")
    kind = models.CharField(max_length=40)
    cause_id = models.UUIDField()
    since = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_cause"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "cause_id"], name="support_cause_once"),
        ]
        # From an incident to its tickets.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["cause_id", "ticket"], name="support_cause_tickets"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref(self.kind, self.cause_id)


declare(
    Cause,
    row_class="service",
    retention=KEPT,
    exports=("id", "ticket_id", "kind", "cause_id", "since"),
    erasure="delete",
)
