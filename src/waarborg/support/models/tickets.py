"""Tickets and what is said about them. Row classes decide who sees what; text lives here, never in the journal."""

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL

from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.rules import numbers, states
from waarborg.support.rules.clauses import LONGEST


class TicketCounter(models.Model):
    """One row: the last number given. Moved only by the function `support_next_number`, so numbers have no gap."""

    single = models.BooleanField(primary_key=True, default=True)
    last = models.BigIntegerField(default=0)

    class Meta:
        db_table = "support_ticket_counter"


# What the queue shows: somebody has to do something. The index below holds for a lookup in these very words.
LIVE = models.Q(state__in=sorted(states.LIVE)) | models.Q(reopen_asked_at__isnull=False)
# The words of states as statements have them. As values they would hide from the database that the index holds, and it
# would make a new plan each time that it is asked: half the cost of a queue.
LIVE_STATES = ", ".join(f"'{state}'" for state in sorted(states.LIVE))


def is_live(*, asked_again: bool = True) -> RawSQL:
    """The condition LIVE in those words; without `asked_again` of the state alone."""
    condition = f'"support_ticket"."state" IN ({LIVE_STATES})'
    again = ' OR "support_ticket"."reopen_asked_at" IS NOT NULL'
    return RawSQL(f"({condition}{again if asked_again else ''})", (), models.BooleanField())


class Ticket(TenantModel):
    """What a customer reported: the four Ws of the intake, and where it stands.

    Names of people are kept as they were: a colleague who left stays readable. `revision` counts what others can have
    missed, so that an answer that crosses a new message is held. `once` makes a form that is sent twice one ticket.
    `about` is something of the catalogue that the customer had when he reported it. `team_id` is the provider's own.
    `intake` counts the answered questions (`rules.intake`), `pictured`: a picture or film came with it; both say how
    quickly it can be answered. `unanswered_since`: when the customer said what staff have not answered yet.
    `merged_into_id` is the ticket in which it goes on; `took_in` counts those that go on in this one.
    `clause` is the provision of the agreement that the reporter finds unclear (`rules.clauses`).
    `planned_for` and `waits_for` (a third party) hold while it is set aside for that. `topic` is a word of the
    agreement's scheme, with why we chose it; `refused` the topic for which it was closed as not ours to do. `developer`
    looks into it, the first one since `developer_at`; a wish is with development since `passed_on_at`.
    `call_at` is when the customer asked to be called, while that call stands. `issues` of our own tracker, one a line
    (`rules.issues`), are for staff.
    """

    number = models.BigIntegerField(unique=True)
    subject = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    priority = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, default="open")
    what = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    since = models.CharField(max_length=200, blank=True)
    affected = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=20)
    reporter_id = models.UUIDField(null=True)
    reporter_name = models.CharField(max_length=200)
    assignee_id = models.UUIDField(null=True, blank=True)
    assignee_name = models.CharField(max_length=200, blank=True)
    team_id = models.UUIDField(null=True)
    reported_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    picked_up_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    planned_for = models.DateField(null=True)
    waits_for = models.CharField(max_length=120, blank=True, default="", db_default="")
    merged_into_id = models.UUIDField(null=True)
    bundle_id = models.UUIDField(null=True)
    took_in = models.SmallIntegerField(default=0, db_default=0)
    reopen_asked_at = models.DateTimeField(null=True, blank=True)
    intake = models.SmallIntegerField(default=0, db_default=0)
    pictured = models.BooleanField(default=False, db_default=False)
    unanswered_since = models.DateTimeField(null=True)
    revision = models.IntegerField(default=1)
    once = models.UUIDField(null=True)
    topic = models.CharField(max_length=40, blank=True, default="", db_default="")
    topic_why = models.CharField(max_length=500, blank=True, default="", db_default="")
    topic_contested_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=40, blank=True, default="", db_default="")
    clause = models.CharField(max_length=LONGEST, blank=True, default="", db_default="")
    developer = models.CharField(max_length=120, blank=True, default="", db_default="")
    developer_at = models.DateTimeField(null=True)
    passed_on_at = models.DateTimeField(null=True)
    call_at = models.DateTimeField(null=True)
    issues = models.TextField(blank=True, default="", db_default="")
    about = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta(TenantModel.Meta):
        db_table = "support_ticket"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "once"], name="support_ticket_once")]
        indexes = [
            models.Index(fields=["tenant_id", "-changed_at"], name="support_ticket_recent"),
            models.Index(fields=["state", "-changed_at"], name="support_ticket_state"),
            models.Index(fields=["assignee_id", "state"], name="support_ticket_assignee"),
            models.Index(
                fields=["bundle_id"], condition=models.Q(bundle_id__isnull=False), name="support_ticket_bundle"
            ),
            models.Index(
                fields=["merged_into_id"],
                condition=models.Q(merged_into_id__isnull=False),
                name="support_ticket_merged",
            ),
            models.Index(fields=["-number"], condition=~models.Q(issues=""), name="support_ticket_issues"),
            # The desk's queue reads this and no other ticket, however many there are, and places them without the rows.
            models.Index(
                fields=["tenant_id", "number"],
                include=["id", "intake", "pictured", "unanswered_since", "call_at", "priority"],
                condition=LIVE,
                name="support_ticket_live",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.ticket", self.id)

    @property
    def shown_number(self) -> str:
        return numbers.shown(self.number)

    def enter(self, state: states.State) -> None:
        """Take on a state; what it waited for is over unless it is set aside. The caller saves."""
        self.state = state
        if state not in states.ASIDE:
            self.planned_for, self.waits_for = None, ""

    @property
    def is_live(self) -> bool:
        return self.state in states.LIVE

    def __str__(self) -> str:
        return self.shown_number


class Message(TenantModel):
    """Something said between customer and staff; never changed afterwards."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="messages")
    at = models.DateTimeField()
    side = models.CharField(max_length=10)  # customer or staff
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    body = models.TextField()
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_message"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "once"], name="support_message_once")]
        indexes = [models.Index(fields=["tenant_id", "ticket", "at"], name="support_message_ticket")]


class Note(TenantModel):
    """An internal note: provider's row, so that the database itself never shows it to the customer it is about."""

    ticket_id = models.UUIDField()
    at = models.DateTimeField()
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    body = models.TextField()
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_note"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "once"], name="support_note_once")]
        indexes = [models.Index(fields=["tenant_id", "ticket_id", "at"], name="support_note_ticket")]


class Attachment(TenantModel):
    """A stored file that belongs to a message. Staff open a sealed one only while the customer lets them."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, db_constraint=False, related_name="attachments")
    file_id = models.UUIDField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sealed = models.BooleanField(default=False, db_default=False)

    class Meta(TenantModel.Meta):
        db_table = "support_attachment"


KEPT = "two years after the ticket was resolved, then as the agreement says"
TEXTS: tuple[tuple[str, Any], ...] = (
    ("what", ""),
    ("place", ""),
    ("since", ""),
    ("affected", ""),
    ("subject", "-"),
    ("waits_for", ""),
    ("topic_why", ""),
)

declare(TicketCounter, row_class="installation", retention="always")
declare(
    Ticket,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "number", "subject", "kind", "priority", "state", "what", "place", "since", "affected", "channel",
        "reporter_name", "assignee_name", "reported_at", "picked_up_at", "resolved_at", "about_id", "planned_for",
        "waits_for", "topic", "topic_why", "refused", "clause", "developer", "developer_at", "passed_on_at",
        "call_at",
    ),
    erasure="anonymise",
    anonymise=(*TEXTS, ("reporter_name", "-"), ("reporter_id", None)),
)  # fmt: skip
declare(
    Message,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "ticket_id", "at", "side", "author_name", "purpose", "channel", "body"),
    erasure="delete",
)
declare(Note, row_class="provider", personal="contact", retention=KEPT, erasure="delete")
declare(
    Attachment,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "message_id", "file_id", "name", "size", "sealed"),
    erasure="delete",
)
