"""Urgent cases: what a customer called urgent, how that was handled, and how soon we were in contact (CL-15, CL-72)."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import Ticket


class UrgentCase(TenantModel):
    """One for each ticket. `category` is a word of the agreement's scheme.

    `basis` says on what ground it goes first, or why it does not: included, allowed (by us), charged (agreed to), or
    limited (a normal report). `again_at` is from when an own case may go first again. `marked_by` said the word; where
    it was said by telephone, `written_by_name` of us wrote it down."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    category = models.CharField(max_length=40)
    basis = models.CharField(max_length=10)
    marked_at = models.DateTimeField()
    marked_by_id = models.UUIDField(null=True)
    marked_by_name = models.CharField(max_length=200)
    written_by_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    again_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    contacted_by_name = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "support_urgent_case"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "ticket"], name="support_urgent_case_once")]
        indexes = [models.Index(fields=["-marked_at", "-id"], name="support_urgent_case_recent")]

    @property
    def ref(self) -> Ref:
        return Ref("support.ticket", self.ticket_id)

    @property
    def goes_first(self) -> bool:
        return self.basis != "limited"


declare(
    UrgentCase,
    row_class="service",
    personal="contact",
    retention="as long as the ticket",
    exports=(
        "id", "ticket_id", "category", "basis", "marked_at", "marked_by_name", "written_by_name", "again_at",
        "contacted_at",
    ),
    erasure="anonymise",
    anonymise=(("marked_by_name", "-"), ("marked_by_id", None)),
)  # fmt: skip
