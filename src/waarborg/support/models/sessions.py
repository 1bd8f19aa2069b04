"""Trainings, idea days and evaluation sessions, who comes to them, and what an evaluation came to.

A session is the provider's row with an audience: row policies show it to all customers, to those who have a product, or
to the one customer that it is for. Enrolments and evaluations are the customer's own.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from waarborg.catalogue.models import Item
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel
from waarborg.support.models.tickets import KEPT
from waarborg.support.rules.sessions import kinds


class Session(models.Model):
    """One date. `audience` is what row policies read: nobody but staff sees a row that says `provider`, and `reach` is
    whom it is meant for. `places` is None where everybody can come; `taken` counts those enrolled, over all customers.

    `months` is how long having been there counts; `sequence` counts its changes for calendars.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default=kinds.NOBODY)
    kind = models.CharField(max_length=12, choices=[(one, one) for one in kinds.KINDS])
    reach = models.CharField(max_length=10, choices=[(one, one) for one in kinds.REACHES], default=kinds.CUSTOMERS)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    customer_id = models.UUIDField(null=True)
    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    about_nl = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    places = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)
    enrol_until = models.DateTimeField()
    months = models.PositiveSmallIntegerField(null=True)
    host_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=kinds.DRAFT)
    sequence = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    objects = PublishedManager()

    class Meta:
        db_table = "support_session"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # What is not out yet is nobody's, whatever the program thinks.
            models.CheckConstraint(
                condition=~Q(state=kinds.DRAFT) | Q(audience=kinds.NOBODY), name="support_session_draft_is_ours"
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(taken__lte=F("places")), name="support_session_places"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="support_session_forward"),
            models.CheckConstraint(
                condition=(~Q(reach=kinds.PRODUCT) | Q(item__isnull=False))
                & (~Q(reach=kinds.ONE) | Q(customer_id__isnull=False)),
                name="support_session_for_whom",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["starts_at", "id"], name="support_session_when"),
        ]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def ref(self) -> Ref:
        return Ref("support.session", self.id)

    @property
    def is_full(self) -> bool:
        return self.places is not None and self.taken >= self.places

    @property
    def left(self) -> int | None:
        return None if self.places is None else self.places - self.taken

    def title(self, lang: str) -> str:
        return self.title_en if lang == "en" and self.title_en else self.title_nl

    def about(self, lang: str) -> str:
        return self.about_en if lang == "en" and self.about_en else self.about_nl


class Enrolment(TenantModel):
    """Somebody of a customer at one session. `attended` is None until staff recorded it; `counts_until` is the last
    day on which having been there counts, None where it always does. Who withdrew and comes after all has another."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="enrolments")
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=kinds.ENROLLED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    attended = models.BooleanField(null=True)
    counts_until = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_enrolment"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["session", "person_id"],
                condition=Q(state__in=kinds.STANDING),
                name="support_enrolment_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-asked_at"], name="support_enrolment_recent"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.enrolment", self.id)

    @property
    def stands(self) -> bool:
        return self.state in kinds.STANDING


class Evaluation(TenantModel):
    """The customer's side of an evaluation session (AP-43). `agenda` lists what was released since the last one, each
    with what it means for the customer's way of working: `{"notice", "at", "nl", "en", "impact"}`. Who planned the last
    one is who looks after the next."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="evaluation")
    agenda = models.JSONField(default=list)
    outcome = models.TextField(blank=True)
    actions = models.TextField(blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=200)
    planned_by_id = models.UUIDField(null=True)
    held_at = models.DateTimeField(null=True)
    recorded_by = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "support_evaluation"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-held_at"], name="support_evaluation_held"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.evaluation", self.id)


class EvaluationAsk(TenantModel):
    """That a customer was asked to plan the evaluation session of a quarter (2026-Q2) and what it answered: one row,
    whatever crashes. `people` of the customer were mailed at `reminded_at`, None where the customer was first.
    `moments` are those that it proposed last, ISO 8601 in UTC, the best first; whether one is planned is known by
    the evaluations themselves."""

    quarter = models.CharField(max_length=7)
    reminded_at = models.DateTimeField(null=True)
    people = models.IntegerField(default=0)
    moments = models.JSONField(default=list)
    said = models.CharField(max_length=500, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.CharField(max_length=200, blank=True)
    proposed_by_id = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_evaluation_ask"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "quarter"], name="support_evaluation_ask_once"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.evaluation-ask", self.id)

    @property
    def instants(self) -> list[datetime]:
        return [datetime.fromisoformat(one) for one in self.moments]

    def may_be_reminded(self, at: datetime) -> bool:
        """Not twice, nor while it waits for us to choose one of its moments."""
        return self.reminded_at is None and all(one <= at for one in self.instants)


declare(Session, row_class="published", retention="seven years after it was held")
declare(
    Enrolment,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "session_id", "person_name", "state", "asked_at", "asked_by", "attended", "counts_until"),
    erasure="anonymise",
    anonymise=(("person_name", "-"), ("asked_by", "-")),
)
declare(
    Evaluation,
    row_class="service",
    personal="account",
    retention=KEPT,
    exports=("id", "session_id", "agenda", "outcome", "actions", "planned_at", "planned_by", "held_at", "recorded_by"),
    erasure="anonymise",
    anonymise=(("outcome", ""), ("actions", ""), ("planned_by", "-"), ("recorded_by", "-")),
)
declare(
    EvaluationAsk,
    row_class="service",
    personal="account",
    retention=KEPT,
    exports=("id", "quarter", "reminded_at", "people", "moments", "said", "proposed_at", "proposed_by"),
    erasure="anonymise",
    anonymise=(("said", ""), ("proposed_by", "-")),
)
