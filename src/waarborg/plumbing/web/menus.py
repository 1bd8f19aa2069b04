"""The main menu of each face: a package adds its pages in AppConfig.ready, a page shows those its reader may open.

An entry may lead to a group of pages that several packages fill (administration): each shows the others as tabs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor, Kind

Face = Literal["desk", "portal"]


@dataclass(frozen=True, slots=True)
class Item:
    """`label` is a lazy translation; `count` gives the number beside it, with at most one query.

    Of an entry with a `group`, it leads to the first page of that group which its reader may open.
    """

    face: Face
    label: Any
    url_name: str
    icon: str
    permission: str
    order: int
    count: Callable[[HttpRequest], int | None] | None
    group: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a group; `permission` stands alone, so each reader sees what is theirs."""

    label: Any
    url_name: str
    permission: str
    order: int


_items: dict[tuple[Face, str], Item] = {}
# Of each face the heading above the entries from an order on.
_sections: dict[Face, dict[int, Any]] = {}
_parts: dict[str, dict[str, Part]] = {}
# Pages that stand under an entry without their address beginning with its own.
_under: dict[tuple[Face, str], set[str]] = {}
# Of each face the page that searches, its field, and the permission it asks.
_search: dict[Face, tuple[str, str, str]] = {}


class Shown(NamedTuple):
    """An entry as a page shows it; `current` is a value of aria-current, or empty. Every page makes some twenty of them
    and finds its menu by them: tuples are made and compared at once."""

    label: str
    url: str
    icon: str = ""
    current: str = ""
    count: int | None = None  # type: ignore[assignment]
    heading: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as people of the same roles see it in one language; it is current at its own address, and at those that
    begin with one of `inside`."""

    heading: str | None
    label: str
    url: str
    icon: str
    count: Callable[[HttpRequest], int | None] | None
    inside: tuple[str, ...]
    key: str = ""

    def shown(self, request: HttpRequest) -> "Shown":
        current = "page" if request.path == self.url else "true" if request.path.startswith(self.inside) else ""
        count = self.count(request) if self.count else None
        return Shown(self.label, self.url, self.icon, current, count, self.heading, self.key)


def add(
    face: Face,
    label: Any,
    *,
    url_name: str,
    icon: str,
    permission: str,
    order: int,
    count: Callable[[HttpRequest], int | None] | None = None,
    key: str = "",
) -> None:
    """Add a page to the menu of a face; adding the same page again replaces it.

    `key` leads there from every page of the desk, such as "G W".
    """
    _items[face, url_name] = Item(face, label, url_name, icon, permission, order, count, key=key)
    _entries.cache_clear()


def add_group(face: Face, label: Any, group: str, *, icon: str, order: int) -> None:
    """Add an entry that leads to the pages of `group`; for who may open none of them it is not there."""
    _items[face, group] = Item(face, label, "", icon, "", order, None, group)
    _entries.cache_clear()


def add_part(group: str, label: Any, *, url_name: str, permission: str, order: int) -> None:
    """Add a page to a group; adding the same page again replaces it."""
    _parts.setdefault(group, {})[url_name] = Part(label, url_name, permission, order)
    _entries.cache_clear()


def section(face: Face, label: Any, *, order: int) -> None:
    """Put a heading (a lazy translation) above the entries of a face from `order` on, up to the next heading."""
    _sections.setdefault(face, {})[order] = label
    _entries.cache_clear()


def parts(request: HttpRequest, group: str) -> list[dict[str, Any]]:
    """The tabs of a group for this reader; the page itself, or one below it, is current."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    shown = _open_to(actor, group)
    tabs = [{"label": one.label, "url": reverse(one.url_name), "current": False, "count": None} for one in shown]
    inside = [tab for tab in tabs if request.path.startswith(tab["url"])]
    if inside:
        # One page's address may begin with another's.
        max(inside, key=lambda tab: len(tab["url"]))["current"] = True
    return tabs


def stands_under(face: Face, url_name: str, below: str) -> None:
    """Say that the page `below` is reached by way of the entry `url_name`, which is current there."""
    _under.setdefault((face, url_name), set()).add(below)
    _entries.cache_clear()


def search_at(face: Face, *, url_name: str, field: str, permission: str) -> None:
    """Every page of the face leads to this one for searching, and into its field."""
    _search[face] = (url_name, field, permission)
    _entries.cache_clear()


def _search_url(actor: Actor, face: Face) -> str:
    url_name, field, permission = _search.get(face, ("", "", ""))
    if not url_name or not permissions.may(actor, permission, tenant=actor.tenant):
        return ""
    return f"{reverse(url_name)}#{field}"


def _open_to(actor: Actor, group: str) -> list[Part]:
    found = sorted(_parts.get(group, {}).values(), key=lambda one: one.order)
    return [one for one in found if permissions.may(actor, one.permission, tenant=actor.tenant)]


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu` and `search_url` for whoever is signed in; a page or one below it is current."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    entries, search_url = _entries(actor.kind, actor.roles, get_language(), get_script_prefix())
    return {"menu": tuple(one.shown(request) for one in entries), "search_url": search_url}


# What somebody may open follows from the roles that were read for this request; what the menu of those roles is, does
# not change while the product runs.
@lru_cache(maxsize=512)
def _entries(kind: Kind, roles: frozenset[str], _lang: str | None, _prefix: str) -> tuple[tuple[Entry, ...], str]:
    """The main menu of everybody with these roles, and where they search."""
    actor = Actor(kind=kind, tenant=None, person=None, name="", roles=roles)
    face: Face = "desk" if actor.is_staff else "portal"
    shown: list[Entry] = []
    below = None
    for item in sorted(_items.values(), key=lambda one: one.order):
        if item.face != face or not (url := _url(actor, item)):
            continue
        begins = max((order for order in _sections.get(face, ()) if order <= item.order), default=None)
        heading = str(_sections[face][begins]) if begins is not None and begins != below else None
        below = begins
        shown.append(Entry(heading, str(item.label), url, item.icon, item.count, _inside(actor, item, url), item.key))
    return tuple(shown), _search_url(actor, face)


def _url(actor: Actor, item: Item) -> str:
    """Where the entry leads, nothing for who may not go there."""
    if item.group:
        open_to = _open_to(actor, item.group)
        return reverse(open_to[0].url_name) if open_to else ""
    return reverse(item.url_name) if permissions.may(actor, item.permission, tenant=actor.tenant) else ""


def _inside(actor: Actor, item: Item, url: str) -> tuple[str, ...]:
    if item.group:
        return tuple(reverse(one.url_name) for one in _open_to(actor, item.group))
    # Every address of a face begins with that of its first page.
    own = () if url == f"/{item.face}/" else (url,)
    return (*own, *(reverse(one) for one in _under.get((item.face, item.url_name), ())))
