"""The outbox of mail: written with the change it tells about, delivered afterwards."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class State(models.TextChoices):
    WAITING = "waiting"
    SENT = "sent"
    KEPT = "kept"  # demonstration: shown on a page, sent to nobody
    DEAD = "dead"
    DROPPED = "dropped"  # an operator gave it up, with a reason


# Stands in a body where the message says what only its reader may know.
VEILED = "‹…›"


class OutboxMail(TenantModel):
    """One message to one person. Its id is its Message-ID, so that a repeat can be recognised by whoever receives it.

    `secret` is what only the reader may know (a link that signs in): it takes the place of VEILED in the body when the
    message leaves, and is forgotten when it has left. `due` and `claimed_until` are in the database's own time: waiting
    between attempts is no business time.
    """

    to_person = models.UUIDField(null=True)
    to_name = models.TextField(blank=True)
    to_address = models.TextField()
    language = models.TextField()
    template = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    secret = models.TextField(default="", blank=True)
    written = models.DateTimeField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    due = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    # Why an operator gave it up.
    reason = models.TextField(default="", blank=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "outbox_mail"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due", "id"], condition=models.Q(state="waiting"), name="outbox_mail_waiting"),
            models.Index(fields=["state", "-written"], name="outbox_mail_state"),
            models.Index(fields=["tenant_id", "-written"], name="outbox_mail_tenant"),
        ]

    @property
    def unveiled(self) -> str:
        """The body as its reader gets it, as long as that is known."""
        return self.body.replace(VEILED, self.secret) if self.secret else self.body

    @property
    def ref(self) -> Ref:
        return Ref("plumbing.mail", self.id)
