"""Where a program wants to hear, each message to it, and each attempt to deliver that with what came back."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.sealing import Seal
from waarborg.plumbing.tenancy.models import TenantModel

SEAL = Seal(b"webhooks")


class Endpoint(TenantModel):
    """An address, the kinds it hears of, and its secrets, sealed. `position` is the last journal entry looked at.

    After a rotation `previous` signs too, until `previous_until`. `state` is off when its owner switched it off, gone
    when the address answered 410, and failed when it failed for so long that it was switched off. `failures` counts the
    attempts that failed since the last that did not; the first of them was at `failing_since`, in the database's time.

    One of the provider hears of every organisation: `position` is that in its own journal, `Position` in the others.
    A `visitor`'s has no kinds and hears of no journal: a domain tells it what everybody may read, and of our own
    network it reaches nothing, whatever the settings allow organisations.
    """

    url = models.CharField(max_length=1000)
    kinds = models.JSONField(default=list)
    sealed = models.TextField()
    previous = models.TextField(default="", blank=True)
    previous_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=6, default="on")
    position = models.BigIntegerField()
    made_at = models.DateTimeField()
    failures = models.IntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    visitor = models.BooleanField(default=False, db_default=False)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "webhook_endpoint"

    @property
    def ref(self) -> Ref:
        return Ref("plumbing.webhook", self.id)


class Position(TenantModel):
    """The last entry that an endpoint of the provider looked at in the journal of the organisation `about`."""

    # A customer's role, which may not look here, removes endpoints too: the database keeps the key.
    endpoint = models.ForeignKey(Endpoint, on_delete=models.DO_NOTHING, db_constraint=False, related_name="positions")
    about = models.UUIDField()
    position = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "webhook_position"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "endpoint", "about"], name="webhook_position_once")]


class Message(TenantModel):
    """One entry told to one endpoint. Its id is the message's id, the same in every attempt.

    `about` is whose journal the entry stands in, where that is not the endpoint's own organisation. A trial has no
    `sequence`. `state` is waiting, delivered, dead, or dropped when an operator gave it up for a
    `reason`.

    `due` and `claimed_until` are in the database's own time. `answer` is the status that came back, `failure` a word
    for why none was any good.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, db_constraint=False, related_name="messages")
    about = models.UUIDField(null=True)
    sequence = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=100)
    body = models.TextField()
    state = models.CharField(max_length=9, default="waiting")
    attempts = models.IntegerField(default=0)
    due = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    answer = models.IntegerField(null=True)
    failure = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "webhook_message"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "endpoint", "sequence"],
                condition=models.Q(about=None),
                name="webhook_message_once",
            ),
            models.UniqueConstraint(
                fields=["tenant_id", "endpoint", "about", "sequence"],
                condition=models.Q(about__isnull=False),
                name="webhook_message_about_once",
            ),
        ]
        indexes = [
            models.Index(fields=["due", "id"], condition=models.Q(state="waiting"), name="webhook_message_due"),
            models.Index(fields=["-id"], condition=models.Q(state="dead"), name="webhook_message_dead"),
            models.Index(fields=["tenant_id", "endpoint", "-id"], name="webhook_message_log"),
        ]


class Attempt(TenantModel):
    """One time a message was sent: the fields of what was asked and of what came back, never what stood below them."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, db_constraint=False, related_name="tries")
    at = models.DateTimeField()
    took_ms = models.IntegerField()
    answer = models.IntegerField(null=True)
    failure = models.CharField(max_length=20, blank=True)
    asked = models.JSONField(default=list)
    answered = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "webhook_attempt"
        indexes = [models.Index(fields=["tenant_id", "message", "at"], name="webhook_attempt_of")]


declare(
    Endpoint,
    row_class="service",
    retention="until it is removed",
    exports=("id", "url", "kinds", "state", "made_at"),
    erasure="delete",
)
declare(
    Message,
    row_class="service",
    retention="thirty days",
    exports=("id", "endpoint_id", "kind", "state", "attempts", "answer", "written_at", "delivered_at"),
    erasure="delete",
)
declare(
    Attempt,
    row_class="service",
    retention="as long as its message",
    exports=("message_id", "at", "took_ms", "answer", "failure"),
    erasure="delete",
)
declare(Position, row_class="provider", retention="as long as its webhook", erasure="delete")
