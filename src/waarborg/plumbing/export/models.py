"""Exports that were made: everything a customer has, and therefore content."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class ExportArchive(TenantModel):
    """One zip file in the store. Staff cannot open it without the customer's live grant; it goes after `ends`."""

    name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    rows = models.BigIntegerField()
    made = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    ends = models.DateTimeField()

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "export_archive"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-made"], name="export_archive_made")
        ]

    @property
    def ref(self) -> Ref:
        return Ref("plumbing.export", self.id)
