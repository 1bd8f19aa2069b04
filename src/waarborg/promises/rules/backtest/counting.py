"""The counting of a back-test: per promise and month the verdicts, and which share of the term was used."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from waarborg.kernel.instants import civil_start, from_us
from waarborg.promises.rules.agreement import Agreement
from waarborg.promises.rules.backtest.events import CUSTOMER, History
from waarborg.promises.rules.backtest.possible import Possible
from waarborg.promises.rules.compiled import compile_agreement
from waarborg.promises.rules.registry import Registry
from waarborg.promises.rules.replay import Run, replay
from waarborg.promises.rules.replay.figures import counted
from waarborg.promises.rules.standing import Standing

# The share of the term that was used, in percent, up to and including; None is more than the last.
BANDS: tuple[int | None, ...] = (25, 50, 75, 90, 100, 110, 125, 150, 200, None)
VERDICTS = ("met", "broken", "exceeded", "waived", "void", "open")
PROGRESS_EVERY = 1000
Progress = Callable[[int, int], None]


@dataclass
class Counted:
    """How often each verdict was given, and how much of the term was used by those that were stopped."""

    verdicts: Counter[str] = field(default_factory=Counter)
    bands: Counter[int | None] = field(default_factory=Counter)

    @property
    def judged(self) -> int:
        return sum(self.verdicts[one] for one in ("met", "broken", "exceeded"))

    def add(self, other: "Counted") -> None:
        self.verdicts.update(other.verdicts)
        self.bands.update(other.bands)


@dataclass(frozen=True)
class Told:
    """One promise: in all, and by the local month in which its clocks were decided ("" while undecided)."""

    promise: str
    level: str
    months: dict[str, Counted]

    @property
    def all(self) -> Counted:
        total = Counted()
        for one in self.months.values():
            total.add(one)
        return total


@dataclass(frozen=True)
class Backtest:
    """`without`: the clock promises that nothing enforces yet, which are not replayed."""

    agreement: Agreement
    events: int
    subjects: int
    promises: tuple[Told, ...]
    without: tuple[str, ...]


def backtest(
    agreement: Agreement,
    history: History,
    *,
    registry: Registry,
    now: int | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Replays `history` as if `agreement` had held from its first event on. Pure but for `progress(done, of)`.

    `now` (us): as of when clocks that still run are judged; the last event where it is left out.
    """
    first = (
        history.first_us if history.first_us is not None else civil_start(agreement.effective, 0, agreement.timezone)
    )
    compiled = compile_agreement(agreement, sha256="", published=from_us(first), registry=registry)
    standing = Standing(((first, compiled),))
    found: dict[str, dict[str, Counted]] = {name: {} for name in compiled.terms}
    until = now if now is not None else history.last_us
    clocks_of: dict[str, Possible] = {}
    total = len(history.subjects) + len(history.customers)
    for number, subject in enumerate((*history.subjects, *history.customers)):
        if progress and number % PROGRESS_EVERY == 0:
            progress(number, total)
        kind = subject.partition(":")[0]
        if kind not in clocks_of:
            clocks_of[kind] = Possible(standing, kind)
        for promise, run in _runs(history, subject, kind, clocks_of[kind], standing, until):
            _count(run, found[promise])
    if progress:
        progress(total, total)
    clocks = [name for name, promise in agreement.promises.items() if promise.clock and not promise.offered]
    return Backtest(
        agreement,
        history.count,
        total,
        tuple(
            Told(name, agreement.promises[name].level, dict(sorted(months.items()))) for name, months in found.items()
        ),
        tuple(name for name in clocks if name not in compiled.terms),
    )


def _runs(
    history: History, subject: str, kind: str, clocks: Possible, standing: Standing, until: int | None
) -> Iterator[tuple[str, Run]]:
    if not clocks.all:
        return
    of_customer = kind == CUSTOMER
    entries = history.entries_of_customer(subject, standing.of_customer) if of_customer else history.entries(subject)
    for promise, terms in clocks.among(entries):
        timeline = replay(terms, entries, standing.calendars, states=standing.states, now=until, subject=subject)
        for run in timeline.runs:
            if not _decided_before(run, history.begins_us):
                yield promise, run


def _decided_before(run: Run, begins: int | None) -> bool:
    """What fell due at 24:00 of the last day before the period was decided before it."""
    if begins is None or run.decided_us is None:
        return False
    return run.decided_us < begins or run.decided_us == begins == run.due_us


def _count(run: Run, months: dict[str, Counted]) -> None:
    held = months.setdefault(run.month or "", Counted())
    held.verdicts[run.verdict or "open"] += 1
    if run.verdict not in ("met", "broken", "exceeded") or run.due_us is None or run.stopped_us is None:
        return
    used, allowed = counted(run, run.stopped_us), counted(run, run.due_us)
    if used is not None and allowed:
        held.bands[band(used, allowed)] += 1


def band(used: int, allowed: int) -> int | None:
    """The first band that holds this share; exact, in integers."""
    return next((one for one in BANDS if one is not None and used * 100 <= allowed * one), None)


__all__ = ["BANDS", "VERDICTS", "Backtest", "Counted", "Told", "backtest", "band"]
