"""What an appointment or a call is about: a live ticket that the asker sees, or a new one in the agreement's words."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.models import Ticket
from waarborg.support.queries import tickets
from waarborg.support.queries.chats import kind_for
from waarborg.support.rules import states

_OFFERED = 20


def live_tickets(by: Actor) -> list[Ticket]:
    """The newest that go on and that the asker sees, twenty at most."""
    return list(tickets.visible(by).filter(state__in=states.LIVE).order_by("-number")[:_OFFERED])


def choices(live: Sequence[Ticket]) -> list[tuple[str, str]]:
    return [(str(one.id), f"{one.shown_number} {one.subject}") for one in live]


def about(filled: Mapping[str, Any], live: Sequence[Ticket], tenant: UUID, *, at: datetime) -> dict[str, Any]:
    """`ticket` as chosen, or None; then a new one gets `kind` and the least `priority` of the agreement. `once` keeps
    a form that is sent twice from asking twice."""
    priorities = promises.scheme_words(tenant, "priority", at=at)
    return {
        "kind": kind_for(promises.scheme_words(tenant, "kind", at=at)),
        "priority": priorities[-1] if priorities else "",
        "ticket": next((one for one in live if one.id == filled.get("ticket")), None),
        "once": filled["once"],
    }
