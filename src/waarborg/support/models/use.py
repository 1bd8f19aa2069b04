"""What support took: the time of a ticket with what made it heavier, and signals that a customer uses much of it."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.support.models.sessions import Enrolment
from waarborg.support.models.tickets import KEPT, Ticket


class HandlingTime(TenantModel):
    """Minutes of our work on a ticket, as written down at once by who did it; the customer reads the same line.

    `factors` are words of `rules.use.workload.FACTORS`. A correction is a line of its own, also a negative one.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, db_constraint=False, related_name="times")
    at = models.DateTimeField()
    minutes = models.IntegerField()
    factors = models.JSONField(default=list)
    author_id = models.UUIDField(null=True)
    author_name = models.CharField(max_length=200)
    once = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_handling_time"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "once"], name="support_handling_time_once")]
        indexes = [
            models.Index(fields=["at"], name="support_handling_time_at"),
            models.Index(fields=["tenant_id", "ticket"], name="support_handling_time_ticket"),
        ]


class UseSignal(TenantModel):
    """That a customer needs much of support in a month (`contact`), or more than is fair (`fair-use`); what was chosen.

    `figures` are those of the moment, as texts: they stay what they were when the averages move on.
    """

    class Kind(models.TextChoices):
        CONTACT = "contact"
        FAIR_USE = "fair-use"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    month = models.CharField(max_length=7)
    figures = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    followed_at = models.DateTimeField(null=True)
    followed_by = models.CharField(max_length=200, blank=True)
    choice = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    # Where a course was chosen and somebody of the customer is to come to one.
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta(TenantModel.Meta):
        db_table = "support_use_signal"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "kind", "month"], name="support_use_signal_month"),
            # Until it is talked about, it stays the one that was raised.
            models.UniqueConstraint(
                fields=["tenant_id"],
                condition=models.Q(kind="fair-use", followed_at__isnull=True),
                name="support_use_signal_open",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref(f"support.{self.kind}", self.id)


declare(
    HandlingTime,
    row_class="service",
    personal="account",
    retention=KEPT,
    exports=("id", "ticket_id", "at", "minutes", "factors", "author_name"),
    erasure="delete",
)
declare(
    UseSignal,
    row_class="service",
    personal="account",
    retention="seven years",
    exports=("kind", "month", "figures", "raised_at", "followed_at", "followed_by", "choice", "reason", "enrolment_id"),
    erasure="anonymise",
    anonymise=(("reason", ""),),
)
