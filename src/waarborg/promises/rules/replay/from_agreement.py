"""From an agreement and the registry of names to what replay reads."""

from collections.abc import Mapping
from datetime import date, datetime

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.durations import Duration
from waarborg.kernel.instants import civil_start
from waarborg.promises.rules.agreement import Agreement, Promise, content_of
from waarborg.promises.rules.agreement.frame import Warn as WrittenWarn
from waarborg.promises.rules.agreement.promise import Case as WrittenCase
from waarborg.promises.rules.agreement.scope import SCOPES, with_parts
from waarborg.promises.rules.agreement.terms import Choice
from waarborg.promises.rules.agreement.values import Term
from waarborg.promises.rules.registry import Registry
from waarborg.promises.rules.replay.entries import StateEvents, States
from waarborg.promises.rules.replay.terms import STATE, Case, ClockTerms, Condition, SchemeWord, Warn
from waarborg.promises.rules.replay.words import Phrases

CUSTOMER = "customers.customer"
# Whatever the promise says, its clocks end with their subject; a merge spares the subject that takes the other in.
_ENDS = ("withdrawn", "merged")


def terms_from(name: str, agreement: Agreement, *, begins_us: int | None = None) -> ClockTerms:
    """The terms of clock promise `name`, everything it is silent on filled in from `defaults`.

    `begins_us`: since when the customer is bound. A duty that recurs by itself (`every` without `from`) begins then, or
    at the agreement's effective date. Raises KeyError for a promise that is no clock.
    """
    promise = agreement.promises[name]
    clock = promise.clock
    if clock is None:
        raise KeyError(name)
    starts = frozenset(clock.from_ or ())
    asked = _conditions(promise.if_, agreement)
    counts = tuple(one for one in asked if clock.every is not None and not starts and _says_which(one, agreement))
    if begins_us is None and not starts:
        begins_us = civil_start(agreement.effective, 0, agreement.timezone)
    return ClockTerms(
        promise=name,
        from_events=starts,
        until_events=frozenset(clock.until),
        timezone=agreement.timezone,
        level=promise.level,
        by=promise.by,
        cases=_cases(promise, agreement),
        every=clock.every.duration if isinstance(clock.every, Term) else clock.every,
        due_date=clock.due,
        pause_states=frozenset(clock.pause),
        void_events=frozenset(clock.void) | _endings(starts, _ENDS),
        merge_events=_endings(starts, ("merged",)),
        conditions=tuple(one for one in asked if one not in counts),
        counts=counts,
        exceptions=_conditions(promise.unless, agreement),
        schemes=_schemes(promise, agreement),
        calendar=agreement.calendar_of(promise),
        counting=agreement.counting_of(promise) or "rolling",
        running=agreement.running_of(promise),
        on_change=agreement.on_change_of(promise),
        warn=tuple(_warn(warn) for warn in agreement.warn_of(promise)),
        begins_us=begins_us,
        version=agreement.version,
        texts={"nl": promise.nl, "en": promise.en},
    )


def _says_which(condition: Condition, agreement: Agreement) -> bool:
    """Of a duty that recurs by itself nothing is there to have a property but what is done: a condition on one says
    what counts as doing it. States, and what somebody bought, are about the customer."""
    return condition.name != STATE and (condition.name not in SCOPES or condition.name in agreement.schemes)


def clocks_of(agreement: Agreement) -> list[str]:
    """The names of the clock promises that are in force: those merely offered are not."""
    return [name for name, promise in agreement.promises.items() if promise.clock and not promise.offered]


def runs_on(name: str, agreement: Agreement, registry: Registry) -> str:
    """The kind of subject that has this clock: what its starting event is about, such as support.ticket.

    A duty that recurs by itself starts with nothing, and is owed to each customer. Raises KeyError as `terms_from`.
    """
    clock = agreement.promises[name].clock
    if clock is None:
        raise KeyError(name)
    for event in clock.from_ or ():
        found = registry.find("event", event)
        if found is not None and found.subjects:
            return found.subjects[0]
    return CUSTOMER


def states_from_registry(registry: Registry) -> States:
    """Every state that the registry knows, with the events that open and close it."""
    found: dict[str, StateEvents] = {}
    for full in registry.of_kind("state"):
        name = registry.find("state", full)
        if name is not None:
            found[full] = StateEvents(frozenset(name.opens), frozenset(name.closes))
    return found


def compiled_calendars(
    agreement: Agreement, first: date, last: date, published: datetime | None = None
) -> dict[str, CompiledCalendar]:
    """The calendars of an agreement, written out: one version of each, for `Calendars`."""
    return {
        name: compile_calendar(
            CalendarRules.from_mapping(content_of(calendar), timezone=agreement.timezone), first, last, published
        )
        for name, calendar in agreement.calendars.items()
    }


def _cases(promise: Promise, agreement: Agreement) -> tuple[Case, ...]:
    clock = promise.clock
    if clock is None or clock.every is not None:
        return ()
    if clock.cases is not None:
        return tuple(_case(case, promise, agreement) for case in clock.cases)
    # A date agreed per case may stand without a term: until it is agreed, the clock is timed and cannot break.
    return (Case(within=clock.within.duration if clock.within else Duration("unstated")),)


def _case(case: WrittenCase, promise: Promise, agreement: Agreement) -> Case:
    return Case(
        within=case.within.duration,
        when=_conditions(case.if_, agreement),
        calendar=agreement.calendar_of(promise, case),
        counting=agreement.counting_of(promise, case),
    )


def _conditions(asked: Mapping[str, Choice] | None, agreement: Agreement) -> tuple[Condition, ...]:
    """A ticket names the smallest component that it is about; what is said of the whole holds for that, too."""
    return tuple(
        Condition(
            name,
            with_parts(choice.words, agreement) if name == "component" else frozenset(choice.words),
            choice.negated,
        )
        for name, choice in sorted((asked or {}).items())
    )


def _endings(starts: frozenset[str], endings: tuple[str, ...]) -> frozenset[str]:
    subjects = {event.rpartition(".")[0] for event in starts}
    return frozenset(f"{subject}.{ending}" for subject in subjects for ending in endings)


def _schemes(promise: Promise, agreement: Agreement) -> tuple[SchemeWord, ...]:
    """The conditional words of the schemes that the promise asks about."""
    clock = promise.clock
    asked = {*(promise.if_ or {}), *(promise.unless or {})}
    for case in (clock and clock.cases) or ():
        asked |= set(case.if_ or {})
    return tuple(
        SchemeWord(name, word, _conditions(value.if_, agreement), value.else_)
        for name, scheme in agreement.schemes.items()
        if name in asked
        for word, value in scheme.values.items()
        if value.if_ and value.else_
    )


def _warn(warn: WrittenWarn) -> Warn:
    at = warn.at
    if at.relation == "share" and at.share is not None:
        return Warn(at.text, tuple(warn.tell), ppm=int(at.share * 10_000))
    duration = at.amount.duration if at.amount else Duration("unstated")
    if at.relation == "before":
        return Warn(at.text, tuple(warn.tell), before=duration)
    return Warn(at.text, tuple(warn.tell), after=duration)


def phrases_from(registry: Registry, agreement: Agreement) -> Phrases:
    """The names that an explanation needs: noun phrases of the registry, words of the agreement's schemes."""

    def phrase(kind: str, name: str, lang: str) -> str:
        if kind == "word":
            scheme, _, word = name.partition("=")
            value = agreement.schemes[scheme].values.get(word) if scheme in agreement.schemes else None
            return value.say(lang) if value else ""
        found = registry.find(kind, name)  # type: ignore[arg-type]
        return found.say(lang) if found else ""

    return phrase
