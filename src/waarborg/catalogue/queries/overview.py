"""What a customer has, had and will have, and what that runs on: for his own page and for the desk's panel."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from waarborg.catalogue import queries
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.rules.kinds import COMPONENT, MODULE, PRODUCT, WINDOW
from waarborg.catalogue.rules.rings import GENERAL, words
from waarborg.catalogue.rules.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Bought:
    """One purchase in words; `modules` are those of this product that the customer has as well; `ring` says how soon
    new versions come, where that is not as for most."""

    name: str
    about: str
    starts_on: date
    ends_on: date | None
    modules: tuple["Bought", ...] = ()
    ring: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """`now` by product, `coming` and `past` one by one. `runs_on` are components of the services and `windows` their
    pages by name; `others` are third parties' components, which stand apart (PX-106)."""

    now: list[Bought] = field(default_factory=list)
    coming: list[Bought] = field(default_factory=list)
    past: list[Bought] = field(default_factory=list)
    runs_on: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    windows: list[str] = field(default_factory=list)


def overview(tenant: UUID, today: date, lang: str) -> Overview:
    """One query."""
    tree, found = queries.tree_and_purchases(tenant)
    here = [one for one in found if one.holds(today)]
    shown = Overview(
        now=_by_product(here, lang),
        coming=[_told(one, lang) for one in found if one.starts_on > today],
        past=[_told(one, lang) for one in reversed(found) if one.ends_on is not None and one.ends_on < today],
    )
    for node in _parts(tree, here):
        if node.kind == WINDOW:
            shown.windows.append(node.say(lang))
        else:
            (shown.others if node.third_party else shown.runs_on).append(node.say(lang))
    return shown


def _by_product(here: list[Purchase], lang: str) -> list[Bought]:
    """Products with their modules; a module whose product is not among them stands by itself."""
    modules: dict[UUID | None, list[Bought]] = {}
    for one in here:
        if one.item.kind == MODULE:
            modules.setdefault(one.item.parent_id, []).append(_told(one, lang))
    listed = [_told(one, lang, tuple(modules.pop(one.item_id, ()))) for one in here if one.item.kind == PRODUCT]
    return listed + [one for loose in modules.values() for one in loose]


def _parts(tree: Tree, here: list[Purchase]) -> list[Node]:
    services = {tree.service_of(tree.nodes[one.item_id]).id for one in here}
    return [
        node
        for _, node in tree.in_order()
        if node.kind in (COMPONENT, WINDOW) and not node.archived and tree.service_of(node).id in services
    ]


def _told(one: Purchase, lang: str, modules: tuple[Bought, ...] = ()) -> Bought:
    ring = "" if one.ring == GENERAL else words(one.ring, lang)
    return Bought(one.item.say(lang), one.item.about(lang), one.starts_on, one.ends_on, modules, ring)
