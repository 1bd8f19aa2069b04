"""A customer's permission for staff to see content rows, for a purpose and a time. Row policies read this table."""

from django.db import models

from waarborg.plumbing.tenancy.models import TenantModel


class ContentGrant(TenantModel):
    """Live while `starts_at <= now < ends_at` and not revoked, in the database's own time: no offset opens a door."""

    purpose = models.CharField(max_length=200)
    granted_by = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "plumbing_content_grant"
