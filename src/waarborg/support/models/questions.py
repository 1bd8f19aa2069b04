"""Questions of visitors without an account (SO-42): the provider's own rows, for no customer is known in them."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.rules.questions import limits


class VisitorQuestion(TenantModel):
    """`connection` is a keyed hash of the address that it came from, kept to count by. Nobody of us sees it before its
    visitor confirmed it by mail; unconfirmed it is gone after three days. `ticket_id` is what it became."""

    class State(models.TextChoices):
        ASKED = "asked"
        OPEN = "open"
        ANSWERED = "answered"
        DISMISSED = "dismissed"
        TICKET = "ticket"

    number = models.BigIntegerField(unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    connection = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answer = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    ticket_id = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_visitor_question"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["asked_at"], name="support_question_asked"),
            models.Index(fields=["state", "-confirmed_at"], name="support_question_state"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.visitor-question", self.id)

    @property
    def shown_number(self) -> str:
        return limits.shown(self.number)


declare(
    VisitorQuestion,
    row_class="provider",
    personal="contact",
    retention="three days unconfirmed; two years after it was answered",
    erasure="delete",
)
