"""What the vendor's own application said last of each of its functions that an agreement may promise."""

from typing import ClassVar
from uuid import UUID, uuid5

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class FunctionReport(TenantModel):
    """The newest word about one function: `check_name` as agreements call it ("application.dossier-rights"), whether it
    works, a sentence in each language, and of which release of the application. Row of the provider."""

    check_name = models.CharField(max_length=80)
    works = models.BooleanField()
    nl = models.CharField(max_length=200, blank=True)
    en = models.CharField(max_length=200, blank=True)
    release = models.CharField(max_length=60, blank=True)
    reported_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "trust_function_report"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "check_name"], name="trust_function_report_once"),
        ]

    @property
    def ref(self) -> Ref:
        return ref_of(self.tenant_id, self.check_name)


def ref_of(provider: UUID, check_name: str) -> Ref:
    """A function in the journal: it has no row before it was reported."""
    return Ref("trust.function", uuid5(provider, check_name))


declare(FunctionReport, row_class="provider", retention="until the function is reported anew")
