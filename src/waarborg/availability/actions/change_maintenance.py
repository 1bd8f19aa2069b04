"""What becomes of a window: moved, extended, shortened, cancelled, begun and ended. Customers are told of each."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.maintenance import LONGEST_REASON, NOW, alone, fits, note
from waarborg.availability.actions.maintenance_refusals import Begun, NotYetThen, Over, WorkChanged, WrongState
from waarborg.availability.actions.maintenance_rules import hold, hold_unannounced
from waarborg.availability.actions.maintenance_telling import announce
from waarborg.availability.actions.refusals import NoReason, TooLong
from waarborg.availability.events import (
    WORK_BEGAN,
    WORK_CANCELLED,
    WORK_ENDED,
    WORK_EXTENDED,
    WORK_MOVED,
    WORK_SHORTENED,
)
from waarborg.availability.models import Work
from waarborg.availability.models.maintenance import OURS
from waarborg.availability.permissions import PLAN_WORK
from waarborg.availability.queries.maintenance import judged_work, locked
from waarborg.availability.queries.maintenance_rules import rules_for
from waarborg.availability.rules import maintenance as judging
from waarborg.availability.rules import work_kinds as rules
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import to_us
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording

Both = tuple[str, str]
_KINDS = {rules.MOVED: WORK_MOVED, rules.EXTENDED: WORK_EXTENDED, rules.SHORTENED: WORK_SHORTENED}


@action("availability.maintenance.change")
def change_times(
    work: UUID,
    from_at: datetime,
    until_at: datetime,
    *,
    revision: int,
    by: Actor,
    at: datetime,
    why: Both = ("", ""),
    reason: str = "",
    alongside: bool = False,
) -> Work:
    """Give a window other times, and tell customers. What stays keeps its notice, what is added begins its own.

    Of work under way only the end changes, and later needs no leave: it goes on in fact, and what exceeds the notice
    counts. `why` is read by customers (Dutch, English); `reason` sets the notice aside, as in `plan_work`.

    Raises NotAllowed, NotFound, WorkChanged, WrongState, EndsFirst, LastsTooLong, Begun, TooLong, and as `plan_work`.
    """
    require(by, PLAN_WORK)
    held = _held(work, revision)
    if not held.open:
        raise _wrong(held)
    _short(*why, reason)
    from_at, until_at = fits(from_at, until_at)
    running = held.state == rules.RUNNING
    if (from_at != held.from_at and (running or from_at <= at - NOW)) or until_at <= at:
        raise Begun(path="until_at" if from_at == held.from_at else "from_at")
    change = _change(held, from_at, until_at)
    if change == "":
        return held
    items = items_of(held)
    if not alongside:
        alone(items, from_at, until_at, but=held.id)
    waived: tuple[str, ...] = ()
    if not running:
        waived = _allowed(held, items, (from_at, until_at), by=by, at=at, reason=reason)
    held.from_at, held.until_at = from_at, until_at
    if change == rules.MOVED:
        held.state = rules.MOVED
    if waived:
        held.reason = reason.strip()
    _saved(held)
    if held.audience != OURS:
        announce(held, change, items, at=at, why=why)
    note(
        _KINDS[change], held, items, by=by, at=at, why=why[0], reason=reason if waived else "", waived=" ".join(waived)
    )
    return held


@action("availability.maintenance.cancel")
def cancel_work(work: UUID, why: Both, *, revision: int, by: Actor, at: datetime) -> Work:
    """Say that a window does not go on, with a reason that customers read (Dutch, English).

    Raises NotAllowed, NotFound, WorkChanged, WrongState, NoReason, TooLong."""
    require(by, PLAN_WORK)
    held = _held(work, revision)
    return cancel_held(held, why, by=by, at=at)


def cancel_held(held: Work, why: Both, *, by: Actor, at: datetime, quiet: bool = False) -> Work:
    """Cancel a window at hand; `quiet`: what is said of many at once is no notice of each. Raises WrongState, NoReason,
    TooLong."""
    if not held.ahead:
        raise _wrong(held)
    if not why[0].strip():
        raise NoReason(path="why_nl")
    _short(*why)
    held.state = rules.CANCELLED
    _saved(held)
    items = items_of(held)
    if held.audience != OURS:
        announce(held, rules.CANCELLED, items, at=at, why=why, quiet=quiet)
    note(WORK_CANCELLED, held, items, by=by, at=at, why=why[0].strip())
    return held


@action("availability.maintenance.start")
def begin_work(work: UUID, *, by: Actor, at: datetime, began_at: datetime | None = None) -> Work:
    """Begin a window: now, or at `began_at`, its planned beginning, where a schedule is late. Held once more to the
    agreements in force, which may have changed since it was planned.

    Raises NotAllowed, NotFound, WrongState, NotYetThen, Over, and as `plan_work` on rules.
    """
    require(by, PLAN_WORK)
    held = locked(work)
    if not held.ahead:
        raise _wrong(held)
    began = began_at or at
    if began < held.from_at:
        raise NotYetThen(begins={lang: wording.instant(held.from_at, lang, zone_of()) for lang in ("nl", "en")})
    if began >= held.until_at:
        raise Over()
    items = items_of(held)
    _allowed(held, items, None, by=by, at=began, reason=held.reason)
    held.state, held.began_at = rules.RUNNING, began
    _saved(held)
    note(WORK_BEGAN, held, items, by=by, at=at, began=began.isoformat())
    return held


@action("availability.maintenance.end")
def end_work(work: UUID, *, by: Actor, at: datetime, ended_at: datetime | None = None) -> Work:
    """End work under way: now, or at `ended_at`, its planned end, where a schedule is late. What it took beyond the
    time announced counts as downtime where the component was down.

    Raises NotAllowed, NotFound, WrongState.
    """
    require(by, PLAN_WORK)
    held = locked(work)
    if held.state != rules.RUNNING or held.began_at is None:
        raise _wrong(held)
    held.state, held.ended_at = rules.DONE, max(ended_at or at, held.began_at)
    if held.audience == OURS:
        # From now on customers read of it: it was done.
        held.audience = "customers"
        held.parts.update(audience="customers")
    _saved(held)
    note(WORK_ENDED, held, items_of(held), by=by, at=at, ended=held.ended_at.isoformat())
    return held


def items_of(held: Work) -> list[Item]:
    """The components, by word. One query."""
    return [one.component for one in held.parts.select_related("component").order_by("component__key")]


def _allowed(
    held: Work,
    items: Sequence[Item],
    window: tuple[datetime, datetime] | None,
    *,
    by: Actor,
    at: datetime,
    reason: str,
) -> tuple[str, ...]:
    """The promises that are set aside. With a `window` it is as if that were announced at `at`."""
    from_at, until_at = window or (held.from_at, held.until_at)
    found = rules_for(items, held.kind, held.severity, at=max(from_at, at), bought_at=at)
    planned = (to_us(from_at), to_us(until_at))
    if held.audience == OURS:
        hold_unannounced(found, (max(planned[0], to_us(at)), planned[1]), by=by, at=at)
        return ()
    told = list(judged_work(held, at).announcements)
    if window is not None:
        told.append(judging.Announcement(to_us(at), planned))
    # Whoever begins it keeps to what was decided when it was planned.
    return hold(found, told, by=by, at=at, reason=reason, decided=window is None).waived


def _change(held: Work, from_at: datetime, until_at: datetime) -> str:
    """What the new times are called; nothing where they are the old ones."""
    if (from_at, until_at) == (held.from_at, held.until_at):
        return ""
    if from_at >= held.from_at and until_at <= held.until_at:
        return rules.SHORTENED
    return rules.EXTENDED if from_at == held.from_at else rules.MOVED


def _held(work: UUID, revision: int) -> Work:
    held = locked(work)
    if held.revision != revision:
        raise WorkChanged()
    return held


def _saved(held: Work) -> None:
    held.revision += 1
    held.save()


def _wrong(held: Work) -> WrongState:
    return WrongState(state={lang: rules.call_state(held.state, lang).lower() for lang in ("nl", "en")})


def _short(*words: str) -> None:
    if any(len(one) > LONGEST_REASON for one in words):
        raise TooLong(most=LONGEST_REASON, path="why_nl")
