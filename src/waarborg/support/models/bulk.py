"""What somebody did with several tickets at once, for as long as it can be set back."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel


class BulkAct(TenantModel):
    """`items`: of each ticket its id and number, what stood there before (`was`, `was_name`) and what the act made of
    it (`made`): a person, or a priority."""

    person_id = models.UUIDField()
    act = models.CharField(max_length=20)
    items = models.JSONField(default=list)
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        db_table = "support_bulk_act"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["done_at"], name="support_bulk_done")]


declare(BulkAct, row_class="provider", personal="account", retention="a day", erasure="delete")
