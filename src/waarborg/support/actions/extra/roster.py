"""Who is there for extra support, that it is off, and how long it really took (PX-86)."""

from datetime import datetime
from uuid import UUID

from waarborg.contracts.actions.settle_charge import settle_charge
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.extra.book import LONGEST_HOURS, note
from waarborg.support.models import ExtraSupport
from waarborg.support.permissions import BOOK_EXTRA, KEEP_EXTRA
from waarborg.support.queries.extra import CHARGE
from waarborg.support.rules.extra.terms import cost


class ExtraIsOver(Refusal):
    code = "support.extra.over"
    nl = "Dit kan niet meer: het is afgezegd, begonnen of al afgerond."
    en = "This is not possible any more: it was cancelled, has begun or is finished."


class NotWorkedYet(BadInput):
    code = "support.extra.minutes"
    nl = "Schrijf na het begin op hoeveel minuten er is gewerkt: 0 tot {most}."
    en = "Write down, after it began, how many minutes were worked: 0 to {most}."


@action("support.extra-support.roster")
def roster_extra(extra: ExtraSupport, to: tuple[UUID, str], *, by: Actor, at: datetime) -> ExtraSupport:
    """Put a colleague (person, name) on it, or another one. Raises ExtraIsOver, NotAllowed."""
    permissions.require(by, KEEP_EXTRA, tenant=extra.tenant_id)
    held = _held(extra)
    if not held.is_open:
        raise ExtraIsOver()
    if held.staff_id == to[0]:
        return held
    held.staff_id, held.staff_name = to
    held.state = ExtraSupport.State.ROSTERED
    held.save(update_fields=["staff_id", "staff_name", "state"])
    note(held, "rostered", by=by, at=at, person=str(to[0]))
    return held


@action("support.extra-support.cancel")
def cancel_extra(extra: ExtraSupport, *, by: Actor, at: datetime) -> ExtraSupport:
    """The customer no longer needs it; before it begins that costs nothing. Raises ExtraIsOver, NotAllowed."""
    permissions.require(by, BOOK_EXTRA, tenant=extra.tenant_id)
    held = _held(extra)
    if not held.is_open or held.starts_at <= at:
        raise ExtraIsOver()
    held.state = ExtraSupport.State.CANCELLED
    held.save(update_fields=["state"])
    note(held, "cancelled", by=by, at=at)
    _settle(held, 0, by=by, at=at)
    return held


@action("support.extra-support.work")
def work_extra(extra: ExtraSupport, minutes: int, *, by: Actor, at: datetime) -> ExtraSupport:
    """Write down what was worked, once: what it costs is settled by that.

    Raises ExtraIsOver, NotWorkedYet, NotAllowed.
    """
    permissions.require(by, KEEP_EXTRA, tenant=extra.tenant_id)
    held = _held(extra)
    if not held.is_open:
        raise ExtraIsOver()
    if held.starts_at > at or not 0 <= minutes <= LONGEST_HOURS * 60:
        raise NotWorkedYet(path="minutes", most=LONGEST_HOURS * 60)
    held.minutes, held.state = minutes, ExtraSupport.State.WORKED
    held.save(update_fields=["minutes", "state"])
    note(held, "worked", by=by, at=at, minutes=minutes)
    _settle(held, minutes, by=by, at=at)
    return held


def _held(extra: ExtraSupport) -> ExtraSupport:
    return ExtraSupport.objects.select_for_update().get(id=extra.id)


def _settle(extra: ExtraSupport, minutes: int, *, by: Actor, at: datetime) -> None:
    """Nothing where it was included."""
    if extra.an_hour is None:
        return
    settle_charge(
        extra.tenant_id,
        cause=CHARGE,
        amount=cost(minutes, extra.an_hour),
        source=extra.ref,
        what=f"Extra ondersteuning {extra.starts_at:%d-%m-%Y}: {minutes} minuten à {extra.currency} {extra.an_hour}",
        by=by,
        at=at,
    )
