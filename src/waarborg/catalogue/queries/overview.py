"""What a customer has, had and will have, and what that runs on: for his own page and for the desk's panel."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from waarborg.catalogue import queries
from waarborg.catalogue.queries import Listed
from waarborg.catalogue.rules.kinds import COMPONENT, MODULE, PRODUCT, WINDOW
from waarborg.catalogue.rules.rings import GENERAL, words
from waarborg.catalogue.rules.tree import Node, Tree
from waarborg.plumbing.web.pieces import forgotten


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

    now: tuple[Bought, ...] = ()
    coming: tuple[Bought, ...] = ()
    past: tuple[Bought, ...] = ()
    runs_on: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    windows: tuple[str, ...] = ()


def overview(tenant: UUID, today: date, lang: str) -> Overview:
    """One query."""
    return overview_of(queries.with_purchases(tenant), today, lang)


# By the rows themselves: whoever reads the same has them from his own scope (docs/adr/0023).
@forgotten
@lru_cache(maxsize=512)
def overview_of(rows: tuple[Listed, ...], today: date, lang: str) -> Overview:
    """What rows of the catalogue with a customer's purchases say on a day, in words."""
    found = [one for one in rows if one.bought is not None]
    here = [one for one in found if one.holds(today)]
    parts = _parts(Tree({one.id: one.node for one in rows}), here)
    named = [node for node in parts if node.kind != WINDOW]
    return Overview(
        now=tuple(_by_product(here, lang)),
        coming=tuple(_told(one, lang) for one in found if one.starts_on > today),
        past=tuple(_told(one, lang) for one in reversed(found) if one.ends_on is not None and one.ends_on < today),
        runs_on=tuple(node.say(lang) for node in named if not node.third_party),
        others=tuple(node.say(lang) for node in named if node.third_party),
        windows=tuple(node.say(lang) for node in parts if node.kind == WINDOW),
    )


def _by_product(here: list[Listed], lang: str) -> list[Bought]:
    """Products with their modules; a module whose product is not among them stands by itself."""
    modules: dict[UUID | None, list[Bought]] = {}
    for one in here:
        if one.kind == MODULE:
            modules.setdefault(one.parent, []).append(_told(one, lang))
    listed = [_told(one, lang, tuple(modules.pop(one.id, ()))) for one in here if one.kind == PRODUCT]
    return listed + [one for loose in modules.values() for one in loose]


def _parts(tree: Tree, here: list[Listed]) -> list[Node]:
    services = {tree.service_of(tree.nodes[one.id]).id for one in here}
    return [
        node
        for _, node in tree.in_order()
        if node.kind in (COMPONENT, WINDOW) and not node.archived and tree.service_of(node).id in services
    ]


def _told(one: Listed, lang: str, modules: tuple[Bought, ...] = ()) -> Bought:
    ring = "" if one.ring == GENERAL else words(one.ring, lang)
    name, about = (one.nl, one.nl_about) if lang == "nl" else (one.en, one.en_about)
    return Bought(name, about, one.starts_on, one.ends_on, modules, ring)
