"""What an agreement makes of a report in the demonstration: its words, and by when which step is due. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.terms import due_us
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.replay import Case, ClockTerms, Condition

REPORTED = "support.ticket.reported"
DAY = 86_400_000_000
# When people work where the agreement knows no hours but day and night.
WORKING = {"weekly": {"mon-fri": ["08:30-17:30"]}, "holidays": "NL"}
KINDS = ("incident", "bug", "question", "wish")
OFTEN = {"incident": 35, "bug": 20, "question": 35, "wish": 10}
PHONED = 0.2


@dataclass(frozen=True, slots=True)
class Term:
    """A term that runs on a report until one of `events`; `business` when only open hours count."""

    events: frozenset[str]
    case: Case
    calendar: CompiledCalendar
    business: bool

    def due(self, at_us: int) -> int:
        found = due_us(self.calendar, at_us, self.case.within, self.case.counting or "rolling")
        return at_us if found is None else found

    def point(self, at_us: int, share: float) -> int:
        """The instant at which `share` of the term has passed of a report at `at_us`."""
        due = self.due(at_us)
        if not self.business:
            return at_us + round((due - at_us) * share)
        opened = self.calendar.opened(at_us)
        return self.calendar.when_opened(opened + max(1, round((self.calendar.opened(due) - opened) * share)))

    def reported(self, now_us: int, share: float) -> int:
        """When something was reported of which `share` of the term has passed now."""
        sample = self.calendar.when_opened(self.calendar.opened(now_us) - 1) - 30 * DAY
        if not self.business:
            return now_us - round((self.due(sample) - sample) * share)
        sample = self.calendar.when_opened(self.calendar.opened(sample) + 1)
        whole = self.calendar.opened(self.due(sample)) - self.calendar.opened(sample)
        return self.calendar.when_opened(max(1, self.calendar.opened(now_us) - round(whole * share)))


@dataclass(frozen=True)
class Plot:
    """An agreement as the demonstration tells it."""

    compiled: Compiled

    @cached_property
    def hours(self) -> CompiledCalendar:
        """When reports are made and handled: the default hours of the agreement, unless those never close."""
        calendars, default = self.compiled.calendars, self.compiled.agreement.defaults.calendar
        found = calendars[default] if default else next(iter(calendars.values()))
        if found.ends - found.begins > found.open_between(found.begins, found.ends):
            return found
        first, last = found.covers
        rules = CalendarRules.from_mapping({"timezone": self.compiled.agreement.timezone, **WORKING})
        return compile_calendar(rules, first, last)

    @cached_property
    def kinds(self) -> dict[str, int]:
        """The kinds of report, each with how often it is made."""
        scheme = self.compiled.agreement.schemes.get("kind")
        return {word: OFTEN.get(word, 12) for word in (scheme.values if scheme else KINDS)}

    @cached_property
    def priorities(self) -> list[str]:
        """The words for priority that anybody can choose, the most urgent first."""
        scheme = self.compiled.agreement.schemes.get("priority")
        return [word for word, value in scheme.values.items() if not value.if_] if scheme else []

    @cached_property
    def asks_channel(self) -> bool:
        asked = [cond for terms in self._clocks for cond in (*terms.conditions, *terms.exceptions)]
        return any(condition.name == "channel" for condition in asked)

    @cached_property
    def _clocks(self) -> list[ClockTerms]:
        return [one for one in self.compiled.terms.values() if REPORTED in one.from_events]

    def rank(self, kind: str, source: Random) -> int:
        """How urgent a report of this kind is: 0 is the most urgent word there is."""
        last = max(0, len(self.priorities) - 1)
        if kind in ("incident", "coupling"):
            return source.choices((0, min(1, last)), (35, 65) if last > 1 else (15, 85))[0]
        if kind == "bug":
            return min(1, last)
        return max(last - 1, 0) if kind == "question" and last > 2 else last

    def priority(self, rank: int) -> str:
        return self.priorities[min(rank, len(self.priorities) - 1)] if self.priorities else ""

    def terms(self, properties: Mapping[str, str]) -> list[Term]:
        """The terms of a report with these properties; those without a figure are left out."""
        found = []
        for clock in self._clocks:
            if not _hold(clock.conditions, properties):
                continue
            if clock.exceptions and _hold(clock.exceptions, properties):
                continue
            case = next((one for one in clock.cases if _hold(one.when, properties)), None)
            name = (case and case.calendar) or clock.calendar
            if case is not None and name is not None and case.within.kind not in ("none", "unstated"):
                business = case.within.kind not in ("elapsed", "days", "months")
                calendar = self.compiled.calendars[name]
                found.append(Term(clock.until_events, case, calendar, business))
        return found


def _hold(conditions: tuple[Condition, ...], properties: Mapping[str, str]) -> bool:
    return all((properties.get(one.name) in one.words) is not one.negated for one in conditions)
