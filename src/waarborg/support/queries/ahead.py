"""What will pass its due time before the end of the next open day, why, and who could take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef

from waarborg.customers.models import Organisation, Person
from waarborg.plumbing.web import wording
from waarborg.promises.queries import FIRST_OPEN, ClockLine, DeskCalendar, clock_lines, runs_for_lines
from waarborg.support.models import LIVE, TeamMember, Ticket
from waarborg.support.queries.people import colleagues
from waarborg.support.queries.queue import SUBJECT, edges_of
from waarborg.support.rules.ahead import Load, could_take, overloaded, presence, reasons
from waarborg.support.rules.why import Why

LIMIT = 50
SHOWN = (
    "id", "tenant_id", "number", "subject", "priority", "state", "assignee_id", "assignee_name", "team_id",
    "reported_at", "picked_up_at", "reopen_asked_at", "holder_gone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A ticket (its fields `SHOWN`) at the clock that is due first; `why` in order of weight, `take` who could."""

    ticket: Any
    organisation: str
    team: str
    clock: ClockLine
    late: bool
    why: Sequence[Why]
    take: Sequence[Load]


@dataclass(frozen=True, slots=True)
class Ahead:
    """`until` is the end of the next open day. `late` and `coming` count all, `rows` are the first of them; `others`
    are clocks of anything but tickets, by kind of subject."""

    until: datetime
    late: int
    coming: int
    rows: Sequence[AtRisk]
    loads: Sequence[Load]
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def more(self) -> int:
        return self.late + self.coming - len(self.rows)

    def is_overloaded(self, one: Load) -> bool:
        return overloaded(one, self.loads)


# One reading of all live tickets: what is at risk of whom, what each colleague has in hand, and the first rows.
READ = """
WITH live AS MATERIALIZED ({live}), first AS ({first}), risk AS MATERIALIZED (
  SELECT live.id, live.assignee_id, live.number, first.run, first.due_at
  FROM live JOIN first ON first.subject_id = live.id WHERE first.due_at < %s)
SELECT
  (SELECT json_build_array(count(*) FILTER (WHERE due_at < %s), count(*) FILTER (WHERE due_at >= %s)) FROM risk),
  (SELECT json_object_agg(person, many) FROM
    (SELECT assignee_id AS person, count(*) AS many FROM live WHERE assignee_id IS NOT NULL GROUP BY 1) AS held),
  (SELECT json_object_agg(person, many) FROM
    (SELECT assignee_id AS person, count(*) AS many FROM risk WHERE assignee_id IS NOT NULL GROUP BY 1) AS held),
  (SELECT json_agg(json_build_array(id, run) ORDER BY due_at, number) FROM
    (SELECT * FROM risk ORDER BY due_at, number LIMIT %s) AS shown),
  (SELECT json_object_agg(kind, many) FROM
    (SELECT subject_kind AS kind, count(*) AS many FROM promises_clock_run
     WHERE is_open AND verdict <> 'waived' AND subject_kind <> %s AND due_at < %s GROUP BY 1) AS elsewhere),
  (SELECT json_agg(json_build_array(person_id, weekday, begins, ends)) FROM support_staff_hours),
  (SELECT json_agg(DISTINCT person_id) FROM support_staff_absence WHERE first <= %s AND last >= %s)
"""


def next_open_day(desk: DeskCalendar, now: datetime) -> date | None:
    """The next day on which the desk is open, after today; None where nothing is known of its hours."""
    today = wording.local_date(now, desk.zone)
    return next(
        (day for start, _ in desk.stretches(now) if (day := wording.local_date(start, desk.zone)) > today), None
    )


def ahead(desk: DeskCalendar, *, now: datetime, lang: str, limit: int = LIMIT) -> Ahead:
    """Six queries, whatever there is to show, and two more with anything at risk."""
    until = edges_of(now, desk.zone, next_open_day(desk, now))[1]
    live, given = Ticket.objects.filter(LIVE).values("id", "assignee_id", "number").query.sql_with_params()
    local = now.astimezone(ZoneInfo(desk.zone))
    today = local.date()
    with connection.cursor() as cursor:
        cursor.execute(
            READ.format(live=live, first=FIRST_OPEN),
            [*given, SUBJECT, until, now, now, limit, SUBJECT, until, today, today],
        )
        (late, coming), held, pressing, shown, others, hours, absent = cursor.fetchone()
    loads = _loads(local, held or {}, pressing or {}, hours or [], absent or [])
    rows = _rows(shown or [], loads, now=now, lang=lang)
    return Ahead(
        until, late, coming, rows, sorted(loads, key=lambda one: (one.pressing, one.live, one.name)), others or {}
    )


def _loads(
    local: datetime, held: Mapping[str, int], pressing: Mapping[str, int], hours: Sequence[Any], absent: Sequence[str]
) -> list[Load]:
    """What each colleague has in hand, and whether he is there at `local` (the desk's own time). One query."""
    weekly: dict[str, list[tuple[int, int, int]]] = {}
    for person, weekday, begins, ends in hours:
        weekly.setdefault(person, []).append((weekday, begins, ends))
    return [
        Load(
            *(one.id, one.name, held.get(str(one.id), 0), pressing.get(str(one.id), 0)),
            there=presence(weekly.get(str(one.id), ()), absent=str(one.id) in absent, at=local),
        )
        for one in colleagues(at=local)
    ]


def _rows(shown: Sequence[Any], loads: Sequence[Load], *, now: datetime, lang: str) -> list[AtRisk]:
    wanted = {UUID(ticket): UUID(run) for ticket, run in shown}
    gone = Exists(Person.objects.filter(id=OuterRef("assignee_id"), active=False))
    tickets = {
        one.id: one
        for one in Ticket.objects.filter(id__in=wanted).annotate(holder_gone=gone).values_list(*SHOWN, named=True)
    }
    names = dict(
        Organisation.objects.filter(id__in={one.tenant_id for one in tickets.values()}).values_list("id", "name")
    )
    teams = _teams({one.team_id for one in tickets.values() if one.team_id})
    clocks = clock_lines(runs_for_lines().filter(id__in=wanted.values()), now=now, lang=lang, audience="staff")
    by_person = {one.person: one for one in loads}
    found = []
    for ticket_id, run in wanted.items():
        ticket, clock = tickets.get(ticket_id), clocks.get(run)
        # Gone between two queries: another transaction was faster.
        if ticket is None or clock is None:
            continue
        team, members = teams.get(ticket.team_id, ("", frozenset()))
        holder = by_person.get(ticket.assignee_id)
        late = clock.due is not None and clock.due < now
        why = reasons(
            state=ticket.state,
            late=late,
            tight=clock.state == "risk",
            assigned=ticket.assignee_id is not None,
            team=team,
            gone=ticket.holder_gone,
            answers=holder is not None,
            heavy=holder is not None and overloaded(holder, loads),
            away=holder is not None and holder.there == "away",
            reported=ticket.reported_at,
            picked_up=ticket.picked_up_at,
            reopen_asked=ticket.reopen_asked_at,
        )
        take = could_take(ticket.assignee_id, loads, members)
        found.append(AtRisk(ticket, names.get(ticket.tenant_id, ""), team, clock, late, why, take))
    return found


def _teams(wanted: set[UUID]) -> dict[UUID, tuple[str, frozenset[UUID]]]:
    """Name and members of these teams. One query, none for none."""
    if not wanted:
        return {}
    names: dict[UUID, str] = {}
    members: dict[UUID, set[UUID]] = {}
    for team, name, person in TeamMember.objects.filter(team_id__in=wanted).values_list(
        "team_id", "team__name", "person_id"
    ):
        names[team] = name
        members.setdefault(team, set()).add(person)
    return {team: (name, frozenset(members[team])) for team, name in names.items()}
