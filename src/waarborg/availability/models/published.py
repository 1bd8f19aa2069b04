"""What every row of availability is that customers or visitors may read: the provider's, with an audience."""

from django.db import models

from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.tenancy.models import PublishedManager

AUDIENCES = [("public", "public"), ("customers", "customers")]


class Published(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, choices=AUDIENCES)

    objects = PublishedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
