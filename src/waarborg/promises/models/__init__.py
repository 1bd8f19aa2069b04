"""Agreement versions, who is bound to which, and the projections of clocks, which can be thrown away and rebuilt."""

from datetime import datetime

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel
from waarborg.promises.models.figures import Figure as Figure
from waarborg.promises.rules.checks import SUBJECT

# The audience of what was agreed with one customer.
ONE = "one"


class AgreementVersion(models.Model):
    """One published version: the frozen canonical model whose hash names it, and the file as it was received.

    What was agreed with one customer is a version as well: it `amends` the one it was read against, is for `customer`
    alone (a tenant), and its file is the amendment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")
    agreement = models.CharField(max_length=60)
    version = models.CharField(max_length=60)
    effective = models.DateField()
    sha256 = models.CharField(max_length=64, unique=True)
    canonical = models.TextField()
    source = models.BinaryField()
    published_at = models.DateTimeField()
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amendments")
    customer = models.UUIDField(null=True, editable=False)

    objects = PublishedManager()

    class Meta:
        db_table = "promises_agreement_version"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "version"], name="promises_version_once"),
            # For one customer, then no other may read it; for all, then it amends nothing.
            models.CheckConstraint(
                condition=models.Q(audience=ONE, amends__isnull=False, customer__isnull=False)
                | (models.Q(amends__isnull=True, customer__isnull=True) & ~models.Q(audience=ONE)),
                name="promises_version_for_one_or_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.version}"


class AgreementDocument(models.Model):
    """A document bound to a version by hash: terms, processing agreement, price list, addendum."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="documents")
    key = models.CharField(max_length=60)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    objects = PublishedManager()

    class Meta:
        db_table = "promises_agreement_document"
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="promises_document_once")]


class Binding(TenantModel):
    """A customer bound to an exact version from an instant on; `words` are properties such as the plan."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    words = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        db_table = "promises_binding"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id"], condition=models.Q(ends_at__isnull=True), name="promises_one_open_binding"
            ),
        ]


class ClockRun(TenantModel):
    """The projection of one run of one clock: what lists and the scheduler read. Derived by replay, never added to.

    `due_at` is None while it is paused or has no figure. `attention_at` is the next instant at which a warning or a
    breach must be raised. `month` is the local month in which it counts, once decided.
    """

    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    promise = models.CharField(max_length=120)
    number = models.IntegerField()
    level = models.CharField(max_length=12)
    version = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10)
    verdict = models.CharField(max_length=12, blank=True)
    is_open = models.BooleanField()
    stopped_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    month = models.CharField(max_length=7, blank=True)
    attention_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    projection = models.JSONField()

    class Meta(TenantModel.Meta):
        db_table = "promises_clock_run"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "subject_id", "promise", "number"], name="promises_clock_run_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["attention_at"], condition=models.Q(attention_at__isnull=False), name="promises_attention"
            ),
            models.Index(fields=["due_at"], condition=models.Q(is_open=True), name="promises_open_by_due"),
            # All that places a subject in a queue, in the order that queues ask for, so that a queue reads no rows.
            models.Index(
                fields=["subject_kind", "subject_id", "due_at", "state"],
                include=["id", "warned_at", "verdict"],
                condition=models.Q(is_open=True),
                name="promises_open_first",
            ),
            models.Index(fields=["tenant_id"], condition=models.Q(is_open=True), name="promises_open_of_tenant"),
            models.Index(fields=["tenant_id", "month"], name="promises_by_month"),
        ]

    @property
    def subject(self) -> Ref:
        return Ref(self.subject_kind, self.subject_id)


class ClockNotice(TenantModel):
    """A warning or a breach that was raised: one for each clock, threshold and due time, whoever raises it twice."""

    subject_id = models.UUIDField()
    promise = models.CharField(max_length=120)
    number = models.IntegerField()
    threshold = models.CharField(max_length=60)
    due_at = models.DateTimeField(null=True)
    raised_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "promises_clock_notice"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "subject_id", "promise", "number", "threshold", "due_at"],
                name="promises_clock_notice_once",
                # A clock without a figure has no due time, and is still told of once.
                nulls_distinct=False,
            ),
        ]


DERIVED = "as long as the journal it is derived from"

declare(
    AgreementVersion, row_class="published", retention="always", exports=("agreement", "version", "effective", "sha256")
)
declare(AgreementDocument, row_class="published", retention="always", exports=("version_id", "key", "file", "sha256"))
declare(
    Binding,
    row_class="service",
    retention="seven years after it ended",
    exports=("version_id", "starts_at", "ends_at", "words"),
)
declare(
    ClockRun,
    row_class="service",
    retention=DERIVED,
    exports=(
        "subject_kind", "subject_id", "promise", "number", "level", "version", "started_at", "due_at", "state",
        "verdict", "stopped_at", "decided_at", "month",
    ),
)  # fmt: skip
declare(
    ClockNotice,
    row_class="service",
    retention=DERIVED,
    exports=("subject_id", "promise", "number", "threshold", "due_at", "raised_at"),
)


class Draft(TenantModel):
    """A version that is being written, with everybody who wrote at it: none of them publishes it alone.

    `revision` counts the saves, so that of two who write at once the second is told instead of winning.
    """

    source = models.TextField()
    revision = models.IntegerField(default=1)
    writers = models.JSONField(default=list)
    saved_by = models.CharField(max_length=200)
    saved_at = models.DateTimeField()
    published = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        db_table = "promises_draft"


declare(
    Draft, row_class="provider", personal="contact", retention="as long as the version that came of it", erasure="keep"
)


class DraftDocument(TenantModel):
    """A document that was handed in with a draft: it is published with it."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="documents", db_constraint=False)
    file = models.CharField(max_length=200)
    content = models.BinaryField()

    class Meta(TenantModel.Meta):
        db_table = "promises_draft_document"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "draft", "file"], name="promises_draft_document_once")
        ]


declare(DraftDocument, row_class="provider", retention="as long as its draft", erasure="keep")


class Announcement(TenantModel):
    """Another version that was announced to a customer: what it would replace, and what is known about that.

    `starts_at` is from when it applies as things stand, None while something holds it back; a binding from that instant
    stands beside it (`binding`, without a key: a binding that has not begun may be withdrawn). `mails` are the messages
    that prove the delivery, `proof` how it was proven.
    """

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"  # an objection was granted: the customer keeps what he has
        WITHDRAWN = "withdrawn"

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField(default=dict)
    needs_notice = models.BooleanField()
    wanted_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    announced_by = models.CharField(max_length=200)
    mails = models.JSONField(default=list)
    delivered_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=10, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    starts_at = models.DateTimeField(null=True)
    binding = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta(TenantModel.Meta):
        db_table = "promises_announcement"
        indexes = [
            models.Index(fields=["tenant_id", "-announced_at"], name="promises_announced"),
            models.Index(
                fields=["announced_at"],
                condition=models.Q(state="open", delivered_at__isnull=True),
                name="promises_undelivered",
            ),
        ]

    @property
    def ref(self) -> Ref:
        """The version as this customer meets it: one subject for each customer."""
        return Ref("promises.version", self.id)

    def applies(self, now: datetime) -> bool:
        return self.starts_at is not None and self.starts_at <= now

    def pending(self, now: datetime) -> bool:
        """Announced, and not in force yet."""
        return self.state == self.State.OPEN and not self.applies(now)


class Objection(TenantModel):
    """A customer's objection to a version, in his own words, and what was decided: he keeps what he has, or not."""

    class Decision(models.TextChoices):
        NONE = "", "-"
        KEEPS = "keeps"
        STANDS = "stands"

    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, related_name="objections", db_constraint=False
    )
    reason = models.TextField()
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)
    filer = models.CharField(max_length=200)
    decision = models.CharField(max_length=10, blank=True, choices=Decision.choices, default=Decision.NONE)
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decider = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "promises_objection"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "announcement"],
                condition=models.Q(decided_at__isnull=True),
                name="promises_one_open_objection",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("promises.objection", self.id)


WITH_BINDING = "as long as what it led to binds"
declare(
    Announcement,
    row_class="service",
    personal="contact",
    retention=WITH_BINDING,
    exports=(
        "version_id", "replaces_id", "wanted_at", "announced_at", "announced_by", "delivered_at", "proof",
        "accepted_at", "accepted_by", "starts_at", "state",
    ),
    erasure="anonymise",
    anonymise=(("accepted_by", "-"),),
)  # fmt: skip
declare(
    Objection,
    row_class="service",
    personal="contact",
    retention=WITH_BINDING,
    exports=(
        "announcement_id", "reason", "filed_at", "filed_by", "filer", "decision", "answer", "decided_at", "decider",
    ),
    erasure="anonymise",
    anonymise=(("reason", "-"), ("filer", "-"), ("filed_by", None), ("answer", "-")),
)  # fmt: skip


class CheckOutcome(TenantModel):
    """What a check of the installation came to the last time: one row a check, of the provider.

    `word` is how it is recorded (`promises.rules.checks`), `nl` and `en` what was seen, for staff; `since` when this
    word came up first in a row.
    """

    check_name = models.CharField(max_length=120)
    word = models.CharField(max_length=40)
    nl = models.TextField()
    en = models.TextField()
    looked_at = models.DateTimeField()
    since = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "promises_check_outcome"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "check_name"], name="promises_check_outcome_once"),
        ]

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


class FactCheck(TenantModel):
    """What was recorded last for a customer, of the checks that vouch for facts of his agreement: check -> word.

    `month` is the local one of the entry: each month has one at least, so that a report needs no other month's.
    """

    outcomes = models.JSONField()
    month = models.CharField(max_length=7)
    recorded_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "promises_fact_check"
        constraints = [models.UniqueConstraint(fields=["tenant_id"], name="promises_fact_check_once")]

    @property
    def ref(self) -> Ref:
        return Ref(SUBJECT, self.id)


declare(CheckOutcome, row_class="provider", retention="until the check comes out again")
declare(FactCheck, row_class="service", retention=DERIVED, exports=("outcomes", "month", "recorded_at"))
