"""Reading the catalogue and what customers bought, in the scope under way."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from waarborg.catalogue.models import Dependency, Item, Purchase
from waarborg.catalogue.rules.kinds import COMPONENT, KINDS, MODULE, PRODUCT
from waarborg.catalogue.rules.tree import Node, Tree, known_words, words_for, words_of
from waarborg.customers.models import Organisation
from waarborg.plumbing import tenancy
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import kept
from waarborg.plumbing.web.wording import local_date


def day_of(at: datetime) -> date:
    """The day on which an instant falls where the provider works: purchases begin and end with days."""
    return local_date(at, zone_of())


def on(day: date) -> Q:
    """Purchases that hold on this day."""
    return Q(withdrawn_at__isnull=True, starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def items(*, kind: str = "", archived: bool = True) -> list[Item]:
    """What the scope may see of the catalogue, with each one's parent at hand. One query."""
    rows = Item.objects.select_related("parent").order_by("kind", "key")
    rows = rows.filter(kind=kind) if kind else rows
    return list(rows if archived else rows.filter(archived_at__isnull=True))


def tree() -> Tree:
    """The whole catalogue, archived things included. One query in a unit of work."""
    read = lambda: Tree({one.id: one.node for one in kept.rows("catalogue.tree", Item.objects.all)})  # noqa: E731
    found: Tree = tenancy.remembered("catalogue.tree", read) if tenancy.scoped() else read()
    return found


def item(identifier: UUID) -> Item:
    """Raises NotFound."""
    found: Item | None = Item.objects.select_related("parent").filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


def called(kind: str, key: str) -> Item | None:
    """The thing of this kind that agreements call by this word, if there is one."""
    # The database takes no zero among its characters, and addresses may hold one.
    named = kind in KINDS and "\0" not in key
    found: Item | None = Item.objects.select_related("parent").filter(kind=kind, key=key).first() if named else None
    return found


def words() -> dict[str, frozenset[str]]:
    """By property of a promise (service, product, module, component, window) the words that it may use. One query."""
    return known_words(tree().nodes.values())


def needs_of(component: Item) -> list[Item]:
    """What a component does not work without, by word. One query, for staff."""
    return list(Item.objects.filter(dependants__component=component).order_by("key"))


def dependencies() -> dict[UUID, list[UUID]]:
    """By component what it needs. One query, for staff."""
    found: dict[UUID, list[UUID]] = {}
    for component, needs in Dependency.objects.order_by("id").values_list("component_id", "needs_id"):
        found.setdefault(component, []).append(needs)
    return found


def components() -> list[Item]:
    return items(kind=COMPONENT, archived=False)


def purchases(tenant: UUID) -> list[Purchase]:
    """Everything a customer bought, did, or will have, the newest first; withdrawn ones too. One query."""
    rows = Purchase.objects.select_related("item__parent")
    return kept.rows(
        "catalogue.purchases", lambda one: rows.filter(tenant_id=one).order_by("-starts_on", "item__key", "-id"), tenant
    )


class Listed(NamedTuple):
    """A thing of the catalogue, beside one purchase of it by the customer who was asked about, where there is one.

    Plain values: what a page says of them is found again by them."""

    id: UUID
    kind: str
    key: str
    nl: str
    en: str
    parent: UUID | None
    third_party: bool
    archived_at: datetime | None
    nl_about: str
    en_about: str
    bought: UUID | None
    starts_on: date
    ends_on: date | None
    ring: str

    @property
    def node(self) -> Node:
        return Node(*self[:7], archived=self.archived_at is not None)

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def with_purchases(tenant: UUID) -> tuple[Listed, ...]:
    """The whole catalogue, and everything a customer bought and did not withdraw, the oldest first. One query."""
    return tuple(map(Listed._make, kept.rows("catalogue.with-purchases", _with_purchases, tenant)))


def _with_purchases(tenant: UUID) -> "QuerySet[Item, Any]":
    his = Q(purchases__tenant_id=tenant, purchases__withdrawn_at__isnull=True)
    rows = Item.objects.annotate(
        his=FilteredRelation("purchases", condition=his),
        bought=F("his__id"),
        first=F("his__starts_on"),
        last=F("his__ends_on"),
        bought_ring=F("his__ring"),
    )
    of_item = ("id", "kind", "key", "nl", "en", "parent_id", "third_party", "archived_at", "nl_about", "en_about")
    return rows.order_by("first", "-key", "bought").values_list(*of_item, "bought", "first", "last", "bought_ring")


def every_purchase() -> Iterable[tuple[str, str, str, date, date | None, str]]:
    """Short name of the customer, kind and word of the item, first and last day, ring; withdrawn ones left out. One
    query, for staff."""
    slugs = Organisation.objects.filter(tenant_id=OuterRef("tenant_id")).values("slug")[:1]
    rows = Purchase.objects.filter(withdrawn_at__isnull=True).annotate(slug=Subquery(slugs))
    rows = rows.order_by("slug", "item__kind", "item__key", "starts_on")
    return rows.values_list("slug", "item__kind", "item__key", "starts_on", "ends_on", "ring")


def purchase(identifier: UUID) -> Purchase:
    """Raises NotFound."""
    found: Purchase | None = Purchase.objects.select_related("item").filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


def held(tenant: UUID, at: datetime) -> frozenset[UUID]:
    """The products and modules that a customer has at an instant. One query."""
    return frozenset(item for (item,) in kept.rows("catalogue.held", _held, tenant, day_of(at)))


def _held(tenant: UUID, day: date) -> "QuerySet[Purchase, tuple[UUID]]":
    return Purchase.objects.filter(on(day), tenant_id=tenant).values_list("item_id")


def has(tenant: UUID, thing: UUID, at: datetime) -> bool:
    """Whether a customer has this product or module, or for a part of a service, anything of that service."""
    whole = tree()
    return thing in whole.nodes and not whole.sold_for(whole.nodes[thing]).isdisjoint(held(tenant, at))


def tenants_in(ring: str, at: datetime, *, product: str = "") -> list[UUID]:
    """The customers who have anything in this ring at an instant, or this product or one of its modules, in order of
    tenant. One query, in the desk's scope."""
    rows = Purchase.objects.filter(on(day_of(at)), ring=ring)
    if product:
        rows = rows.filter(Q(item__kind=PRODUCT, item__key=product) | Q(item__parent__key=product, item__kind=MODULE))
    return list(rows.order_by("tenant_id").values_list("tenant_id", flat=True).distinct())


def tenants_with(thing: UUID, at: datetime) -> list[UUID]:
    """The customers whom this item concerns at an instant, in order of tenant: who has the product or module, or of a
    service, component or window, who has anything of that service. Two queries, in the desk's scope; none for an item
    that does not exist."""
    whole = tree()
    node = whole.nodes.get(thing)
    if node is None:
        return []
    rows = Purchase.objects.filter(on(day_of(at)), item_id__in=whole.sold_for(node))
    return sorted(set(rows.values_list("tenant_id", flat=True)))


def buyers(thing: UUID, at: datetime) -> list[Organisation]:
    """`tenants_with`, as organisations by name. Three queries."""
    return list(Organisation.objects.filter(tenant_id__in=tenants_with(thing, at)).order_by("name", "id"))


def counts(at: datetime) -> dict[UUID, int]:
    """How many customers have each product and module. One query, for staff."""
    rows = Purchase.objects.filter(on(day_of(at))).values("item_id").annotate(many=Count("tenant_id", distinct=True))
    return {one["item_id"]: one["many"] for one in rows}


def about(tenant: UUID, at: datetime) -> list[Node]:
    """What a customer may say that a ticket is about: what he has, and the components and windows of its services. Two
    queries."""
    has_now = held(tenant, at)
    return tree().about(has_now) if has_now else []


def held_words(tenant: UUID, at: datetime) -> dict[str, frozenset[str]]:
    """By property of a promise, the words of everything that concerns a customer at an instant; archived things he
    still has count. Two queries."""
    whole, has_now = tree(), held(tenant, at)
    concerning = [one for one in whole.nodes.values() if not whole.sold_for(one).isdisjoint(has_now)]
    return known_words(replace(one, archived=False) for one in concerning)


def purchases_with_words(
    tenants: Iterable[UUID],
) -> dict[UUID, list[tuple[str, date, date | None, frozenset[tuple[str, str]]]]]:
    """What customers bought and did not withdraw, by item and first day: kind/word, first and last day, and as
    (property, word) all that concerns whoever has it. Two queries."""
    whole = tree()
    rows = Purchase.objects.filter(tenant_id__in=set(tenants), withdrawn_at__isnull=True)
    found: dict[UUID, list[tuple[str, date, date | None, frozenset[tuple[str, str]]]]] = {}
    for tenant, item, first, last in rows.values_list("tenant_id", "item_id", "starts_on", "ends_on"):
        node = whole.nodes[item]
        found.setdefault(tenant, []).append((f"{node.kind}/{node.key}", first, last, words_for(whole, item)))
    return {tenant: sorted(listed, key=lambda one: one[:2]) for tenant, listed in found.items()}


def words_about(thing: UUID) -> dict[str, str]:
    """The properties that a ticket about this item sets; none for one that does not exist. One query."""
    whole = tree()
    node = whole.nodes.get(thing)
    return words_of(whole, node) if node else {}


def labels(identifiers: Iterable[UUID], lang: str) -> dict[UUID, str]:
    """What items are called. One query."""
    return {one.id: one.say(lang) for one in Item.objects.filter(id__in=set(identifiers))}
