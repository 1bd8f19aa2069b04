"""How the rounds of back-ups stand at this moment: of each part the newest copy, and until when the next is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.continuity.models import Plan
from waarborg.continuity.queries.rounds import ROUNDS, serving
from waarborg.continuity.rules import plans
from waarborg.kernel.instants import from_us, to_us
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.figures import Asked
from waarborg.promises.rules.replay import ClockTimeline, Notice, notices
from waarborg.promises.rules.rounds import State, owed, terms_of, under_way
from waarborg.promises.rules.standing import Standing


@dataclass(frozen=True, slots=True)
class Round:
    """The round of one part that is under way. `plans` are those that run and serve it; `good_at` is when the newest
    copy was complete (None: none since the promise began)."""

    part: str
    plans: tuple[Plan, ...]
    good_at: datetime | None
    timeline: ClockTimeline

    @property
    def due(self) -> datetime | None:
        run = self.timeline.current
        return None if run is None or run.due_us is None else from_us(run.due_us)

    @property
    def is_late(self) -> bool:
        run = self.timeline.current
        return run is not None and run.broken_us is not None

    @property
    def leaves_no_room(self) -> bool:
        """Whether even the most frequent of its plans makes one no more often than is promised: what takes longer than
        the one before is then late."""
        run = self.timeline.current
        if run is None or run.due_us is None:
            return False
        return min(one.every for one in self.plans) * 10**6 >= run.due_us - run.started_us

    def raised(self, now: datetime) -> list[Notice]:
        """The warnings and the breach that are to be told by now."""
        return notices(self.timeline, now)


@dataclass(frozen=True, slots=True)
class Stands:
    """A promise as it stands towards one customer; without `rounds` nothing is planned that serves it."""

    promise: str
    asked: Asked
    version: Compiled
    rounds: tuple[Round, ...]

    @property
    def state(self) -> State:
        """`unplanned`, `late` or `kept`."""
        if not self.rounds:
            return "unplanned"
        return "late" if any(one.is_late for one in self.rounds) else "kept"


def read_plans() -> list[Plan]:
    """Every plan that the scope may read of what is customers', ended or not. One query."""
    return list(Plan.objects.exclude(scope=plans.INTERNAL).order_by("part", "key"))


class Looked:
    """Rounds that several customers have alike are looked at once."""

    def __init__(self, rows: Sequence[Plan], now: datetime) -> None:
        self.rows, self.now = rows, now
        self.seen: dict[tuple[object, ...], ClockTimeline] = {}

    def of(self, customer: UUID, bound: Standing) -> list[Stands]:
        """What is owed to a customer at this moment."""
        us = to_us(self.now)
        version = bound.at_us(us)
        if bound.versions[0][0] > us:
            return []
        over, found = bound.over_since(us) is not None, []
        for name, asked in version.asked.items():
            if asked.indicator != ROUNDS or over:
                continue
            since = max((one.since for one in owed(bound, ROUNDS, asked.about) if one.since <= us), default=us)
            mine = [one for one in serving(version, name, self.rows) if one.customer_id in (None, customer)]
            rounds = tuple(self._rounds(version, name, asked, since, mine))
            found.append(Stands(name, asked, version, rounds))
        return found

    def _rounds(self, version: Compiled, name: str, asked: Asked, since: int, mine: Iterable[Plan]) -> Iterable[Round]:
        by_part: dict[str, list[Plan]] = {}
        for one in mine:
            by_part.setdefault(one.part, []).append(one)
        for part, rows in sorted(by_part.items()):
            running = tuple(one for one in rows if one.ended_at is None)
            begun = max(since, min(to_us(one.judged_from) for one in rows))
            if not running or begun > to_us(self.now):
                continue
            # The copy with the newest content is the last that ended a round.
            good = [(one.good_as_of, one.good_at) for one in rows if one.good_as_of and one.good_at]
            good_at = max(good)[1] if good else None
            start = begun if good_at is None else max(begun, to_us(good_at))
            yield Round(part, running, good_at, self._timeline(version, name, asked, start))

    def _timeline(self, version: Compiled, name: str, asked: Asked, start: int) -> ClockTimeline:
        key = (asked.about, start, tuple(version.agreement.warn_of(version.promise(name))))
        if key not in self.seen:
            terms = terms_of(version, name)
            self.seen[key] = under_way(terms, version, since=start, now=max(start, to_us(self.now)))
        return self.seen[key]


def standing_of(customer: UUID, bound: Standing, rows: Sequence[Plan], now: datetime) -> list[Stands]:
    """What is owed to one customer at this moment, by the plans that may cover him."""
    return Looked(rows, now).of(customer, bound)
