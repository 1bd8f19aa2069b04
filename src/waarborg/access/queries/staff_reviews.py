"""How the judging anew of the staff's access stands: when it is due, and who has still to be judged. As the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from waarborg.access.models import AccessPolicy, Membership, StaffReview
from waarborg.access.permissions import OPEN_AS_ADMINISTRATOR
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.doors import Door, doors
from waarborg.access.queries.support_grants import last_opened
from waarborg.access.rules.staff_review import due, is_unused, still_holds
from waarborg.customers.models import Person
from waarborg.customers.queries import organisation, people_of
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import declared


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff: what they may be now, how they stand to signing in, and how they were judged. Of who may open
    customers' shielded data also when they last did, and whether that is too long ago (AP-09)."""

    person: Person
    roles: frozenset[str]
    door: Door
    judgement: dict[str, Any] | None
    is_unused: bool
    may_open: bool = False
    opened: datetime | None = None
    is_opening_unused: bool = False

    @property
    def is_judged(self) -> bool:
        return still_holds(self.judgement, self.roles)


@dataclass(frozen=True, slots=True)
class Stand:
    """`open` is the review under way, `last` the one before; `overdue` counts days, 0 while there is time."""

    open: StaffReview | None
    last: StaffReview | None
    months: int
    due: date
    overdue: int


def stand(tenant: UUID, *, at: datetime) -> Stand:
    """The first review is due so many months after the provider began."""
    with as_login():
        policy = AccessPolicy.objects.filter(tenant_id=tenant).first()
    months = policy.review_months if policy else AccessPolicy._meta.get_field("review_months").get_default()
    rows = StaffReview.objects.filter(tenant_id=tenant)
    last = rows.exclude(closed_at=None).order_by("-closed_at").first()
    begun = last.closed_at if last is not None else organisation(tenant).created
    until = due(begun.date(), months)
    return Stand(rows.filter(closed_at=None).first(), last, months, until, max(0, (at.date() - until).days))


def staff(tenant: UUID, review: StaffReview | None, *, at: datetime) -> list[Member]:
    """Everybody of the provider who may do anything or can come in, or was judged in this review; by name."""
    people = list(people_of(tenant, at=at))
    found, now = doors(one.id for one in people), clock.real()
    judged = review.judged if review is not None else {}
    openers = _openers(people)
    members = [
        Member(
            person=one,
            roles=frozenset(held.role for held in one.live_authorities) if one.active else frozenset(),
            door=found[one.id],
            judgement=judged.get(str(one.id)),
            is_unused=is_unused(found[one.id].last, now=now),
            may_open=one.id in openers,
            opened=openers[one.id].opened if one.id in openers else None,
            is_opening_unused=one.id in openers and is_unused(openers[one.id].counts_from, now=now),
        )
        for one in people
    ]
    return [one for one in members if one.roles or one.door.state != "none" or one.judgement]


@dataclass(frozen=True, slots=True)
class _Opener:
    """Who may open customers' shielded data: since when, and when they last did."""

    since: datetime
    opened: datetime | None

    @property
    def counts_from(self) -> datetime:
        """Who got the right last week is not blamed for not having used it for months."""
        return self.since if self.opened is None else max(self.since, self.opened)


def _openers(people: list[Any]) -> dict[UUID, _Opener]:
    may = declared()[OPEN_AS_ADMINISTRATOR]
    since = {
        one.id: min(held.starts_at for held in one.live_authorities if held.role in may)
        for one in people
        if one.active and any(held.role in may for held in one.live_authorities)
    }
    last = last_opened(since)
    return {person: _Opener(begun, last.get(person)) for person, begun in since.items()}


def can_come_in(tenant: UUID) -> set[UUID]:
    """The people with a live membership."""
    with as_login():
        return set(Membership.objects.filter(tenant_id=tenant, ended_at=None).values_list("person_id", flat=True))
