"""The desk's queue: one line a live ticket, at the clock that is due first, in bands of what to do first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from waarborg.customers.models import Organisation, Person
from waarborg.plumbing.web import wording
from waarborg.promises.queries import FIRST_OPEN, ClockLine, clock_lines, runs_for_lines
from waarborg.support.models import LIVE, Ticket
from waarborg.support.queries.tickets import search, tagged
from waarborg.support.rules.states import ASIDE
from waarborg.support.rules.why import Why, why

LIMIT = 50
SUBJECT = "support.ticket"
# What a line shows; what people wrote does not stand in a list.
SHOWN = (
    "id", "tenant_id", "number", "subject", "priority", "state", "assignee_name", "revision", "changed_at",
    "reported_at", "picked_up_at", "reopen_asked_at", "assignee_gone", "planned_for", "waits_for",
)  # fmt: skip
BANDS = ("late", "today", "tomorrow", "later", "paused", "untimed")


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket (its fields `SHOWN`) at its next clock, None where none runs. `why` says why it stands here."""

    ticket: Any
    organisation: str
    clock: ClockLine | None
    band: str
    why: Why


@dataclass(frozen=True, slots=True)
class Queue:
    """`lines` by band, at most LIMIT in all; `counts` of everything that matches; `more` when lines were left out.

    `dues` are the due times up to the end of the band "tomorrow", each with whether it is tight.
    """

    bands: Mapping[str, list[Line]]
    counts: Mapping[str, int]
    tight: Mapping[str, int]
    dues: list[tuple[datetime, bool]] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown: `mine` of this person, `nobody` nobody's, one band, one priority, a label, a team, a text."""

    mine: UUID | None = None
    nobody: bool = False
    band: str = ""
    priority: str = ""
    tag: str = ""
    team: UUID | None = None
    text: str = ""


def _tickets(chosen: Filter) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(LIVE)
    if chosen.mine:
        rows = rows.filter(assignee_id=chosen.mine)
    if chosen.nobody:
        rows = rows.filter(assignee_id__isnull=True)
    if chosen.priority:
        rows = rows.filter(priority=chosen.priority)
    if chosen.tag:
        rows = tagged(rows, chosen.tag)
    if chosen.team:
        rows = rows.filter(team_id=chosen.team)
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


# The database places every live ticket and gives back figures and the first lines: with a thousand live tickets,
# placing them here took longer than the rest of the page. Bands are numbers in the order of BANDS.
PLACE = """
WITH live AS ({live}), first AS ({first}), placed AS MATERIALIZED (
  SELECT live.id, live.number, first.run, first.due_at, coalesce(first.tight, false) AS tight,
         CASE WHEN first.due_at IS NULL THEN CASE WHEN first.paused THEN 4 ELSE 5 END
              WHEN first.due_at < %s THEN 0 WHEN first.due_at < %s THEN 1 WHEN first.due_at < %s THEN 2 ELSE 3 END
           AS band
  FROM live LEFT JOIN first ON first.subject_id = live.id)
SELECT
  (SELECT json_agg(json_build_array(band, many, tight)) FROM
    (SELECT band, count(*) AS many, count(*) FILTER (WHERE tight) AS tight FROM placed GROUP BY band) AS counted),
  (SELECT json_agg(json_build_array(extract(epoch FROM due_at), tight) ORDER BY due_at)
   FROM placed WHERE due_at >= %s AND due_at < %s),
  (SELECT json_agg(json_build_array(id, run, band, tight)) FROM
    (SELECT id, run, band, tight FROM placed WHERE band = ANY(%s)
     ORDER BY band, due_at NULLS FIRST, number LIMIT %s) AS shown)
"""


def _place(
    chosen: Filter, now: datetime, edges: tuple[datetime, datetime], limit: int
) -> tuple[list[Any], list[Any], list[Any]]:
    """Figures by band, due times up to the second edge, and the first lines; one more than `limit` of them."""
    live, given = _tickets(chosen).values("id", "number").query.sql_with_params()
    bands = [BANDS.index(chosen.band)] if chosen.band else list(range(len(BANDS)))
    with connection.cursor() as cursor:
        cursor.execute(
            PLACE.format(live=live, first=FIRST_OPEN),
            [*given, SUBJECT, now, *edges, now, edges[1], bands, limit + 1],
        )
        counts, dues, shown = cursor.fetchone()
    return counts or [], dues or [], shown or []


def queue(
    chosen: Filter, *, now: datetime, zone: str, lang: str, limit: int = LIMIT, next_open: date | None = None
) -> Queue:
    """The queue as staff see it now; `next_open` is the desk's next open day, to which the band "tomorrow" reaches.

    Five queries, whatever its length.
    """
    edges = edges_of(now, zone, next_open)
    figures, dues, shown = _place(chosen, now, edges, limit)
    counts, tight = dict.fromkeys(BANDS, 0), dict.fromkeys(BANDS, 0)
    for band, many, pressing in figures:
        counts[BANDS[band]], tight[BANDS[band]] = many, pressing
    bands: dict[str, list[Line]] = {band: [] for band in BANDS}
    for line in _lines(shown[:limit], now=now, lang=lang):
        bands[line.band].append(line)
    instants = [(datetime.fromtimestamp(due, now.tzinfo), bool(pressing)) for due, pressing in dues]
    return Queue(bands, counts, tight, instants, more=len(shown) > limit)


def _lines(shown: Sequence[Any], *, now: datetime, lang: str) -> list[Line]:
    """The tickets that are shown, in the order in which they were placed. Four queries."""
    wanted = [UUID(identifier) for identifier, *_rest in shown]
    gone = Exists(Person.objects.filter(id=OuterRef("assignee_id"), active=False))
    rows = Ticket.objects.filter(id__in=wanted).annotate(assignee_gone=gone).values_list(*SHOWN, named=True)
    tickets = {ticket.id: ticket for ticket in rows}
    names = dict(
        Organisation.objects.filter(id__in={one.tenant_id for one in tickets.values()}).values_list("id", "name")
    )
    runs = runs_for_lines().filter(id__in=[run for _, run, *_rest in shown if run])
    clocks = clock_lines(runs, now=now, lang=lang, audience="staff")
    found = []
    for identifier, (_, run, number, tight) in zip(wanted, shown, strict=True):
        ticket = tickets.get(identifier)
        # Gone between two queries: another transaction was faster.
        if ticket is None:
            continue
        reason = why(
            band=BANDS[number],
            reported=ticket.reported_at,
            picked_up=ticket.picked_up_at,
            waiting=ticket.state == "waiting",
            reopen_asked=ticket.reopen_asked_at,
            tight=tight,
            left=ticket.assignee_gone,
            aside=ticket.state if ticket.state in ASIDE else "",
            whom=ticket.waits_for,
            day=wording.day(ticket.planned_for, lang) if ticket.planned_for else "",
        )
        clock = clocks.get(UUID(run)) if run else None
        found.append(Line(ticket, names.get(ticket.tenant_id, ""), clock, BANDS[number], reason))
    return found
