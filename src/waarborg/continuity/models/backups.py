"""Plans of back-ups, each back-up as it was reported, and restores that were tried."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from waarborg.continuity.rules import plans, runs
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel


class Plan(models.Model):
    """What is backed up, for whom, how often and for how long kept. The provider's row; whom it covers reads it.

    `part` names what is in it, such as database or files: of one part the newest copy counts, whichever plan made it.
    `every` and `patience` are seconds. `good_as_of` is the instant of the newest content that can be restored,
    `good_at` when that copy was complete; both follow from the back-ups. `judged_from` is from when promises
    of agreements are judged by it: since it was made, of plans from before that was done since the upgrade.
    `late_told_for` is the due time of which staff
    were told that it had passed. `audience` is what row policies read: `one`
    is read by `customer_id` alone. `revision` guards against two writers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="provider")
    key = models.CharField(max_length=plans.LONGEST_KEY)
    scope = models.CharField(max_length=10, choices=[(one, one) for one in plans.SCOPES])
    customer_id = models.UUIDField(null=True, blank=True, editable=False)
    part = models.CharField(max_length=plans.LONGEST_PART)
    what_nl = models.CharField(max_length=plans.LONGEST_TEXT)
    what_en = models.CharField(max_length=plans.LONGEST_TEXT, blank=True)
    where_nl = models.CharField(max_length=plans.LONGEST_PLACE)
    where_en = models.CharField(max_length=plans.LONGEST_PLACE, blank=True)
    every = models.IntegerField()
    patience = models.IntegerField(default=0)
    kept_days = models.IntegerField()
    least_bytes = models.BigIntegerField(default=0)
    needs_hash = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    judged_from = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)
    good_as_of = models.DateTimeField(null=True, blank=True)
    good_at = models.DateTimeField(null=True, blank=True)
    last_outcome = models.CharField(max_length=10, blank=True)
    late_told_for = models.DateTimeField(null=True, blank=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    test_result = models.CharField(max_length=10, blank=True)
    test_seconds = models.BigIntegerField(null=True, blank=True)
    token_digest = models.CharField(max_length=64, blank=True)
    revision = models.IntegerField(default=0)

    objects = PublishedManager()

    class Meta:
        db_table = "continuity_plan"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "key"], name="continuity_plan_key"),
            models.UniqueConstraint(
                fields=["token_digest"], condition=~models.Q(token_digest=""), name="continuity_plan_token"
            ),
            # Who may read it follows from whom it covers, whatever the program thinks.
            models.CheckConstraint(
                condition=(models.Q(scope=plans.SERVICE, customer_id__isnull=True) & ~models.Q(audience="one"))
                | models.Q(scope=plans.CUSTOMER, audience="one", customer_id__isnull=False)
                | models.Q(scope=plans.INTERNAL, audience="provider", customer_id__isnull=True),
                name="continuity_plan_read_by_whom_it_covers",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def ref(self) -> Ref:
        return Ref("continuity.backup-plan", self.id)

    @property
    def due(self) -> datetime:
        """When the next good back-up is to be complete."""
        return plans.due(self.good_at, self.made_at, self.every)

    def state(self, now: datetime) -> str:
        return plans.state(
            good_at=self.good_at, made_at=self.made_at, ended_at=self.ended_at, every=self.every,
            patience=self.patience, now=now,
        )  # fmt: skip

    def what(self, lang: str) -> str:
        """Dutch where there is no English."""
        return self.what_en if lang == "en" and self.what_en else self.what_nl

    def where(self, lang: str) -> str:
        return self.where_en if lang == "en" and self.where_en else self.where_nl


class Run(TenantModel):
    """One back-up, as it was reported. `as_of` is the instant of its content; `why` says why a plan rejected it,
    `reason` what the back-up system said of a failure. `reference` is the reporter's own name of it: reported twice it
    stands here once. `reporter` is who wrote it down, empty for a program."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="runs")
    began_at = models.DateTimeField()
    completed_at = models.DateTimeField()
    as_of = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=[(one, one) for one in runs.OUTCOMES])
    why = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=runs.LONGEST_REASON, blank=True)
    size = models.BigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=plans.LONGEST_PLACE, blank=True)
    reference = models.CharField(max_length=runs.LONGEST_REFERENCE, blank=True)
    reported_at = models.DateTimeField()
    reporter = models.CharField(max_length=200, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "continuity_run"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["plan", "reference"], condition=~models.Q(reference=""), name="continuity_run_once"
            ),
            models.CheckConstraint(
                condition=models.Q(as_of__lte=models.F("completed_at"), began_at__lte=models.F("completed_at")),
                name="continuity_run_in_order",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["plan", "-completed_at", "-id"], name="continuity_run_newest"),
            models.Index(
                fields=["plan", "completed_at"],
                include=["as_of"],
                condition=models.Q(outcome=runs.GOOD),
                name="continuity_run_good",
            ),
        ]


class RestoreTest(TenantModel):
    """A restore that was tried: of which content, how long it took (seconds), and what it showed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tests")
    tested_at = models.DateTimeField()
    as_of = models.DateTimeField()
    seconds = models.BigIntegerField()
    what = models.CharField(max_length=plans.LONGEST_TEXT)
    result = models.CharField(max_length=10, choices=[(one, one) for one in runs.RESULTS])
    remark = models.CharField(max_length=runs.LONGEST_REASON, blank=True)
    tester = models.CharField(max_length=200)
    reported_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "continuity_restore_test"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["plan", "tested_at"], name="continuity_restore_test_once"),
            models.CheckConstraint(condition=models.Q(seconds__gte=0), name="continuity_restore_test_took"),
        ]


declare(
    Plan,
    row_class="published",
    retention="always",
    exports=(
        "id", "key", "scope", "part", "what_nl", "what_en", "where_nl", "where_en", "every", "kept_days", "made_at",
        "ended_at", "good_as_of", "good_at", "tested_at", "test_result", "test_seconds",
    ),
)  # fmt: skip
declare(Run, row_class="provider", personal="contact", retention="as long as the months that it was counted in")
declare(RestoreTest, row_class="provider", personal="contact", retention="as long as the months that it was counted in")
