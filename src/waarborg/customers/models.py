"""Organisations, their people, and their authority."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from waarborg.customers.rules import references
from waarborg.customers.rules.roles import roles_of
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import TenantModel


class Organisation(TenantModel):
    """The provider or one customer. Its identifier is the tenant's. `size` is a head count, None where unknown.

    `sole_owner` where its agreement lets one owner alone give orders (CL-74): nobody is made a second one then.
    """

    KINDS = (("provider", "provider"), ("customer", "customer"))

    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=60, unique=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True, default="", db_default="")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    created = models.DateTimeField()
    sole_owner = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta(TenantModel.Meta):
        db_table = "customers_organisation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(id=models.F("tenant_id")), name="customers_organisation_is_tenant"
            ),
        ]
        # Keyset paging of the desk's list, with the identifier to tell namesakes apart.
        indexes: ClassVar[list[models.Index]] = [models.Index(Lower("name"), "id", name="customers_organisation_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("customers.organisation", self.id)

    @property
    def roles(self) -> tuple[str, ...]:
        return roles_of(self.kind)


class Person(TenantModel):
    """Somebody at an organisation: a customer's contact, or the provider's staff. Who left stays, without access."""

    name = models.CharField(max_length=200)
    initials = models.CharField(max_length=4)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="nl")
    active = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    # Of the provider's staff: without it nobody gets rights to customers' data.
    confidentiality_signed_on = models.DateField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "customers_person"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                "tenant_id",
                Lower("email"),
                # Erasure blanks addresses, and blanks may repeat.
                condition=models.Q(active=True) & ~models.Q(email=""),
                name="customers_person_email",
            ),
            models.CheckConstraint(
                condition=models.Q(active=True, left_at__isnull=True) | models.Q(active=False, left_at__isnull=False),
                name="customers_person_active_or_left",
            ),
        ]
        # Whose address this is, at whichever organisation: asked of every mail that comes in.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(Lower("email"), condition=models.Q(active=True), name="customers_person_address"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("customers.contact", self.id)


class Authority(TenantModel):
    """A person may act in a role from an instant until another; open while `ends_at` is null."""

    # The key itself is composite, with the tenant: the migration makes it.
    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, db_constraint=False, related_name="authorities")
    role = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "customers_authority"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "person", "role"],
                condition=models.Q(ends_at__isnull=True),
                name="customers_authority_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="customers_authority_forward",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "role"], name="customers_authority_role"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("customers.authority", self.id)


class Reference(TenantModel):
    """What another system (`source`) calls an organisation, a person or a ticket that was taken over from it.

    `subject_kind` is the registry name, `digest` tells whether a line of a later file says something else.
    """

    source = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=100)
    subject_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "customers_reference"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "subject_kind", "reference"], name="customers_reference_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "subject_id"], name="customers_reference_subject"),
        ]


class ReferenceConsent(TenantModel):
    """Whether a supplier that this customer uses may be named to another customer (rules/references.py).

    `what` is what it is for (an IT specialist), `region` where, `until` the last day. `told` counts how often it was
    named; to whom stands nowhere, for customers do not hear of each other.
    """

    what = models.CharField(max_length=references.LONGEST_WHAT)
    region = models.CharField(max_length=references.LONGEST_WHERE, blank=True, default="")
    supplier = models.CharField(max_length=references.LONGEST_SUPPLIER, blank=True, default="")
    whom = models.CharField(max_length=10, choices=[(one, one) for one in references.WHOM], default=references.ONE)
    until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(one, one) for one in references.STATES])
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        db_table = "customers_reference_consent"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "what"],
                condition=models.Q(state=references.ASKED),
                name="customers_reference_asked_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=references.CONSENTED, supplier=""), name="customers_reference_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.supplier or self.what

    @property
    def ref(self) -> Ref:
        return Ref("customers.reference", self.id)


class Import(TenantModel):
    """A file with lines of many customers, on its way in or carried out: a row of the provider.

    Of what is no table, `options` holds what was said about it, `facts` what it comes to in sentences.
    `content` is the file, compressed, and emptied as soon as nothing more is done with it. `problems` name at most a
    thousand lines; `counts` says how many there are of each sort.
    """

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    headings = models.JSONField(default=list)
    first_lines = models.JSONField(default=list)
    mapped = models.JSONField(default=dict)
    options = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    facts = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    state = models.CharField(max_length=12, default="mapping")
    counts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    skip_bad = models.BooleanField(default=False)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "customers_import"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-made_at"], name="customers_import_recent")]

    @property
    def ref(self) -> Ref:
        return Ref("customers.import", self.id)


declare(
    Organisation,
    row_class="service",
    retention="as long as the customer, then seven years",
    exports=("id", "name", "slug", "size", "phone", "language", "created", "sole_owner"),
)
declare(
    Person,
    row_class="service",
    personal="contact",
    retention="two years after leaving",
    exports=("id", "name", "initials", "email", "language", "active", "left_at", "confidentiality_signed_on"),
    erasure="anonymise",
    anonymise=(("name", "-"), ("initials", "-"), ("email", "")),
)
declare(
    Authority,
    row_class="service",
    retention="seven years after it ended",
    exports=("id", "person_id", "role", "starts_at", "ends_at"),
)
declare(
    Reference,
    row_class="service",
    personal="contact",
    retention="as long as what it refers to",
    exports=("id", "source", "subject_kind", "reference", "subject_id", "imported_at"),
    erasure="delete",
)
declare(
    ReferenceConsent,
    row_class="service",
    retention="as long as the customer, then seven years",
    exports=(
        *("id", "what", "region", "supplier", "whom", "until", "state"),
        *("asked_at", "answered_at", "withdrawn_at", "told"),
    ),
)
declare(
    Import,
    row_class="provider",
    personal="contact",
    retention="the file until it was taken over or after seven days, the lines that were wrong thirty days",
)
