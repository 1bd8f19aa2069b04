"""The main menu of each face: a package adds its pages in AppConfig.ready, a page shows those its reader may open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse

from waarborg.plumbing import permissions

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


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu` for whoever is signed in; the page itself or one below it is the current one."""
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
    return {"menu": shown}
