"""Chats: who is talking with us at this moment. What is said stands in the messages of the ticket."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT, Ticket
from waarborg.support.rules.chats import ends


class Chat(TenantModel):
    """A conversation of now on a ticket. It is no thing beside the ticket: clocks, timeline, search and who reads along
    are the ticket's own, and start with the first words (a wait in a chat is a wait).

    `role` is the most far-reaching role of the contact at the start: he was signed in, so who he is is certain (CL-07).
    The `seen` and `typed` instants are of the moment only: no journal, no export.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="chats")
    contact_id = models.UUIDField()
    contact_name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    agent_id = models.UUIDField(null=True)
    agent_name = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, blank=True)
    customer_seen_at = models.DateTimeField(null=True)
    customer_typed_at = models.DateTimeField(null=True)
    staff_seen_at = models.DateTimeField(null=True)
    staff_typed_at = models.DateTimeField(null=True)
    once = models.UUIDField(null=True)
    # The help button that it was opened from, in the vendor's own application; none for one in the portal.
    widget_id = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_chat"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "once"], name="support_chat_once"),
            models.UniqueConstraint(
                fields=["tenant_id", "contact_id"],
                condition=models.Q(ended_at__isnull=True),
                name="support_chat_one_open",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["opened_at"], condition=models.Q(ended_at__isnull=True), name="support_chat_live"),
        ]

    @property
    def is_open(self) -> bool:
        """Open while nobody ended it and its ticket lives; solved on the page of the ticket, it is over too."""
        return self.ended_at is None and self.ticket.is_live

    def customer_here(self, now: datetime) -> bool:
        return ends.is_present(self.customer_seen_at, now)

    def staff_here(self, now: datetime) -> bool:
        return ends.is_present(self.staff_seen_at, now)


declare(
    Chat,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "ticket_id", "contact_name", "role", "opened_at", "agent_name", "taken_at", "ended_at", "ended_how"),
    erasure="delete",
)
