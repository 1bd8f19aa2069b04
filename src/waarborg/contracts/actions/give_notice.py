"""Giving notice, for either side, by the rules of the agreement that binds; withdrawing it; and its end."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.tell import tell_ending
from waarborg.contracts.events import CONFIRMED, RECEIVED, REQUESTED, TOOK_EFFECT, WITHDRAWN
from waarborg.contracts.models import Termination
from waarborg.contracts.queries.notices import prospect, running
from waarborg.contracts.rules.leaving import ends_at
from waarborg.customers.actions import instruct
from waarborg.customers.actions.authority import lock_organisation
from waarborg.customers.models import Person
from waarborg.customers.queries import roles_of
from waarborg.customers.rules.instructions import IN_ACCOUNT
from waarborg.kernel.errors import BadInput, Refusal
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


class ReceivedLater(BadInput):
    code = "contracts.termination.received-later"
    nl = "De opzegging kan niet later zijn ontvangen dan nu."
    en = "The notice cannot have been received later than now."


@dataclass(frozen=True, slots=True)
class Received:
    """Notice as it came: when, why, how; with the version after which the customer leaves, where he said so."""

    at: datetime
    why: str = ""
    form: str = IN_ACCOUNT
    switching: bool = False
    announcement: UUID | None = None


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
        return _give(tenant, by, Received(at, why, switching=switching, announcement=announcement), by=by, at=at)


@action("contracts.termination.request")
def take_notice(
    owner: Person, *, form: str, address: str = "", received: datetime, why: str = "", by: Actor, at: datetime
) -> Termination:
    """Write down notice that a customer's owner gave otherwise than in the account: it counts from when it was
    received, where the agreement lets it count in this form. A telephone call never does (CL-63).

    Raises what `instruct` and `give_notice` raise, ReceivedLater.
    """
    permissions.require(by, rights.CONFIRM)
    acts = instruct(owner, "cancellation", form=form, address=address, by=by, at=at)
    if received > at:
        raise ReceivedLater(path="received")
    held = frozenset(one.role for one in roles_of(owner, at=at))
    side = Actor(kind="contact", tenant=owner.tenant_id, person=owner.id, name=owner.name, roles=held)
    with tenancy.enter(Role.DESK):
        return _give(owner.tenant_id, side, Received(received, why, form=form), by=acts, at=at)


@action("contracts.termination.confirm")
def confirm_notice(termination: UUID, *, by: Actor, at: datetime) -> Termination:
    """Confirm to a customer that it gave notice: its owners and administrators have mail. What was confirmed stays so.
    The notice runs from the day it was given, whenever this is done. Raises NotAllowed, NotFound."""
    permissions.require(by, rights.CONFIRM)
    held = _held(termination, None)
    if not held.by_customer:
        raise NotFound()
    if held.confirmed_at is None:
        _confirm(held, by=by, at=at)
        tell_ending(held, confirmed=True, at=at)
    return held


def _confirm(held: Termination, *, by: Actor, at: datetime) -> None:
    held.confirmed_at, held.confirmed_by = at, by.name
    held.save(update_fields=["confirmed_at", "confirmed_by"])
    journal.record(
        CONFIRMED, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data={"last": held.last_day.isoformat()}
    )


def _give(tenant: UUID, side: Actor, given: Received, *, by: Actor, at: datetime) -> Termination:
    """Notice by `side`, as `by` does or writes it down. In the desk's scope."""
    lock_organisation(tenant)
    before = running(tenant)
    if before is not None:
        raise AlreadyRunning(last=before.last_day)
    found = prospect(tenant, by=side, at=given.at, switching=given.switching, form=given.form)
    if found is None:
        raise NothingBinds()
    if found.right is None:
        raise NoRight()
    after = find(given.announcement, tenant=tenant) if given.announcement else None
    made: Termination = Termination.objects.create(
        tenant_id=tenant,
        by_customer=not side.is_staff,
        version=found.version,
        why=given.why.strip(),
        switching=given.switching,
        announcement=after.id if after else None,
        requested_at=given.at,
        requested_by=side.name,
        form=given.form,
        last_day=found.ending.last,
        ends_at=ends_at(found.ending.last, compiled(found.version.sha256).agreement),
        reasons={one.promise: one.last.isoformat() for one in found.ending.reasons},
    )
    _note(made, found.right, related=after.ref if after else None, by=by, at=given.at)
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
    words = {"ending": "by-customer" if made.by_customer else "by-provider", "form": made.form}
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
            reason_if_late="it came by mail before it was written down",
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
        if held.by_customer and held.confirmed_at is None:
            # The mail about the withdrawal says that the notice was here: nothing is left to confirm.
            _confirm(held, by=SYSTEM, at=at)
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
