"""The clocks of a profile counted and replayed in its own calendars, from instants given as Amsterdam wall time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from waarborg.kernel.due import due
from waarborg.kernel.instants import from_us
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import Loaded, load
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.registry import Registry, live_files, planned
from waarborg.promises.rules.replay import Calendars, ClockTimeline, Entry, Run
from waarborg.promises.rules.replay.from_agreement import compiled_calendars, states_from_registry, terms_from
from waarborg.promises.rules.tests.replay_tickets import AMSTERDAM, at, log, play

__all__ = ["AMSTERDAM", "Counted", "at", "counted", "log", "shown"]


@dataclass(frozen=True)
class Counted:
    """An agreement ready to count: `calendars` written out over 2025 to 2028."""

    loaded: Loaded
    agreement: Agreement
    calendars: Calendars

    def promise(self, name: str) -> Promise:
        return self.agreement.promises[name]

    def timeline(self, promise: str, entries: Iterable[Entry], now: str | None = None) -> ClockTimeline:
        terms, names = terms_from(promise, self.agreement), Registry.of(live=live_files(), planned=planned())
        return play(terms, entries, now, self.calendars, states=states_from_registry(names))

    def run(self, promise: str, entries: Iterable[Entry], now: str | None = None) -> Run:
        """The only run. Raises ValueError where there is none, or more than one."""
        (found,) = self.timeline(promise, entries, now).runs
        return found

    def due(self, promise: str, start: str, event: str = "reported", **properties: str) -> str | None:
        """When a clock that starts with `event` at `start` falls due; None where it does not run or cannot break."""
        runs = self.timeline(promise, log((start, event, properties))).runs
        return shown(runs[0].due_us) if runs and runs[0].verdict != "void" else None

    def term_due(self, term: str, start: str, calendar: str = "always", counting: str = "rolling") -> str:
        """When a term of a rule or of a duty that comes back is over, counted from `start`."""
        plain = compiled_calendars(self.agreement, date(2025, 1, 1), date(2028, 12, 31))[calendar]
        found = due(plain, from_us(at(start)), term, counting=counting).at
        return str(shown(found and at(found.isoformat())))


@cache
def counted(name: str, amendment: str = "") -> Counted:
    """A profile, with an amendment (its text) merged into it where one is given."""
    loaded = load(profile(name), name=f"{name}.yaml")
    if amendment:
        loaded = load(amendment.encode(), name="amendment.yaml", base=loaded)
    agreement = loaded.require()
    calendars = compiled_calendars(agreement, date(2025, 1, 1), date(2028, 12, 31))
    return Counted(loaded, agreement, Calendars({key: [one] for key, one in calendars.items()}))


def shown(us: int | None) -> str | None:
    """An instant as day and local time, or None."""
    return None if us is None else f"{from_us(us).astimezone(ZoneInfo(AMSTERDAM)):%a %Y-%m-%d %H:%M}"
