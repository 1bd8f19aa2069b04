"""The catalogue and purchases for programs: the same checks and actions as the pages."""

from datetime import date
from typing import Literal, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema
from pydantic import Field

from waarborg.catalogue import permissions as rights
from waarborg.catalogue import queries
from waarborg.catalogue.actions.keep_item import add_item, archive_item, change_item, restore_item, set_needs
from waarborg.catalogue.actions.keep_purchase import buy, choose_ring, end_purchase
from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.rules.rings import GENERAL
from waarborg.customers.queries import organisation, provider
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.conditions import require_unchanged
from waarborg.plumbing.rest.input import Body, Line, LongText, Word
from waarborg.plumbing.rest.operations import by_of, made, reads, writes

router = Router(tags=["catalogue"])
RingWord = Literal["early", "general", "late"]
KindWord = Literal["service", "product", "module", "group", "component", "window"]


class ItemOut(Schema):
    """`key` is the word by which agreements name it; `under` what it belongs to, by its id."""

    id: UUID
    kind: KindWord
    key: str
    nl: str
    en: str
    nl_about: str
    en_about: str
    under: UUID | None
    third_party: bool
    route: str
    archived: bool


class Items(Schema):
    items: list[ItemOut]
    next: str | None


class NewItem(Body):
    kind: KindWord
    key: Word
    nl: Line
    en: Line
    nl_about: LongText = ""
    en_about: LongText = ""
    under: UUID | None = None
    third_party: bool = False
    route: Line = ""
    needs: list[UUID] = Field([], max_length=200, description="Components without which this one does not work.")


class ItemChange(Body):
    """What is left out stays as it is."""

    nl: Line = ""
    en: Line = ""
    nl_about: LongText = ""
    en_about: LongText = ""
    under: UUID | None = None
    third_party: bool = False
    route: Line = ""
    needs: list[UUID] = Field([], max_length=200)
    archived: bool = False


class PurchaseOut(Schema):
    """Whole days; `ends_on` is the last one, null while no end is known. One that was withdrawn never held. `ring` says
    how soon a new version comes."""

    id: UUID
    customer: UUID
    item: UUID
    kind: KindWord
    key: str
    starts_on: date
    ends_on: date | None
    withdrawn: bool
    ring: RingWord


class Purchases(Schema):
    items: list[PurchaseOut]
    next: str | None


class NewPurchase(Body):
    item: UUID
    starts_on: date
    ends_on: date | None = None
    ring: RingWord = Field(GENERAL, description="How soon a new version of it reaches this customer.")


class PurchaseChange(Body):
    """null takes the end away; left out it stays as it is."""

    ends_on: date | None = None
    ring: RingWord = GENERAL


def told(one: Item) -> ItemOut:
    row = {name: getattr(one, name) for name in ItemOut.model_fields if name not in ("under", "archived")}
    return ItemOut(**row, under=one.parent_id, archived=one.archived_at is not None)


def said(one: Purchase) -> PurchaseOut:
    return PurchaseOut(
        id=one.id, customer=one.tenant_id, item=one.item_id, kind=cast(KindWord, one.item.kind), key=one.item.key,
        starts_on=one.starts_on, ends_on=one.ends_on, withdrawn=one.withdrawn_at is not None,
        ring=cast(RingWord, one.ring),
    )  # fmt: skip


def _item(kind: str, word: str) -> Item:
    """Raises NotFound."""
    found = queries.called(kind, word)
    if found is None:
        raise NotFound()
    return found


@router.get("/catalogue", **reads("catalogue:read", "catalogue_list", Items))
def list_items(request: HttpRequest, cursor: pages.Cursor = None, limit: pages.Limit = pages.LIMIT) -> Items:
    """Everything that is supplied, and what no longer is, in the order in which it was added."""
    require(by_of(request), rights.READ)
    place = pages.after(cursor, pages.identifier)
    rows = Item.objects.filter(id__gt=place[0]) if place else Item.objects.all()
    shown, later = pages.cut(list(rows.order_by("id")[: limit + 1]), limit, lambda one: (one.id,))
    return Items(items=[told(one) for one in shown], next=later)


@router.post("/catalogue", **writes("catalogue:write", "catalogue_create", ItemOut, made=True, conditional=False))
def create_item(request: HttpRequest, body: NewItem) -> HttpResponse:
    """Add something."""
    by, at, house = by_of(request), clock.now(), provider()
    require(by, rights.MANAGE)
    if house is None:
        raise NotFound()
    given = body.model_dump(exclude={"under", "needs"})
    one = add_item(**given, parent=queries.item(body.under) if body.under else None, provider=house.id, by=by, at=at)
    if body.needs:
        set_needs(one, [queries.item(each) for each in body.needs], by=by, at=at)
    address = reverse("api-1:catalogue_read", kwargs={"item_kind": one.kind, "item_word": one.key})
    return made(request, told(one), address)


@router.get("/catalogue/{item_kind}/{item_word}", **reads("catalogue:read", "catalogue_read", ItemOut))
def read_item(request: HttpRequest, item_kind: str, item_word: str) -> ItemOut:
    """One thing, by its kind and word."""
    require(by_of(request), rights.READ)
    return told(_item(item_kind, item_word))


@router.patch(
    "/catalogue/{item_kind}/{item_word}", **writes("catalogue:write", "catalogue_change", ItemOut, made=False)
)
def change(request: HttpRequest, item_kind: str, item_word: str, body: ItemChange) -> ItemOut:
    """Change what is given; its kind and word stay."""
    by, at = by_of(request), clock.now()
    require(by, rights.MANAGE)
    held = Item.objects.select_for_update(of=("self",)).get(id=_item(item_kind, item_word).id)
    require_unchanged(request, told(held))
    given = body.model_dump(exclude_unset=True)
    archived, needs = given.pop("archived", None), given.pop("needs", None)
    if "under" in given:
        under = given.pop("under")
        given["parent"] = queries.item(under) if under else None
    one = change_item(held, by=by, at=at, **given)
    if needs is not None:
        set_needs(one, [queries.item(each) for each in needs], by=by, at=at)
    if archived is not None:
        one = (archive_item if archived else restore_item)(one, by=by, at=at)
    return told(one)


@router.get("/customers/{uuid:customer}/purchases", **reads("catalogue:read", "purchases_list", Purchases))
def list_purchases(
    request: HttpRequest, customer: UUID, cursor: pages.Cursor = None, limit: pages.Limit = pages.LIMIT
) -> Purchases:
    """Everything a customer bought, in the order in which it was recorded; also what is over."""
    by = by_of(request)
    require(by, rights.SEE_BOUGHT, tenant=customer)
    house = organisation(customer)
    access_log.read(by=by, tenant=house.id, what=house.ref, why="API", at=clock.now())
    rows = Purchase.objects.filter(tenant_id=house.id).select_related("item")
    place = pages.after(cursor, pages.identifier)
    rows = rows.filter(id__gt=place[0]) if place else rows
    shown, later = pages.cut(list(rows.order_by("id")[: limit + 1]), limit, lambda one: (one.id,))
    return Purchases(items=[said(one) for one in shown], next=later)


@router.post(
    "/customers/{uuid:customer}/purchases",
    **writes("catalogue:write", "purchases_create", PurchaseOut, made=True, conditional=False),
)
def create_purchase(request: HttpRequest, customer: UUID, body: NewPurchase) -> HttpResponse:
    """Record what a customer buys. For staff."""
    by = by_of(request)
    require(by, rights.RECORD, tenant=customer)
    given = body.model_dump(exclude={"item"})
    one = buy(queries.item(body.item), customer, by=by, at=clock.now(), **given)
    return made(request, said(one), reverse("api-1:purchases_read", kwargs={"purchase": one.id}))


def _purchase(by: Actor, purchase: UUID, right: str) -> Purchase:
    """Raises NotFound, NotAllowed."""
    found = queries.purchase(purchase)
    require(by, right, tenant=found.tenant_id)
    return found


@router.get("/purchases/{uuid:purchase}", **reads("catalogue:read", "purchases_read", PurchaseOut))
def read_purchase(request: HttpRequest, purchase: UUID) -> PurchaseOut:
    """One purchase."""
    by = by_of(request)
    found = _purchase(by, purchase, rights.SEE_BOUGHT)
    access_log.read(by=by, tenant=found.tenant_id, what=found.ref, why="API", at=clock.now())
    return said(found)


@router.patch("/purchases/{uuid:purchase}", **writes("catalogue:write", "purchases_change", PurchaseOut, made=False))
def change_purchase(request: HttpRequest, purchase: UUID, body: PurchaseChange) -> PurchaseOut:
    """Set its last day or take it away, or choose its ring. For staff."""
    by = by_of(request)
    found = _purchase(by, purchase, rights.RECORD)
    rows = Purchase.objects.select_for_update(of=("self",)).select_related("item")
    held = rows.get(id=found.id)
    require_unchanged(request, said(held))
    given, at = body.model_dump(exclude_unset=True), clock.now()
    # First what can be refused.
    held = end_purchase(held, ends_on=given.get("ends_on", held.ends_on), by=by, at=at)
    return said(choose_ring(held, given.get("ring", held.ring), by=by, at=at))
