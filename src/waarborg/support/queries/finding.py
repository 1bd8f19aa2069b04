"""Finding tickets by the words of what was said in them (CL-12): by stems, and by the beginning of the last one.

Staff are answered from an index over all. A customer's scope reads the words of its own rows only: a policy on rows
keeps what could leak a row, as comparing texts can, away from an index, and one customer's messages are few.
"""

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
# Of a word that half of all messages use, so many are looked at: the newest.
NEWEST = 1_000

ONE = "(plainto_tsquery('pg_catalog.dutch', %s) || plainto_tsquery('pg_catalog.english', %s))"
LAST = f"({ONE} || to_tsquery('pg_catalog.simple', %s))"
# What few places hold is found by the index of words and put in order; what many hold, by walking back from the newest.
# The database cannot tell by itself: it knows no word that few hold, and would walk past all that was ever said.
FEW = 12_000
HIT = """
SELECT {key} FROM (
  WITH few AS MATERIALIZED (SELECT {key}, {order} FROM {table} WHERE words @@ {asked} LIMIT {few})
  (SELECT {key} FROM few WHERE (SELECT count(*) FROM few) < {few} ORDER BY {order} DESC LIMIT {most})
  UNION ALL
  (SELECT {key} FROM {table} WHERE words @@ {asked} AND (SELECT count(*) FROM few) >= {few}
   ORDER BY {order} DESC LIMIT {most})) AS hit
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
    parts = [HIT.format(**place, asked=found.sql, most=NEWEST, few=FEW) for place in PLACES] if found.sql else []
    # Each names what is asked twice.
    given: list[Any] = [*found.given * 2 * len(parts)]
    if found.number:
        parts.append(NUMBERED)
        given.append(found.number)
    hits: list[UUID] = []
    if parts:
        with connection.cursor() as cursor:
            cursor.execute("UNION ".join(parts), given)
            hits = [ticket for (ticket,) in cursor.fetchall()]
    return rows.filter(id__in=hits), len(hits) >= NEWEST


def _holding(model: Any, found: Asked) -> QuerySet[Any]:
    """Rows in scope that hold the words. The column belongs to the database alone, and is named without its table:
    within the subquery that this becomes it is that table's own."""
    condition = RawSQL(f"words @@ {found.sql}", found.given, output_field=BooleanField())
    return model.objects.filter(condition)  # type: ignore[no-any-return]
