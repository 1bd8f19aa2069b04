"""Mail as it came: a row for each, with the whole mail as a file, from its arrival until somebody decided."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class State(models.TextChoices):
    WAITING = "waiting"  # kept, and not looked at yet
    TAKEN = "taken"  # it became something: `subject_kind` and `subject_id` say what
    HELD = "held"  # somebody has to choose
    UNREADABLE = "unreadable"
    BOUNCED = "bounced"  # a mail of ours came back
    IGNORED = "ignored"  # written by a program, or one of our own that came round
    DISMISSED = "dismissed"  # somebody decided that nothing needs to be done


class MailIn(TenantModel):
    """One mail that came in: the provider's until it is known whose it is, then its customer's, for staff only.

    `uid_validity` and `uid` are of the mailbox it was fetched from (RFC 3501, 2.3.1.1). `received` is when it reached
    us, `arrived` when it was stored. `file_id` is None for what was too large to fetch. `reason` says in a word why it
    stands in its state; `about` holds further words for that sentence.
    """

    mailbox = models.CharField(max_length=200)
    uid_validity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    file_id = models.UUIDField(null=True)
    received = models.DateTimeField()
    arrived = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=40, blank=True)
    about = models.JSONField(default=dict)
    attempts = models.IntegerField(default=0)
    message_id = models.CharField(max_length=500, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    decided = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "mail_in"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sha256"], name="mail_in_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["received", "id"], condition=models.Q(state="waiting"), name="mail_in_waiting"),
            models.Index(fields=["state", "-received"], name="mail_in_state"),
            models.Index(fields=["sender", "-received"], name="mail_in_sender"),
            models.Index(fields=["message_id"], name="mail_in_message_id"),
            models.Index(fields=["tenant_id", "subject_id"], name="mail_in_subject"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("plumbing.mail-in", self.id)


class Mailbox(TenantModel):
    """How far a mailbox was read, and whether it could be reached; `failure` is empty while it can."""

    name = models.CharField(max_length=200, unique=True)
    uid_validity = models.BigIntegerField(null=True)
    uid = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)
    failing_since = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "mail_in_mailbox"
