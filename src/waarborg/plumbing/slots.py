"""Slots: a page names a place, any package above it registers a panel for that place, each with its own query budget.

`{{ "desk.ticket.aside"|slot(ticket) }}` in a page; `register` in the AppConfig.ready of the package
that has something to show there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from waarborg.plumbing import tenancy

log = structlog.stdlib.get_logger(__name__)
Render = Callable[[HttpRequest, Any], str]


class OverBudget(RuntimeError):
    """A panel asked the database more often than it said it would."""


@dataclass(frozen=True, slots=True)
class Panel:
    """`render(request, subject)` gives safe HTML, or an empty text for nothing; `budget` is its number of queries.
    `there`, where it is not empty: see `register`."""

    slot: str
    name: str
    render: Render
    order: int
    budget: int
    there: str = ""


_panels: dict[str, list[Panel]] = {}


def register(slot: str, render: Render, *, name: str, order: int = 50, budget: int = 2, there: str = "") -> None:
    """Show `render` in `slot`; panels stand in order of `order`, then name. Registering a name again replaces it.

    `there` is a condition in SQL about %(tenant)s, the tenant of the scope: while it does not hold, the panel has
    nothing to say, and is not asked. It may hold too often, never too seldom. Of the panels of a page (the first two
    parts of the slot's name) all conditions are asked in one query, which counts for none of them: most panels find
    nothing for most customers, and each in a query of its own is most of what a page costs.
    """
    others = [panel for panel in _panels.get(slot, ()) if panel.name != name]
    panel = Panel(slot, name, render, order, budget, there)
    _panels[slot] = sorted([*others, panel], key=lambda one: (one.order, one.name))


def panels(slot: str) -> list[Panel]:
    """The panels of a slot, in order; none for a slot nobody fills."""
    return list(_panels.get(slot, ()))


def render(slot: str, request: HttpRequest, subject: Any) -> list[str]:
    """What every panel of `slot` gives, empty ones left out.

    A panel over its budget is an error where settings.SLOT_BUDGETS is "raise" (tests), else a warning in the log.
    Raises NoScope where a panel has a condition and no scope is under way.
    """
    shown = []
    for panel in panels(slot):
        if panel.there and panel.there not in _holding(slot):
            continue
        with counted() as queries:
            html = panel.render(request, subject)
        if len(queries) > panel.budget:
            _over(panel, len(queries))
        if html:
            shown.append(html)
    return shown


def _holding(slot: str) -> frozenset[str]:
    """The conditions that hold, of all panels of the page that the slot stands on. One query in a unit of work."""
    page = ".".join(slot.split(".")[:2])

    def read() -> frozenset[str]:
        here = [name for name in _panels if name == page or name.startswith(f"{page}.")]
        asked = tuple(sorted({one.there for name in here for one in _panels[name] if one.there}))
        with connection.cursor() as cursor:
            cursor.execute(_together(asked), {"tenant": tenancy.current().tenant})
            return frozenset(there for there, holds in zip(asked, cursor.fetchone(), strict=True) if holds)

    found: frozenset[str] = tenancy.remembered(("slots.holding", page), read)
    return found


@lru_cache(64)
def _together(conditions: tuple[str, ...]) -> str:
    return f"SELECT {', '.join(conditions)}"


def _over(panel: Panel, queries: int) -> None:
    said = f"panel {panel.name} of {panel.slot} used {queries} queries, its budget is {panel.budget}"
    if getattr(settings, "SLOT_BUDGETS", "warn") == "raise":
        raise OverBudget(said)
    log.warning("panel over its query budget", panel=panel.name, slot=panel.slot, queries=queries, budget=panel.budget)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements run inside the block, for tests of a panel by itself too."""
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements
