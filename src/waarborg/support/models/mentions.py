"""What of a ticket is put before one of staff, and what each of them wants to hear by mail."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class Mention(TenantModel):
    """A note in which somebody was mentioned; or, while a colleague is away, what reached another in his place.

    `what` is mentioned, replied (the customer) or given (the ticket); `note_id` the note or message, or a number of its
    own where a ticket was given. `instead_of` names the colleague in whose place this person has it; `handed_to` stands
    in that one's own line, for when he is back. `read_at` is when the person opened the ticket, or said it is read.
    """

    ticket_id = models.UUIDField()
    note_id = models.UUIDField()
    person_id = models.UUIDField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    what = models.CharField(max_length=10, default="mentioned", db_default="mentioned")
    instead_of = models.CharField(max_length=200, blank=True, default="", db_default="")
    handed_to = models.CharField(max_length=500, blank=True, default="", db_default="")
    read_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_mention"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["note_id", "person_id"], name="support_mention_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person_id", "-id"], name="support_mention_recent"),
            # What every page of the desk counts.
            models.Index(
                fields=["person_id", "ticket_id"],
                condition=models.Q(read_at__isnull=True),
                name="support_mention_unread",
            ),
        ]


class StaffChoice(TenantModel):
    """What a colleague chose for himself at the desk; without a row everything is as it begins."""

    person_id = models.UUIDField(unique=True)
    mail_mentions = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "support_staff_choice"


declare(
    Mention,
    row_class="provider",
    personal="account",
    retention="as long as the note or message, or until the colleague has left",
    erasure="delete",
)
declare(
    StaffChoice,
    row_class="provider",
    personal="account",
    retention="as long as the colleague is there",
    erasure="delete",
)
