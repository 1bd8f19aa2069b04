"""Texts that staff insert into an answer, with what goes with them."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class Snippet(TenantModel):
    """`nl` and `en` are what is inserted, with variables (`rules.snippets`). `purpose` and `tag`, where given, are set
    with it: the answer is then of that kind, and sending it labels the ticket."""

    name = models.CharField(max_length=60)
    nl = models.TextField()
    en = models.TextField(blank=True)
    purpose = models.CharField(max_length=20, blank=True)
    tag = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    class Meta(TenantModel.Meta):
        db_table = "support_snippet"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tenant_id", "name"], name="support_snippet_name"),
        ]

    def __str__(self) -> str:
        return self.name


declare(Snippet, row_class="provider", retention="until it is put away")
