"""The two agreements beside each other: what the order of a key may look at, with the calendars written out once."""

from dataclasses import dataclass, field, replace
from datetime import date

from waarborg.kernel.calendars import BeyondCover, CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.intervals import Intervals, subtract
from waarborg.kernel.terms import NamedMethod, NoRegularDay, due_us
from waarborg.kernel.zones import HOUR, MINUTE
from waarborg.promises.rules.agreement.canonical import content_of
from waarborg.promises.rules.agreement.freeze import rules_of
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.values import Term
from waarborg.promises.rules.difference.verdicts import Verdict

YEARS = 3
# Starts at every time of the day and of the week: 7 hours and 13 minutes share no divisor with either.
STEP, STARTS = 7 * HOUR + 13 * MINUTE, 1200
# What other terms are counted on: only open hours look at a calendar's openings.
OPEN_HOURS = frozenset(
    {"business-time", "business-days", "half-business-day", "same-business-day", "next-business-day"}
)
COUNTED = frozenset({"business-days", "days", "months"})
RANKS = {"unstated": 1, "none": 2}


@dataclass(frozen=True)
class Counted:
    """A term with what it is counted in. `calendar` is None where the term looks at none."""

    term: Term
    calendar: str | None
    counting: str

    @property
    def kind(self) -> str:
        return self.term.kind


@dataclass(frozen=True)
class Sides:
    """`old` and `new`, and the promise that is compared now. `sign`, `holds`: see `polarity`."""

    old: Agreement
    new: Agreement
    before: Promise | None = None
    after: Promise | None = None
    sign: int = 1
    holds: int = 0
    _calendars: dict[tuple[str, str], CompiledCalendar] = field(default_factory=dict, compare=False)
    _judged: dict[tuple[object, ...], Verdict] = field(default_factory=dict, compare=False)

    def about(self, before: Promise, after: Promise, *, sign: int, holds: int) -> "Sides":
        return replace(self, before=before, after=after, sign=sign, holds=holds)

    # ---- calendars -------------------------------------------------------------------------------------------------
    def same_calendar(self, old: str | None, new: str | None) -> bool:
        """Whether two calendars open at the same times by their text, whatever they are called."""
        if old is None or new is None:
            return old == new
        return _opening(self.old, old) == _opening(self.new, new)

    def compiled(self, agreement: Agreement, name: str | None) -> CompiledCalendar:
        """A calendar written out around the later version; without a name, the days of the agreement's zone."""
        key = ("old" if agreement is self.old else "new", name or "")
        if key not in self._calendars:
            later = max(self.old.effective, self.new.effective).year
            first = min(self.old.effective, self.new.effective).year
            rules = (
                rules_of(agreement.calendars[name], agreement.timezone)
                if name
                else CalendarRules.from_mapping(_ALWAYS, timezone=agreement.timezone)
            )
            self._calendars[key] = compile_calendar(rules, date(first, 1, 1), date(later + YEARS, 12, 31))
        return self._calendars[key]

    def openings(self, agreement: Agreement, names: tuple[str, ...]) -> Intervals:
        found: list[tuple[int, int]] = []
        for name in names:
            calendar = self.compiled(agreement, name)
            found.extend(zip(calendar.starts, calendar.ends_of, strict=True))
        return tuple(sorted(found))

    def wider(self, old: tuple[str, ...], new: tuple[str, ...]) -> Verdict:
        """Whether the new calendars together are open whenever the old are, and longer (`better`)."""
        before, after = self.openings(self.old, old), self.openings(self.new, new)
        lost, won = subtract(before, after), subtract(after, before)
        if lost and won:
            return "unclear"
        return "worse" if lost else "better" if won else "equal"

    # ---- terms -----------------------------------------------------------------------------------------------------
    def sooner(self, old: Counted | None, new: Counted | None) -> Verdict:
        """`better` where the new term never falls due later and sometimes sooner. None is no term at all."""
        before, after = _rank(old), _rank(new)
        if before != after:
            return "better" if after < before else "worse"
        if before or old is None or new is None:
            return "equal"
        if old.kind == "method" or new.kind == "method":
            return "equal" if old.term.duration == new.term.duration else "unclear"
        alike = old.kind == new.kind and (old.kind not in COUNTED or old.counting == new.counting)
        if alike and (old.kind not in OPEN_HOURS or self.same_calendar(old.calendar, new.calendar)):
            return _shorter(old.term.duration.amount, new.term.duration.amount)
        key = (old.term.duration, old.calendar, old.counting, new.term.duration, new.calendar, new.counting)
        if key not in self._judged:
            self._judged[key] = self._tried(old, new)
        return self._judged[key]

    def _tried(self, old: Counted, new: Counted) -> Verdict:
        """Both terms from starts all over a year; another unit, calendar or counting cannot be judged by its text."""
        one, other = self.compiled(self.old, old.calendar), self.compiled(self.new, new.calendar)
        start = max(one.starts[0], other.starts[0])
        sooner = later = False
        try:
            for number in range(STARTS):
                at = start + number * STEP
                before = due_us(one, at, old.term.duration, old.counting)
                after = due_us(other, at, new.term.duration, new.counting)
                if before is None or after is None:
                    return "unclear"
                sooner, later = sooner or after < before, later or after > before
                if sooner and later:
                    return "unclear"
        except (BeyondCover, NamedMethod, NoRegularDay):
            return "unclear"
        return "better" if sooner else "worse" if later else "equal"


_ALWAYS = {"weekly": {"mon-sun": ["00:00-24:00"]}, "holidays": "none"}


def _opening(agreement: Agreement, name: str) -> tuple[str, object]:
    content = content_of(agreement.calendars[name])
    return agreement.timezone_of(name), {key: one for key, one in content.items() if key not in ("nl", "en")}


def _rank(term: Counted | None) -> int:
    """A term with a figure, one that is timed only, none."""
    return RANKS["none"] if term is None else RANKS.get(term.kind, 0)


def _shorter(old: int, new: int) -> Verdict:
    return "equal" if old == new else "better" if new < old else "worse"
