"""Versions of browsers and phones on which the product is tested: the compatibility matrix."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager
from waarborg.releases.rules import platforms


class PlatformVersion(models.Model):
    """A version that came out, with who tests it by when; `result` is empty until somebody has. The provider's row;
    everybody reads it, but not the name of the tester."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="public")
    platform = models.CharField(max_length=10, choices=[(one, one) for one in platforms.PLATFORMS])
    version = models.CharField(max_length=platforms.LONGEST_VERSION)
    registered_at = models.DateTimeField()
    owner_id = models.UUIDField()
    due_on = models.DateField()
    result = models.CharField(max_length=10, choices=[(one, one) for one in platforms.RESULTS], blank=True)
    tested_at = models.DateTimeField(null=True, blank=True)
    release = models.CharField(max_length=40, blank=True)
    remark_nl = models.CharField(max_length=platforms.LONGEST_REMARK, blank=True)
    remark_en = models.CharField(max_length=platforms.LONGEST_REMARK, blank=True)

    objects = PublishedManager()

    class Meta:
        db_table = "releases_platform_version"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["platform", "version"], name="releases_platform_version_once"),
            models.CheckConstraint(
                condition=models.Q(result="", tested_at__isnull=True) | ~models.Q(result=""),
                name="releases_platform_version_tested",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["platform", "-registered_at"], name="releases_platform_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.version}"

    @property
    def ref(self) -> Ref:
        return Ref("releases.platform-version", self.id)

    def remark(self, lang: str) -> str:
        return self.remark_en if lang == "en" and self.remark_en else self.remark_nl


declare(
    PlatformVersion,
    row_class="published",
    retention="always",
    exports=("id", "platform", "version", "registered_at", "result", "tested_at"),
)
