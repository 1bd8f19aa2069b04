"""Reading grants of content and what was asked for. Whether one is live the database says, by its own clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import connection
from django.db.models import Max, Q, QuerySet
from django.utils.translation import get_language

from waarborg.access.models import SupportRequest
from waarborg.access.rules import administrator_access
from waarborg.customers.models import Person
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.models import ContentGrant
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.wording import tongue

SHOWN = 20


def live() -> QuerySet[ContentGrant]:
    """Grants that open something at this moment."""
    now = TransactionNow()
    found: QuerySet[ContentGrant] = ContentGrant.objects.filter(revoked_at=None, starts_at__lte=now, ends_at__gt=now)
    return found


def live_for(tenant: UUID, person: UUID | None) -> list[ContentGrant]:
    """The live grants of a customer for this member of staff, the one that lasts longest first."""
    mine = Q(person=None) | Q(person=person)
    return list(live().filter(mine, tenant_id=tenant).order_by("-ends_at"))


def has_signed(by: Actor) -> bool:
    """Whether this colleague signed the confidentiality clause (SO-10): whoever had a role before it was asked, too."""
    signed = Person.objects.filter(tenant_id=by.tenant, id=by.person, confidentiality_signed_on__isnull=False)
    return bool(signed.exists())


def administrators() -> QuerySet[ContentGrant]:
    """Grants by which our administrators open content for a purpose of their own list, of whatever customer."""
    found: QuerySet[ContentGrant] = ContentGrant.objects.filter(about_kind=administrator_access.SUBJECT)
    return found


def last_opened(people: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these administrators last opened anybody's content; who never did is left out. One query."""
    rows = administrators().filter(person__in=list(people), starts_at__lte=TransactionNow()).values("person")
    return {row["person"]: row["last"] for row in rows.annotate(last=Max("starts_at")) if row["person"]}


def purpose_words(about_kind: str, purpose: str) -> str:
    """What a grant is for: as the customer wrote it, or the administrator's purpose in the reader's language."""
    ours = about_kind == administrator_access.SUBJECT
    return administrator_access.words(purpose, tongue(get_language())) if ours else purpose


def grants_of(tenant: UUID) -> list[ContentGrant]:
    """An organisation's newest grants, live or over."""
    return list(ContentGrant.objects.filter(tenant_id=tenant).order_by("-starts_at", "-id")[:SHOWN])


def grant(identifier: UUID, *, tenant: UUID) -> ContentGrant:
    """Raises NotFound."""
    found: ContentGrant | None = ContentGrant.objects.filter(id=identifier, tenant_id=tenant).first()
    if found is None:
        raise NotFound()
    return found


def asked(identifier: UUID, *, tenant: UUID) -> SupportRequest:
    """Raises NotFound."""
    found: SupportRequest | None = SupportRequest.objects.filter(id=identifier, tenant_id=tenant).first()
    if found is None:
        raise NotFound()
    return found


def waiting(tenant: UUID, *, about: UUID | None = None) -> list[SupportRequest]:
    """What waits for the customer's answer, the newest first; `about` one ticket only."""
    rows = SupportRequest.objects.filter(tenant_id=tenant, state="waiting")
    if about is not None:
        rows = rows.filter(about_id=about)
    return list(rows.order_by("-asked_at"))


def over(limit: int = 500) -> list[ContentGrant]:
    """Grants whose time is over and whose end nobody wrote down yet, of every customer. In the desk's scope."""
    return list(ContentGrant.objects.filter(ended_at=None, ends_at__lte=TransactionNow()).order_by("ends_at")[:limit])


def is_live(one: ContentGrant, *, real: datetime) -> bool:
    """For pages, by the machine's time; what is opened the database decides."""
    return one.revoked_at is None and one.starts_at <= real < one.ends_at


STANDING = """
SELECT 'live', g.id, g.purpose, g.ends_at, 0, g.about_kind FROM plumbing_content_grant g
WHERE g.tenant_id = %(tenant)s AND g.revoked_at IS NULL AND g.starts_at <= now() AND g.ends_at > now()
  AND (%(person)s::uuid IS NULL OR g.person IS NULL OR g.person = %(person)s)
UNION ALL
SELECT 'waiting', r.id, r.purpose, r.asked_at, r.hours, '' FROM access_support_request r
WHERE r.tenant_id = %(tenant)s AND r.state = 'waiting' AND (%(about)s::uuid IS NULL OR r.about_id = %(about)s)
ORDER BY 4 DESC
"""
# The same as one value of a statement that asks for more, with the same parameters; `remember_told` takes it.
TOLD = f"""(SELECT json_agg(json_build_array(state, id, purpose, at, hours, about_kind))
FROM ({STANDING}) AS s (state, id, purpose, at, hours, about_kind))"""

# Whether there is any of it, for whomever and about whatever.
ANY_STANDING = """(
EXISTS (SELECT FROM plumbing_content_grant
        WHERE tenant_id = %(tenant)s AND revoked_at IS NULL AND starts_at <= now() AND ends_at > now())
OR EXISTS (SELECT FROM access_support_request WHERE tenant_id = %(tenant)s AND state = 'waiting'))"""


@dataclass(frozen=True, slots=True)
class Brief:
    """A grant or a request as panels show it; `at` is when a grant ends, when a request was made."""

    state: str
    id: UUID
    purpose: str
    at: datetime
    hours: int
    about_kind: str

    @property
    def is_ours(self) -> bool:
        return self.about_kind == administrator_access.SUBJECT

    @property
    def words(self) -> str:
        return purpose_words(self.about_kind, self.purpose)


def standing(tenant: UUID, *, person: UUID | None = None, about: UUID | None = None) -> list[Brief]:
    """What is live (for `person`, where one is given) and what waits (about one ticket), in one query a page."""

    def read() -> list[Brief]:
        with connection.cursor() as cursor:
            cursor.execute(STANDING, {"tenant": tenant, "person": person, "about": about})
            return [Brief(*row) for row in cursor.fetchall()]

    found: list[Brief] = tenancy.remembered(_key(tenant, person, about), read)
    return found


def _key(tenant: UUID, person: UUID | None, about: UUID | None) -> tuple[object, ...]:
    return "access.support-grants", tenant, person, about


def remember_told(tenant: UUID, person: UUID | None, about: UUID | None, told: Sequence[Sequence[Any]]) -> None:
    """What `TOLD` gave need not be asked again by `standing` in this unit of work."""
    found = [
        Brief(state, UUID(one), purpose, datetime.fromisoformat(at), hours, kind)
        for state, one, purpose, at, hours, kind in told
    ]
    tenancy.remembered(_key(tenant, person, about), lambda: found)


def labels(ids: list[UUID]) -> dict[UUID, str]:
    """What grants and requests are for, by id. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, about_kind, purpose FROM plumbing_content_grant WHERE id = ANY(%(ids)s)"
            " UNION ALL SELECT id, '', purpose FROM access_support_request WHERE id = ANY(%(ids)s)",
            {"ids": ids},
        )
        return {one: purpose_words(kind, purpose) for one, kind, purpose in cursor.fetchall()}
