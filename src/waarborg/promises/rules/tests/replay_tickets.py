"""Tickets to replay: terms, calendars and entries written as short as a test can read them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.instants import from_us, parse_instant, to_us
from waarborg.promises.rules.replay import (
    Calendars,
    Case,
    ClockTerms,
    ClockTimeline,
    Condition,
    Entry,
    Run,
    Warn,
    replay,
    states_from,
)

AMSTERDAM = "Europe/Amsterdam"
TICKET, PARENT = "support.ticket:1", "support.ticket:2"
WAITING = "support.ticket.waiting-for-customer"

STATES = states_from(
    {
        WAITING: (
            ["support.ticket.asked-back"],
            ["support.ticket.customer-replied", "support.ticket.reopened", "support.ticket.withdrawn"],
        ),
        "support.ticket.on-hold": (["support.ticket.held"], ["support.ticket.released"]),
        "support.ticket.solved": (["support.ticket.resolved"], ["support.ticket.reopened"]),
        "support.desk.crowded": (["support.desk.crowding-declared"], ["support.desk.crowding-lifted"]),
    }
)


def at(text: str) -> int:
    """Local time in Amsterdam, `2026-04-03 16:30`, as microseconds; an offset of its own goes before that."""
    if "+" in text or text.endswith("Z"):
        return to_us(parse_instant(text))
    return to_us(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(AMSTERDAM)))


def said(us: int | None) -> str | None:
    """The instant as local time in Amsterdam, with seconds only where there are any."""
    if us is None:
        return None
    local = from_us(us).astimezone(ZoneInfo(AMSTERDAM))
    return local.strftime("%Y-%m-%d %H:%M:%S.%f").removesuffix(".000000").removesuffix(":00")


def compiled(published: str | None = None, *, until: date = date(2029, 12, 31), **content: Any) -> CompiledCalendar:
    rules = CalendarRules.from_mapping({"timezone": AMSTERDAM, **content})
    instant = from_us(at(published)) if published else None
    return compile_calendar(rules, date(2024, 1, 1), until, instant)


DESK = compiled(weekly={"mon-fri": ["09:00-17:00"]}, holidays="NL")
LONG = compiled(weekly={"mon-sat": ["08:00-20:00"]}, holidays="NL")
CALENDARS = Calendars({"desk": [DESK], "long": [LONG]})


def conditions(asked: dict[str, Any]) -> tuple[Condition, ...]:
    found = []
    for name, words in asked.items():
        negated = isinstance(words, dict)
        words = words["not"] if negated else words
        found.append(Condition(name, frozenset([words] if isinstance(words, str) else words), negated))
    return tuple(found)


def case(within: str, **changes: Any) -> Case:
    when = conditions(changes.pop("when", {}))
    return Case(within=parse_duration(within), when=when, **changes)


def clock(
    within: str | list[Case] = "4 business hours",
    *,
    since: str | Iterable[str] = "reported",
    until: str | Iterable[str] = "resolved",
    pause: bool = True,
    void: Iterable[str] = ("withdrawn", "merged"),
    **changes: Any,
) -> ClockTerms:
    """A clock on a ticket that pauses while waiting for the customer; `since` and `until` are events of a ticket."""
    settings: dict[str, Any] = {
        "promise": "support.solve",
        "from_events": kinds(since),
        "until_events": kinds(until),
        "timezone": AMSTERDAM,
        "cases": (case(within),) if isinstance(within, str) else tuple(within),
        "calendar": "desk",
        "pause_states": frozenset({WAITING}) if pause else frozenset(),
        "void_events": kinds(void),
        "merge_events": kinds(["merged"]) & kinds(void),
    }
    return ClockTerms(**{**settings, **changes})


def every(every: str, until: str, **changes: Any) -> ClockTerms:
    word = every in ("day", "week", "month", "quarter", "year")
    settings: dict[str, Any] = {
        "promise": "data.duty",
        "from_events": frozenset(),
        "until_events": frozenset({until}),
        "timezone": AMSTERDAM,
        "every": every if word else parse_duration(every),
        "calendar": "desk",
    }
    return ClockTerms(**{**settings, **changes})


def warn(text: str) -> Warn:
    if text.endswith("%"):
        return Warn(text, ppm=int(text.removesuffix("%")) * 10_000)
    if text.endswith(" before"):
        return Warn(text, before=parse_duration(text.removesuffix(" before")))
    return Warn(text, after=parse_duration(text.removesuffix(" after start")))


def kinds(names: str | Iterable[str]) -> frozenset[str]:
    return frozenset(kind(name) for name in ([names] if isinstance(names, str) else names))


def kind(name: str) -> str:
    return name if "." in name else f"support.ticket.{name}"


def log(*lines: tuple[Any, ...], first: int = 1) -> list[Entry]:
    """Entries from (local time, event[, properties[, rest]]), numbered in the order written."""
    entries = []
    for number, (when, event, *rest) in enumerate(lines, start=first):
        properties = rest[0] if rest else None
        more: dict[str, Any] = {"subjects": (TICKET,), **(rest[1] if len(rest) > 1 else {})}
        entries.append(Entry(at(when), number, kind(event), properties=properties, **more))
    return entries


def play(
    terms: Any, entries: Iterable[Entry], now: str | None = None, calendars: Calendars = CALENDARS, **how: Any
) -> ClockTimeline:
    until = None if now is None else at(now)
    return replay(terms, entries, calendars, states=how.pop("states", STATES), now=until, subject=TICKET, **how)


def run(terms: Any, entries: Iterable[Entry], now: str | None = None, **how: Any) -> Run:
    """The only run."""
    runs = play(terms, entries, now, **how).runs
    if len(runs) != 1:
        raise ValueError(f"{len(runs)} runs")
    return runs[0]


def spans(found: Run) -> list[tuple[str | None, str | None]]:
    return [(said(pause.start_us), said(pause.end_us)) for pause in found.pauses]
