"""Clocks as people see them: how each stands, the words promised, the picture and the sum, for staff and customers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from waarborg.kernel.due import Due
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pages import url_for
from waarborg.plumbing.web.pieces import piece
from waarborg.promises.queries.replayed import Itself, replayed
from waarborg.promises.queries.standing import Standing, standing
from waarborg.promises.queries.waivers import Waiver, waivers
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.audience import as_staff_say
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import ClockTimeline, Run
from waarborg.promises.rules.replay.explanation import Audience, due_of, explain
from waarborg.promises.rules.replay.from_agreement import phrases_from
from waarborg.promises.rules.replay.merge import CARRIED

MARGIN = timedelta(days=1)
LEVELS = {
    "guarantee": {"nl": "Garantie", "en": "Guarantee"},
    "target": {"nl": "Streven", "en": "Target"},
    "experience": {"nl": "Ervaring, geen toezegging", "en": "Experience, not a commitment"},
}
NEVER_PAUSES = {"nl": "staat nooit stil", "en": "never pauses"}
PAUSES = {"nl": "staat stil bij wachten op u", "en": "pauses while waiting for you"}
PAUSES_STAFF = {"nl": "staat stil bij wachten op klant", "en": "pauses while waiting for the customer"}


@dataclass(frozen=True)
class Card:
    """One clock. `state` is a mark of the design system; `us` what is left, late or used, in open time (microseconds);
    `until` the instant up to which it keeps counting. `explanation`, `ledger` and `events` draw and tell it.

    `source_url` is the place of the promise in the agreement that it runs under; `waiver` who took its verdict back.
    `what` is the event that stops it, as a phrase: "de tussenoplossing".
    """

    promise: str
    name: str
    state: str
    us: int | None
    until: datetime | None
    due: datetime | None
    started: datetime
    stopped: datetime | None
    words: str
    source: str
    explanation: dict[str, Any] | None
    ledger: dict[str, Any] | None
    events: Sequence[str]
    foot: str
    why: str
    is_open: bool
    open: bool = field(default=False)
    day_us: int | None = None
    source_url: str = ""
    waiver: Waiver | None = None
    what: str = ""
    number: int = 1

    @property
    def id(self) -> str:
        name = self.promise.replace(".", "-")
        return f"{name}-{self.number}" if self.is_carried else name

    @property
    def is_carried(self) -> bool:
        """Whether it began on another subject, which was merged into this one."""
        return self.number > CARRIED


def cards(ref: Ref, *, tenant: UUID, now: datetime, lang: str, audience: Audience = "customer") -> list[Card]:
    """The latest run of every clock of a subject: open ones first, by due time. At most three queries."""
    bound = standing(tenant)
    if bound is None:
        return []
    told = replayed(bound, ref, tenant=tenant, now=now)
    runs = [(one, one.current, mark) for one, mark in zip(told.found, told.marks, strict=True)]
    given = waivers(ref, tenant=tenant) if any(run and run.waived_us for _, run, _ in runs) else {}
    found = []
    for timeline, run, mark in runs:
        if run is not None and mark is not None and run.verdict != "void":
            shown = card(bound, timeline, run, mark, now=now, lang=wording.tongue(lang), audience=audience)
            found.append(replace(shown, waiver=given.get(shown.promise)) if shown.state == "waived" else shown)
    return sorted(found, key=lambda one: (not one.is_open, one.due is None, one.due or one.started))


def leading(found: Sequence[Card]) -> Card | None:
    """The clock that answers "when": the first open one with a due time, else the last one decided."""
    timed = [one for one in found if one.is_open and one.due is not None]
    return timed[0] if timed else found[-1] if found else None


class Made:
    """A run by all that its card is made of; versions, terms and agreements are those of this process, which never
    change."""

    __slots__ = ("_hash", "_made_of", "bound", "run", "timeline")

    def __init__(self, bound: Standing, timeline: ClockTimeline, run: Run) -> None:
        self.bound, self.timeline, self.run = bound, timeline, run
        agreement = bound.at(from_us(run.started_us)).agreement
        self._made_of = (
            tuple(map(Itself, (run.terms, agreement, known()))),
            _FIELDS(run),
            timeline.promise,
            timeline.merged_us,
        )
        self._hash = hash(self._made_of)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Made) and self._made_of == other._made_of


# All that a run is; its terms are compared as themselves.
_FIELDS = attrgetter(*(one.name for one in fields(Run) if one.name != "terms"))


def _is_settled(run: Run) -> bool:
    """Nothing of it moves with the time, but for what counts on where it is open."""
    ended = all(pause.end_us is not None for pause in run.pauses)
    return ended and run.state != "paused" and run.due_us is not None


def card(
    bound: Standing, timeline: ClockTimeline, run: Run, mark: str, *, now: datetime, lang: str, audience: Audience
) -> Card:
    """One run as a card; `mark` is how it stands. It is made once a day, because its heading knows the day of now; what
    is left of a clock that is open, and its picture, are of this instant."""
    if not _is_settled(run):
        return _as_of(_card(bound, timeline, run, mark, now, lang, audience), run, now)
    zone = bound.at(from_us(run.started_us)).agreement.timezone
    made = _made(Made(bound, timeline, run), mark, wording.noon(now, zone), lang, audience)
    return _as_of(made, run, now) if run.is_open else made


@piece(1024)
def _made(made_of: Made, mark: str, today: datetime, lang: str, audience: Audience) -> Card:
    made = _card(made_of.bound, made_of.timeline, made_of.run, mark, today, lang, audience)
    return made if made_of.run.is_open else _as_of(made, made_of.run, today)


def _as_of(made: Card, run: Run, now: datetime) -> Card:
    """With what counts on."""
    us, until = _left(run, made.state, now)
    moving = {"opens": _opens(run, now), "now": now if run.is_open else None}
    return replace(made, us=us, until=until, explanation=made.explanation and {**made.explanation, **moving})


def _card(
    bound: Standing, timeline: ClockTimeline, run: Run, state: str, now: datetime, lang: str, audience: Audience
) -> Card:
    agreement = bound.at(from_us(run.started_us)).agreement
    promise = agreement.promises[timeline.promise]
    registry = known()
    reckoned = due_of(timeline, run)
    phrases = phrases_from(registry, agreement)
    told = explain(timeline, lang, run=run, audience=audience, phrases=phrases, due=reckoned)
    calendar = run.version.calendar
    zone = agreement.timezone
    due = None if run.due_us is None or run.state == "paused" or state == "waived" else from_us(run.due_us)
    name = name_of_clock(run.terms.until_events, lang, audience=audience)
    rows = [row for row in told.ledger if row.kind not in ("start", "due")]
    total = next((row for row in told.ledger if row.kind == "due"), None)
    return Card(
        promise=timeline.promise,
        name=name,
        state=state,
        us=None,
        until=None,
        due=due,
        started=from_us(run.started_us),
        stopped=None if run.stopped_us is None else from_us(run.stopped_us),
        words=fill(promise, agreement, registry, lang),
        source=", ".join(promise.clauses),
        explanation=_picture(reckoned, run, state, zone=zone, lang=lang),
        ledger={
            "caption": told.ledger[0].line if told.ledger else "",
            "rows": [
                {"when": row.when, "text": row.what, "amount": row.amount, "skip": row.kind in ("skipped", "pause")}
                for row in rows
            ],
            "total": {"when": total.when, "text": total.what, "amount": total.amount} if total else None,
        },
        events=[row.line for row in told.events],
        foot=_foot(run, lang, audience),
        why=wording.why(due, lang, zone, now=now) if due else name,
        is_open=run.is_open,
        number=run.number,
        day_us=calendar.regular_day(calendar.ordinal_of(run.started_us)),
        what=known().say("event", max(run.terms.until_events), lang),
        source_url=place_of(agreement.agreement, agreement.version, timeline.promise, audience),
    )


def place_of(agreement: str, version: str, promise: str, audience: Audience) -> str:
    """The address of a promise in the readable agreement."""
    page = "promises:version" if audience == "customer" else "promises:desk-version"
    return f"{url_for(page, agreement=agreement, version=version)}#{promise}"


def _left(run: Run, state: str, now: datetime) -> tuple[int | None, datetime | None]:
    """Open time that is left, late or was used; and until when it counts on from now."""
    calendar = run.version.calendar
    at = to_us(now)
    if state in ("running", "risk") and run.due_us is not None:
        return calendar.open_between(at, run.due_us), from_us(run.due_us) if calendar.is_open(at) else None
    if state == "late" and run.due_us is not None:
        return max(calendar.open_between(run.due_us, at), 0), None
    if state == "paused" and run.due_us is not None:
        return calendar.open_between(at, run.due_us), None
    if state == "met" and run.stopped_us is not None:
        used = calendar.open_between(run.started_us, run.stopped_us)
        paused = sum(calendar.open_between(p.start_us, p.end_us) for p in run.pauses if p.end_us is not None)
        return max(used - paused, 0), None
    if state in ("broken", "exceeded") and run.stopped_us is not None and run.due_us is not None:
        return max(calendar.open_between(run.due_us, run.stopped_us), 0), None
    return None, None


def _picture(due: Due | None, run: Run, state: str, *, zone: str, lang: str) -> dict[str, Any] | None:
    """Without what `_as_of` knows."""
    if due is None:
        return None
    return {
        "steps": due.steps,
        "start": from_us(run.started_us),
        "due": due.at,
        "stopped": None if run.stopped_us is None else from_us(run.stopped_us),
        "state": state,
        "zone": zone,
        "start_label": {"nl": "gemeld", "en": "reported"}[lang],
    }


def _opens(run: Run, now: datetime) -> Any:
    """The opening hours around what is drawn."""
    end = run.due_us or to_us(now)
    last = max(end, run.stopped_us or 0, to_us(now) if run.is_open else 0)
    margin = round(MARGIN / timedelta(microseconds=1))
    calendar = run.version.calendar
    first = max(run.started_us - margin, calendar.begins)
    return calendar.intervals(first, min(last + margin, calendar.ends))


def name_of_clock(until_events: Iterable[str], lang: str, *, audience: Audience = "customer") -> str:
    """The event that stops a clock, as a heading: "het oppakken van uw melding" reads "Oppakken van uw melding".

    Of several, the last in the alphabet: "worked-around" before "resolved", which stops nearly every clock.
    """
    return _heading(known().say("event", max(until_events), lang), lang, audience)


@lru_cache(1024)
def _heading(phrase: str, lang: str, audience: Audience) -> str:
    if audience == "staff":
        phrase = as_staff_say(phrase, lang)
    for article in ("het ", "de ", "the "):
        phrase = phrase.removeprefix(article)
    return phrase[:1].upper() + phrase[1:]


def clock_name(tenant: UUID, promise: str, *, at: datetime, lang: str, audience: Audience = "customer") -> str:
    """The name of a promise's clock in the agreement in force; the promise itself where there is none."""
    bound = standing(tenant)
    terms = bound.at(at).terms.get(promise) if bound else None
    return name_of_clock(terms.until_events, lang, audience=audience) if terms else promise


def _foot(run: Run, lang: str, audience: Audience) -> str:
    pauses = run.plan is not None and bool(run.plan.pause_states)
    words = (PAUSES_STAFF if audience == "staff" else PAUSES) if pauses else NEVER_PAUSES
    return f"{LEVELS[run.terms.level][lang]} · {words[lang]}"
