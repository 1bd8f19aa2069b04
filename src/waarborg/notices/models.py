"""Notices, to whom they went and what is known of their arrival; preferences, suppressed addresses, the house style."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from waarborg.notices.rules import kinds
from waarborg.notices.rules.unreached import NO_MAIL, UNSETTLED, WHY
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel

KINDS = [(one.name, one.en) for one in kinds.KINDS.values()]


class Notice(models.Model):
    """One message to customers, the provider's row. `audience` is what row policies read (rules/audiences.py): nobody
    but staff sees a row that says `provider`.

    `reach` is `all` or the name of a registered audience, `targets` what was chosen of it, `roles` the roles of people
    (none: everybody). `edition` counts what was published, `told` is the last edition that went to people; `earlier`
    holds editions that were corrected. `revision` guards against two writers.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PLANNED = "planned"
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="provider")
    kind = models.CharField(max_length=20, choices=KINDS)
    reach = models.CharField(max_length=40, default="all")
    targets = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    body_nl = models.TextField()
    body_en = models.TextField(blank=True)
    by_mail = models.BooleanField(default=True)
    on_sign_in = models.BooleanField(default=False)
    needs_confirmation = models.BooleanField(default=False)
    shown_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.IntegerField(default=0)
    edition = models.IntegerField(default=1)
    told = models.IntegerField(default=1)
    earlier = models.JSONField(default=list)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    planned_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    spread_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason_nl = models.CharField(max_length=500, blank=True)
    reason_en = models.CharField(max_length=500, blank=True)

    objects = PublishedManager()

    class Meta:
        db_table = "notices_notice"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-written_at", "-id"], name="notices_notice_written"),
            models.Index(fields=["-published_at", "-id"], name="notices_notice_published"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # What nobody may read yet is nobody's, whatever the program thinks.
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False) | models.Q(audience="provider"),
                name="notices_unpublished_is_ours",
            ),
            # A visitor has no organisation and no role.
            models.CheckConstraint(
                condition=~models.Q(audience="public") | models.Q(reach="all", roles=[]), name="notices_public_is_all"
            ),
        ]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def ref(self) -> Ref:
        return Ref("notices.notice", self.id)

    @property
    def is_live(self) -> bool:
        return self.state == Notice.State.PUBLISHED

    @property
    def is_compulsory(self) -> bool:
        return kinds.kind(self.kind).compulsory

    @property
    def mails(self) -> bool:
        """What is compulsory is mailed, whatever was ticked."""
        return self.by_mail or self.is_compulsory

    def title(self, lang: str) -> str:
        """Dutch where there is no English."""
        return self.title_en if lang == "en" and self.title_en else self.title_nl

    def body(self, lang: str) -> str:
        return self.body_en if lang == "en" and self.body_en else self.body_nl

    def reason(self, lang: str) -> str:
        return self.reason_en if lang == "en" and self.reason_en else self.reason_nl


class Delivery(TenantModel):
    """An edition of a notice was handed to a customer: `people` in its audience there, `mails` written. One row for
    each edition and customer, whatever crashes; row policies show a `chosen` notice by it.

    The rest is counted by the database (migration 0004) whenever a receipt changes, and never written by hand: `known`
    receipts, of those how many wait for their mail, were accepted, opened, confirmed, and `seen`: opened or accepted.
    """

    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING, related_name="deliveries")
    edition = models.IntegerField()
    people = models.IntegerField()
    mails = models.IntegerField()
    told_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    known = models.IntegerField(default=0, db_default=0, editable=False)
    waiting = models.IntegerField(default=0, db_default=0, editable=False)
    accepted = models.IntegerField(default=0, db_default=0, editable=False)
    opened = models.IntegerField(default=0, db_default=0, editable=False)
    confirmed = models.IntegerField(default=0, db_default=0, editable=False)
    seen = models.IntegerField(default=0, db_default=0, editable=False)

    class Meta(TenantModel.Meta):
        db_table = "notices_delivery"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "edition", "tenant_id"], name="notices_delivery_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "notice"], name="notices_delivery_tenant"),
        ]


class Tally(TenantModel):
    """What the deliveries of one edition come to, so that a list reads a few rows of each notice however many customers
    were told. Kept by the database (migration 0005) in up to 32 parts, by customer, so that readers of different
    customers seldom wait for each other; never written by hand. The provider's row."""

    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING, related_name="tallies")
    edition = models.IntegerField()
    part = models.SmallIntegerField()
    customers = models.IntegerField(default=0)
    people = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    opened = models.IntegerField(default=0)
    confirmed = models.IntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "notices_tally"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "edition", "part"], name="notices_tally_once"),
        ]


class Receipt(TenantModel):
    """What is known of one person and one edition: how it was mailed (rules/unreached.py), when it was opened in the
    portal and confirmed. `token` is what the person's link to do without such mail carries; it opens nothing else."""

    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING, related_name="receipts")
    edition = models.IntegerField()
    person_id = models.UUIDField()
    mail = models.CharField(max_length=12, choices=[(one, one) for one in WHY], default=NO_MAIL)
    mail_id = models.UUIDField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    token = models.CharField(max_length=43, null=True, blank=True, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "notices_receipt"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "notice", "edition", "person_id"], name="notices_receipt_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["notice", "edition", "id"], name="notices_receipt_notice"),
            models.Index(fields=["mail_id"], condition=models.Q(mail_id__isnull=False), name="notices_receipt_mail"),
            models.Index(
                fields=["tenant_id"],
                condition=models.Q(mail__in=UNSETTLED, mail_id__isnull=False),
                name="notices_receipt_unsettled",
            ),
        ]


class Preference(TenantModel):
    """Whether a person gets notices of a kind by mail, where they said so; who said nothing gets them."""

    person_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=KINDS)
    by_mail = models.BooleanField()
    chosen_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "notices_preference"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "person_id", "kind"], name="notices_preference_once"),
        ]


class Suppression(TenantModel):
    """An address that gets no mail, until it is released: the provider's row, whosever the address is."""

    class Why(models.TextChoices):
        BOUNCED = "bounced"
        COMPLAINED = "complained"
        BY_HAND = "by-hand"

    address = models.CharField(max_length=254)
    why = models.CharField(max_length=12, choices=Why.choices)
    note = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.CharField(max_length=200, blank=True)
    released_because = models.CharField(max_length=300, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "notices_suppression"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["address"], condition=models.Q(released_at__isnull=True), name="notices_suppressed_once"
            ),
            models.CheckConstraint(condition=models.Q(address=Lower("address")), name="notices_suppressed_folded"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("notices.address", self.id)


class Template(TenantModel):
    """A text to begin with, the provider's row: a notice copies it and forgets where it came from."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=KINDS)
    title_nl = models.CharField(max_length=150)
    title_en = models.CharField(max_length=150, blank=True)
    body_nl = models.TextField()
    body_en = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        db_table = "notices_template"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("name"), name="notices_template_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("notices.template", self.id)


declare(Notice, row_class="published", retention="seven years after it was published")
declare(
    Delivery,
    row_class="service",
    retention="seven years",
    exports=("id", "notice_id", "edition", "people", "mails", "told_at", "arrived_at"),
)
declare(Tally, row_class="provider", retention="seven years")
declare(
    Receipt,
    row_class="service",
    personal="contact",
    retention="seven years: the proof that a notice arrived",
    exports=("id", "notice_id", "edition", "person_id", "mail", "settled_at", "failure", "opened_at", "confirmed_at"),
    erasure="delete",
)
declare(
    Preference,
    row_class="service",
    personal="contact",
    retention="as long as the person is known",
    exports=("id", "person_id", "kind", "by_mail", "chosen_at"),
    erasure="delete",
)
declare(Suppression, row_class="provider", personal="contact", retention="two years after it was released")
declare(Template, row_class="provider", retention="until it is replaced")


class Look(models.Model):
    """The house style that everybody sees, visitors too: the provider's, the newest row. An empty `name` is its own.

    `version` changes with every change, and stands in the addresses of style and logo.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="public")
    name = models.CharField(max_length=100, blank=True)
    colour = models.CharField(max_length=7, blank=True)
    logo = models.BinaryField(default=bytes)
    logo_type = models.CharField(max_length=20, blank=True)
    version = models.CharField(max_length=16)
    changed_at = models.DateTimeField()

    objects = PublishedManager()

    class Meta:
        db_table = "notices_look"
        base_manager_name = "objects"

    @property
    def ref(self) -> Ref:
        return Ref("notices.look", self.id)


class Sender(TenantModel):
    """From whom mail comes and where answers go: one row, the provider's. Empty addresses mean those of the settings.

    `findings` are what was found last about the domain of the address (rules/mail_domain.py), at `checked_at`.
    """

    name = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=254, blank=True)
    reply_address = models.CharField(max_length=254, blank=True)
    selector = models.CharField(max_length=63, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    findings = models.JSONField(default=list)

    class Meta(TenantModel.Meta):
        db_table = "notices_sender"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id"], name="notices_sender_once"),
        ]


declare(Look, row_class="published", retention="until it is replaced")
declare(Sender, row_class="provider", retention="until it is replaced")
