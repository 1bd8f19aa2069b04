"""Whom a notice reached, and whom it did not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.notices.models import Notice
from waarborg.notices.rules.unreached import Traces, reached

PAGE = 100


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


LINES = """
SELECT o.name, o.slug, d.tenant_id, r.person_id, coalesce(p.name, ''), coalesce(p.email, ''),
       coalesce(r.mail, 'nobody'), r.settled_at, coalesce(r.failure, ''), r.opened_at, r.confirmed_at
FROM notices_delivery d
JOIN customers_organisation o ON o.tenant_id = d.tenant_id
LEFT JOIN notices_receipt r ON r.notice_id = d.notice_id AND r.edition = d.edition AND r.tenant_id = d.tenant_id
LEFT JOIN customers_person p ON p.tenant_id = r.tenant_id AND p.id = r.person_id
WHERE d.notice_id = %s AND d.edition = %s {which}
ORDER BY lower(o.name), d.tenant_id, lower(coalesce(p.name, '')), r.id
"""
# The same as rules.unreached.reached, for the database; a test holds the two together.
NOT_REACHED = "AND r.opened_at IS NULL AND r.mail IS DISTINCT FROM 'accepted'"
NOT_CONFIRMED = "AND r.confirmed_at IS NULL"


def _which(held: Notice, *, everybody: bool) -> str:
    if everybody:
        return ""
    return NOT_CONFIRMED if held.needs_confirmation else NOT_REACHED


def lines(held: Notice, *, everybody: bool = False, number: int = 1, size: int = PAGE) -> list[Line]:
    """A page of whom the last told edition did not reach, by customer and name; one more than `size` where there is a
    next page. One query."""
    sql = LINES.format(which=_which(held, everybody=everybody)) + " LIMIT %s OFFSET %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, [held.id, held.told, size + 1, (number - 1) * size])
        return [_line(held, row) for row in cursor.fetchall()]


def all_lines(held: Notice, *, everybody: bool) -> Iterator[Line]:
    """All of them, for a file. One query."""
    with connection.cursor() as cursor:
        cursor.execute(LINES.format(which=_which(held, everybody=everybody)), [held.id, held.told])
        yield from (_line(held, row) for row in cursor.fetchall())


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
SELECT count(*), count(*) FILTER (WHERE s.reached > 0), coalesce(sum(s.people), 0), coalesce(sum(s.reached), 0),
       coalesce(sum(s.waiting), 0)
FROM (SELECT d.tenant_id, count(r.id) AS people, count(r.id) FILTER (WHERE r.mail = 'waiting') AS waiting,
             count(r.id) FILTER (WHERE CASE WHEN %s THEN r.confirmed_at IS NOT NULL
                                            ELSE r.opened_at IS NOT NULL OR r.mail = 'accepted' END) AS reached
      FROM notices_delivery d
      LEFT JOIN notices_receipt r ON r.notice_id = d.notice_id AND r.edition = d.edition AND r.tenant_id = d.tenant_id
      WHERE d.notice_id = %s AND d.edition = %s GROUP BY d.tenant_id) s
"""


def reach(held: Notice) -> Reach:
    """How far it has come. One query."""
    with connection.cursor() as cursor:
        cursor.execute(REACH, [held.needs_confirmation, held.id, held.told])
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
