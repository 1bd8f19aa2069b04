"""A customer's permission for staff to see content rows, for a purpose and a time. Row policies read this table."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.tenancy.models import TenantModel


class ContentGrant(TenantModel):
    """Live while `starts_at <= now < ends_at` and not revoked, in the database's own time: no offset opens a door.

    `tables` are those it opens, none named: all content. `person` is the one member of staff it is for, None: all.
    `about_kind` and `about_id` are what it was given for, such as a ticket. `ended_at` is when its end was journalled.
    """

    purpose = models.CharField(max_length=200)
    granted_by = models.UUIDField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.UUIDField(null=True, blank=True)
    tables = models.JSONField(default=list, db_default=[])
    person = models.UUIDField(null=True, blank=True)
    about_kind = models.TextField(blank=True, db_default="")
    about_id = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "plumbing"
        db_table = "plumbing_content_grant"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="plumbing_content_grant_forward"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "-starts_at"], name="plumbing_content_grant_newest"),
            # What the job that ends grants looks at: those whose end nobody wrote down yet.
            models.Index(fields=["ends_at"], condition=models.Q(ended_at=None), name="plumbing_content_grant_open"),
        ]
