"""A release of the product, where it can be had, and what it brought."""

from typing import ClassVar

from django.db import models

from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager
from waarborg.releases.rules import channels, items, kinds


class Release(models.Model):
    """One release, the provider's row. `audience` is what row policies read: nobody but staff sees a row that says
    `provider`; a published one is everybody's.

    `patches` is the version that a patch belongs to. What its activation did to customers was measured:
    `interruption_ms` and `failed_requests` of `requests`; each None where nobody measured it. `build` names what was
    built, the same for everybody (CL-17). `revision` guards against two writers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="provider")
    version = models.CharField(max_length=kinds.LONGEST_VERSION)
    kind = models.CharField(max_length=10, choices=[(one, one) for one in kinds.KINDS], default=kinds.VERSION)
    purpose = models.CharField(max_length=12, choices=[(one, one) for one in kinds.PURPOSES], default=kinds.INNOVATION)
    patches = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="patched_by")
    build = models.CharField(max_length=80, blank=True)
    summary_nl = models.CharField(max_length=kinds.LONGEST_SUMMARY, blank=True)
    summary_en = models.CharField(max_length=kinds.LONGEST_SUMMARY, blank=True)
    notes_nl = models.TextField(blank=True)
    notes_en = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(one, one) for one in kinds.STATES], default=kinds.PLANNED)
    planned_for = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    activated_at = models.DateTimeField(null=True, blank=True)
    interruption_ms = models.BigIntegerField(null=True, blank=True)
    failed_requests = models.BigIntegerField(null=True, blank=True)
    requests = models.BigIntegerField(null=True, blank=True)
    notice_id = models.UUIDField(null=True, blank=True)
    revision = models.IntegerField(default=0)

    objects = PublishedManager()

    class Meta:
        db_table = "releases_release"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version"], name="releases_release_version"),
            # What nobody may read yet is nobody's, whatever the program thinks.
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=False) | models.Q(audience="provider"),
                name="releases_release_unpublished_is_ours",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=kinds.PATCH) | models.Q(patches__isnull=True),
                name="releases_release_patch_of_version",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-planned_for", "-id"], name="releases_release_planned"),
            models.Index(fields=["-activated_at", "-id"], name="releases_release_activated"),
        ]

    def __str__(self) -> str:
        return self.version

    @property
    def ref(self) -> Ref:
        return Ref("releases.release", self.id)

    @property
    def is_patch(self) -> bool:
        return self.kind == kinds.PATCH

    def summary(self, lang: str) -> str:
        """Dutch where there is no English."""
        return self.summary_en if lang == "en" and self.summary_en else self.summary_nl

    def notes(self, lang: str) -> str:
        return self.notes_en if lang == "en" and self.notes_en else self.notes_nl


class Channel(models.Model):
    """A release in one channel: handed in, approved by a store, live. On the web only `live_at` is there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="provider")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="channels")
    channel = models.CharField(max_length=10, choices=[(one, one) for one in channels.CHANNELS])
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    live_at = models.DateTimeField(null=True, blank=True)

    objects = PublishedManager()

    class Meta:
        db_table = "releases_channel"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["release", "channel"], name="releases_channel_once"),
        ]


class Item(models.Model):
    """Something that a release brought. `origin` says where it came from, `wishes` the numbers of the tickets that
    asked for it, `effective_on` when a change of the law takes effect. `stable_at`: it was declared stable (CL-19)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="provider")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=12, choices=[(one, one) for one in items.KINDS])
    title_nl = models.CharField(max_length=items.LONGEST_TITLE)
    title_en = models.CharField(max_length=items.LONGEST_TITLE, blank=True)
    text_nl = models.CharField(max_length=items.LONGEST_TEXT, blank=True)
    text_en = models.CharField(max_length=items.LONGEST_TEXT, blank=True)
    origin = models.CharField(max_length=10, choices=[(one, one) for one in items.ORIGINS], default=items.VISION)
    wishes = models.CharField(max_length=items.LONGEST_WISHES, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    stable_at = models.DateTimeField(null=True, blank=True)

    objects = PublishedManager()

    class Meta:
        db_table = "releases_item"
        base_manager_name = "objects"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["release"], name="releases_item_release"),
            models.Index(fields=["-published_at", "-id"], name="releases_item_published"),
        ]

    def __str__(self) -> str:
        return self.title_nl

    @property
    def ref(self) -> Ref:
        return Ref("releases.item", self.id)

    def title(self, lang: str) -> str:
        """Dutch where there is no English."""
        return self.title_en if lang == "en" and self.title_en else self.title_nl

    def text(self, lang: str) -> str:
        return self.text_en if lang == "en" and self.text_en else self.text_nl


declare(
    Release,
    row_class="published",
    retention="always",
    exports=("id", "version", "kind", "purpose", "summary_nl", "published_at", "activated_at"),
)
declare(Channel, row_class="published", retention="always", exports=("id", "channel", "live_at"))
declare(Item, row_class="published", retention="always", exports=("id", "kind", "title_nl", "published_at"))
