"""Which published version of a calendar a clock counts in."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from waarborg.kernel.calendars import BeyondCover, CompiledCalendar
from waarborg.kernel.due import due_us
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import civil_end, civil_start, to_us
from waarborg.kernel.pauses import FOREVER
from waarborg.kernel.zones import DAY, LAST_YEAR, TZDATA_VERSION, year_of
from waarborg.kernel.zones import zone as named_zone
from waarborg.promises.rules.replay.program import Plan
from waarborg.promises.rules.replay.terms import ClockTerms

# Hours are known this many whole years beyond the one in which a clock is asked about.
YEARS_ON = 3
# Gives a calendar written out, by its own rules, to the end of a year at least.
CarryOn = Callable[[CompiledCalendar, int], CompiledCalendar]


class NoSuchCalendar(Refusal):
    code = "promises.replay.no-calendar"
    nl = "De klok {promise} telt in de kalender {calendar}, en daarvan is geen versie gepubliceerd."
    en = "The clock {promise} counts in the calendar {calendar}, of which no version was published."
    nl_way_out = "Publiceer die kalender, of noem er een die er is."
    en_way_out = "Publish that calendar, or name one that exists."


class Version:
    """A calendar as published at one moment, carried on beyond its cover by the versions published next."""

    __slots__ = ("calendar", "published_us")

    def __init__(self, calendar: CompiledCalendar, published_us: int | None) -> None:
        self.calendar = calendar
        self.published_us = published_us

    def due(self, plan: Plan, base: int, pauses: Sequence[tuple[int, int]]) -> int | None:
        """When the plan's term, counted from `base` (us), falls due.

        None where it has no figure, where a pause has no end, and where it lies beyond all hours published so far.
        Raises BeyondCover where the calendar does not reach back to `base`: that is a mistake of who published it.
        """
        if not plan.within.has_term:
            return None
        try:
            return due_us(self.calendar, base, plan.within, plan.counting, tuple(pauses))
        except BeyondCover:
            if base < self.calendar.begins:
                raise
            return None


class Calendars:
    """All versions of all calendars that an agreement names, as known at some moment."""

    def __init__(self, versions: Mapping[str, Iterable[CompiledCalendar]], carry_on: CarryOn | None = None) -> None:
        """`versions`: the published calendars by name, in any order. One without a published instant is the oldest.

        What was published ends some years on. With `carry_on` the newest version known at an instant goes on by its own
        rules to three years beyond it, and an older one up to where its successor begins.
        """
        self._carry_on = carry_on
        self._compiled = {name: sorted(found, key=_published) for name, found in versions.items()}
        self._published = {name: [_published(one) for one in found] for name, found in self._compiled.items()}
        self._versions = {name: _joined(_without_gaps(found, carry_on)) for name, found in self._compiled.items()}
        self._known: dict[int, Calendars] = {}
        self._last = max((found[-1] for found in self._published.values() if found), default=-FOREVER)
        self._years: dict[int, Calendars] = {}
        covered = min((found[-1].last.year for found in self._compiled.values() if found), default=LAST_YEAR)
        # Up to here nothing has to be carried on: asked at each replay, so it costs one comparison.
        self._enough = civil_start(date(max(1970, covered - YEARS_ON + 1), 1, 1), 0, "UTC")

    def known_at(self, us: int) -> "Calendars":
        """Without the versions that were published later."""
        if us >= self._last:
            return self if us < self._enough or self._carry_on is None else self._carried(year_of(us) + YEARS_ON)
        horizon = max(at for found in self._published.values() for at in (-FOREVER, *found) if at <= us)
        if horizon not in self._known:
            self._known[horizon] = Calendars(
                {
                    name: found[: max(1, bisect_right(self._published[name], us))]
                    for name, found in self._compiled.items()
                },
                self._carry_on,
            )
            # All that is left is known: what follows may only have to be carried on.
            self._known[horizon]._last = -FOREVER
        return self._known[horizon].known_at(us)

    def known_until(self, us: int) -> int:
        """Up to which instant (us, exclusive) `known_at` goes on giving what it gives at this one: the next
        publication, else the end of the year, with which hours are carried on further."""
        later = [at for found in self._published.values() for at in found if at > us]
        return min([civil_start(date(min(year_of(us) + 1, LAST_YEAR), 1, 1), 0, "UTC"), *later])

    def _carried(self, year: int) -> "Calendars":
        year = min(year, LAST_YEAR)
        carry_on = self._carry_on
        if carry_on is None:
            return self
        if year not in self._years:
            self._years[year] = Calendars(
                {
                    name: [*_without_gaps(found, carry_on)[:-1], carry_on(found[-1], year)]
                    for name, found in self._compiled.items()
                }
            )
        return self._years[year]

    def version(self, plan: Plan | None, terms: ClockTerms, at: int) -> Version:
        """The version published at this instant; before the first publication, the first one. Raises NoSuchCalendar."""
        name = plan.calendar if plan is not None else None
        if name is None:
            return _around_the_clock(terms.timezone)
        published = self._published.get(name)
        if not published:
            raise NoSuchCalendar(promise=terms.promise, calendar=name)
        return self._versions[name][max(0, bisect_right(published, at) - 1)]

    def publications(self, names: Iterable[str | None], after: int, until: int) -> list[int]:
        """The instants in `(after, until]` at which one of these calendars was published, in order."""
        found = {at for name in names if name for at in self._published.get(name, ()) if after < at <= until}
        return sorted(found)


def _published(calendar: CompiledCalendar) -> int:
    return -FOREVER if calendar.published is None else to_us(calendar.published)


def _without_gaps(found: Sequence[CompiledCalendar], carry_on: CarryOn | None) -> list[CompiledCalendar]:
    """Each version written out up to where its successor begins, where that begins later than it ends."""
    if carry_on is None:
        return list(found)
    filled = [carry_on(one, later.first.year - 1) for one, later in pairwise(found)]
    return [*filled, *found[-1:]]


def _joined(found: Sequence[CompiledCalendar]) -> list[Version]:
    joined: list[Version] = []
    following: CompiledCalendar | None = None
    for calendar in reversed(found):
        whole = calendar if following is None else calendar.followed_by(following)
        joined.append(Version(whole, None if calendar.published is None else to_us(calendar.published)))
        following = whole
    joined.reverse()
    return joined


@lru_cache(maxsize=64)
def _around_the_clock(zone: str) -> Version:
    """For terms that no opening hours touch: hours elapsed, days and months of the promise's zone.

    One opening from end to end, in years that any clock meets: more of them cost time at each start of the program.
    """
    first, last = date(1990, 1, 1), date(2100, 12, 31)
    opening = (civil_start(first, 0, zone), civil_end(last, 1440, zone))
    offsets = named_zone(zone).offsets(first.year, last.year)
    days = ((first.toordinal(), (opening,)),)
    calendar = CompiledCalendar(
        zone, TZDATA_VERSION, offsets, first, last, days, {}, ((first.toordinal(), DAY),), published=None
    )
    return Version(calendar, None)
