"""Exceptional crowding at the desk: declared once for everybody, and told to each customer that waits for an answer."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel

SUBJECT = "support.desk"


class Crowding(models.Model):
    """From when to when, in which words for customers. The provider's row, which every customer may read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")
    nl = models.CharField(max_length=500)
    en = models.CharField(max_length=500, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=200, blank=True)

    objects = PublishedManager()

    class Meta:
        db_table = "support_crowding"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id"], condition=models.Q(lifted_at__isnull=True), name="support_crowding_one"
            ),
        ]

    @property
    def ref(self) -> Ref:
        return Ref(SUBJECT, self.id)

    def say(self, lang: str) -> str:
        """In the other language where only that one was written."""
        return str(self.nl if lang == "nl" or not self.en else self.en)


class CrowdingTold(TenantModel):
    """That a customer was told of a crowding, how many people by mail, and that its journal knows of the end."""

    crowding = models.ForeignKey(Crowding, on_delete=models.PROTECT, db_constraint=False, related_name="told")
    told_at = models.DateTimeField()
    people = models.IntegerField()
    over = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        db_table = "support_crowding_told"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "crowding"], name="support_crowding_told_once"),
        ]


declare(Crowding, row_class="published", retention="five years")
declare(
    CrowdingTold,
    row_class="service",
    retention="as long as the journal that tells of it",
    exports=("crowding_id", "told_at", "people", "over"),
)
