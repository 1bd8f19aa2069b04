"""Bundling wishes: proposed by staff, a day confirmed by the customer, scheduled on that day and no other (AP-33)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.support.actions.answer import answer
from waarborg.support.actions.bundle_mails import tell_of_bundle
from waarborg.support.actions.development.pass_on import require_undated
from waarborg.support.models import Bundle, Ticket
from waarborg.support.rules.bundles import LIVE, OPEN, STATES


class NothingToBundle(BadInput):
    code = "support.bundle.empty"
    nl = "Kies minstens één lopende melding van deze klant die nog in geen bundel zit."
    en = "Choose at least one live ticket of this customer that is in no bundle yet."


class BundleDayPassed(BadInput):
    code = "support.bundle.day"
    nl = "Kies een dag die nog komt."
    en = "Choose a day that is still to come."


class BundleState(Refusal):
    """It has moved on."""

    code = "support.bundle.state"
    nl = "Dit kan niet: de bundel is {state}."
    en = "This is not possible: the bundle is {state}."
    nl_way_out = "Lees eerst wat er is gebeurd. Er is niets gewijzigd."
    en_way_out = "Read first what happened. Nothing was changed."


class NotConfirmed(Refusal):
    """AP-33: on no other day than the one that the customer confirmed."""

    code = "support.bundle.not-confirmed"
    nl = "De klant heeft deze dag nog niet bevestigd."
    en = "The customer has not confirmed this day yet."
    nl_way_out = "Stel de dag voor; zodra de klant hem bevestigt, staat hij vast."
    en_way_out = "Propose the day; as soon as the customer confirms it, it stands."


@action("support.bundle.propose")
def propose(
    tenant: UUID, tickets: Sequence[UUID], day: date, *, by: Actor, at: datetime, title: str, zone: str
) -> Bundle:
    """Put live tickets of one customer together and propose a day. Raises NothingToBundle, BundleDayPassed,
    NotAllowed."""
    permissions.require(by, "support.bundle.propose", tenant=tenant)
    _still_to_come(day, at, zone)
    rows = Ticket.objects.select_for_update().filter(tenant_id=tenant, id__in=tickets, bundle_id=None).order_by("id")
    held = [one for one in rows if one.is_live]
    if not held or not title.strip():
        raise NothingToBundle(path="tickets")
    require_undated(held, at=at)
    made: Bundle = Bundle.objects.create(
        tenant_id=tenant, title=title.strip(), proposed_for=day, proposed_at=at, proposed_by=by.name
    )
    Ticket.objects.filter(id__in=[one.id for one in held]).update(bundle_id=made.id, changed_at=at)
    _note(made, "proposed", by=by, at=at, related=[one.ref for one in held], data={"day": day.isoformat()})
    tell_of_bundle(made, "proposed", at=at)
    return made


@action("support.bundle.propose")
def propose_again(bundle: Bundle, day: date, *, by: Actor, at: datetime, zone: str) -> Bundle:
    """Another day, also for one that was agreed: what the customer confirmed before no longer counts. Raises
    BundleDayPassed, BundleState, NotAllowed."""
    permissions.require(by, "support.bundle.propose", tenant=bundle.tenant_id)
    bundle = _held(bundle)
    _require(bundle, OPEN)
    _still_to_come(day, at, zone)
    bundle.proposed_for, bundle.confirmed_for, bundle.state = day, None, "proposed"
    _note(bundle, "proposed", by=by, at=at, data={"day": day.isoformat()})
    bundle.save()
    tell_of_bundle(bundle, "proposed", at=at)
    return bundle


@action("support.bundle.confirm")
def confirm(bundle: Bundle, day: date, *, by: Actor, at: datetime, zone: str) -> Bundle:
    """The customer confirms a day. The one that was proposed stands at once; another one when staff agree to it.

    Raises BundleDayPassed, BundleState, NotAllowed, NotFound.
    """
    permissions.require(by, "support.bundle.confirm", tenant=bundle.tenant_id)
    bundle = _held(bundle)
    _require(bundle, OPEN)
    _still_to_come(day, at, zone)
    bundle.confirmed_for, bundle.confirmed_by, bundle.state = day, by.name, "moved"
    _note(bundle, "customer-confirmed", by=by, at=at, data={"day": day.isoformat()})
    if day == bundle.proposed_for:
        _agree(bundle, by=by, at=at, zone=zone)
    bundle.save()
    return bundle


@action("support.bundle.schedule")
def schedule(bundle: Bundle, *, by: Actor, at: datetime, zone: str) -> Bundle:
    """Staff agree to the day that the customer confirmed. Raises NotConfirmed, BundleState, NotAllowed."""
    permissions.require(by, "support.bundle.propose", tenant=bundle.tenant_id)
    bundle = _held(bundle)
    _require(bundle, OPEN)
    if bundle.confirmed_for is None:
        raise NotConfirmed()
    _agree(bundle, by=by, at=at, zone=zone)
    bundle.save()
    tell_of_bundle(bundle, "agreed", at=at)
    return bundle


def _agree(bundle: Bundle, *, by: Actor, at: datetime, zone: str) -> None:
    """The day stands: whoever promises it has until its end."""
    day = bundle.confirmed_for
    if day is None:
        raise NotConfirmed()
    bundle.agreed_for, bundle.state = day, "agreed"
    ends = civil_start(date.fromordinal(day.toordinal() + 1), 0, zone)
    _note(bundle, "agreed", by=by, at=at, properties={"date:delivery": text_of(ends)}, data={"day": day.isoformat()})


@action("support.bundle.deliver")
def deliver(bundle: Bundle, *, by: Actor, at: datetime, text: str) -> Bundle:
    """What was agreed is done: every ticket in it that is still live gets `text` as its solution. Raises BundleState,
    NotAllowed."""
    permissions.require(by, "support.ticket.answer", tenant=bundle.tenant_id)
    bundle = _held(bundle)
    _require(bundle, frozenset({"agreed"}))
    _note(bundle, "delivered", by=by, at=at)
    for ticket in Ticket.objects.filter(tenant_id=bundle.tenant_id, bundle_id=bundle.id).order_by("id"):
        if ticket.is_live:
            answer(ticket, by=by, at=at, text=text, purpose="resolution")
    bundle.state, bundle.delivered_at = "delivered", at
    bundle.save()
    return bundle


@action("support.bundle.propose")
def drop(bundle: Bundle, *, by: Actor, at: datetime, why: str) -> Bundle:
    """It is not carried out together after all: its tickets go on by themselves. One that was agreed is not dropped:
    its day was promised. Raises BundleState, NotAllowed."""
    permissions.require(by, "support.bundle.propose", tenant=bundle.tenant_id)
    bundle = _held(bundle)
    _require(bundle, OPEN)
    Ticket.objects.filter(tenant_id=bundle.tenant_id, bundle_id=bundle.id).update(bundle_id=None)
    _note(bundle, "dropped", by=by, at=at, data={"why": why.strip()})
    bundle.state = "dropped"
    bundle.save()
    return bundle


def _held(bundle: Bundle) -> Bundle:
    found: Bundle = Bundle.objects.select_for_update().get(id=bundle.id)
    return found


def _require(bundle: Bundle, states: frozenset[str]) -> None:
    if bundle.state not in states or bundle.state not in LIVE:
        raise BundleState(state=STATES[bundle.state])  # type: ignore[index]


def _still_to_come(day: date, at: datetime, zone: str) -> None:
    if from_us(civil_start(day, 0, zone)) <= at:
        raise BundleDayPassed(path="day")


def _note(bundle: Bundle, event: str, *, by: Actor, at: datetime, **rest: object) -> None:
    journal.record(
        f"support.bundle.{event}",
        tenant=bundle.tenant_id,
        subject=bundle.ref,
        by=by,
        at=at,
        **rest,  # type: ignore[arg-type]
    )
    announce(f"bundle.{bundle.id}")
