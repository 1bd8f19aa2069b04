"""Calls that customers asked for in the demonstration, where the agreement answers the telephone: some held, one that
nobody answered three times, one that we are late for, and one that is still to come."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Intervals
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Pending
from waarborg.promises import queries as promises
from waarborg.promises.rules.compiled import Compiled
from waarborg.support.models import CallBack, Message, Ticket
from waarborg.support.models.call_backs import GIVEN_UP, HELD, PLANNED
from waarborg.support.queries.call_backs import PHONE
from waarborg.support.rules.call_backs.moments import AGAIN, HORIZON, NOTICE, QUARTER, TRIES, moments

MANY, FEW = 5, 1
# Nobody answered at first, and it was noted some minutes later.
NOTED = timedelta(minutes=3)


@dataclass
class Told:
    """Rows to write, and the lines of the journal that belong to them."""

    rows: list[CallBack] = field(default_factory=list)
    entries: list[Pending] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who calls, the openings (us) of the telephone over the whole demonstration, and the zone they are said in."""

    staff: Sequence[Person]
    opened: Intervals
    zone: str
    now: datetime
    chance: Random
    identify: Callable[[datetime], UUID]


def telephone(compiled: Compiled, *, since: datetime, now: datetime) -> tuple[Intervals, str]:
    """The openings of the agreement's telephone; none where it has no hours for it."""
    if PHONE not in compiled.calendars:
        return (), ""
    hours = promises.DeskCalendar(compiled, PHONE)
    try:
        return tuple(hours.openings(to_us(since), to_us(now + HORIZON))), hours.zone
    except BeyondCover:
        return (), hours.zone


def history(tickets: Sequence[Ticket], said: Sequence[Message], desk: Desk, *, main: bool, late: bool) -> Told:
    """Of one customer, in the order of its tickets; an answer within the telephone hours becomes what was said in a
    call. The customer with a door has all kinds, others one call that was held; `late` asks for one that we are late
    for, where a ticket has waited that long."""
    told = Told()
    if not desk.opened:
        return told
    free = {one.id: one for one in tickets if one.channel == "portal" and one.reporter_id}
    for message in said:
        if len(told.rows) < (MANY if main else FEW) and message.ticket_id in free and _fits(message, desk):
            _held(told, free.pop(message.ticket_id), message, desk)
    if main:
        _given_up(told, free, desk)
        _planned(told, free, desk, next(moments(desk.opened, to_us(desk.now + NOTICE)), None))
    if late:
        past = moments(desk.opened, to_us(desk.now - timedelta(days=5)))
        _planned(told, free, desk, max((one for one in past if one < to_us(desk.now)), default=None))
    return told


def _fits(message: Message, desk: Desk) -> bool:
    """An answer of ours that could have been a call: within an opening, and long enough after the report."""
    if message.side != "staff" or message.purpose != "message":
        return False
    start = _quarter(message.at)
    asked = to_us(message.ticket.reported_at + NOTICE)
    return start >= asked and any(begins <= start and start + QUARTER <= ends for begins, ends in desk.opened)


def _quarter(at: datetime) -> int:
    return to_us(at) - to_us(at) % QUARTER


def _held(told: Told, ticket: Ticket, message: Message, desk: Desk) -> None:
    message.channel = "phone"
    caller = next((one for one in desk.staff if one.id == message.author_id), desk.staff[0])
    call = _made(told, ticket, _quarter(message.at), caller, desk)
    call.state, call.done_at, call.done_by = HELD, message.at, caller.name
    _note(told, call, "held", message.at, caller)


def _given_up(told: Told, free: dict[UUID, Ticket], desk: Desk) -> None:
    """The first ticket that was still open when we had tried as often as we do."""
    for ticket in list(free.values()):
        times = list(_tries(ticket, desk))
        if len(times) < TRIES or from_us(times[-1]) + NOTED > (ticket.resolved_at or desk.now):
            continue
        del free[ticket.id]
        caller = desk.chance.choice(list(desk.staff))
        call = _made(told, ticket, times[0], caller, desk)
        for number, start in enumerate(times, start=1):
            at = from_us(start) + NOTED
            _note(told, call, "unanswered", at, caller, tries=str(number))
            if number < TRIES:
                _note(told, call, "moved", at, caller, calls=from_us(times[number]).isoformat())
        last = from_us(times[-1])
        call.calls_at, call.tries, call.sequence, call.state = last, TRIES, TRIES, GIVEN_UP
        call.done_at, call.done_by = last + NOTED, caller.name
        _note(told, call, "given-up", call.done_at, caller)
        return


def _tries(ticket: Ticket, desk: Desk) -> Iterator[int]:
    after = to_us(ticket.reported_at + NOTICE)
    for _ in range(TRIES):
        start = next(moments(desk.opened, after), None)
        if start is None:
            return
        yield start
        after = start + to_us(from_us(0) + AGAIN)


def _planned(told: Told, free: dict[UUID, Ticket], desk: Desk, start: int | None) -> None:
    """At `start`, of the last live ticket that was there by then."""
    asked = from_us(start) - NOTICE if start else None
    waits = [one for one in free.values() if one.is_live and asked and one.reported_at <= asked]
    if start is None or not waits:
        return
    ticket = waits[-1]
    del free[ticket.id]
    caller = next((one for one in desk.staff if one.id == ticket.assignee_id), desk.staff[0])
    _made(told, ticket, start, caller, desk)
    ticket.call_at = from_us(start)


def _made(told: Told, ticket: Ticket, start: int, caller: Person, desk: Desk) -> CallBack:
    """Asked for with the report itself."""
    reporter: UUID = ticket.reporter_id  # type: ignore[assignment]
    call = CallBack(
        id=desk.identify(ticket.reported_at), tenant_id=ticket.tenant_id, ticket=ticket, contact_id=reporter,
        contact_name=ticket.reporter_name, phone=f"020 123 45 {desk.chance.randrange(10, 100)}",
        asked_at=ticket.reported_at, calls_at=from_us(start), zone=desk.zone, state=PLANNED, caller_id=caller.id,
        caller_name=caller.name,
    )  # fmt: skip
    told.rows.append(call)
    by = Actor(kind="contact", tenant=ticket.tenant_id, person=ticket.reporter_id)
    data = {"calls": call.calls_at.isoformat(), "caller": str(caller.id)}
    told.entries.append(_entry(call, "asked", ticket.reported_at, by, data))
    return call


def _note(told: Told, call: CallBack, event: str, at: datetime, caller: Person, **data: str) -> None:
    by = Actor(kind="staff", tenant=caller.tenant_id, person=caller.id)
    told.entries.append(_entry(call, event, at, by, data))


def _entry(call: CallBack, event: str, at: datetime, by: Actor, data: dict[str, str]) -> Pending:
    data = {"ticket": str(call.ticket_id), **data}
    return Pending(
        f"support.call-back.{event}", call.tenant_id, call.ref, by, at, related=(call.ticket.ref,), data=data
    )
