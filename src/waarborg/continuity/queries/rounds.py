"""Rounds of back-ups as agreements promise them, reckoned once for all whom the same plans cover.

Of each part of the data the newest copy counts, whichever plan made it; one that holds nothing newer than what there
was already ends no round.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from waarborg.continuity.models import Plan, Run
from waarborg.continuity.rules import plans, runs
from waarborg.customers.models import Organisation
from waarborg.kernel.canonical import sha256_hex
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.indicators import Counted, NothingYet
from waarborg.promises.queries.figures import asking
from waarborg.promises.queries.standing import standings
from waarborg.promises.rules.agreement.conditions import applies
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.figures import UNSURE
from waarborg.promises.rules.rounds import Owed, Rounds, judge, owed, terms_of

ROUNDS = "continuity.backup.rounds"
MOST_ROWS = 20
# Of what is unknown one part in so many leaves a verdict as it is.
_UNKNOWN_SHARE = 100


class Made(NamedTuple):
    """A good back-up: instant of its content, when it was complete (us), bytes or None, and its SHA-256 or nothing."""

    as_of: int
    completed: int
    size: int | None
    sha256: str


@dataclass(slots=True)
class Part:
    """Of one part of the data: from when it is judged until when (us; None: still), and its good back-ups."""

    since: int
    until: int | None
    made: list[Made] = field(default_factory=list)

    def joined(self, other: "Part | None") -> "Part":
        if other is None:
            return self
        until = None if self.until is None or other.until is None else max(self.until, other.until)
        return Part(min(self.since, other.since), until, [*self.made, *other.made])

    def counting(self) -> list[int]:
        """When each back-up was complete that made the newest content newer, in order."""
        found, newest = [], -1
        for one in sorted(self.made, key=lambda one: (one.completed, -one.as_of)):
            if one.as_of > newest:
                found.append(one.completed)
                newest = one.as_of
        return found


Parts = Mapping[str, Part]


def rounds(begin: datetime, end: datetime, about: str) -> Mapping[UUID | None, Counted]:
    """How many rounds were late, by customer to whom they are owed. A customer of whom no back-up is planned that
    serves the promise is left out: his is not measured. Raises NothingYet. Four queries."""
    first = next(_asked(about), None)
    if first is None:
        raise NothingYet(f"no agreement asks {ROUNDS} about {about}")
    made = _Reckoned(about, *first, begin, end)
    found: dict[UUID | None, Counted] = {}
    customers = Organisation.objects.filter(kind="customer").values_list("id", flat=True)
    for customer, bound in standings(customers).items():
        one = made.of(customer, owed(bound, ROUNDS, about))
        if one is not None:
            found[customer] = one
    if not found:
        raise NothingYet("nobody wrote down what is backed up")
    return found


def _asked(about: str) -> Iterator[tuple[Compiled, str]]:
    return ((version, name) for version, name in asking(ROUNDS, about) if version.is_rounds(name))


class _Reckoned:
    """Rounds of a stretch of time; what several customers have alike is judged once."""

    def __init__(self, about: str, version: Compiled, promise: str, begin: datetime, end: datetime) -> None:
        self.version, self.terms = version, terms_of(version, promise)
        self.begin, self.end = to_us(begin), to_us(end)
        self.everybody, self.own = parts_of(serving(version, promise, planned(end)), begin, end)
        self.done: dict[tuple[UUID | None, str], list[int]] = {}
        self.judged: dict[tuple[object, ...], Rounds] = {}
        self.hashes: dict[UUID | None, str] = {}

    def of(self, customer: UUID, stretches: Sequence[Owed]) -> Counted | None:
        mine = self.own.get(customer, {})
        parts = covering(self.everybody, mine)
        told: dict[str, list[Rounds]] = {}
        unplanned = window = 0
        for one in stretches:
            until = self.end if one.until is None else min(one.until, self.end)
            for name, part in parts.items():
                since = max(one.since, part.since)
                ends = min((end for end in (one.until, part.until) if end is not None), default=None)
                if since < until and (ends is None or ends > self.begin):
                    whose = customer if name in mine else None
                    told.setdefault(name, []).append(self._judge((whose, name), part, since, ends))
            known = max(one.since, self.begin, min((part.since for part in parts.values()), default=self.end))
            window += max(0, until - known)
            if parts and all(part.until is not None for part in parts.values()):
                unplanned += max(0, until - max(known, *(part.until or 0 for part in parts.values())))
        if not told:
            return None
        return self._counted(told, unplanned, window, customer if mine else None)

    def _judge(self, whose: tuple[UUID | None, str], part: Part, since: int, until: int | None) -> Rounds:
        # When he was bound before the last back-up of the time before, that does not matter any more.
        if whose not in self.done:
            self.done[whose] = part.counting()
        done = self.done[whose]
        key = (*whose, max([since, *(one for one in done if since <= one < self.begin)]), until)
        if key not in self.judged:
            self.judged[key] = judge(
                self.terms, self.version, done, since=since, begin=self.begin, end=self.end, until=until
            )
        return self.judged[key]

    def _counted(
        self, told: Mapping[str, Sequence[Rounds]], unplanned: int, window: int, whose: UUID | None
    ) -> Counted:
        late = sum(len(one.late) for ones in told.values() for one in ones)
        met = sum(one.met for ones in told.values() for one in ones)
        parts = {"rounds": met + late, "met": met, "late": late}
        rows = [*_late_rows(told), *_longest_rows(told)]
        if unplanned:
            rows.append(f"unplanned;~{unplanned}")
            if unplanned * _UNKNOWN_SHARE > window:
                parts[UNSURE] = 1
        if whose not in self.hashes:
            lines = lines_of(covering(self.everybody, self.own.get(whose, {}) if whose else {}))
            self.hashes[whose] = sha256_hex("\n".join(lines).encode())
        return Counted(late, 1, parts, (*rows, f"data;{self.hashes[whose]}"))


def _late_rows(told: Mapping[str, Sequence[Rounds]]) -> list[str]:
    """Which were late, the oldest first: the first twenty, and how many more."""
    found = sorted((late.due_us, name, late) for name, ones in told.items() for one in ones for late in one.late)
    rows = []
    for due, name, late in found[:MOST_ROWS]:
        word, came = ("missing", late.until_us) if late.done_us is None else ("overdue", late.done_us)
        rows.append(f"{word};{_plain(name)};{_at(due)};{_at(came)};~{late.by_us}")
    return rows if len(found) <= MOST_ROWS else [*rows, f"more;{len(found) - MOST_ROWS}"]


def _longest_rows(told: Mapping[str, Sequence[Rounds]]) -> list[str]:
    found = {name: max(one.longest for one in ones) for name, ones in told.items()}
    return [f"longest;{_plain(name)};~{length};{_at(at)}" for name, (length, at) in sorted(found.items()) if length]


def _plain(name: str) -> str:
    return name.replace(";", ",").lstrip("@~")


def _at(us: int) -> str:
    return f"@{from_us(us):%Y-%m-%dT%H:%M:%SZ}"


# ---- plans and their back-ups ----------------------------------------------------------------------------------------
def planned(before: datetime) -> list[Plan]:
    """Every plan made by then of what is customers', ended or not. One query."""
    return list(Plan.objects.exclude(scope=plans.INTERNAL).filter(made_at__lt=before).order_by("part", "key"))


def serving(version: Compiled, promise: str, rows: Iterable[Plan]) -> list[Plan]:
    """The plans whose back-ups count for a promise: all, or those that its conditions choose."""
    held = version.promise(promise)
    return [one for one in rows if applies(held.if_, held.unless, {"pace": plans.pace(one.every), "part": one.part})]


def parts_of(
    rows: Sequence[Plan], begin: datetime, end: datetime
) -> tuple[dict[str, Part], dict[UUID, dict[str, Part]]]:
    """What is made for everybody and what for single customers: the back-ups of the time, and the newest before it."""
    made = {one.id: Part(to_us(one.judged_from), to_us(one.ended_at) if one.ended_at else None) for one in rows}
    for plan, as_of, completed, size, sha256 in _good(list(made), begin, end):
        made[plan].made.append(Made(to_us(as_of), to_us(completed), size, sha256))
    everybody: dict[str, Part] = {}
    own: dict[UUID, dict[str, Part]] = {}
    for one in rows:
        parts = everybody if one.customer_id is None else own.setdefault(one.customer_id, {})
        parts[one.part] = made[one.id].joined(parts.get(one.part))
    return everybody, own


def covering(everybody: Parts, own: Parts) -> dict[str, Part]:
    """What covers one customer: of a part that is his alone, too, both count."""
    return {**everybody, **{name: part.joined(everybody.get(name)) for name, part in own.items()}}


def _good(
    named: Sequence[UUID], begin: datetime, end: datetime
) -> Iterator[tuple[UUID, datetime, datetime, int | None, str]]:
    rows = Run.objects.filter(plan_id__in=named, outcome=runs.GOOD)
    told = ("plan_id", "as_of", "completed_at", "size", "sha256")
    inside = rows.filter(completed_at__gte=begin, completed_at__lte=end).order_by("completed_at", "id")
    yield from inside.values_list(*told).iterator(chunk_size=2000)
    before = rows.filter(completed_at__lt=begin).order_by("plan_id", "-as_of", "completed_at").distinct("plan_id")
    yield from before.values_list(*told)


def lines_of(parts: Parts) -> list[str]:
    """The back-ups that count, in order: part, instant of the content and of completion (RFC 3339), bytes, SHA-256."""
    return sorted(
        f"{name};{from_us(one.as_of).isoformat()};{from_us(one.completed).isoformat()};{one.size or ''};{one.sha256}"
        for name, part in parts.items()
        for one in part.made
    )


def behind(begin: datetime, end: datetime, about: str, customer: UUID | None) -> list[str]:
    """The back-ups from which a customer's figure was counted, as `lines_of` gives them. Raises NothingYet."""
    first = next(_asked(about), None)
    if first is None:
        raise NothingYet(f"no agreement asks {ROUNDS} about {about}")
    everybody, own = parts_of(serving(*first, planned(end)), begin, end)
    return lines_of(covering(everybody, own.get(customer, {}) if customer else {}))


BY_PART = {ROUNDS: rounds}
BEHIND = {ROUNDS: behind}
