"""Reading grants of content and what was asked for. Whether one is live the database says, by its own clock."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q, QuerySet

from waarborg.access.models import SupportRequest
from waarborg.plumbing.models import ContentGrant
from waarborg.plumbing.permissions import NotFound

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
