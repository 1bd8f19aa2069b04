"""The desk's queue: one line a live ticket, at the clock that is due first, in bands of what to do first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from waarborg.customers.models import Organisation
from waarborg.promises.models import ClockRun
from waarborg.promises.queries import ClockLine, clock_lines, first_of
from waarborg.support.models import Ticket
from waarborg.support.queries.tickets import search
from waarborg.support.rules.why import Why, why

LIMIT = 50
BANDS = ("late", "today", "tomorrow", "later", "paused", "untimed")


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket at its next clock; `clock` is None where no clock runs. `why` says why it stands here."""

    ticket: Ticket
    organisation: str
    clock: ClockLine | None
    band: str
    why: Why


@dataclass(frozen=True, slots=True)
class Queue:
    """`lines` by band, at most LIMIT in all; `counts` of everything that matches; `more` when lines were left out."""

    bands: Mapping[str, list[Line]]
    counts: Mapping[str, int]
    tight: Mapping[str, int]
    dues: list[tuple[datetime, bool]] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown: `mine` of this person, `nobody` nobody's, one band, one priority, a text."""

    mine: UUID | None = None
    nobody: bool = False
    band: str = ""
    priority: str = ""
    text: str = ""


def _tickets(chosen: Filter) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(Q(state__in=("open", "waiting")) | Q(reopen_asked_at__isnull=False))
    if chosen.mine:
        rows = rows.filter(assignee_id=chosen.mine)
    if chosen.nobody:
        rows = rows.filter(assignee_id__isnull=True)
    if chosen.priority:
        rows = rows.filter(priority=chosen.priority)
    if chosen.text:
        rows = search(rows, chosen.text)
    return rows


def edges_of(now: datetime, zone: str, next_open: date | None = None) -> tuple[datetime, datetime]:
    """The ends of today and of the next open day (tomorrow where that is unknown) in the desk's zone, as instants."""
    today = now.astimezone(ZoneInfo(zone)).date()
    following = next_open or today + timedelta(days=1)
    ends = (datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)) for day in (today, following))
    first, second = ends
    return first, second


def band_of(run: ClockRun | None, now: datetime, edges: tuple[datetime, datetime]) -> str:
    if run is None:
        return "untimed"
    if run.due_at is None:
        return "paused" if run.state == "paused" else "untimed"
    if run.due_at < now:
        return "late"
    if run.due_at < edges[0]:
        return "today"
    return "tomorrow" if run.due_at < edges[1] else "later"


def queue(
    chosen: Filter, *, now: datetime, zone: str, lang: str, limit: int = LIMIT, next_open: date | None = None
) -> Queue:
    """The queue as staff see it now; `next_open` is the desk's next open day, to which the band "tomorrow" reaches.

    Seven queries, whatever its length: few tickets are open where there are many.
    """
    tickets = {ticket.id: ticket for ticket in _tickets(chosen)}
    runs = ClockRun.objects.filter(is_open=True, subject_kind="support.ticket").defer("projection")
    first = first_of(run for run in runs if run.subject_id in tickets)
    edges = edges_of(now, zone, next_open)
    placed = sorted(
        ((band_of(first.get(identifier), now, edges), ticket) for identifier, ticket in tickets.items()),
        key=lambda pair: (BANDS.index(pair[0]), _sort_key(first.get(pair[1].id)), pair[1].number),
    )
    counts = dict.fromkeys(BANDS, 0)
    tight = dict.fromkeys(BANDS, 0)
    for band, ticket in placed:
        counts[band] += 1
        tight[band] += _is_tight(first.get(ticket.id))
    dues = [(run.due_at, _is_tight(run)) for run in first.values() if run.due_at and now <= run.due_at]
    shown = [pair for pair in placed if not chosen.band or pair[0] == chosen.band]
    names = dict(
        Organisation.objects.filter(id__in={ticket.tenant_id for _, ticket in shown[:limit]}).values_list("id", "name")
    )
    clocks = clock_lines((first[one.id] for _, one in shown[:limit] if one.id in first), now=now, lang=lang)
    bands: dict[str, list[Line]] = {band: [] for band in BANDS}
    for band, ticket in shown[:limit]:
        run = first.get(ticket.id)
        reason = why(
            band=band,
            reported=ticket.reported_at,
            picked_up=ticket.picked_up_at,
            waiting=ticket.state == "waiting",
            reopen_asked=ticket.reopen_asked_at,
            tight=_is_tight(run),
        )
        line = clocks.get(run.id) if run else None
        bands[band].append(Line(ticket, names.get(ticket.tenant_id, ""), line, band, reason))
    return Queue(bands, counts, tight, sorted(dues), more=len(shown) > limit)


def _sort_key(run: ClockRun | None) -> float:
    return run.due_at.timestamp() if run and run.due_at else 0.0


def _is_tight(run: ClockRun | None) -> bool:
    return run is not None and run.warned_at is not None and run.verdict == ""
