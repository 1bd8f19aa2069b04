"""What the first page of the portal shows: the promises as they stand, and what runs, for one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from waarborg.plumbing import permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import kept
from waarborg.promises.queries import Board, ClockLine, Decided, board, pressing
from waarborg.support.models import Ticket
from waarborg.support.permissions import ASKERS
from waarborg.support.queries.tickets import visible
from waarborg.support.rules.states import LIVE

SHOWN = 6
MOST_BROKEN = 5
# A customer with more live reports than this has other worries than the order of the list.
MOST_LIVE = 500
# The identifier of no ticket: the query has as many places as there can be.
NOBODYS = UUID(int=0)
LIGHT = ("id", "number", "subject", "state", "tenant_id", "reopen_asked_at", "reporter_name")


@dataclass(frozen=True, slots=True)
class Running:
    """A live ticket at its most pressing clock; `clock` is None where none runs."""

    ticket: Ticket
    clock: ClockLine | None


@dataclass(frozen=True)
class Home:
    """`own` says that a reader sees only what concerns the reports they made. `live` counts all live tickets."""

    board: Board | None
    own: bool
    running: Sequence[Running]
    live: int
    broken: Sequence[tuple[Decided, Ticket | None]]
    tickets: Mapping[UUID, Ticket]


def home(by: Actor, tenant: UUID, *, now: datetime, lang: str) -> Home:
    """At most five queries, whatever there is. `by` is a contact of the customer `tenant`."""
    own = not permissions.may(by, "promises.board.see", tenant=tenant)
    stood = board(tenant, now=now, lang=lang, subjects=visible(by).values("id") if own else None)
    broken = stood.broken[:MOST_BROKEN] if stood else []

    def build(*others: UUID) -> "QuerySet[Ticket]":
        wanted = Q(state__in=LIVE) | Q(reopen_asked_at__isnull=False) | Q(id__in=others)
        return visible(by).filter(wanted).only(*LIGHT).order_by("-changed_at")[:MOST_LIVE]

    named = [one.run.subject_id for one in broken]
    if by.roles & ASKERS and by.tenant == tenant == tenancy.current().tenant:
        named += [NOBODYS] * (MOST_BROKEN - len(named))
        found = kept.rows("console.home", build, *named)
    else:
        found = list(build(*named))
    tickets = {one.id: one for one in found}
    live = [one for one in tickets.values() if one.is_live or one.reopen_asked_at]
    clocks: dict[UUID, ClockLine] = {}
    for line in stood.open if stood else ():
        clocks.setdefault(line.run.subject_id, line)
    running = sorted((Running(one, clocks.get(one.id)) for one in live), key=_order)
    return Home(
        board=stood,
        own=own,
        running=running[:SHOWN],
        live=len(live),
        broken=[(one, tickets.get(one.run.subject_id)) for one in broken],
        tickets=tickets,
    )


def _order(one: Running) -> tuple[int, float]:
    return pressing(one.clock) if one.clock else (5, 0.0)
