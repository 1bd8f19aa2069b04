"""How the judging anew of the staff's access stands: when it is due, and who has still to be judged. As the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from waarborg.access.models import AccessPolicy, Membership, StaffReview
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.doors import Door, doors
from waarborg.access.rules.staff_review import due, is_unused, still_holds
from waarborg.customers.models import Person
from waarborg.customers.queries import organisation, people_of
from waarborg.plumbing import clock


@dataclass(frozen=True, slots=True)
class Member:
    """One of the staff: what they may be now, how they stand to signing in, and how they were judged."""

    person: Person
    roles: frozenset[str]
    door: Door
    judgement: dict[str, Any] | None
    is_unused: bool

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
    members = [
        Member(
            person=one,
            roles=frozenset(held.role for held in one.live_authorities) if one.active else frozenset(),
            door=found[one.id],
            judgement=judged.get(str(one.id)),
            is_unused=is_unused(found[one.id].last, now=now),
        )
        for one in people
    ]
    return [one for one in members if one.roles or one.door.state != "none" or one.judgement]


def can_come_in(tenant: UUID) -> set[UUID]:
    """The people with a live membership."""
    with as_login():
        return set(Membership.objects.filter(tenant_id=tenant, ended_at=None).values_list("person_id", flat=True))
