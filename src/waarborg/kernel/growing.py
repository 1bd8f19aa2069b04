"""A calendar that is written out as far as a calculation needs, for due times not bound to a published version.

The command line and previews use it. Clocks never do: they count in the version that was published when they started.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from waarborg.kernel.calendars import BeyondCover, CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.errors import Refusal
from waarborg.kernel.zones import DAY, FIRST_YEAR, LAST_YEAR, year_of

Result = TypeVar("Result")


class NeverReached(Refusal):
    code = "kernel.calendar.never-reached"
    status = 422
    nl = f"Deze kalender is tot en met {LAST_YEAR} niet vaak genoeg open om deze termijn te voltooien."
    en = f"Up to and including {LAST_YEAR} this calendar is not open often enough to complete this term."
    nl_way_out = "Controleer de openingsuren en de lengte van de termijn."
    en_way_out = "Check the opening hours and the length of the term."


class GrowingCalendar:
    """Rules with the longest stretch compiled so far."""

    __slots__ = ("compiled", "rules")

    def __init__(self, rules: CalendarRules) -> None:
        self.rules = rules
        self.compiled: CompiledCalendar | None = None

    def covering(self, us: int) -> CompiledCalendar:
        """A compiled calendar that covers an instant, to the end of the year after it. Raises OutOfRange."""
        compiled = self.compiled
        if compiled is None or not compiled.begins <= us < compiled.ends:
            # a day back: the local year may have begun later, or end earlier, than the UTC one
            compiled = self._grow(year_of(max(us - DAY, 0)), min(year_of(us) + 1, LAST_YEAR))
        return compiled

    def work_out(self, us: int, calculate: Callable[[CompiledCalendar], Result]) -> Result:
        """`calculate` on a calendar that covers `us`, written out further as long as it asks for dates beyond.

        Raises NeverReached when the last year we calculate in is not enough, and whatever `calculate` raises.
        """
        compiled = self.covering(us)
        while True:
            try:
                return calculate(compiled)
            except BeyondCover:
                first, last = compiled.first.year, compiled.last.year
                if first == FIRST_YEAR and last == LAST_YEAR:
                    raise NeverReached from None
                span = last - first + 1
                compiled = self._grow(first - span, last + span)

    def _grow(self, first: int, last: int) -> CompiledCalendar:
        if self.compiled is not None:
            first, last = min(first, self.compiled.first.year), max(last, self.compiled.last.year)
        begin, end = date(max(first, FIRST_YEAR), 1, 1), date(min(last, LAST_YEAR), 12, 31)
        self.compiled = compile_calendar(self.rules, begin, end)
        return self.compiled
