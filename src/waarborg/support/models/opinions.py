"""What a customer thinks of how a ticket was resolved."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.tickets import Ticket


class Opinion(TenantModel):
    """One for each resolution: a ticket that is reopened and resolved again is asked about once more. It can be changed
    for fourteen days (rules/opinions)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    resolved_at = models.DateTimeField()
    grade = models.CharField(max_length=10)
    comment = models.TextField(blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "support_opinion"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "ticket", "resolved_at"], name="support_opinion_once")
        ]
        indexes = [models.Index(fields=["-resolved_at"], name="support_opinion_recent")]


declare(
    Opinion,
    row_class="service",
    personal="contact",
    retention="as long as the ticket",
    exports=("id", "ticket_id", "resolved_at", "grade", "comment", "by_name", "given_at", "changed_at"),
    erasure="anonymise",
    anonymise=(("comment", ""), ("by_name", "-"), ("by_id", None)),
)
