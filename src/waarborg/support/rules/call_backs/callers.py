"""Which colleague makes a call: nobody who is away that day, or who calls or looks along with somebody then. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from waarborg.kernel.instants import local
from waarborg.kernel.intervals import Intervals
from waarborg.support.rules.call_backs.moments import QUARTER


@dataclass(frozen=True, slots=True)
class Caller:
    """A colleague who may call: `absent` as first and last day, `taken` what he has planned, each as begin and end in
    microseconds."""

    person: UUID
    name: str
    absent: Sequence[tuple[date, date]] = ()
    taken: Intervals = ()

    def is_free(self, start: int, zone: str) -> bool:
        """Whether he can call for a quarter hour from `start`; days are those of `zone`."""
        day = local(start, zone).date()
        if any(first <= day <= last for first, last in self.absent):
            return False
        return all(start + QUARTER <= begins or ends <= start for begins, ends in self.taken)


def who_calls(start: int, callers: Iterable[Caller], *, zone: str, rather: UUID | None = None) -> Caller | None:
    """Who can at `start`: `rather` this one, else who has the least planned, then by name. None where nobody can."""
    free = [one for one in callers if one.is_free(start, zone)]
    return min(free, key=lambda one: (one.person != rather, len(one.taken), one.name, one.person), default=None)
