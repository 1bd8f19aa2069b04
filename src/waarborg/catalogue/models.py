"""What is supplied (the provider's rows, with an audience), what it rests on, and what each customer bought."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from waarborg.catalogue.rules import kinds, rings
from waarborg.catalogue.rules.tree import Node
from waarborg.plumbing.data_catalogue import declare
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.tenancy.models import PublishedManager, TenantModel


class Item(models.Model):
    """A service, product, module, group of components, component or window.

    `key` is the word by which agreements name it; `route` (of a window) is the page of the application, such as
    /clients; `third_party` (of a component) says that somebody else runs it, so that it stands apart and does not count
    (PX-106). What ended is archived and stays readable.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tenant_id = models.UUIDField(editable=False)
    audience = models.CharField(max_length=20, default="customers")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in kinds.KINDS])
    key = models.CharField(max_length=60)
    nl = models.CharField(max_length=120)
    en = models.CharField(max_length=120)
    nl_about = models.CharField(max_length=500, blank=True)
    en_about = models.CharField(max_length=500, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    third_party = models.BooleanField(default=False)
    route = models.CharField(max_length=200, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = PublishedManager()

    class Meta:
        db_table = "catalogue_item"
        base_manager_name = "objects"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "key"], name="catalogue_item_once"),
            # An agreement calls both by one property: one word never means two things.
            models.UniqueConstraint(fields=["key"], condition=Q(kind__in=kinds.PARTS), name="catalogue_part_once"),
            models.CheckConstraint(
                condition=Q(kind=kinds.SERVICE, parent__isnull=True)
                | (~Q(kind=kinds.SERVICE) & Q(parent__isnull=False)),
                name="catalogue_item_under",
            ),
            models.CheckConstraint(
                condition=Q(third_party=False) | Q(kind=kinds.COMPONENT), name="catalogue_third_party_component"
            ),
            models.CheckConstraint(condition=Q(route="") | Q(kind=kinds.WINDOW), name="catalogue_route_of_window"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def ref(self) -> Ref:
        return Ref("catalogue.item", self.id)

    @property
    def shown_publicly(self) -> bool:
        """Whether visitors of the status page read of it."""
        return self.audience == "public"

    @shown_publicly.setter
    def shown_publicly(self, wanted: bool) -> None:
        self.audience = "public" if wanted else "customers"

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en

    def about(self, lang: str) -> str:
        """What it is for, in a sentence; empty where nobody wrote one."""
        return self.nl_about if lang == "nl" else self.en_about

    @property
    def node(self) -> Node:
        return Node(
            self.id, self.kind, self.key, self.nl, self.en, self.parent_id, self.third_party, bool(self.archived_at)
        )


class Dependency(TenantModel):
    """A component that does not work without another."""

    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="dependencies")
    needs = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="dependants")

    class Meta(TenantModel.Meta):
        db_table = "catalogue_dependency"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["component", "needs"], name="catalogue_dependency_once"),
            models.CheckConstraint(condition=~Q(component=models.F("needs")), name="catalogue_dependency_of_another"),
        ]


class Purchase(TenantModel):
    """A customer has a product or module from the start of one day to the end of another; open while `ends_on` is null.

    Nothing is deleted: what was never bought is withdrawn, and stays as history. The days of one thing never overlap;
    the database sees to that (`catalogue_purchase_no_overlap`). `ring` says how soon a new version comes.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="purchases")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    ring = models.CharField(
        max_length=rings.LONGEST,
        choices=[(ring, ring) for ring in rings.RINGS],
        default=rings.GENERAL,
        db_default=rings.GENERAL,
    )

    class Meta(TenantModel.Meta):
        db_table = "catalogue_purchase"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="catalogue_purchase_forward",
            ),
            models.CheckConstraint(condition=Q(ring__in=rings.RINGS), name="catalogue_purchase_ring"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["tenant_id", "starts_on"], name="catalogue_purchase_tenant"),
            models.Index(fields=["item", "starts_on"], name="catalogue_purchase_item"),
        ]

    @property
    def ref(self) -> Ref:
        return Ref("catalogue.purchase", self.id)

    def holds(self, day: date) -> bool:
        return self.withdrawn_at is None and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


declare(Item, row_class="published", retention="always", exports=("kind", "key", "nl", "en"))
declare(Dependency, row_class="provider", retention="always")
declare(
    Purchase,
    row_class="service",
    retention="seven years after it ended",
    exports=("id", "item_id", "starts_on", "ends_on", "withdrawn_at", "ring"),
)
