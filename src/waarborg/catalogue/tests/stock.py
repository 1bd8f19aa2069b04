"""A small catalogue for tests: a care platform with two products, a module, components, and the windows of PX-66."""

from dataclasses import dataclass
from datetime import date, datetime

from waarborg.catalogue.actions.keep_item import add_item
from waarborg.catalogue.actions.keep_purchase import buy
from waarborg.catalogue.models import Item, Purchase
from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import NOW, Cast

SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Stock:
    service: Item
    records: Item
    payroll: Item
    plans: Item
    hosting: Item
    application: Item
    database: Item
    post: Item
    clients: Item
    trajectories: Item


def make_stock(cast: Cast, at: datetime = NOW) -> Stock:
    def add(kind: str, key: str, nl: str, en: str, parent: Item | None = None, **more: object) -> Item:
        return add_item(
            kind, key, provider=cast.provider.id, by=cast.manager.actor, at=at, parent=parent, nl=nl, en=en, **more
        )

    with cast.manager.at_work():
        service = add("service", "care", "Zorgplatform", "Care platform")
        records = add("product", "records", "Cliëntdossier", "Client records", service)
        hosting = add("group", "hosting", "Hosting", "Hosting", service)
        application = add("component", "application", "de applicatie", "the application", service)
        return Stock(
            service=service,
            records=records,
            payroll=add("product", "payroll", "Salaris", "Payroll", service),
            plans=add("module", "care-plans", "Zorgplannen", "Care plans", records),
            hosting=hosting,
            application=application,
            database=add("component", "database", "de database", "the database", hosting),
            post=add("component", "post", "de postdienst", "the post service", hosting, third_party=True),
            clients=add("window", "clients", "Cliënten", "Clients", application, route="/clients"),
            trajectories=add("window", "trajectories", "Trajecten", "Trajectories", application),
        )


def bought(
    cast: Cast,
    item: Item,
    customer: Organisation,
    since: date = SINCE,
    until: date | None = None,
    *,
    at: datetime = NOW,
) -> Purchase:
    with cast.manager.at_work():
        return buy(item, customer.id, starts_on=since, ends_on=until, by=cast.manager.actor, at=at)
