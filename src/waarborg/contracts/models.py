"""Contracts that were signed elsewhere, by their reference, and notice by either side."""

from typing import ClassVar

from django.db import models

from waarborg.catalogue.models import Purchase
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.promises.models import AgreementVersion


class Contract(TenantModel):
    """What a customer signed: the number by which both sides know it, the version it is about, its days (both in
    full), and the references of what was agreed on top of it.

    Of one that was signed here, `signed_at` says when and `term_months` for how long at a time. Until it `started`,
    `starts_on` is what follows from the agreement as things stand (rules/starting.py).
    """

    reference = models.CharField(max_length=100)
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    amendments = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    term_months = models.IntegerField(null=True)
    started = models.BooleanField(default=True, db_default=True)

    class Meta(TenantModel.Meta):
        db_table = "contracts_contract"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "reference"], name="contracts_contract_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="contracts_contract_ends_after",
            ),
            models.CheckConstraint(
                condition=models.Q(started=True) | models.Q(signed_at__isnull=False),
                name="contracts_starts_once_signed",
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("contracts.contract", self.id)


class Onboarding(TenantModel):
    """The plan by which a customer is brought into use after signing, by its steps in order. `due_on` is the last day
    that was promised; the customer knows it whatever becomes of the steps."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plans", db_constraint=False)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    completed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "contracts_onboarding"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "contract"], name="contracts_onboarding_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["due_on"], condition=models.Q(completed_at=None), name="contracts_onboarding_open")
        ]

    @property
    def ref(self) -> Ref:
        return Ref("contracts.onboarding", self.id)


class OnboardingStep(TenantModel):
    """One thing to be done: whose work it is (`side`), who of either side is its owner, by when, and what shows that it
    was done. `held_on` is the day of a workshop; `waived_why` why it was completed although a rule forbade it."""

    onboarding = models.ForeignKey(Onboarding, on_delete=models.PROTECT, related_name="steps", db_constraint=False)
    number = models.IntegerField()
    kind = models.CharField(max_length=20)
    nl = models.CharField(max_length=150)
    en = models.CharField(max_length=150)
    side = models.CharField(max_length=10)
    ours = models.UUIDField(null=True)
    ours_name = models.CharField(max_length=200, blank=True)
    theirs = models.UUIDField(null=True)
    theirs_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    held_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    file_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    waived_why = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "contracts_onboarding_step"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "onboarding", "number"], name="contracts_step_once"),
        ]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def title(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


class Termination(TenantModel):
    """Notice: who gave it, what the agreement made of it, and how it ended.

    `last_day` is the last on which the agreement holds; `reasons` the promises that say so, each with its own last day
    (ISO). `announcement` is the version after which the customer leaves, where he said so.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        WITHDRAWN = "withdrawn"
        ENDED = "ended"

    by_customer = models.BooleanField()
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    switching = models.BooleanField(default=False)
    announcement = models.UUIDField(null=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=200)
    last_day = models.DateField()
    ends_at = models.DateTimeField()
    reasons = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    # How it came (customers/rules/instructions.py), and our confirmation of it.
    form = models.CharField(max_length=12, default="in-account", db_default="in-account")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "contracts_termination"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id"], condition=models.Q(state="running"), name="contracts_one_running_notice"
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("contracts.termination", self.id)


class Charge(TenantModel):
    """Something that a customer agreed to pay for on top of its subscription, and that nobody billed yet. `source` is
    what it was agreed at, such as a ticket; `amount` is empty where the agreement states none. Billing takes it over
    from `unbilled`."""

    what = models.CharField(max_length=200)
    cause = models.CharField(max_length=40)
    promise = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    source_kind = models.CharField(max_length=60)
    source_id = models.UUIDField()
    source_label = models.CharField(max_length=200)
    consent_by = models.UUIDField()
    consent_name = models.CharField(max_length=200)
    consent_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="unbilled")

    class Meta(TenantModel.Meta):
        db_table = "contracts_charge"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "source_id", "cause"], name="contracts_charge_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-consent_at"], name="contracts_charge_recent")]

    @property
    def ref(self) -> Ref:
        return Ref("contracts.charge", self.id)


class Quote(TenantModel):
    """What we propose for work on top of the subscription, and what the customer said to it. `cause` is under what it
    is charged once it is accepted, nothing where `amount` is empty; `words` are what was known of the case then, such
    as its topic. `source` is what it was proposed at."""

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    what = models.CharField(max_length=200)
    text = models.TextField()
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    cause = models.CharField(max_length=40)
    words = models.JSONField(default=dict)
    source_kind = models.CharField(max_length=60)
    source_id = models.UUIDField()
    source_label = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "contracts_quote"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Another one is made when this one was answered.
            models.UniqueConstraint(
                fields=["tenant_id", "source_id"], condition=models.Q(state="open"), name="contracts_quote_open"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-issued_at"], name="contracts_quote_recent"),
            models.Index(fields=["tenant_id", "source_id"], name="contracts_quote_source"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("contracts.quote", self.id)


class Licence(TenantModel):
    """Something that a customer bought, taken into use by the customer: the version of the agreement that was shown
    before, to whom and when, and when it was activated and by whom (PX-04)."""

    purchase = models.ForeignKey(Purchase, on_delete=models.PROTECT, db_constraint=False, related_name="+")
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="+")
    shown_at = models.DateTimeField()
    shown_to = models.CharField(max_length=200)
    activated_at = models.DateTimeField(null=True)
    activated_by = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "contracts_licence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "purchase"], name="contracts_licence_once"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("contracts.licence", self.id)


class Merger(TenantModel):
    """That two customers became one: a row at each, for neither may read the other's. `absorbed` is on the side that
    was closed into the `other`; on the other side `carried` holds who came along: person there, roles (dotted) that are
    proposed, state (rules/merging.py) and, once answered, by whom and when."""

    other = models.UUIDField()
    other_name = models.CharField(max_length=200)
    absorbed = models.BooleanField()
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=200)
    carried = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        db_table = "contracts_merger"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # A customer is closed into one other, once.
            models.UniqueConstraint(
                fields=["tenant_id"], condition=models.Q(absorbed=True), name="contracts_merged_once"
            ),
            models.UniqueConstraint(fields=["tenant_id", "other"], name="contracts_merger_once"),
            models.CheckConstraint(
                condition=~models.Q(other=models.F("tenant_id")), name="contracts_merger_into_another"
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("contracts.merger", self.id)


class MergerSeen(TenantModel):
    """Somebody of a customer that was merged put the notice of it away on the first page."""

    person_id = models.UUIDField()
    seen_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "contracts_merger_seen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "person_id"], name="contracts_merger_seen_once"),
        ]


KEPT = "seven years after the contract ended"
declare(
    MergerSeen,
    row_class="service",
    personal="contact",
    retention="as long as the person is known",
    exports=("id", "person_id", "seen_at"),
    erasure="delete",
)
declare(
    Merger,
    row_class="service",
    retention=KEPT,
    exports=("id", "other_name", "absorbed", "merged_at", "merged_by", "carried"),
)
declare(
    Contract,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "reference", "version_id", "starts_on", "ends_on", "amendments", "recorded_at", "recorded_by", "signed_at",
        "signed_by", "term_months", "started",
    ),
    erasure="anonymise",
    anonymise=(("signed_by", "-"),),
)  # fmt: skip
declare(
    Onboarding,
    row_class="service",
    retention=KEPT,
    exports=("id", "contract_id", "due_on", "made_at", "made_by", "completed_at"),
)
declare(
    OnboardingStep,
    row_class="service",
    personal="contact",
    retention="two years after the contract ended",
    exports=(
        "onboarding_id", "number", "kind", "nl", "en", "side", "ours_name", "theirs_name", "due_on", "done_at",
        "done_by", "held_on", "note", "file_id", "file_name", "waived_why",
    ),
    # With the file that shows it; that the onboarding was completed, and when, stays with the contract.
    erasure="delete",
)  # fmt: skip
declare(
    Termination,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "by_customer", "version_id", "why", "switching", "requested_at", "requested_by", "last_day", "reasons", "state",
        "withdrawn_at", "withdrawn_by", "form", "confirmed_at", "confirmed_by",
    ),
    erasure="anonymise",
    anonymise=(("why", ""), ("requested_by", "-"), ("withdrawn_by", "-"), ("confirmed_by", "-")),
)  # fmt: skip
declare(
    Charge,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "what", "cause", "promise", "amount", "currency", "source_kind", "source_id", "source_label",
        "consent_name", "consent_at", "state",
    ),
    erasure="anonymise",
    anonymise=(("what", "-"), ("source_label", "-"), ("consent_name", "-")),
)  # fmt: skip
declare(
    Quote,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=(
        "id", "what", "text", "amount", "currency", "cause", "source_kind", "source_id", "source_label", "issued_at",
        "issued_by", "state", "answered_at", "answered_by", "reason",
    ),
    erasure="anonymise",
    anonymise=(("what", "-"), ("text", "-"), ("source_label", "-"), ("answered_by", "-"), ("reason", "")),
)  # fmt: skip
declare(
    Licence,
    row_class="service",
    personal="contact",
    retention=KEPT,
    exports=("id", "purchase_id", "version_id", "shown_at", "shown_to", "activated_at", "activated_by"),
    erasure="anonymise",
    anonymise=(("shown_to", "-"), ("activated_by", "-")),
)
