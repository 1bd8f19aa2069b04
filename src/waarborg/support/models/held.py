"""What is written to several customers and waits a moment before it is sent, so that it can be taken back."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class Sending(TenantModel):
    """One text for several tickets, of `person`. `state` is held, going, or back (`rules.bulk.held`): which of the last
    two, one statement decides."""

    person_id = models.UUIDField()
    person_name = models.CharField(max_length=200)
    text = models.TextField()
    purpose = models.CharField(max_length=20)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="held")

    class Meta(TenantModel.Meta):
        db_table = "support_sending"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person_id", "-written_at"], name="support_sending_of"),
            models.Index(fields=["written_at"], name="support_sending_old"),
        ]


class HeldMessage(TenantModel):
    """It on one ticket, until it is sent there: then it is a message. `revision`, `team_id` and `was_live` are what the
    writer saw. `stopped` says why it was not sent and waits for somebody to decide (`rules.bulk.held.NOT_SENT`), or
    that it was taken back."""

    sending_id = models.UUIDField()
    ticket_id = models.UUIDField()
    revision = models.IntegerField()
    team_id = models.UUIDField(null=True)
    was_live = models.BooleanField()
    once = models.UUIDField(null=True)
    stopped = models.CharField(max_length=10, blank=True, default="", db_default="")

    class Meta(TenantModel.Meta):
        db_table = "support_held_message"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "once"], name="support_held_message_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ticket_id"], name="support_held_message_ticket"),
            models.Index(fields=["sending_id"], name="support_held_message_of"),
        ]


declare(
    Sending,
    row_class="provider",
    personal="contact",
    retention="a week, or until it was decided where it was not sent",
    erasure="delete",
)
declare(
    HeldMessage, row_class="provider", personal="none", retention="until it is sent or thrown away", erasure="delete"
)
