"""What sending an answer does to each clock, said before the click: by replay of what sending would record."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.web import wording
from waarborg.promises.queries import Standing
from waarborg.promises.queries.cards import name_of_clock
from waarborg.promises.queries.foreseen import Foreseen, foreseen
from waarborg.promises.rules.replay import Run
from waarborg.support.actions.answer import EVENT_AFTER
from waarborg.support.models import Ticket
from waarborg.support.rules.states import Purpose

Words = tuple[str, str, str]

MET: Words = ("met", "wordt nagekomen, {left} voor de afspraak", "will be met, {left} before the term")
STOPPED_LATE: Words = ("broken", "wordt niet nagekomen, {left} te laat", "will be not met, {left} late")
PAUSES: Words = ("paused", "gaat stilstaan tot de klant reageert", "will pause until the customer replies")
STAYS_PAUSED: Words = ("paused", "blijft stilstaan", "stays paused")
RUNS: Words = ("running", "loopt door, {due}", "runs on, {due}")
RUNS_UNTIMED: Words = ("running", "loopt door", "runs on")
STAYS_LATE: Words = ("late", "is te laat en loopt door", "is late and runs on")
STARTS: Words = ("running", "gaat lopen, {due}", "starts to run, {due}")
VOID: Words = ("void", "vervalt", "becomes void")


def events_of(ticket: Ticket, purpose: Purpose) -> list[str]:
    """The kinds that `actions.answer` would record for this purpose, in its order."""
    kinds = [] if ticket.picked_up_at else ["support.ticket.picked-up"]
    kinds.append("support.ticket.answered")
    event = EVENT_AFTER[purpose]
    return [*kinds, f"support.{event}"] if event else kinds


def effects(
    ticket: Ticket, purposes: Sequence[Purpose], *, now: datetime, lang: str
) -> dict[Purpose, list[dict[str, str]]]:
    """For each purpose a line a clock: `state`, `name` and `text`."""
    acts: dict[str, list[str]] = {purpose: events_of(ticket, purpose) for purpose in purposes}
    return effects_of(ticket, acts, now=now, lang=lang)  # type: ignore[return-value]


def effects_of(
    ticket: Ticket, acts: Mapping[str, Sequence[str]], *, now: datetime, lang: str
) -> dict[str, list[dict[str, str]]]:
    """The same for other acts: each with the kinds of event that it would record."""
    lang = wording.tongue(lang)
    seen = foreseen(ticket.ref, tenant=ticket.tenant_id, acts=acts, now=now)
    return {
        act: [line for one in sorted(seen[act], key=_due) if (line := _line(one, now=now, lang=lang))] for act in acts
    }


def _due(one: Foreseen) -> tuple[bool, int]:
    """As the clocks stand beside it: by due time."""
    run = one.before or one.after
    return run is None or run.due_us is None, (run.due_us if run else None) or 0


def _line(one: Foreseen, *, now: datetime, lang: str) -> dict[str, str] | None:
    """None for a clock that is over already and stays so."""
    words = _words(one, to_us(now))
    run = one.after
    if words is None or run is None:
        return None
    state, nl, en = words
    text = en if lang == "en" else nl
    # Each of a dozen lines, most of which say only one of both.
    left = _left(run, lang, now) if "{left}" in text else ""
    due = _deadline(one.bound, run, lang, now) if "{due}" in text else ""
    name = name_of_clock(run.terms.until_events, lang, audience="staff")
    return {"state": state, "name": name, "text": text.format(left=left, due=due)}


def _left(run: Run, lang: str, now: datetime) -> str:
    """Open time between now and the due time, to either side."""
    if run.due_us is None:
        return ""
    at, calendar = to_us(now), run.version.calendar
    amount = calendar.open_between(min(at, run.due_us), max(at, run.due_us))
    return wording.remaining(amount, lang, day_us=calendar.regular_day(calendar.ordinal_of(run.started_us)))


def _deadline(bound: Standing, run: Run, lang: str, now: datetime) -> str:
    if run.due_us is None:
        return ""
    zone = bound.at(from_us(run.started_us)).agreement.timezone
    return wording.deadline(from_us(run.due_us), lang, zone, now=now, short=True)


def _words(one: Foreseen, at: int) -> Words | None:
    before, after = one.before, one.after
    if after is None:
        return None
    was_open = before is not None and before.number == after.number and before.is_open
    if not after.is_open and not was_open:
        return None
    if after.verdict == "waived":
        return None
    if after.verdict == "void":
        return VOID
    if not after.is_open:
        return MET if after.verdict == "met" else STOPPED_LATE
    if after.broken_us is not None:
        return STAYS_LATE
    if after.state == "paused":
        return STAYS_PAUSED if before is not None and was_open and before.state == "paused" else PAUSES
    if not was_open:
        return STARTS
    return RUNS if after.due_us is not None else RUNS_UNTIMED
