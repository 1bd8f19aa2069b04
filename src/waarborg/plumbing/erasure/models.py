"""The ledger of erasures: what has to be erased again when an older back-up is put back."""

from django.db import models

from waarborg.plumbing.tenancy.models import TenantModel


class ErasureEntry(TenantModel):
    """One customer's erasure: when, by whom, why, and what was removed and kept, without a word of what it said."""

    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    reason = models.TextField()
    removed = models.JSONField()
    kept = models.JSONField()

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "erasure_ledger"
