"""Whom a notice reached, and whom it did not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.notices.models import Notice
from waarborg.notices.rules.unreached import Traces, reached

PAGE = 50
IN_A_FILE = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One person of one customer; `person` is None where a customer has nobody in the audience."""

    organisation: str
    slug: str
    tenant: UUID
    person: UUID | None
    name: str
    address: str
    mail: str
    settled_at: datetime | None
    failure: str
    opened_at: datetime | None
    confirmed_at: datetime | None
    reached: bool


# The same as rules.unreached.reached, for the database; a test holds the two together.
NOT_REACHED = "AND r.opened_at IS NULL AND r.mail IS DISTINCT FROM 'accepted'"
NOT_CONFIRMED = "AND r.confirmed_at IS NULL"
# Customers in the order of the page, from the one where it begins, with how many lines each has at least. They are
# read before anybody's receipts, so that a page costs the customers on it and not all that were told.
CUSTOMERS = """
SELECT d.tenant_id, greatest(1, {lines})
FROM customers_organisation o
JOIN notices_delivery d ON d.notice_id = %s AND d.edition = %s AND d.tenant_id = o.id
WHERE (lower(o.name), o.id) >= (lower(%s), %s) AND (d.known = 0 OR {lines} > 0)
ORDER BY lower(o.name), o.id LIMIT %s
"""
LINES = """
SELECT o.name, o.slug, o.id, r.person_id, coalesce(p.name, ''), coalesce(p.email, ''),
       coalesce(r.mail, 'nobody'), r.settled_at, coalesce(r.failure, ''), r.opened_at, r.confirmed_at, r.id
FROM unnest(%s::uuid[]) AS t(id)
JOIN customers_organisation o ON o.id = t.id
LEFT JOIN notices_receipt r ON r.notice_id = %s AND r.edition = %s AND r.tenant_id = t.id
LEFT JOIN customers_person p ON p.tenant_id = r.tenant_id AND p.id = r.person_id
WHERE (o.id <> %s OR (lower(coalesce(p.name, '')), r.id) > (lower(%s), %s)) {which}
ORDER BY lower(o.name), o.id, lower(coalesce(p.name, '')), r.id LIMIT %s
"""
PLACE = """
SELECT o.id, o.name, coalesce(p.name, ''), r.id
FROM customers_organisation o
LEFT JOIN notices_receipt r ON r.tenant_id = o.id AND r.id = %s
LEFT JOIN customers_person p ON p.tenant_id = r.tenant_id AND p.id = r.person_id
WHERE o.id = %s
"""
NOBODY = UUID(int=0)
LAST = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after a line. `receipt` is None after a customer who has nobody in the audience."""

    tenant: UUID
    receipt: UUID | None


def _which(held: Notice, *, everybody: bool) -> tuple[str, str]:
    """How many lines a delivery has, and which of its receipts."""
    if everybody:
        return "d.known", ""
    if held.needs_confirmation:
        return "(d.known - d.confirmed)", NOT_CONFIRMED
    return "(d.known - d.seen)", NOT_REACHED


def lines(
    held: Notice, *, everybody: bool = False, after: Place | None = None, size: int = PAGE
) -> list[tuple[Place, Line]]:
    """A page of whom the last told edition did not reach, by customer and name; one more than `size` where there is a
    next page. Two queries, three for a later page."""
    count, which = _which(held, everybody=everybody)
    with connection.cursor() as cursor:
        tenant, organisation, person, receipt = _place(cursor, after)
        cursor.execute(CUSTOMERS.format(lines=count), [held.id, held.told, organisation, tenant, size + 2])
        rows = cursor.fetchall()
        cursor.execute(
            LINES.format(which=which),
            [_enough(rows, tenant, size + 1), held.id, held.told, tenant, person, receipt, size + 1],
        )
        return [(Place(row[2], row[11]), _line(held, row[:11])) for row in cursor.fetchall()]


def _place(cursor: Any, after: Place | None) -> tuple[UUID, str, str, UUID]:
    """The line itself as the order reads it; before the first where there is none, or none any more."""
    if after is not None:
        cursor.execute(PLACE, [after.receipt, after.tenant])
        if found := cursor.fetchone():
            # A receipt that is gone meanwhile: that customer's people once more, so that nobody is left out.
            return (*found[:2], *(found[2:] if found[3] else ("", LAST)))
    return NOBODY, "", "", NOBODY


def _enough(rows: list[tuple[UUID, int]], begun: UUID, wanted: int) -> list[UUID]:
    """The first customers that have so many lines together; how many are left of the one begun nobody knows."""
    found: list[UUID] = []
    for tenant, number in rows:
        if wanted <= 0:
            break
        found.append(tenant)
        wanted -= 0 if tenant == begun else number
    return found


def all_lines(held: Notice, *, everybody: bool) -> Iterator[Line]:
    """All of them, for a file, a thousand at a time."""
    after = None
    while True:
        found = lines(held, everybody=everybody, after=after, size=IN_A_FILE)
        yield from (line for _place, line in found[:IN_A_FILE])
        if len(found) <= IN_A_FILE:
            return
        after = found[IN_A_FILE - 1][0]


def _line(held: Notice, row: tuple[Any, ...]) -> Line:
    done = reached(Traces(row[6], row[9], row[10]), needs_confirmation=held.needs_confirmation)
    return Line(*(*row, row[3] is not None and done))


@dataclass(frozen=True, slots=True)
class Reach:
    """People and customers of the last told edition. A customer is reached when one of its people is."""

    customers: int
    customers_reached: int
    people: int
    people_reached: int
    waiting: int


REACH = """
SELECT count(*), count(*) FILTER (WHERE {reached} > 0), coalesce(sum(known), 0), coalesce(sum({reached}), 0),
       coalesce(sum(waiting), 0)
FROM notices_delivery WHERE notice_id = %s AND edition = %s
"""


def reach(held: Notice) -> Reach:
    """How far it has come. One query, which reads deliveries and no people."""
    with connection.cursor() as cursor:
        cursor.execute(REACH.format(reached="confirmed" if held.needs_confirmation else "seen"), [held.id, held.told])
        return Reach(*(int(one) for one in cursor.fetchone()))


@dataclass(frozen=True, slots=True)
class ByMail:
    """People whose mail became the same (a word of rules/unreached.py), and how many of them opened and confirmed."""

    mail: str
    people: int
    opened: int
    confirmed: int


BY_MAIL = """
SELECT mail, count(*), count(opened_at), count(confirmed_at) FROM notices_receipt
WHERE notice_id = %s AND edition = %s GROUP BY mail ORDER BY mail
"""


def by_mail(held: Notice) -> list[ByMail]:
    """Of the last told edition. One query."""
    with connection.cursor() as cursor:
        cursor.execute(BY_MAIL, [held.id, held.told])
        return [ByMail(*row) for row in cursor.fetchall()]


RECIPIENTS = """
SELECT r.id, o.name, o.slug, r.tenant_id, r.person_id, coalesce(p.name, ''), coalesce(p.email, ''),
       r.mail, r.settled_at, r.failure, r.opened_at, r.confirmed_at
FROM notices_receipt r
JOIN customers_organisation o ON o.tenant_id = r.tenant_id
LEFT JOIN customers_person p ON p.tenant_id = r.tenant_id AND p.id = r.person_id
WHERE r.notice_id = %s AND r.edition = %s AND (%s::uuid IS NULL OR r.id > %s)
ORDER BY r.id LIMIT %s
"""


def recipients(held: Notice, *, after: UUID | None, limit: int) -> list[tuple[UUID, Line]]:
    """People of the last told edition with the identifiers of their receipts, in that order. One query."""
    with connection.cursor() as cursor:
        cursor.execute(RECIPIENTS, [held.id, held.told, after, after, limit])
        return [(row[0], _line(held, row[1:])) for row in cursor.fetchall()]
