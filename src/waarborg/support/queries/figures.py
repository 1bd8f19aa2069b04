"""Figures of support for one month, by what they are asked for. All from the journal: nothing is counted on the way."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.customers.models import Organisation
from waarborg.kernel.instants import from_us, to_us
from waarborg.promises.queries import Standing, standings
from waarborg.support.models import Team
from waarborg.support.rules import months, states
from waarborg.support.rules.figures.course import KINDS, Course, Times
from waarborg.support.rules.figures.groups import Figures, Gathered, Span, figures, note

BY = ("all", "kind", "team", "customer")
# A month that is over can still be asked for; a table of a hundred thousand tickets answers one in about a second.
TREND = 12

READ = """
SELECT t.id, t.tenant_id, t.kind, t.team_id, (extract(epoch FROM t.reported_at) * 1000000)::bigint,
  (SELECT json_agg(json_build_array((extract(epoch FROM e.at) * 1000000)::bigint, e.kind) ORDER BY e.at, e.sequence)
   FROM journal_entry e WHERE e.tenant_id = t.tenant_id AND e.subject_id = t.id AND e.kind = ANY(%s))
FROM support_ticket t
WHERE t.reported_at < %s
  AND (t.reported_at >= %s OR t.state = ANY(%s) OR t.changed_at >= %s) AND (%s::uuid IS NULL OR t.tenant_id = %s)
"""
REPORTED = """
SELECT to_char(reported_at AT TIME ZONE %s, 'YYYY-MM'), count(*) FROM support_ticket
WHERE reported_at >= %s AND reported_at < %s GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class Group:
    """`key` is the word or identifier grouped by; `name` as people read it, in `nl` and `en` where it is a word."""

    key: str
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Told:
    """The month, when it was worked out, all tickets together, and the groups: largest first."""

    month: str
    by: str
    at: datetime
    over: bool
    total: Figures
    groups: list[Group]


def figures_of(month: str, by: str, *, zone: str, now: datetime, lang: str, tenant: UUID | None = None) -> Told:
    """`month` as the desk's `zone` has it; times of a ticket are counted where its customer is. Two to four queries."""
    begin, end = months.edges(month, zone)
    span = Span(begin, end, to_us(now))
    rows = _rows(span, tenant)
    bound = standings({row[1] for row in rows})
    key = _KEYS[by]
    total, groups = Gathered(), dict[str, Gathered]()
    for ticket in rows:
        course = Course(ticket[4], tuple((at, kind) for at, kind in _read(ticket[5])))
        times = times_of(bound.get(ticket[1]), ticket[4], zone)
        note(total, course, times, span)
        if by != "all":
            note(groups.setdefault(key(ticket), Gathered()), course, times, span)
    made = {name: figures(one) for name, one in groups.items()}
    names = _names(by, made, lang)
    found = [Group(one, names.get(one, one), values) for one, values in made.items() if values.anything]
    found.sort(key=lambda one: (-one.figures.reported, one.name))
    return Told(month, by, now, span.now >= span.end, figures(total), found)


_KEYS: Mapping[str, Callable[[Any], str]] = {
    "all": lambda ticket: "",
    "kind": lambda ticket: ticket[2],
    "team": lambda ticket: str(ticket[3] or ""),
    "customer": lambda ticket: str(ticket[1]),
}


def _rows(span: Span, tenant: UUID | None) -> list[Any]:
    begin, known = from_us(span.begin), from_us(span.known)
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(KINDS), known, begin, sorted(states.LIVE), begin, tenant, tenant])
        return cursor.fetchall()


def _read(events: Any) -> Iterable[Any]:
    return (json.loads(events) if isinstance(events, str) else events) or ()


def times_of(bound: Standing | None, reported: int, zone: str) -> Times:
    """The general calendar of what bound the customer when it reported, and its zone; the desk's zone and every hour
    for who is bound to nothing."""
    if bound is None:
        return Times(None, zone)
    version = bound.at_us(reported)
    agreement = version.agreement
    name = agreement.defaults.calendar if agreement.defaults and agreement.defaults.calendar else None
    name = name or next(iter(version.calendars), None)
    if name is None:
        return Times(None, agreement.timezone)
    return Times(version.calendar_at(name, from_us(reported)), agreement.timezone_of(name))


def _names(by: str, keys: Iterable[str], lang: str) -> dict[str, str]:
    """What people call each key. At most one query."""
    wanted = [UUID(one) for one in keys if one and by in ("team", "customer")]
    if by == "kind":
        return {one: words[lang] for one, words in states.KINDS.items()}
    if by == "team":
        none = {"nl": "geen team", "en": "no team"}[lang]
        teams = Team.objects.filter(id__in=wanted).values_list("id", "name")
        return {"": none, **{str(one): name for one, name in teams}}
    if by == "customer":
        rows = Organisation.objects.filter(id__in=wanted).values_list("id", "name")
        return {str(one): name for one, name in rows}
    return {}


def reported_by_month(last: str, zone: str, number: int = TREND) -> list[tuple[str, int]]:
    """How many tickets were reported in each of these months, the oldest first. One query."""
    names = [months.earlier(last, back) for back in range(number - 1, -1, -1)]
    begin, end = from_us(months.edges(names[0], zone)[0]), from_us(months.edges(last, zone)[1])
    with connection.cursor() as cursor:
        cursor.execute(REPORTED, [zone, begin, end])
        counted = dict(cursor.fetchall())
    return [(name, counted.get(name, 0)) for name in names]
