"""The availability of a month from the database: of one customer, and of 500 customers with five components each.

Every customer has a service, a product and five components of its own, so that no figure can be shared between them;
all are bound to one agreement. Each component was out three times, a third of one outage was put right, and there was
maintenance that had been announced. Run: python bench/availability.py [--json] [--customers 500] [--repeats 5].
"""

import argparse
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parent))
import notices
from figures import finish, from_table
from fresh_database import fresh_database

PARTS, MONTH = 5, "2026-03"
FIRST, AT = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 4, 7, 9, 42, tzinfo=UTC)
HOUR = timedelta(hours=1)


def load(customers: int) -> list[UUID]:
    """As the actions would have left them, a table at a time."""
    from waarborg.catalogue.models import Item, Purchase
    from waarborg.customers.models import Organisation
    from waarborg.customers.queries import provider
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    notices.load(customers, 1)
    with tenancy.enter(Role.DESK):
        house = provider().id
        tenants = list(Organisation.objects.filter(kind="customer").order_by("id").values_list("tenant_id", flat=True))
        given = {"tenant_id": house, "audience": "customers"}
        services = [_item(given, "service", f"service-{number}") for number in range(len(tenants))]
        Item.objects.bulk_create(services)
        products = [_item(given, "product", f"product-{n}", one) for n, one in enumerate(services)]
        parts = [
            _item(given, "component", f"part-{n}-{part}", one)
            for n, one in enumerate(services)
            for part in range(PARTS)
        ]
        Item.objects.bulk_create([*products, *parts])
        Purchase.objects.bulk_create(
            Purchase(tenant_id=tenant, item=one, starts_on=date(2026, 1, 1))
            for tenant, one in zip(tenants, products, strict=True)
        )
        _happened(given, parts)
    _bound(tenants, house)
    return tenants


def _item(given: dict[str, Any], kind: str, key: str, parent: Any = None) -> Any:
    from waarborg.catalogue.models import Item

    return Item(**given, kind=kind, key=key, nl=key, en=key, parent=parent)


def _happened(given: dict[str, Any], parts: list[Any]) -> None:
    from waarborg.availability.models import Finding, Incident, Outage, Work, WorkAnnouncement, WorkComponent

    told = [
        Incident(
            **given,
            title_nl="Storing",
            phase="resolved",
            begins_at=FIRST,
            ends_at=FIRST + 60 * 24 * HOUR,
            told_at=FIRST,
        )
        for _ in range(3)
    ]
    Incident.objects.bulk_create(told)
    Outage.objects.bulk_create(
        Outage(
            **given, incident=incident, component=part, effect="down",
            begins_at=FIRST + number * 48 * HOUR, ends_at=FIRST + number * 48 * HOUR + HOUR / 4,
        )
        for number, incident in enumerate(told)
        for part in parts
    )  # fmt: skip
    Finding.objects.bulk_create(
        Finding(
            **given, component=part, kind="correction", word="up", reason="Log.", at=AT,
            begins_at=FIRST, ends_at=FIRST + HOUR / 12,
        )
        for part in parts
    )  # fmt: skip
    start = FIRST + 10 * 24 * HOUR
    work = Work.objects.create(
        **given, kind="regular", title_nl="Onderhoud", text_nl="Werk.", from_at=start, until_at=start + 2 * HOUR,
        announced_at=FIRST, began_at=start, ended_at=start + HOUR, state="done",
    )  # fmt: skip
    WorkAnnouncement.objects.create(
        **given, work=work, at=FIRST, change="announced", from_at=start, until_at=start + 2 * HOUR
    )
    WorkComponent.objects.bulk_create(WorkComponent(**given, work=work, component=part) for part in parts)


def _bound(tenants: list[UUID], house: UUID) -> None:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.actions.publish import publish
    from waarborg.promises.models import Binding
    from waarborg.promises.profiles import documents, profile

    with tenancy.enter(Role.DESK):
        version = publish(
            profile("24office"), by=SYSTEM, at=AT, provider=house, name="24office.yaml", documents=documents("24office")
        )
        since = datetime(2026, 1, 1, tzinfo=UTC)
        Binding.objects.bulk_create(Binding(tenant_id=one, version=version, starts_at=since) for one in tenants)


def timed(tenants: list[UUID], repeats: int) -> float:
    """The best of so many times, in seconds."""
    from waarborg.availability.queries.month_figures import of_customers
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role

    best = float("inf")
    for _ in range(repeats):
        with tenancy.enter(Role.DESK):
            began = time.perf_counter()
            found = of_customers(tenants, MONTH, at=AT)
            best = min(best, time.perf_counter() - began)
        wanted = (3 * 15 - 5) * 60 * 10**12
        if any(len(one) != PARTS or any(figure.account.down != wanted for figure in one) for one in found.values()):
            raise SystemExit("a figure is not what it has to be")
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast the availability of a month is worked out")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--customers", type=int, default=500)
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()
    many = f"month figures of {args.customers:,} customers x {PARTS} components (s)"
    one = "month figures of a customer (ms)"
    with fresh_database():
        tenants = load(args.customers)
        figures = {one: timed(tenants[:1], args.repeats) * 1000, many: timed(tenants, args.repeats)}
    return finish(from_table(figures, at_most={one: 100, many: 2}), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
