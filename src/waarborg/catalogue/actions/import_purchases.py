"""Importing who bought what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waarborg.catalogue.actions.keep_purchase import EndsBefore, buy
from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.rules.importing import HeldAlready, NoSuchItem
from waarborg.catalogue.rules.kinds import SOLD
from waarborg.catalogue.rules.rings import GENERAL
from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.actions.importing.references import customers_by_word
from waarborg.customers.rules.importing.columns import Row
from waarborg.customers.rules.importing.problems import NoSuchCustomer
from waarborg.plumbing.actors import Actor

Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Fresh:
    row: Row
    tenant: UUID
    item: Item

    @property
    def days(self) -> Days:
        return self.row.values["from"], self.row.values.get("until")

    @property
    def ring(self) -> str | None:
        return self.row.values.get("ring")


def find(batch: Batch) -> Found:
    """A purchase for the same days is known, or different where its ring is another; one that overlaps another, there
    or in the file, is refused. Four queries."""
    found = Found()
    customers, items = customers_by_word(batch.source), _items()
    tenants = {customers[word] for row in batch.rows if (word := row.values["customer"].casefold()) in customers}
    held = _held(tenants)
    for row in batch.rows:
        tenant, item = customers.get(row.values["customer"].casefold()), items.get(row.values["item"].casefold())
        if tenant is None:
            found.problems.append(batch.problem(row, "customer", NoSuchCustomer()))
            continue
        if item is None:
            found.problems.append(batch.problem(row, "item", NoSuchItem()))
            continue
        one = Fresh(row, tenant, item)
        spans = held.setdefault((tenant, item.id), {})
        if one.days[1] is not None and one.days[1] < one.days[0]:
            found.problems.append(batch.problem(row, "until", EndsBefore()))
        elif one.days in spans:
            # A ring that the line leaves out is no difference.
            found.seen(row, row.digest if one.ring in (None, spans[one.days]) else "other")
        elif item.archived_at is not None:
            found.problems.append(batch.problem(row, "item", NoSuchItem()))
        elif any(_meet(one.days, other) for other in spans):
            found.problems.append(batch.problem(row, "from", HeldAlready()))
        else:
            spans[one.days] = one.ring or GENERAL
            found.fresh.append(one)
    return found


def _items() -> dict[str, Item]:
    """What can be bought, by word (of a product before a module) and by kind/word."""
    found: dict[str, Item] = {}
    for one in Item.objects.filter(kind__in=SOLD).order_by("-kind"):
        found.setdefault(one.key, one)
        found[f"{one.kind}/{one.key}"] = one
    return found


def _held(tenants: set[UUID]) -> dict[tuple[UUID, UUID], dict[Days, str]]:
    """The days of what was bought, with the ring of each."""
    rows = Purchase.objects.filter(tenant_id__in=tenants, withdrawn_at__isnull=True)
    found: dict[tuple[UUID, UUID], dict[Days, str]] = {}
    for tenant, item, starts, ends, ring in rows.values_list("tenant_id", "item_id", "starts_on", "ends_on", "ring"):
        found.setdefault((tenant, item), {})[starts, ends] = ring
    return found


def _meet(one: Days, other: Days) -> bool:
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def add(fresh: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    for one in fresh:
        starts, ends = one.days
        ring = one.ring or GENERAL
        buy(one.item, one.tenant, starts_on=starts, ends_on=ends, ring=ring, by=by, at=batch.at)
