"""The journal's tables. Entries are append-only by trigger and by privilege; what may be erased stands apart."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.tenancy.models import TenantManager


class JournalEntry(models.Model):
    """One change of state: number within its tenant, metadata, and the hash that chains it to the entry before."""

    pk = models.CompositePrimaryKey("tenant_id", "sequence")
    tenant_id = models.UUIDField()
    sequence = models.BigIntegerField()
    at = models.DateTimeField()
    recorded = models.DateTimeField()
    kind = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.UUIDField()
    related = models.JSONField()
    properties = models.JSONField()
    actor_kind = models.TextField()
    actor_id = models.UUIDField(null=True)
    on_behalf = models.UUIDField(null=True)
    data_digest = models.BinaryField()
    hash = models.BinaryField()

    objects = TenantManager()

    class Meta:
        app_label = "plumbing"
        db_table = "journal_entry"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "subject_id", "sequence"], name="journal_entry_subject"),
            models.Index(fields=["tenant_id", "kind", "at"], name="journal_entry_kind"),
        ]


class JournalData(models.Model):
    """Salt and data of an entry; erasing the row leaves a chain that still verifies."""

    pk = models.CompositePrimaryKey("tenant_id", "sequence")
    tenant_id = models.UUIDField()
    sequence = models.BigIntegerField()
    salt = models.BinaryField()
    # Text, not jsonb: the digest covers these very bytes, and jsonb would reorder and respell them.
    data = models.TextField()

    objects = TenantManager()

    class Meta:
        app_label = "plumbing"
        db_table = "journal_data"
        base_manager_name = "objects"


class JournalHead(models.Model):
    """The last number, hash and instants of a tenant's chain: the row that writers lock."""

    tenant_id = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.BinaryField()
    last_at = models.DateTimeField(null=True)
    last_recorded = models.DateTimeField(null=True)

    objects = TenantManager()

    class Meta:
        app_label = "plumbing"
        db_table = "journal_head"
        base_manager_name = "objects"
