"""Notices for their readers: in the portal, and for visitors on the sign-in page."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from waarborg.notices.models import Notice, Preference, Receipt
from waarborg.notices.queries.mails import Stopped, sealed_stop
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import kept

PAGE = 50
ON_SIGN_IN = 3


def readable(by: Actor) -> QuerySet[Notice]:
    """What somebody may read in the portal: the database shows what is for the organisation, this what is for its role.

    Each with `opened` and `confirmed`, instants or None. One query.
    """
    mine = Receipt.objects.filter(
        tenant_id=by.tenant, person_id=by.person, notice=OuterRef("pk"), edition=OuterRef("told")
    )
    rows = Notice.objects.filter(published_at__isnull=False)
    rows = rows.filter(Q(roles=[]) | Q(roles__has_any_keys=sorted(by.roles)))
    return rows.annotate(
        opened=Subquery(mine.values("opened_at")[:1]), confirmed=Subquery(mine.values("confirmed_at")[:1])
    ).order_by("-published_at", "-id")


def page(by: Actor, *, after: tuple[datetime, UUID] | None = None, limit: int = PAGE) -> list[Notice]:
    """The newest first. One query."""
    rows = readable(by).defer("body_nl", "body_en", "earlier")
    if after is not None:
        moment, identifier = after
        rows = rows.filter(published_at__lte=moment).exclude(published_at=moment, id__gte=identifier)
    return list(rows[:limit])


def read(by: Actor, notice: UUID) -> Notice:
    """Raises NotFound for what this person may not read."""
    found: Notice | None = readable(by).filter(id=notice).first()
    if found is None:
        raise NotFound()
    return found


def waiting_for(by: Actor, *, at: datetime, limit: int = 3) -> list[Notice]:
    """What this person has not opened, or not confirmed where that is asked, the newest first. One query."""

    def build(tenant: UUID, person: UUID, now: datetime) -> QuerySet[Notice]:
        rows: Any = readable(replace(by, tenant=tenant, person=person)).filter(state=Notice.State.PUBLISHED.value)
        rows = rows.filter(Q(opened__isnull=True) | Q(needs_confirmation=True, confirmed__isnull=True))
        rows = rows.filter(Q(shown_until__isnull=True) | Q(shown_until__gt=now) | Q(needs_confirmation=True))
        return rows.defer("body_nl", "body_en", "earlier")[:limit]  # type: ignore[no-any-return]

    if by.tenant is None or by.person is None:
        return []
    # Which notices are for somebody depends on the roles: a query for each set of them.
    name = f"notices.waiting {limit} {' '.join(sorted(by.roles))}"
    return kept.rows(name, build, by.tenant, by.person, at)


def news(by: Actor, *, limit: int = 3) -> list[Notice]:
    """What is new in the product, the newest first, with its text and when this person opened it. One query."""
    rows = readable(by).filter(kind="release", state=Notice.State.PUBLISHED)
    return list(rows.defer("earlier")[:limit])


def on_sign_in(*, at: datetime) -> list[Notice]:
    """What visitors read on the sign-in page, the newest first. One query, in the scope of the public."""
    rows = Notice.objects.filter(audience="public", on_sign_in=True, state=Notice.State.PUBLISHED)
    rows = rows.filter(Q(shown_until__isnull=True) | Q(shown_until__gt=at))
    return list(rows.order_by("-published_at", "-id")[:ON_SIGN_IN])


def preferences(by: Actor) -> dict[str, bool]:
    """What somebody chose by kind; kinds of which nothing was said are left out. One query."""
    rows = Preference.objects.filter(tenant_id=by.tenant, person_id=by.person)
    return dict(rows.values_list("kind", "by_mail"))


def by_token(token: str) -> Stopped:
    """Whose link this is, of a notice's receipt or of another mail. Raises NotFound. For the desk's role: a visitor has
    no tenant."""
    found: Receipt | None = Receipt.objects.select_related("notice").filter(token=token).first()
    if found is None:
        return sealed_stop(token)
    return Stopped(found.tenant_id, found.person_id, found.notice.kind)
