"""Who bought what, from which day until which: recorded, ended, or withdrawn because it never was."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from waarborg.catalogue import permissions
from waarborg.catalogue.events import BOUGHT, ENDED, RING_CHOSEN, WITHDRAWN
from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.rules.kinds import SOLD
from waarborg.catalogue.rules.rings import GENERAL, RINGS
from waarborg.customers.queries import organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken

LONGEST_REASON = 500
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class NotSold(BadInput):
    code = "catalogue.purchase.not-sold"
    nl = "Alleen producten en modules worden afgenomen."
    en = "Only products and modules are bought."


class NoLongerSupplied(Refusal):
    code = "catalogue.purchase.archived"
    nl = "“{name}” wordt niet meer geleverd."
    en = "“{name}” is no longer supplied."
    nl_way_out = "Haal het eerst terug uit het archief."
    en_way_out = "Bring it back from the archive first."


class EndsBefore(BadInput):
    code = "catalogue.purchase.ends-before"
    nl = "De laatste dag ligt voor de eerste."
    en = "The last day lies before the first."


class Overlaps(Refusal):
    code = "catalogue.purchase.overlaps"
    nl = "Deze klant heeft “{name}” in die tijd al."
    en = "This customer has “{name}” in that time already."
    nl_way_out = "Beëindig eerst de afname die er is, of kies andere dagen."
    en_way_out = "End the purchase there is first, or choose other days."


class WasWithdrawn(Refusal):
    code = "catalogue.purchase.withdrawn"
    nl = "Deze afname is ingetrokken en verandert niet meer."
    en = "This purchase was withdrawn and does not change any more."


class ReasonMissing(BadInput):
    code = "catalogue.purchase.reason"
    nl = "Zet erbij waarom (ten hoogste 500 tekens)."
    en = "Say why (at most 500 characters)."


class NoSuchRing(BadInput):
    code = "catalogue.purchase.ring"
    nl = "Kies een van: {rings}."
    en = "Choose one of: {rings}."


@action("catalogue.purchase.make")
def buy(
    item: Item,
    tenant: UUID,
    *,
    starts_on: date,
    ends_on: date | None = None,
    ring: str = GENERAL,
    by: Actor,
    at: datetime,
) -> Purchase:
    """A customer has a product or module from `starts_on` up to and including `ends_on`; both may lie in the past or
    the future. Raises NotAllowed, NotFound, NotSold, NoLongerSupplied, EndsBefore, NoSuchRing, Overlaps."""
    require(by, permissions.RECORD, tenant=tenant)
    _must_be_one(ring)
    if organisation(tenant).kind != "customer":
        raise NotFound()
    if item.kind not in SOLD:
        raise NotSold(path="item")
    if item.archived_at is not None:
        raise NoLongerSupplied(name=_names(item))
    made = Purchase(tenant_id=tenant, item=item, starts_on=starts_on, ends_on=ends_on, ring=ring)
    _keep(made)
    _note(BOUGHT, made, by=by, at=at)
    if ring != GENERAL:
        _note(RING_CHOSEN, made, by=by, at=at, ring=ring)
    return made


@action("catalogue.purchase.end")
def end_purchase(purchase: Purchase, *, ends_on: date | None, by: Actor, at: datetime) -> Purchase:
    """It holds up to and including `ends_on`; None takes an end away. What stays the same writes nothing.

    Raises NotAllowed, NotFound, WasWithdrawn, EndsBefore, Overlaps.
    """
    require(by, permissions.RECORD, tenant=purchase.tenant_id)
    held = _locked(purchase)
    if held.ends_on == ends_on:
        return held
    held.ends_on = ends_on
    _keep(held)
    _note(ENDED, held, by=by, at=at)
    return held


@action("catalogue.purchase.choose-ring")
def choose_ring(purchase: Purchase, ring: str, *, by: Actor, at: datetime) -> Purchase:
    """How soon a new version of it reaches this customer (rules/rings.py). The same again changes nothing. Raises
    NotAllowed, NotFound, WasWithdrawn, NoSuchRing."""
    require(by, permissions.RECORD, tenant=purchase.tenant_id)
    _must_be_one(ring)
    held = _locked(purchase)
    if held.ring == ring:
        return held
    held.ring = ring
    held.save(update_fields=["ring"])
    _note(RING_CHOSEN, held, by=by, at=at, ring=ring)
    return held


@action("catalogue.purchase.withdraw")
def withdraw_purchase(purchase: Purchase, reason: str, *, by: Actor, at: datetime) -> Purchase:
    """It was recorded by mistake: it never held, and stays in the history. Raises NotAllowed, NotFound, WasWithdrawn,
    ReasonMissing."""
    require(by, permissions.RECORD, tenant=purchase.tenant_id)
    why = " ".join(reason.split())
    if not 1 <= len(why) <= LONGEST_REASON:
        raise ReasonMissing(path="reason")
    held = _locked(purchase)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    _note(WITHDRAWN, held, by=by, at=at, reason=why)
    return held


def _must_be_one(ring: str) -> None:
    if ring not in RINGS:
        raise NoSuchRing(path="ring", rings=", ".join(RINGS))


def _locked(purchase: Purchase) -> Purchase:
    held: Purchase = Purchase.objects.select_for_update(of=("self",)).select_related("item").get(id=purchase.id)
    if held.withdrawn_at is not None:
        raise WasWithdrawn()
    return held


def _keep(one: Purchase) -> None:
    """The database is asked whether it overlaps: two people who look first both see nothing. One after the other,
    for an exclusion constraint lets two that overlap wait for each other until the database breaks one off."""
    if one.ends_on is not None and one.ends_on < one.starts_on:
        raise EndsBefore(path="ends_on")
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(ONE_AT_A_TIME, [f"waarborg.catalogue.purchase:{one.tenant_id}:{one.item_id}"])
            one.save()
    except IntegrityError as error:
        if not taken(error, "catalogue_purchase_no_overlap"):
            raise
        raise Overlaps(name=_names(one.item), path="starts_on") from None


def _names(item: Item) -> dict[str, str]:
    return {"nl": item.nl, "en": item.en}


def _note(kind: str, one: Purchase, *, by: Actor, at: datetime, reason: str = "", ring: str = "") -> None:
    """The days stand among the properties, which erasure leaves; under names of their own, so that no promise takes
    what a customer bought for what a ticket is about."""
    properties = {"bought": f"{one.item.kind}/{one.item.key}", "bought-from": one.starts_on.isoformat()}
    properties |= {"bought-until": one.ends_on.isoformat()} if one.ends_on else {}
    properties |= {"ring": ring} if ring else {}
    journal.record(
        kind,
        tenant=one.tenant_id,
        subject=one.ref,
        related=[Ref("customers.customer", one.tenant_id)],
        by=by,
        at=at,
        properties=properties,
        data={"reason": reason} if reason else None,
    )
