"""Finding tickets by the words of what was said in them (CL-12): by stems, and by the beginning of the last one.

Staff are answered from an index over all. A customer's scope reads the words of its own rows only: a policy on rows
keeps what could leak a row, as comparing texts can, away from an index, and one customer's messages are few.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from waarborg.plumbing.tenancy import plans
from waarborg.support.models import Message, Note, Ticket
from waarborg.support.rules import numbers
from waarborg.support.rules.articles.words import words

# Of one question.
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
# Of a word that many messages use, so many places are looked at: the newest.
NEWEST = 500

ONE = "(plainto_tsquery('pg_catalog.dutch', %s) || plainto_tsquery('pg_catalog.english', %s))"
LAST = f"({ONE} || to_tsquery('pg_catalog.simple', %s))"
# How often a word stands in some pages of the table tells how to look for it. Walking back from the newest looks at
# NEWEST / share rows until there are enough; by the index of words one comes to share * rows that hold it, and puts
# them in order. The shorter way is taken, where each that the index finds lies on a page of its own: it counts for two.
# The database cannot tell by itself: it knows no word that few hold.
FAR = """
SELECT CASE WHEN 2 * share * share * reltuples > {most} THEN ceil(2 * {most} / share) ELSE 0 END AS rows
FROM (SELECT reltuples, (
    SELECT coalesce(avg((words @@ {asked})::int), 0)
    FROM {table} TABLESAMPLE SYSTEM (least(100, 80 * 100.0 / greatest(relpages, 1))) REPEATABLE (1)
  ) AS share FROM pg_class WHERE oid = '{table}'::regclass) AS glance
"""
# What is said comes in clusters: one walks twice as far as the glance promised, and half of what was asked for will do.
# For less than that the index is asked after all.
ENOUGH = 0.5
# More that hold it are not put in order: the database then walks back as far as it must.
FEW = 50_000
# A last row without a ticket says that there may be more.
HIT = """
SELECT {key} FROM (
  WITH far AS MATERIALIZED ({far}), walked AS MATERIALIZED (
    SELECT {key} FROM (SELECT {key}, words FROM {table} ORDER BY {order} DESC LIMIT (SELECT rows FROM far)) AS newest
    WHERE words @@ {asked} LIMIT {most}
  ), done AS MATERIALIZED (SELECT count(*) >= {enough} * {most} AS enough FROM walked
  ), few AS MATERIALIZED (
    SELECT {key}, {order} FROM {table} WHERE NOT (SELECT enough FROM done) AND words @@ {asked} LIMIT {few}
  ), many AS MATERIALIZED (
    SELECT {key} FROM {table} WHERE words @@ {asked} AND (SELECT count(*) FROM few) >= {few}
    ORDER BY {order} DESC LIMIT {most}
  ), found AS MATERIALIZED (
    (SELECT {key} FROM walked WHERE (SELECT enough FROM done))
    UNION ALL
    (SELECT {key} FROM few WHERE (SELECT count(*) FROM few) < {few} ORDER BY {order} DESC LIMIT {most})
    UNION ALL
    (SELECT {key} FROM many)
  )
  SELECT {key} FROM found
  UNION ALL
  SELECT NULL WHERE (SELECT enough FROM done) OR (SELECT count(*) FROM found) >= {most}) AS hit
"""
PLACES = (
    {"table": "support_message", "key": "ticket_id", "order": "id"},
    {"table": "support_note", "key": "ticket_id", "order": "id"},
    {"table": "support_ticket", "key": "id", "order": "number"},
)
# No row, as a condition: the queue puts its statement together itself, and one that is known to be empty has none.
NOBODY = RawSQL("false", (), output_field=BooleanField())
NUMBERED = "SELECT id FROM support_ticket WHERE number = %s"


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: a number of a ticket, and the condition on words (empty where nothing was asked in words)."""

    number: int | None
    sql: str
    given: tuple[str, ...]


def asked(text: str) -> Asked:
    """`text` as somebody typed it in a search field."""
    typed = words(text)[:MOST_WORDS]
    parts: list[str] = []
    given: list[str] = []
    for place, word in enumerate(typed, 1):
        begun = place == len(typed) and len(word) >= SHORTEST_BEGINNING
        parts.append(LAST if begun else ONE)
        given += [word, word, *([f"{word}:*"] if begun else [])]
    return Asked(numbers.parse(text.strip()), f"({' && '.join(parts)})" if parts else "", tuple(given))


def search(rows: QuerySet[Ticket], text: str, *, notes: bool = False, customer: UUID | None = None) -> QuerySet[Ticket]:
    """Those whose number was typed, or that hold all the words in one message, in the report itself or, with `notes`
    (staff only), in a note; everything for an empty text. `customer` where `rows` are of one: only its own are read."""
    if not text.strip():
        return rows
    plans.for_these_values()
    found = asked(text)
    if not found.sql:
        return rows.filter(number=found.number) if found.number else rows.filter(NOBODY)
    of = {"tenant_id": customer} if customer else {}
    said, told = _holding(Message, found).filter(**of), _holding(Ticket, found).filter(**of)
    holds = Q(id__in=said.values("ticket_id")) | Q(id__in=told.values("id"))
    if notes:
        holds |= Q(id__in=_holding(Note, found).filter(**of).values("ticket_id"))
    return rows.filter(holds | Q(number=found.number)) if found.number else rows.filter(holds)


def newest(rows: QuerySet[Ticket], text: str) -> tuple[QuerySet[Ticket], bool]:
    """For staff, who look among all customers: as `search` with notes, from the newest NEWEST places where the words
    stand; and whether there may be more. Two queries before those of the rows."""
    if not text.strip():
        return rows, False
    plans.for_these_values()
    found = asked(text)
    parts = [_hits(place, found) for place in PLACES] if found.sql else []
    given: list[Any] = [*found.given * "".join(parts).count(found.sql)] if parts else []
    if found.number:
        parts.append(NUMBERED)
        given.append(found.number)
    hits: set[UUID | None] = set()
    if parts:
        with plans.by_index(), connection.cursor() as cursor:
            cursor.execute("UNION ".join(parts), given)
            hits = {ticket for (ticket,) in cursor.fetchall()}
    more = None in hits
    # One array: a thousand values of their own take longer to hand over than to look for.
    among = RawSQL("support_ticket.id = ANY(%s)", ([*(hits - {None})],), output_field=BooleanField())
    return rows.filter(among), more


def _hits(place: Mapping[str, str], found: Asked) -> str:
    """The statement for one of the PLACES."""
    limits = {"most": NEWEST, "few": FEW, "enough": ENOUGH, "asked": found.sql}
    return HIT.format(**place, **limits, far=FAR.format(**place, **limits))


def _holding(model: Any, found: Asked) -> QuerySet[Any]:
    """Rows in scope that hold the words. The column belongs to the database alone, and is named without its table:
    within the subquery that this becomes it is that table's own."""
    condition = RawSQL(f"words @@ {found.sql}", found.given, output_field=BooleanField())
    return model.objects.filter(condition)  # type: ignore[no-any-return]
