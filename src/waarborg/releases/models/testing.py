"""Which tests a function went through, and which build runs for whom: what checks and "stable" rest on."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.tenancy.models import TenantModel
from waarborg.releases.models.releases import Item
from waarborg.releases.rules import testing


class ItemTest(TenantModel):
    """The newest outcome of one kind of test of something that a release brought; `evidence` says where it lies. The
    provider's row."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="tests")
    kind = models.CharField(max_length=10, choices=[(one, one) for one in testing.KINDS])
    passed = models.BooleanField()
    on = models.DateField()
    evidence = models.CharField(max_length=testing.LONGEST_EVIDENCE)

    class Meta(TenantModel.Meta):
        db_table = "releases_item_test"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "kind"], name="releases_item_test_once"),
        ]


class RunningBuild(TenantModel):
    """Which build the application said last that it runs for a customer (`customer_id`). The provider's row."""

    customer_id = models.UUIDField()
    build = models.CharField(max_length=80)
    reported_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        db_table = "releases_running_build"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["customer_id"], name="releases_running_build_once"),
        ]


declare(ItemTest, row_class="provider", retention="always")
declare(RunningBuild, row_class="provider", retention="until the build is reported anew")
