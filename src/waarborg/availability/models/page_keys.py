"""Keys by which browsers of visitors tell how long pages took. They stand in a page that everybody reads, so they are
no secret: what they allow is little (`rules/page_times.py`)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import TenantModel


class PageKey(TenantModel):
    """Of one application: `word` is the key as it is written, `origins` the addresses its pages come from."""

    name = models.CharField(max_length=60)
    word = models.CharField(max_length=40, unique=True)
    origins = ArrayField(models.CharField(max_length=300))
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        db_table = "availability_page_key"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tenant_id", "name"], condition=Q(revoked_at__isnull=True), name="availability_page_key_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        return Ref("availability.page-key", self.id)


declare(PageKey, row_class="provider", retention="always: it names where measurements came from")
