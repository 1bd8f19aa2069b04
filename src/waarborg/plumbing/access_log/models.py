"""Who of the staff saw what of whom, why and when: partitioned by day, not journalled, shown to the customer."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.tenancy.models import TenantManager


class AccessRead(models.Model):
    """One reading. The table is partitioned by `at`; partitions are made and dropped by functions of the owner."""

    pk = models.CompositePrimaryKey("at", "id")
    id = models.UUIDField()
    tenant_id = models.UUIDField()
    at = models.DateTimeField()
    person = models.UUIDField(null=True)
    person_name = models.TextField()
    what_kind = models.TextField()
    what_id = models.UUIDField()
    why = models.TextField()

    objects = TenantManager()

    class Meta:
        app_label = "plumbing"
        db_table = "access_log"
        base_manager_name = "objects"
        managed = False
        ordering: ClassVar[list[str]] = ["-at"]
