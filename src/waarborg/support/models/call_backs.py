"""Calls that customers asked for: at which number, when, and what became of it."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT, Ticket

PLANNED, HELD, CANCELLED, GIVEN_UP = "planned", "held", "cancelled", "given-up"


class CallBack(TenantModel):
    """We call `contact_name` about a ticket at `calls_at`; `zone` is that of the telephone hours. `caller` of us does
    it, None where nobody was known who could.

    `sequence` counts its changes, so that a reminder of an earlier moment says nothing; `tries` how often nobody
    answered. What was said stands on the ticket. `Ticket.call_at` says the same moment while it is planned.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="call_backs")
    contact_id = models.UUIDField()
    contact_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    calls_at = models.DateTimeField()
    zone = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default=PLANNED)
    sequence = models.IntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    caller_id = models.UUIDField(null=True)
    caller_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_call_back"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "once"], name="support_call_back_once"),
            # One call about a ticket at a time: who wants another moment moves it.
            models.UniqueConstraint(
                fields=["tenant_id", "ticket"], condition=models.Q(state=PLANNED), name="support_call_back_standing"
            ),
            # Over all customers: a colleague calls one of them at a time. Calls begin on quarter hours and last no
            # longer here, so that two of one colleague meet only when they begin together.
            models.UniqueConstraint(
                fields=["caller_id", "calls_at"], condition=models.Q(state=PLANNED), name="support_call_back_caller"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["calls_at"], name="support_call_back_when"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.call-back", self.id)

    @property
    def is_standing(self) -> bool:
        return self.state == PLANNED

    @property
    def dial(self) -> str:
        """The number as a telephone takes it."""
        return "".join(one for one in self.phone if one.isdigit() or one == "+")


declare(
    CallBack,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "ticket_id", "contact_name", "phone", "asked_at", "calls_at", "zone", "state", "tries",
        "caller_name", "done_at", "done_by",
    ),
    erasure="delete",
)  # fmt: skip
