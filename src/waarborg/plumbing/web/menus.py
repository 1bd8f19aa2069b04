"""The main menu of each face: a package adds its pages in AppConfig.ready, a page shows those its reader may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse

from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor

Face = Literal["desk", "portal"]


@dataclass(frozen=True, slots=True)
class Item:
    """`label` is a lazy translation; `count` gives the number beside it, with at most one query."""

    face: Face
    label: Any
    url_name: str
    icon: str
    permission: str
    order: int
    count: Callable[[HttpRequest], int | None] | None


_items: dict[tuple[Face, str], Item] = {}
# Of each face the page that searches, its field, and the permission it asks.
_search: dict[Face, tuple[str, str, str]] = {}


def add(
    face: Face,
    label: Any,
    *,
    url_name: str,
    icon: str,
    permission: str,
    order: int,
    count: Callable[[HttpRequest], int | None] | None = None,
) -> None:
    """Add a page to the menu of a face; adding the same page again replaces it."""
    _items[face, url_name] = Item(face, label, url_name, icon, permission, order, count)


def search_at(face: Face, *, url_name: str, field: str, permission: str) -> None:
    """Every page of the face leads to this one for searching, and into its field."""
    _search[face] = (url_name, field, permission)


def _search_url(actor: Actor, face: Face) -> str:
    url_name, field, permission = _search.get(face, ("", "", ""))
    if not url_name or not permissions.may(actor, permission, tenant=actor.tenant):
        return ""
    return f"{reverse(url_name)}#{field}"


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu` and `search_url` for whoever is signed in; a page or one below it is current."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    face: Face = "desk" if actor.is_staff else "portal"
    shown = []
    for item in sorted(_items.values(), key=lambda one: one.order):
        if item.face == face and permissions.may(actor, item.permission, tenant=actor.tenant):
            url = reverse(item.url_name)
            inside = request.path.startswith(url) and (url != f"/{face}/" or request.path == url)
            current = ("page" if request.path == url else "true") if inside else None
            shown.append(
                {
                    "label": item.label,
                    "url": url,
                    "icon": item.icon,
                    "count": item.count(request) if item.count else None,
                    "current": current,
                }
            )
    return {"menu": shown, "search_url": _search_url(actor, face)}
