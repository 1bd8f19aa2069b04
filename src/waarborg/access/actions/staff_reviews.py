"""Judging anew who of the staff may what: each is confirmed with a reason, given other roles, or let go (AP-09, AP-13).

Nobody judges their own access, unless nobody else could; the journal keeps that too.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.access.actions.end_sessions import end_membership
from waarborg.access.actions.set_policy import locked_policy
from waarborg.access.events import POLICY_CHANGED, STAFF_JUDGED, STAFF_REVIEW_COMPLETED, STAFF_REVIEW_OPENED
from waarborg.access.models import StaffReview
from waarborg.access.permissions import REVIEW_STAFF, SET_POLICY
from waarborg.access.queries.as_login import as_login
from waarborg.access.queries.staff_reviews import can_come_in, staff
from waarborg.access.rules.staff_review import LONGEST_MONTHS
from waarborg.customers.actions import set_roles
from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, declared, require
from waarborg.plumbing.taken import taken

Verdict = Literal["confirmed", "changed", "ended"]


class AlreadyOpen(Refusal):
    code = "access.staff-review.already-open"
    nl = "Er loopt al een beoordeling van de toegang."
    en = "A review of the access is under way already."
    nl_way_out = "Maak die eerst af."
    en_way_out = "Complete that one first."


class NotOpen(Refusal):
    code = "access.staff-review.not-open"
    nl = "Er loopt geen beoordeling van de toegang."
    en = "No review of the access is under way."
    nl_way_out = "Begin er eerst een."
    en_way_out = "Begin one first."


class OwnAccess(Refusal):
    code = "access.staff-review.own-access"
    status = 403
    nl = "Uw eigen toegang beoordeelt u niet zelf."
    en = "You do not judge your own access."
    nl_way_out = "Vraag {names}."
    en_way_out = "Ask {names}."


class ReasonMissing(BadInput):
    code = "access.staff-review.reason"
    nl = "Zeg in 3 tot 200 tekens waarvoor {name} deze toegang nodig heeft."
    en = "Say in 3 to 200 characters what {name} needs this access for."


class RolesMissing(BadInput):
    code = "access.staff-review.roles"
    nl = "Kies andere rollen dan {name} nu heeft, en minstens één."
    en = "Choose other roles than {name} holds now, and one at least."
    nl_way_out = "Beëindig de toegang als er geen rol overblijft."
    en_way_out = "End the access if no role is left."


class NotAllJudged(Refusal):
    code = "access.staff-review.not-all-judged"
    nl = "Nog niet beoordeeld, of daarna gewijzigd: {names}."
    en = "Not judged yet, or changed afterwards: {names}."


class IntervalOutOfBounds(BadInput):
    code = "access.staff-review.interval"
    nl = "De toegang wordt elke 1 tot {most} maanden beoordeeld."
    en = "The access is judged every 1 to {most} months."


@action("access.staff-review.do")
def open_review(*, by: Actor, at: datetime) -> StaffReview:
    """Begin a review of one's own organisation, the provider. Raises NotFound, NotAllowed, AlreadyOpen."""
    tenant = _ours(by)
    try:
        with transaction.atomic():
            made: StaffReview = StaffReview.objects.create(tenant_id=tenant, opened_at=at, opened_name=by.name)
    except IntegrityError as error:
        if not taken(error):
            raise
        raise AlreadyOpen() from None
    journal.record(STAFF_REVIEW_OPENED, tenant=tenant, subject=_ref(made), by=by, at=at)
    return made


@action("access.staff-review.do")
def judge(
    person: Person, verdict: Verdict, *, roles: Iterable[str] = (), why: str = "", by: Actor, at: datetime
) -> None:
    """Confirm what `person` may, change it to `roles`, or end it: then the next request of theirs is refused.

    Another judgement replaces the first while the review is open. Raises NotFound, NotAllowed, NotOpen, OwnAccess,
    ReasonMissing, RolesMissing, and what `set_roles` raises.
    """
    tenant, why = _ours(by), " ".join(why.split())
    if person.tenant_id != tenant:
        raise NotFound()
    review = _locked(tenant)
    member = next((one for one in staff(tenant, review, at=at) if one.person.id == person.id), None)
    if member is None:
        raise NotFound()
    others = _others(by, at=at) if person.id == by.person else []
    if others:
        raise OwnAccess(names=", ".join(one.name for one in others))
    if verdict != "ended" and not 3 <= len(why) <= 200:
        raise ReasonMissing(path="why", name=person.name)
    left = {"confirmed": member.roles, "changed": frozenset(roles), "ended": frozenset()}[verdict]
    if verdict == "changed" and (not left or left == member.roles):
        raise RolesMissing(path="roles", name=person.name)
    if verdict != "confirmed":
        set_roles(person, left, why=why, by=by, at=at)
    if verdict == "ended":
        end_membership(tenant=tenant, person=person.id)
    review.judged[str(person.id)] = {
        "verdict": verdict,
        "roles": sorted(left),
        "why": why[:200],
        "by": by.name,
        "at": at.isoformat(),
    }
    review.save(update_fields=["judged"])
    last = member.door.last.isoformat() if member.door.last else None
    told = {"roles": sorted(left), "had": sorted(member.roles), "why": why[:200], "last_sign_in": last}
    _note(STAFF_JUDGED, review, by=by, at=at, related=[person.ref], properties={"verdict": verdict}, data=told)


@action("access.staff-review.do")
def complete_review(*, by: Actor, at: datetime) -> None:
    """Everybody was judged as what they are now. Raises NotFound, NotAllowed, NotOpen, NotAllJudged."""
    tenant = _ours(by)
    review = _locked(tenant)
    members = staff(tenant, review, at=at)
    missing = [one.person.name for one in members if not one.is_judged]
    if missing:
        raise NotAllJudged(names=", ".join(missing))
    review.closed_at, review.closed_name = at, by.name
    review.save(update_fields=["closed_at", "closed_name"])
    verdicts = [one.judgement["verdict"] for one in members if one.judgement]
    counted: dict[str, Any] = {one: verdicts.count(one) for one in ("confirmed", "changed", "ended")}
    _note(STAFF_REVIEW_COMPLETED, review, by=by, at=at, data=counted)


@action("access.security-policy.change")
def set_interval(months: int, *, by: Actor, at: datetime) -> None:
    """How often the access is judged. Raises NotFound, NotAllowed, IntervalOutOfBounds."""
    tenant = _ours(by)
    require(by, SET_POLICY, tenant=tenant)
    if not 1 <= months <= LONGEST_MONTHS:
        raise IntervalOutOfBounds(path="months", most=LONGEST_MONTHS)
    with as_login():
        policy = locked_policy(tenant)
        if policy.review_months == months:
            return
        policy.review_months = months
        policy.save(update_fields=["review_months"])
    subject = Ref("access.security-policy", tenant)
    journal.record(POLICY_CHANGED, tenant=tenant, subject=subject, by=by, at=at, data={"review_months": months})


def judges(tenant: UUID, *, at: datetime) -> list[Person]:
    """Who may judge and can come in, by name."""
    inside = can_come_in(tenant)
    found = {one.id: one for role in declared()[REVIEW_STAFF] for one in holders(tenant, role, at=at)}
    return sorted((one for one in found.values() if one.id in inside), key=lambda one: one.name)


def _others(by: Actor, *, at: datetime) -> list[Person]:
    return [one for one in judges(_ours(by), at=at) if one.id != by.person]


def _ours(by: Actor) -> UUID:
    require(by, REVIEW_STAFF, tenant=by.tenant)
    if by.tenant is None or not by.is_staff:
        raise NotFound()
    return by.tenant


def _locked(tenant: UUID) -> StaffReview:
    found: StaffReview | None = StaffReview.objects.select_for_update().filter(tenant_id=tenant, closed_at=None).first()
    if found is None:
        raise NotOpen()
    return found


def _ref(review: StaffReview) -> Ref:
    return Ref("access.staff-review", review.id)


def _note(kind: str, review: StaffReview, *, by: Actor, at: datetime, **told: Any) -> None:
    journal.record(kind, tenant=review.tenant_id, subject=_ref(review), by=by, at=at, **told)
