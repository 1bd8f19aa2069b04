"""Giving notice, for either side, by the rules of the agreement that binds; withdrawing it; and its end."""

from datetime import datetime
from uuid import UUID

from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.tell import tell_ending
from waarborg.contracts.events import RECEIVED, REQUESTED, TOOK_EFFECT, WITHDRAWN
from waarborg.contracts.models import Termination
from waarborg.contracts.queries.notices import prospect, running
from waarborg.contracts.rules.leaving import ends_at
from waarborg.customers.actions.authority import lock_organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import jobs, journal, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.announce import withdraw_announcement
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.actions.settle import hold, settle
from waarborg.promises.queries.announcements import find, pending
from waarborg.promises.queries.standing import compiled

TAKE_EFFECT = "contracts.take-effect"


class NothingBinds(Refusal):
    code = "contracts.termination.nothing-binds"
    nl = "Er is nu geen overeenkomst om op te zeggen."
    en = "There is no agreement now to give notice of."


class NoRight(Refusal):
    """The agreement gives this side, or this person, no right to give notice here."""

    code = "contracts.termination.no-right"
    nl = "De overeenkomst zegt niet dat u hier kunt opzeggen."
    en = "The agreement does not say that you can give notice here."
    nl_way_out = "Kijk in de overeenkomst wie dat kan en hoe, of neem contact met ons op."
    en_way_out = "See in the agreement who can and how, or get in touch with us."


class AlreadyRunning(Refusal):
    code = "contracts.termination.running"
    nl = "Er loopt al een opzegging; de laatste dag is {last}."
    en = "Notice has been given already; the last day is {last}."
    nl_way_out = "Trek die eerst in."
    en_way_out = "Withdraw that one first."


class NotYours(Refusal):
    code = "contracts.termination.not-yours"
    nl = "Alleen wie opzegde, kan de opzegging intrekken."
    en = "Only the side that gave notice can withdraw it."


@action("contracts.termination.request")
def give_notice(
    tenant: UUID,
    *,
    by: Actor,
    at: datetime,
    why: str = "",
    switching: bool = False,
    announcement: UUID | None = None,
) -> Termination:
    """Give notice of what binds a customer: for the customer by a contact of its own, for the provider by staff.

    The last day follows from the agreement. Until then the terms that hold now hold on: an announced version does not
    apply where the agreement says so. Owners and administrators are mailed. Raises NotAllowed, NotFound, NothingBinds,
    NoRight, AlreadyRunning.
    """
    permissions.require(by, rights.GIVE_NOTICE if by.is_staff else rights.LEAVE, tenant=tenant)
    with tenancy.enter(Role.DESK):
        lock_organisation(tenant)
        before = running(tenant)
        if before is not None:
            raise AlreadyRunning(last=before.last_day)
        found = prospect(tenant, by=by, at=at, switching=switching)
        if found is None:
            raise NothingBinds()
        if found.right is None:
            raise NoRight()
        after = find(announcement, tenant=tenant) if announcement else None
        made: Termination = Termination.objects.create(
            tenant_id=tenant,
            by_customer=not by.is_staff,
            version=found.version,
            why=why.strip(),
            switching=switching,
            announcement=after.id if after else None,
            requested_at=at,
            requested_by=by.name,
            last_day=found.ending.last,
            ends_at=ends_at(found.ending.last, compiled(found.version.sha256).agreement),
            reasons={one.promise: one.last.isoformat() for one in found.ending.reasons},
        )
        _note(made, found.right, related=after.ref if after else None, by=by, at=at)
        _settle_all(tenant, by=by, at=at)
        jobs.enqueue(TAKE_EFFECT, {"tenant": tenant, "termination": made.id}, at=made.ends_at)
        tell_ending(made, at=at)
    return made


def _note(made: Termination, right: str, *, related: Ref | None, by: Actor, at: datetime) -> None:
    """That it was asked, and that the notice is in: in the portal the two are one moment."""
    data = {
        "agreement": made.version.agreement,
        "version": made.version.version,
        "right": right,
        "last": made.last_day.isoformat(),
        **{f"by {promise}": last for promise, last in made.reasons.items()},
    }
    words = {"ending": "by-customer" if made.by_customer else "by-provider"}
    for kind in (REQUESTED, RECEIVED):
        journal.record(
            kind,
            tenant=made.tenant_id,
            subject=made.ref,
            related=(related,) if related else (),
            by=by,
            at=at,
            properties=words,
            data=data,
        )


@action("contracts.termination.withdraw")
def withdraw_notice(termination: UUID, *, by: Actor, at: datetime) -> Termination:
    """Take notice back before its end: by the side that gave it. Raises NotAllowed, NotFound, NotYours."""
    permissions.require(by, rights.GIVE_NOTICE if by.is_staff else rights.LEAVE)
    with tenancy.enter(Role.DESK):
        held = _held(termination, None if by.is_staff else by.tenant)
        if held.by_customer is by.is_staff:
            raise NotYours()
        held.state, held.withdrawn_at, held.withdrawn_by = Termination.State.WITHDRAWN, at, by.name
        held.save()
        journal.record(WITHDRAWN, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
        _settle_all(held.tenant_id, by=by, at=at)
        tell_ending(held, at=at)
    return held


def take_effect(termination: UUID, *, at: datetime) -> None:
    """What the job at the end of the last day does; a notice that was withdrawn is left alone."""
    held = Termination.objects.filter(id=termination).first()
    if held is None:
        return
    lock_organisation(held.tenant_id)
    held.refresh_from_db()
    if held.state != Termination.State.RUNNING or at < held.ends_at:
        return
    for one in pending(held.tenant_id, at):
        withdraw_announcement(one.id, by=SYSTEM, at=at)
    held.state = Termination.State.ENDED
    held.save(update_fields=["state"])
    end_binding(held.tenant_id, held.ends_at, by=SYSTEM, at=at)
    journal.record(
        TOOK_EFFECT,
        tenant=held.tenant_id,
        subject=held.ref,
        by=SYSTEM,
        at=at,
        properties={"ending": "by-customer" if held.by_customer else "by-provider"},
        data={"last": held.last_day.isoformat()},
    )


def _held(termination: UUID, tenant: UUID | None) -> Termination:
    rows = Termination.objects.filter(id=termination, state=Termination.State.RUNNING)
    found: Termination | None = (rows.filter(tenant_id=tenant) if tenant else rows).first()
    if found is None:
        raise NotFound()
    lock_organisation(found.tenant_id)
    found.refresh_from_db()
    if found.state != Termination.State.RUNNING:
        raise NotFound()
    return found


def _settle_all(tenant: UUID, *, by: Actor, at: datetime) -> None:
    """Versions that wait to apply: what keeps them back has just changed."""
    for one in pending(tenant, at):
        settle(hold(one), by=by if by.is_staff else SYSTEM, at=at)
