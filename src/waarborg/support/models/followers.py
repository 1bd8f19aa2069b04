"""Who follows a ticket: colleagues of the reporter that it was shared with, and staff who want to hear of it."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT, Ticket


class Follower(TenantModel):
    """`side` is customer or staff. On the customer's side following is reading along: the ticket is theirs to see."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="followers")
    person_id = models.UUIDField()
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=10)
    since = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_follower"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "person_id"], name="support_follower_once"),
        ]
        # From a person to the tickets shared with him: what an employee's list is made of.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person_id", "ticket"], name="support_follower_person"),
        ]


declare(
    Follower,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "ticket_id", "name", "side", "since"),
    erasure="delete",
)
