"""Signed reports, which never change, and the keys that sign them."""

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.sealing import Seal
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel
from waarborg.trust.rules.envelope import enveloped, fingerprint
from waarborg.trust.rules.report import number

# Of the private halves of keys at rest.
SEAL = Seal(b"report signing")


class SigningKey(models.Model):
    """The public half of a key: every customer may see which keys ever signed. The newest signs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")
    public_key = models.BinaryField(unique=True)
    made_at = models.DateTimeField()

    objects = PublishedManager()

    class Meta:
        db_table = "trust_signing_key"
        base_manager_name = "objects"

    @property
    def fingerprint(self) -> str:
        return fingerprint(bytes(self.public_key))

    @property
    def ref(self) -> Ref:
        return Ref("trust.signing-key", self.id)

    def __str__(self) -> str:
        return self.fingerprint


class SigningSecret(TenantModel):
    """The private half, encrypted with the installation's key; only the desk's role reaches this table."""

    key = models.OneToOneField(SigningKey, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()

    class Meta(TenantModel.Meta):
        db_table = "trust_signing_secret"


class Report(TenantModel):
    """One signed report of one customer, month and version: the payload as it was signed, and the signature.

    `serial` numbers the customers of a month. `subjects` are those of its evidence, and `seen` is the number of the
    last journal entry that was there when it was made: what comes later about them may restate the month.
    """

    month = models.CharField(max_length=7)
    serial = models.IntegerField()
    version = models.IntegerField()
    complete = models.BooleanField()
    made_at = models.DateTimeField()
    payload = models.BinaryField()
    signature = models.BinaryField()
    public_key = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    journal_first = models.BigIntegerField()
    journal_last = models.BigIntegerField()
    journal_head = models.CharField(max_length=64)
    seen = models.BigIntegerField()
    subjects = models.JSONField(default=list)
    totals = models.JSONField()

    class Meta(TenantModel.Meta):
        db_table = "trust_report"
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "month", "version"], name="trust_report_once"),
            models.UniqueConstraint(fields=["month", "serial", "version"], name="trust_report_number"),
        ]

    @property
    def number(self) -> str:
        return number(self.month, self.serial, self.version)

    @property
    def ref(self) -> Ref:
        return Ref("trust.report", self.id)

    @property
    def fingerprint(self) -> str:
        return fingerprint(bytes(self.public_key))

    @property
    def envelope(self) -> bytes:
        """The file that a customer gets, byte for byte the same each time."""
        return enveloped(bytes(self.payload), bytes(self.signature), bytes(self.public_key))

    def __str__(self) -> str:
        return self.number


class DeliveredLog(TenantModel):
    """The access log of one month, as it was delivered to the customer who agreed on it: the file with its number of
    lines, its size in bytes and its checksum. It never changes."""

    month = models.CharField(max_length=7)
    lines = models.IntegerField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField()
    delivered_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "trust_delivered_log"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "month"], name="trust_delivered_log_once")]

    @property
    def ref(self) -> Ref:
        return Ref("trust.log", self.id)


class Scan(TenantModel):
    """One scan for vulnerabilities: what looked (`tool`), at what, when, and how much it found by severity."""

    tool = models.CharField(max_length=80)
    target = models.CharField(max_length=200)
    done_at = models.DateTimeField()
    found = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    class Meta(TenantModel.Meta):
        db_table = "trust_scan"
        indexes = [models.Index(fields=["-done_at"], name="trust_scan_newest")]

    @property
    def ref(self) -> Ref:
        return Ref("trust.scan", self.id)


class Finding(TenantModel):
    """A vulnerability that a scan found; `key` tells it from others, such as a CVE and the part that has it. While it
    is open, later scans find the same one. `evidence` says what shows that it was closed."""

    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    severity = models.CharField(max_length=10)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=500, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "trust_finding"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "key"], condition=models.Q(closed_at=None), name="trust_finding_open_once"
            )
        ]

    @property
    def ref(self) -> Ref:
        return Ref("trust.finding", self.id)


declare(SigningKey, row_class="published", retention="always", exports=("public_key", "made_at"))
declare(SigningSecret, row_class="provider", retention="until a year after its key was replaced")
declare(
    Report,
    row_class="service",
    retention="seven years after the month",
    exports=("id", "month", "version", "made_at", "sha256", "journal_first", "journal_last", "journal_head", "totals"),
)
declare(Scan, row_class="provider", retention="two years")
declare(Finding, row_class="provider", retention="two years after it was closed")
declare(
    DeliveredLog,
    row_class="service",
    retention="two years after the month",
    exports=("month", "lines", "size", "sha256", "file_id", "delivered_at"),
    erasure="delete",
)

# The framework finds models here.
from waarborg.trust import assurance, functions  # noqa: E402, F401
