"""The desk's queue: one line a live ticket, at the clock that is due first, in bands of what to do first.

What the order is, `rules.order` says; the statement below says the same to the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from waarborg.customers.models import Organisation, Person
from waarborg.plumbing.web import wording
from waarborg.promises.queries import FIRST_OPEN, ClockLine, DeskCalendar, clock_lines, runs_for_lines
from waarborg.support.models import LIVE, Ticket
from waarborg.support.queries.tickets import search, tagged
from waarborg.support.rules.intake import COMPLETE, quickness
from waarborg.support.rules.order import AGED_DAYS, BANDS, PRESSING, SOON_HOURS, Edges
from waarborg.support.rules.states import ASIDE
from waarborg.support.rules.why import Why, why

LIMIT = 50
SUBJECT = "support.ticket"
# What a line shows; what people wrote does not stand in a list.
SHOWN = (
    "id", "tenant_id", "number", "subject", "priority", "state", "assignee_name", "revision", "changed_at",
    "reported_at", "picked_up_at", "reopen_asked_at", "assignee_gone", "intake", "pictured", "unanswered_since",
    "planned_for", "waits_for",
)  # fmt: skip
# The word for priority that an agreement gives to urgent cases (CL-15).
URGENT = "urgent"


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


def edges_at(now: datetime, desk: DeskCalendar, next_open: date | None) -> Edges:
    """The instants between the bands, by the hours of the desk."""
    today, tomorrow = edges_of(now, desk.zone, next_open)
    return Edges(now, desk.after(now, SOON_HOURS), today, tomorrow, desk.business_days_ago(now, AGED_DAYS))


# The database places every live ticket and gives back figures and the first lines: with a thousand live tickets,
# placing them here took longer than the rest of the page. Bands are numbers in the order of BANDS.
PLACE = """
WITH live AS ({live}), first AS ({first}), placed AS MATERIALIZED (
  SELECT live.id, live.number, first.run, first.due_at, coalesce(first.tight, false) AS tight,
         CASE WHEN first.due_at < %s THEN 0 WHEN live.urgent OR first.due_at < %s THEN 1
              WHEN first.due_at IS NULL THEN CASE WHEN first.paused THEN 5 ELSE 6 END
              WHEN first.due_at < %s THEN 2 WHEN first.due_at < %s THEN 3 ELSE 4 END AS band,
         CASE WHEN live.unanswered_since <= %s THEN 0 WHEN live.intake < %s THEN 3 WHEN live.pictured THEN 1 ELSE 2 END
           AS rank
  FROM live LEFT JOIN first ON first.subject_id = live.id)
SELECT
  (SELECT json_agg(json_build_array(band, many, tight)) FROM
    (SELECT band, count(*) AS many, count(*) FILTER (WHERE tight) AS tight FROM placed GROUP BY band) AS counted),
  (SELECT json_agg(json_build_array(extract(epoch FROM due_at), tight) ORDER BY due_at)
   FROM placed WHERE due_at >= %s AND due_at < %s),
  (SELECT json_agg(json_build_array(id, run, band, tight)) FROM
    (SELECT id, run, band, tight FROM placed WHERE band = ANY(%s)
     ORDER BY band, CASE WHEN band < %s THEN 0 ELSE rank END, due_at NULLS FIRST, number LIMIT %s) AS shown)
"""


def _place(chosen: Filter, edges: Edges, limit: int) -> tuple[list[Any], list[Any], list[Any]]:
    """Figures by band, due times up to the end of "tomorrow", and the first lines; one more than `limit` of them."""
    rows = _tickets(chosen).annotate(urgent=Q(priority=URGENT))
    kept = ("id", "number", "intake", "pictured", "unanswered_since", "urgent")
    live, given = rows.values(*kept).query.sql_with_params()
    bands = [BANDS.index(chosen.band)] if chosen.band else list(range(len(BANDS)))
    with connection.cursor() as cursor:
        cursor.execute(
            PLACE.format(live=live, first=FIRST_OPEN),
            [
                *(*given, SUBJECT, edges.now, edges.soon, edges.today, edges.tomorrow, edges.aged, COMPLETE),
                *(edges.now, edges.tomorrow, bands, len(PRESSING), limit + 1),
            ],
        )
        counts, dues, shown = cursor.fetchone()
    return counts or [], dues or [], shown or []


def queue(chosen: Filter, *, edges: Edges, lang: str, limit: int = LIMIT) -> Queue:
    """The queue as staff see it at `edges.now`. Five queries, whatever its length."""
    now = edges.now
    figures, dues, shown = _place(chosen, edges, limit)
    counts, tight = dict.fromkeys(BANDS, 0), dict.fromkeys(BANDS, 0)
    for band, many, pressing in figures:
        counts[BANDS[band]], tight[BANDS[band]] = many, pressing
    bands: dict[str, list[Line]] = {band: [] for band in BANDS}
    for line in _lines(shown[:limit], edges=edges, lang=lang):
        bands[line.band].append(line)
    instants = [(datetime.fromtimestamp(due, now.tzinfo), bool(pressing)) for due, pressing in dues]
    return Queue(bands, counts, tight, instants, more=len(shown) > limit)


def _lines(shown: Sequence[Any], *, edges: Edges, lang: str) -> list[Line]:
    """The tickets that are shown, in the order in which they were placed. Four queries."""
    wanted = [UUID(identifier) for identifier, *_rest in shown]
    gone = Exists(Person.objects.filter(id=OuterRef("assignee_id"), active=False))
    rows = Ticket.objects.filter(id__in=wanted).annotate(assignee_gone=gone).values_list(*SHOWN, named=True)
    tickets = {ticket.id: ticket for ticket in rows}
    names = dict(
        Organisation.objects.filter(id__in={one.tenant_id for one in tickets.values()}).values_list("id", "name")
    )
    runs = runs_for_lines().filter(id__in=[run for _, run, *_rest in shown if run])
    clocks = clock_lines(runs, now=edges.now, lang=lang, audience="staff")
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
            urgent=ticket.priority == URGENT,
            unanswered=ticket.unanswered_since,
            aged=ticket.unanswered_since is not None and ticket.unanswered_since <= edges.aged,
            quick=quickness(ticket.intake, pictured=ticket.pictured),
            aside=ticket.state if ticket.state in ASIDE else "",
            whom=ticket.waits_for,
            day=wording.day(ticket.planned_for, lang) if ticket.planned_for else "",
        )
        clock = clocks.get(UUID(run)) if run else None
        found.append(Line(ticket, names.get(ticket.tenant_id, ""), clock, BANDS[number], reason))
    return found
