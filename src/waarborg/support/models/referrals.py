"""Others who help with what we do not do: a list for customers, without recommending anybody (CL-31)."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager
from waarborg.support.rules.articles.reach import NOBODY


class Referral(models.Model):
    """A third party. `listed` ones have the audience of customers. `works` is what the last look at the address found,
    None before the first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default=NOBODY)
    name = models.CharField(max_length=100)
    url = models.CharField(max_length=300)
    what_nl = models.CharField(max_length=300)
    what_en = models.CharField(max_length=300)
    listed = models.BooleanField(default=True)
    checked_at = models.DateTimeField(null=True)
    works = models.BooleanField(null=True)

    objects = PublishedManager()

    class Meta:
        base_manager_name = "objects"
        db_table = "support_referral"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "url"], name="support_referral_url"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("support.referral", self.id)

    def say(self, lang: str) -> str:
        return self.what_nl if lang == "nl" else self.what_en

    def __str__(self) -> str:
        return self.name


declare(Referral, row_class="published", retention="until it is taken off the list")
