"""Where a customer's program wants to hear, and each message to it with what became of it."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.sealing import Seal
from waarborg.plumbing.tenancy.models import TenantModel

SEAL = Seal(b"webhooks")


class Endpoint(TenantModel):
    """An address, the kinds it hears of, and its secrets, sealed. `position` is the last journal entry looked at.

    After a rotation `previous` signs too, until `previous_until`. `state` is off when its owner switched it off, and
    gone when the address answered 410.
    """

    url = models.CharField(max_length=1000)
    kinds = models.JSONField(default=list)
    sealed = models.TextField()
    previous = models.TextField(default="", blank=True)
    previous_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=4, default="on")
    position = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "webhook_endpoint"

    @property
    def ref(self) -> Ref:
        return Ref("plumbing.webhook", self.id)


class Message(TenantModel):
    """One entry told to one endpoint. Its id is the message's id, the same in every attempt.

    `due` and `claimed_until` are in the database's own time. `answer` is the status that came back, `failure` a word
    for why none was any good.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, db_constraint=False, related_name="messages")
    sequence = models.BigIntegerField()
    kind = models.CharField(max_length=100)
    body = models.TextField()
    state = models.CharField(max_length=9, default="waiting")
    attempts = models.IntegerField(default=0)
    due = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    answer = models.IntegerField(null=True)
    failure = models.CharField(max_length=20, blank=True)
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "webhook_message"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "endpoint", "sequence"], name="webhook_message_once")
        ]
        indexes = [models.Index(fields=["due", "id"], condition=models.Q(state="waiting"), name="webhook_message_due")]


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
