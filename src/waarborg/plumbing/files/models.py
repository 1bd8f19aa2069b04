"""What was uploaded or made: the row says what it is and whose, the bytes lie in the store under their hash."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class StoredFile(TenantModel):
    """A file of one tenant. Two rows with the same bytes share them; `keep_until` holds it back from erasure.

    A sealed one has no hash here: that it exists staff may know, its bytes are found by the row of SealedFile only.
    """

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
    def is_sealed(self) -> bool:
        return not self.sha256

    @property
    def ref(self) -> Ref:
        return Ref("plumbing.file", self.id)


class SealedFile(TenantModel):
    """Content: where the bytes of a stored file lie. Staff see it under the customer's live grant only.

    It goes with the stored file's row, by a key in the database.
    """

    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "file_sealed"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "file_id"], name="file_sealed_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "sha256"], name="file_sealed_sha256")
        ]
