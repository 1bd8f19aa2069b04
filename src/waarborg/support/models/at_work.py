"""What staff are doing at a ticket just now: who looks or writes, and what they have typed and not sent yet."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class Presence(TenantModel):
    """A colleague with the page of a ticket before him; `part` is what he writes (`rules.at_work.PARTS`), empty while
    he only looks. Of the moment only: no journal, no export, and rows of an hour ago are swept."""

    ticket_id = models.UUIDField()
    person_id = models.UUIDField()
    seen_at = models.DateTimeField()
    part = models.CharField(max_length=10, blank=True)
    typed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_presence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket_id", "person_id"], name="support_presence_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["seen_at"], name="support_presence_old")]


class Draft(TenantModel):
    """What a colleague typed for a ticket and did not send: his own, for nobody else to read."""

    ticket_id = models.UUIDField()
    person_id = models.UUIDField()
    part = models.CharField(max_length=10)
    text = models.TextField()
    purpose = models.CharField(max_length=20, blank=True)
    kept_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_draft"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket_id", "person_id", "part"], name="support_draft_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person_id"], name="support_draft_person")]


declare(Presence, row_class="provider", personal="account", retention="an hour", erasure="delete")
declare(
    Draft,
    row_class="provider",
    personal="contact",
    retention="until it is sent or thrown away, or the colleague has left",
    erasure="delete",
)
