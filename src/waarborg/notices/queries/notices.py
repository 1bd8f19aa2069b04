"""Notices for staff: all of them, and how far each has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.customers.models import Organisation
from waarborg.notices.models import Notice, Template
from waarborg.notices.rules import audiences
from waarborg.plumbing.permissions import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class Tally:
    """Of the edition that people were told last. `customers` were handed it, `people` stand in its audience there."""

    customers: int = 0
    people: int = 0
    accepted: int = 0
    opened: int = 0
    confirmed: int = 0


TALLY = """
SELECT t.notice_id, sum(t.customers), sum(t.people), sum(t.accepted), sum(t.opened), sum(t.confirmed)
FROM notices_tally t JOIN notices_notice n ON n.id = t.notice_id AND n.told = t.edition
WHERE t.notice_id = ANY(%s) GROUP BY t.notice_id
"""


def find(notice: UUID) -> Notice:
    """Raises NotFound."""
    found: Notice | None = Notice.objects.filter(id=notice).first()
    if found is None:
        raise NotFound()
    return found


def locked(held: Notice) -> Notice:
    """The same row, read again and held until the transaction ends. Receipts may refer to it meanwhile: whoever writes
    one must not wait for the job that waits for it."""
    found: Notice = Notice.objects.select_for_update(no_key=True).get(id=held.id)
    return found


def page(*, after: tuple[datetime, UUID] | None = None, limit: int = PAGE) -> list[Notice]:
    """All notices, the last written first. One query."""
    rows = Notice.objects.defer("body_nl", "body_en", "earlier").order_by("-written_at", "-id")
    if after is not None:
        moment, identifier = after
        rows = rows.filter(written_at__lte=moment).exclude(written_at=moment, id__gte=identifier)
    return list(rows[:limit])


def tallies(notices: Collection[Notice]) -> dict[UUID, Tally]:
    """How far each has come; nothing of what nobody was handed. One query, which reads at most 32 rows of each, however
    many customers were told."""
    if not notices:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TALLY, [[one.id for one in notices]])
        return {row[0]: Tally(*row[1:]) for row in cursor.fetchall()}


def customers_of(held: Notice, *, at: datetime) -> list[UUID]:
    """The customers that a notice is for at an instant, in order of id. For the desk's role."""
    if held.reach == audiences.ALL:
        return list(Organisation.objects.filter(kind="customer").order_by("id").values_list("id", flat=True))
    audience = audiences.find(held.reach)
    return sorted(set(audience.tenants(held.targets, at))) if audience else []


def audience_words(held: Notice, lang: str) -> str:
    """For whom, in words: one query at most, none for all customers."""
    if held.reach == audiences.ALL:
        return "alle klanten" if lang == "nl" else "all customers"
    audience = audiences.find(held.reach)
    if audience is None:
        return held.reach
    if len(held.targets) > 3:
        return f"{audience.words(lang)}: {len(held.targets)}"
    return f"{audience.words(lang)}: {', '.join(one.words(lang) for one in audience.labels(held.targets))}"


def slugs(values: Collection[str]) -> list[audiences.Choice]:
    """Customers by the short name that addresses have. One query."""
    rows = Organisation.objects.filter(kind="customer", slug__in=list(values)).order_by("name")
    return [audiences.Choice(one.slug, one.name, one.name) for one in rows]


def of_slugs(values: Collection[str], at: datetime) -> list[UUID]:
    """Those customers, whenever it is. One query."""
    return list(Organisation.objects.filter(kind="customer", slug__in=list(values)).values_list("id", flat=True))


def templates() -> list[Template]:
    """Texts to begin with, by name."""
    return list(Template.objects.order_by("name"))


def template(identifier: UUID) -> Template:
    """Raises NotFound."""
    found: Template | None = Template.objects.filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found
