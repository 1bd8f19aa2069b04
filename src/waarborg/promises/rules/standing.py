"""What binds a customer over time, ready to replay: pure, so that a report can be checked without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import to_us
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.replay import Calendars, ClockTerms, States

Versions = Sequence[tuple[int, ClockTerms | None]]


@dataclass(frozen=True)
class Standing:
    """The versions that bind a customer, oldest first, each from an instant on."""

    versions: tuple[tuple[int, Compiled], ...]

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset().union(*(one.kinds for _, one in self.versions))

    @cached_property
    def states(self) -> States:
        return self.versions[-1][1].states

    @cached_property
    def calendars(self) -> Calendars:
        found: dict[str, list[CompiledCalendar]] = {}
        whose: dict[int, tuple[Compiled, str]] = {}
        for _, one in self.versions:
            for name, calendar in one.calendars.items():
                found.setdefault(name, []).append(calendar)
                whose[id(calendar)] = one, name

        def carry_on(calendar: CompiledCalendar, year: int) -> CompiledCalendar:
            version, name = whose[id(calendar)]
            return version.written_out(name, year)

        return Calendars(found, carry_on)

    def terms_about(self, subject_kind: str) -> Mapping[str, Versions]:
        """By promise id, the versions of the clocks that run on subjects of this kind."""
        names = {
            name for _, one in self.versions for name, subject in one.subject_kinds.items() if subject == subject_kind
        }
        return {name: [(since, one.terms.get(name)) for since, one in self.versions] for name in sorted(names)}

    def before(self, us: int) -> Compiled:
        """The version in force at the last instant before `us`; before the first, the first."""
        return next((one for since, one in reversed(self.versions) if since < us), self.versions[0][1])

    def at(self, at: datetime) -> Compiled:
        """The version in force at an instant; before the first, the first."""
        us = to_us(at)
        return next((one for since, one in reversed(self.versions) if since <= us), self.versions[0][1])
