"""Labels that staff put on tickets, for themselves: no customer ever sees one."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT


class Tag(TenantModel):
    """A word in the provider's list, in lower case. One that is put away is offered no more."""

    word = models.CharField(max_length=40)
    active = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "support_tag"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "word"], name="support_tag_word"),
        ]

    def __str__(self) -> str:
        return self.word


class TicketTag(TenantModel):
    """A label on a ticket."""

    ticket_id = models.UUIDField()
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta(TenantModel.Meta):
        db_table = "support_ticket_tag"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket_id", "tag"], name="support_ticket_tag_once"),
        ]
        # From the label to its tickets: the filter of the queue, and how often a label is used.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tag", "ticket_id"], name="support_ticket_tag_tickets"),
        ]


declare(Tag, row_class="provider", retention="until it is put away and no ticket bears it")
declare(TicketTag, row_class="provider", retention=KEPT, erasure="delete")
