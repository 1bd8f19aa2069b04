"""The desk's queue: one line a live ticket, at the clock that is due first, in bands of what to do first.

What the order is, `rules.order` says; the statement below says the same to the database.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import QuerySet

from waarborg.plumbing import tenancy
from waarborg.plumbing.database.cursor import as_held
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording
from waarborg.promises.queries import FIRST_OPEN, ClockLine, DeskCalendar
from waarborg.promises.queries.lines import lines_in_order, run_columns, run_of
from waarborg.support.models import Ticket
from waarborg.support.models.tickets import is_live
from waarborg.support.queries.finding import search
from waarborg.support.queries.tickets import tagged
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
    "planned_for", "waits_for", "call_at",
)  # fmt: skip
FIRST_TICKET = FIRST_OPEN.replace("%s", f"'{SUBJECT}'")
# The word for priority that an agreement gives to urgent cases (CL-15).
URGENT = "urgent"


class Line(NamedTuple):
    """A ticket (its fields `SHOWN`) at its next clock, None where none runs. `why` says why it stands here."""

    ticket: Any
    organisation: str
    clock: ClockLine | None
    band: str
    why: Why


@dataclass(frozen=True, slots=True)
class Queue:
    """`lines` by band, at most LIMIT in all; `counts` of everything that matches; `more` when lines were left out.

    `dues` are the due times up to the end of the band "tomorrow", each with whether it is tight; `mentions` are those
    that the reader has not read.
    """

    bands: Mapping[str, list[Line]]
    counts: Mapping[str, int]
    tight: Mapping[str, int]
    dues: list[tuple[datetime, bool]] = field(default_factory=list)
    more: bool = False
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """What is shown: `mine` of this person, `nobody` nobody's, one band, one priority, a label, a team, a text.

    `reader` narrows nothing: the mentions of this person are counted along.
    """

    mine: UUID | None = None
    nobody: bool = False
    band: str = ""
    priority: str = ""
    tag: str = ""
    team: UUID | None = None
    text: str = ""
    reader: UUID | None = None


def _tickets(chosen: Filter) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(is_live())
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
        rows = search(rows, chosen.text, notes=True)
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
# placing them here took longer than the rest of the page. Bands are numbers in the order of BANDS. Figures stand in the
# first row, or alone in the only one where no line is shown. Only what is shown gets its number: to number all that
# wait, they were sorted in full, and then again.
PLACE = """
WITH live AS ({live}), first AS ({first}), placed AS MATERIALIZED (
  SELECT live.id, live.number, first.run, next.due_at, coalesce(first.tight, false) AS tight,
         CASE WHEN next.due_at < %s THEN 0 WHEN live.priority = '{urgent}' OR next.due_at < %s THEN 1
              WHEN next.due_at IS NULL THEN CASE WHEN first.paused THEN 5 ELSE 6 END
              WHEN next.due_at < %s THEN 2 WHEN next.due_at < %s THEN 3 ELSE 4 END AS band,
         CASE WHEN live.unanswered_since <= %s OR live.call_at IS NOT NULL THEN 0
              WHEN live.intake < %s THEN 3 WHEN live.pictured THEN 1 ELSE 2 END AS rank
  FROM live LEFT JOIN first ON first.subject_id = live.id
  CROSS JOIN LATERAL (SELECT least(first.due_at, live.call_at) AS due_at) AS next),
shown AS MATERIALIZED (
  SELECT id, run, band, tight, row_number() OVER (ORDER BY {order}) AS place
  FROM (SELECT * FROM placed WHERE band = ANY(%s) ORDER BY {order} LIMIT %s) AS before_others),
lines AS (
  SELECT shown.place, shown.band, shown.tight, {ticket}, organisation.name, {run}
  FROM shown JOIN support_ticket t ON t.id = shown.id
  LEFT JOIN customers_organisation organisation ON organisation.id = t.tenant_id
  LEFT JOIN promises_clock_run r ON r.id = shown.run),
figures AS (
  SELECT
    (SELECT json_agg(json_build_array(band, many, tight)) FROM
      (SELECT band, count(*) AS many, count(*) FILTER (WHERE tight) AS tight FROM placed GROUP BY band) AS counted),
    array_agg(due_at ORDER BY due_at, tight), array_agg(tight ORDER BY due_at, tight),
    (SELECT count(*) FROM support_mention WHERE person_id = %s AND read_at IS NULL)
  FROM placed WHERE due_at >= %s AND due_at < %s)
SELECT figures.*, lines.*
FROM (SELECT 1) AS one LEFT JOIN lines ON true LEFT JOIN figures ON coalesce(lines.place, 1) = 1 ORDER BY lines.place
"""
ORDER = f"band, CASE WHEN band < {len(PRESSING)} THEN 0 ELSE rank END, due_at NULLS FIRST, number"
# Staff see whether whoever has it still works here.
GONE = (
    "t.assignee_id IS NOT NULL AND EXISTS (SELECT FROM customers_person p WHERE p.id = t.assignee_id AND NOT p.active)"
)
Shown: Callable[..., Any] = namedtuple("Shown", SHOWN)  # type: ignore[misc]


def _asked(chosen: Filter) -> tuple[str, Sequence[Any]]:
    """The statement that places what is chosen, and its first values."""
    kept = ("id", "number", "intake", "pictured", "unanswered_since", "call_at", "priority")
    live, given = _tickets(chosen).values(*kept).query.sql_with_params()
    ticket = ", ".join(GONE if name == "assignee_gone" else f"t.{name}" for name in SHOWN)
    sql = PLACE.format(live=live, first=FIRST_TICKET, urgent=URGENT, ticket=ticket, run=run_columns("r"), order=ORDER)
    return sql, given


# What Django makes of a choice is the same each time: nothing was read for it, and the desk's scope adds nothing.
_kept_asked = lru_cache(maxsize=256)(_asked)


def _place(chosen: Filter, edges: Edges, limit: int) -> list[Any]:
    """Figures by band, due times up to the end of "tomorrow", which of them are tight, and how many mentions the reader
    has not read in the first row; in each, place, band and tightness of a line, its ticket, the customer's name and its
    clock. One line more than `limit`."""
    # Of a text, where to look is asked first, and of a label each time another.
    of_all = tenancy.current().role is Role.DESK and not (chosen.text or chosen.tag)
    sql, given = _kept_asked(replace(chosen, reader=None, band="")) if of_all else _asked(chosen)
    bands = [BANDS.index(chosen.band)] if chosen.band else list(range(len(BANDS)))
    with connection.cursor() as cursor:
        as_held(cursor).execute(
            sql,
            [
                *(*given, edges.now, edges.soon, edges.today, edges.tomorrow, edges.aged, COMPLETE),
                *(bands, limit + 1, chosen.reader, edges.now, edges.tomorrow),
            ],
        )
        found: list[Any] = cursor.fetchall()
    return found


def queue(chosen: Filter, *, edges: Edges, lang: str, limit: int = LIMIT) -> Queue:
    """The queue as staff see it at `edges.now`. Two queries, whatever its length, and two of what customers bought."""
    rows = _place(chosen, edges, limit)
    figures, dues, pressing, mentions = rows[0][:4]
    counts, tight = dict.fromkeys(BANDS, 0), dict.fromkeys(BANDS, 0)
    for band, many, pressed in figures or ():
        counts[BANDS[band]], tight[BANDS[band]] = many, pressed
    bands: dict[str, list[Line]] = {band: [] for band in BANDS}
    shown = [row[5:] for row in rows[:limit] if row[4] is not None]
    for line in _lines(shown, edges=edges, lang=lang):
        bands[line.band].append(line)
    ahead = list(zip(dues or (), pressing or (), strict=True))
    return Queue(bands, counts, tight, ahead, more=len(rows) > limit, mentions=mentions)


def _lines(shown: Sequence[Any], *, edges: Edges, lang: str) -> list[Line]:
    """The tickets that are shown, in the order in which they were placed. One query, or three."""
    many = len(SHOWN)
    read: list[tuple[str, bool, Any, str | None, Any]] = [
        (BANDS[band], tight, Shown(*rest[:many]), rest[many], run_of(rest[many + 1 :])) for band, tight, *rest in shown
    ]
    clocks = lines_in_order([one[-1] for one in read], now=edges.now, lang=lang, audience="staff")
    found = []
    for (band, tight, ticket, organisation, run), clock in zip(read, clocks, strict=True):
        reason = why(
            band=band,
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
            calls=ticket.call_at if _calls_first(ticket, run) else None,
        )
        found.append(Line(ticket, organisation or "", clock, band, reason))
    return found


def _calls_first(ticket: Any, run: Any) -> bool:
    """Whether the call that the customer asked for comes before its first clock, and so says where it stands."""
    return ticket.call_at is not None and (run is None or run.due_at is None or ticket.call_at <= run.due_at)
