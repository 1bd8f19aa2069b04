"""Complaints. A row of its own, no kind of ticket: another term, another handler, another outcome, and other readers.

Clocks replay by the subject `support.complaint`; a ticket's clocks (pick-up, answer, solution) never run on one.
"""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import Ticket
from waarborg.support.rules.complaints import states


class Complaint(TenantModel):
    """What a customer complains about, who handles it, and what came of it.

    `about_person_id` is the colleague it is about, who neither reads nor handles it; `about_who` what the customer
    wrote. The first handler stays in `first_handler_id` once a second opinion was asked for: somebody else gives it.
    """

    number = models.BigIntegerField(unique=True)
    subject = models.CharField(max_length=200)
    what = models.TextField()
    wanted = models.TextField(blank=True)
    about_who = models.CharField(max_length=200, blank=True)
    about_person_id = models.UUIDField(null=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    state = models.CharField(max_length=20, default="filed")
    outcome = models.CharField(max_length=20, blank=True)
    appeal_outcome = models.CharField(max_length=20, blank=True)
    filed_by_id = models.UUIDField(null=True)
    filed_by_name = models.CharField(max_length=200)
    filed_at = models.DateTimeField()
    handler_id = models.UUIDField(null=True)
    handler_name = models.CharField(max_length=200, blank=True)
    first_handler_id = models.UUIDField(null=True)
    first_handler_name = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_complaint"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "once"], name="support_complaint_once")]
        indexes = [
            models.Index(fields=["tenant_id", "-number"], name="support_complaint_recent"),
            models.Index(
                fields=["number"], condition=models.Q(state__in=sorted(states.LIVE)), name="support_complaint_live"
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.complaint", self.id)

    @property
    def shown_number(self) -> str:
        return states.shown(self.number)

    @property
    def is_live(self) -> bool:
        return self.state in states.LIVE

    def __str__(self) -> str:
        return self.shown_number


class ComplaintMessage(TenantModel):
    """What was said while it was handled, on either side; never changed afterwards. `kind`: word, answer, appeal."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, db_constraint=False, related_name="messages")
    at = models.DateTimeField()
    side = models.CharField(max_length=10)  # customer or staff
    kind = models.CharField(max_length=10)
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    body = models.TextField()
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_complaint_message"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "once"], name="support_complaint_message_once")]
        indexes = [models.Index(fields=["tenant_id", "complaint", "at"], name="support_complaint_said")]


KEPT = "two years after it was answered, then as the agreement says"
declare(
    Complaint,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "number", "subject", "what", "wanted", "about_who", "ticket_id", "state", "outcome", "appeal_outcome",
        "filed_by_name", "filed_at", "handler_name", "first_handler_name",
    ),
    erasure="anonymise",
    anonymise=(
        ("subject", "-"), ("what", ""), ("wanted", ""), ("about_who", ""), ("about_person_id", None),
        ("filed_by_name", "-"), ("filed_by_id", None),
    ),
)  # fmt: skip
declare(
    ComplaintMessage,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "complaint_id", "at", "side", "kind", "author_name", "body"),
    erasure="delete",
)
