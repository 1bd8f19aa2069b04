"""Appointments to look along on a customer's screen, and when which colleague can.

No screen passes through us: the link leads to the vendor's own tool. Its password is never kept (PX-99).
"""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import KEPT, Ticket
from waarborg.support.rules.appointments.slots import MINUTES

# Those that hold a slot of a colleague.
STANDING = ("planned", "running")


class StaffHours(TenantModel):
    """A stretch of the week in which a colleague can be booked; minutes of the desk's wall clock."""

    person_id = models.UUIDField()
    weekday = models.SmallIntegerField()
    begins = models.SmallIntegerField()
    ends = models.SmallIntegerField()

    class Meta(TenantModel.Meta):
        db_table = "support_staff_hours"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person_id"], name="support_staff_hours_person")]


class StaffAbsence(TenantModel):
    """Days on which a colleague is not there, the last one included. No reason: that is nobody's business here.

    What comes for him in those days reaches who stands in for him (`actions/stand_in.py`).
    """

    person_id = models.UUIDField()
    first = models.DateField()
    last = models.DateField()
    stand_in_id = models.UUIDField(null=True)
    stand_in_name = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta(TenantModel.Meta):
        db_table = "support_staff_absence"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person_id"], name="support_absence_person")]


class Appointment(TenantModel):
    """A session on a ticket. `permitted_at` is the customer's yes for this one session; moving it takes the yes away.

    `sequence` counts its changes for calendars; `zone` is where the customer reads the time.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="appointments")
    contact_id = models.UUIDField()
    contact_name = models.CharField(max_length=200)
    agent_id = models.UUIDField()
    agent_name = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    zone = models.CharField(max_length=60)
    state = models.CharField(max_length=10, default="planned")
    sequence = models.IntegerField(default=0)
    changed_at = models.DateTimeField()
    permitted_at = models.DateTimeField(null=True)
    permitted_by = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    looked_by = models.CharField(max_length=200, blank=True)
    done = models.TextField(blank=True)
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_appointment"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "once"], name="support_appointment_once"),
            # Over all customers: a colleague looks along with one of them at a time.
            models.UniqueConstraint(
                fields=["agent_id", "starts_at"],
                condition=models.Q(state__in=STANDING),
                name="support_appointment_slot",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["starts_at"], name="support_appointment_when"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.screen-share", self.id)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=MINUTES)

    @property
    def is_standing(self) -> bool:
        return self.state in STANDING


declare(
    StaffHours,
    row_class="provider",
    personal="account",
    retention="as long as the colleague is there",
    erasure="delete",
)
declare(StaffAbsence, row_class="provider", personal="account", retention="a year after the last day", erasure="delete")
declare(
    Appointment,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "ticket_id", "contact_name", "agent_name", "starts_at", "zone", "state", "permitted_at", "permitted_by",
        "began_at", "ended_at", "looked_by", "done",
    ),
    erasure="delete",
)  # fmt: skip
