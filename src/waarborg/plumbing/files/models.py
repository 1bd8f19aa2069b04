"""What was uploaded or made: the row says what it is and whose, the bytes lie in the store under their hash."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class StoredFile(TenantModel):
    """A file of one tenant. Two rows with the same bytes share them; `keep_until` holds it back from erasure."""

    name = models.TextField()
    media_type = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.TextField()
    stored = models.DateTimeField()
    stored_by = models.UUIDField(null=True)
    keep_until = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "file_stored"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "sha256"], name="file_stored_sha256")
        ]

    @property
    def ref(self) -> Ref:
        return Ref("plumbing.file", self.id)
