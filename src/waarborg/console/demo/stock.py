"""What the demonstration's provider supplies, after its agreement, and who bought what of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from waarborg.catalogue.events import ADDED, BOUGHT
from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.rules.kinds import COMPONENT, MODULE, PRODUCT, SERVICE, WINDOW
from waarborg.catalogue.rules.tree import Tree, words_of
from waarborg.kernel.instants import to_us
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Pending, Ref
from waarborg.promises.rules.agreement import Agreement

# Word, names and what it is for; a module names its product.
SOLD = (
    (PRODUCT, "records", "", "Cliëntdossier", "Client records",
     "Alles over uw cliënten op één plaats: plan, rapportage en afspraken.",
     "Everything about your clients in one place: plan, reports and appointments."),
    (PRODUCT, "planning", "", "Planning", "Planning",
     "Wie er wanneer naar wie gaat, met roosters en routes.", "Who visits whom and when, with rosters and routes."),
    (PRODUCT, "declarations", "", "Declaraties", "Declarations",
     "Van geleverde zorg naar declaratie, met controle vooraf.", "From care given to claims, checked beforehand."),
    (MODULE, "care-plans", "records", "Zorgplannen", "Care plans",
     "Doelen en evaluaties per cliënt.", "Goals and evaluations for each client."),
    (MODULE, "relatives", "records", "Berichten met verwanten", "Messages with relatives",
     "Veilig berichten uitwisselen met familie.", "Safe messages with the family."),
    (MODULE, "routes", "planning", "Routes", "Routes",
     "De kortste volgorde van bezoeken.", "The shortest order of visits."),
)  # fmt: skip
# Components of an agreement that are pages of the application, and by which address they are measured.
WINDOWS = {"clients": "/clients", "trajectories": "/trajectories"}
# The page that articles are about, where an agreement names the web application and no page of it.
WEB = "web"


@dataclass(frozen=True)
class Stock:
    """What is supplied by its word, and the chance that decides who bought it: of its own, apart from the stories."""

    chance: Random
    items: dict[str, Item]

    def about(self, purchases: Sequence[Purchase], day: date) -> Item | None:
        """What a report of that day is about: the one thing that was bought, or most times one of several."""
        had = [one.item for one in purchases if one.holds(day)]
        if len(had) == 1:
            return had[0]
        return self.chance.choice(had) if had and self.chance.random() < 0.7 else None

    def words(self, item: Item) -> dict[str, str]:
        return words_of(Tree({one.id: one.node for one in self.items.values()}), item.node)

    def entries(self, at: datetime) -> Iterator[Pending]:
        for one in self.items.values():
            said = {"kind": one.kind, "key": one.key}
            told = {"nl": one.nl, "en": one.en} | ({"shown_publicly": "yes"} if one.shown_publicly else {})
            yield Pending(ADDED, one.tenant_id, one.ref, SYSTEM, at, properties=said, data=told)


def supplied(agreement: Agreement, provider: UUID, *, at: datetime, seed: int) -> Stock:
    """A service with its products and modules, and the components that its agreement names."""
    chance = Random(f"{seed} stock {at.isoformat()}")
    items: dict[str, Item] = {}

    def add(kind: str, key: str, parent: Item | None, nl: str, en: str, **more: object) -> Item:
        items[key] = Item(
            id=uuid7(unix_ms=to_us(at) // 1000, source=chance), tenant_id=provider, kind=kind, key=key, parent=parent,
            nl=nl[:120], en=en[:120], **more,
        )  # fmt: skip
        return items[key]

    service = add(
        SERVICE, agreement.agreement, None, agreement.nl.removeprefix("Dienstverleningsovereenkomst "),
        agreement.en.removesuffix(" service agreement"),
    )  # fmt: skip
    for kind, key, product, nl, en, nl_about, en_about in SOLD:
        add(kind, key, items[product] if product else service, nl, en, nl_about=nl_about, en_about=en_about)
    for key, one in agreement.components.items():
        above = items[one.part_of] if one.part_of else service
        if key in WINDOWS and above.kind == COMPONENT:
            add(WINDOW, key, above, one.nl, one.en, route=WINDOWS[key])
        else:
            add(COMPONENT, key, above, one.nl, one.en, third_party=not one.counted, audience="public")
    if WEB in items and "clients" not in items:
        # Of a chance of its own: who bought what stays as it was.
        made = uuid7(unix_ms=to_us(at) // 1000, source=Random(f"{seed} window {at.isoformat()}"))
        items["clients"] = Item(
            id=made, tenant_id=provider, kind=WINDOW, key="clients", parent=items[WEB], nl="het venster Cliënten",
            en="the Clients window", route=WINDOWS["clients"],
        )  # fmt: skip
    return Stock(chance, items)


def bought(stock: Stock, tenant: UUID, *, first: bool, at: datetime, today: date) -> list[tuple[Purchase, Pending]]:
    """What one customer bought: everybody the records. The `first` customer has something past and something to come
    as well, so that each part of its page is seen."""
    begin, chance = at.date(), stock.chance
    spans: list[tuple[str, date, date | None]] = [("records", begin, None)]
    for key in ("planning", "declarations", "care-plans", "relatives", "routes"):
        if chance.random() < 0.4 and not first:
            spans.append((key, begin + timedelta(days=chance.randrange(120)), None))
    if first:
        spans += [
            ("planning", begin + timedelta(days=30), None),
            ("care-plans", begin, None),
            ("routes", begin + timedelta(days=30), today - timedelta(days=40)),
            ("declarations", today + timedelta(days=21), None),
        ]
    return [_purchase(stock, tenant, key, since, until, at) for key, since, until in spans]


def _purchase(
    stock: Stock, tenant: UUID, key: str, since: date, until: date | None, at: datetime
) -> tuple[Purchase, Pending]:
    item = stock.items[key]
    made = Purchase(
        id=uuid7(unix_ms=to_us(at) // 1000, source=stock.chance),
        tenant_id=tenant, item=item, starts_on=since, ends_on=until,
    )  # fmt: skip
    said = {"bought": f"{item.kind}/{item.key}", "bought-from": since.isoformat()}
    said |= {"bought-until": until.isoformat()} if until else {}
    related = (Ref("customers.customer", tenant),)
    return made, Pending(BOUGHT, tenant, made.ref, SYSTEM, at, related=related, properties=said)
