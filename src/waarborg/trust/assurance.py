"""What is done for security, and what shows it: audits and penetration tests that were held, measures that are taken,
and documents such as a statement of applicability."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager


class Assurance(models.Model):
    """An audit or test that was held, a measure by the word of who takes it (`holder`), or a document, on day `on`.

    `theme` is the word by which agreements ask for one, such as layers or applicability. `evidence` says where what
    shows it lies. A measure or document ends on `ended_on`. Row of the provider; `audience` reads it.
    """

    AUDIT, MEASURE = "audit", "physical-measure"
    CONTROL, TEST, DOCUMENT = "control", "penetration-test", "document"
    AUDIENCES: ClassVar[dict[str, str]] = {
        AUDIT: "customers", MEASURE: "public", CONTROL: "public", TEST: "public", DOCUMENT: "public",
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    theme = models.CharField(max_length=40, blank=True, default="", db_default="")
    nl = models.CharField(max_length=300)
    en = models.CharField(max_length=300)
    holder = models.CharField(max_length=200)
    evidence = models.CharField(max_length=300)
    on = models.DateField()
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    objects = PublishedManager()

    class Meta:
        db_table = "trust_assurance"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "-on"], name="trust_assurance_newest")]

    @property
    def ref(self) -> Ref:
        return Ref(f"trust.{self.kind}", self.id)


declare(
    Assurance,
    row_class="published",
    retention="seven years",
    exports=("id", "kind", "theme", "nl", "en", "holder", "on", "ended_on"),
)
