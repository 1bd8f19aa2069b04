"""All promises to one customer at a glance: how each stands now, and how it went this month."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTextTransform

from waarborg.kernel.instants import local, to_us
from waarborg.plumbing.tenancy import kept
from waarborg.promises.models import ClockRun
from waarborg.promises.queries.board_rows import board_rows
from waarborg.promises.queries.cards import name_of_clock
from waarborg.promises.queries.checks import bound_and_checked, fact_states
from waarborg.promises.queries.figures import figure_states
from waarborg.promises.queries.lines import ClockLine, line_of, runs_for_lines
from waarborg.promises.queries.readable import Readable, readable
from waarborg.promises.queries.scope import of_others
from waarborg.promises.queries.standing import Standing
from waarborg.promises.rules.agreement.declarations import last_day
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.render import Article
from waarborg.promises.rules.compiled import Compiled

# The first that occurs is how a promise stands: what is wrong now, what went wrong this month, then what goes well.
WORST_FIRST = ("late", "broken", "risk", "exceeded", "met", "running", "paused", "waived")
RECENT = 60


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a promise was decided in the month."""

    met: int = 0
    broken: int = 0
    exceeded: int = 0
    waived: int = 0

    @property
    def decided(self) -> int:
        return self.met + self.broken + self.exceeded


NONE = Tally()


@dataclass(frozen=True, slots=True)
class Stand:
    """One promise as it stands. `state` is a mark of the design system; `open` its clocks under way, by due time."""

    article: Article
    promise: Promise
    state: str
    tally: Tally
    open: Sequence[ClockLine]

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def is_enforced(self) -> bool:
        return self.state != "unenforced"


@dataclass(frozen=True)
class Subject:
    """The promises of one chapter."""

    id: str
    number: int
    title: str
    stands: Sequence[Stand]

    # By their state itself: as a question to each of seventy promises these were a tenth of a page.
    @cached_property
    def enforced(self) -> list[Stand]:
        return [one for one in self.stands if one.state != "unenforced"]

    @cached_property
    def unenforced(self) -> list[Stand]:
        return [one for one in self.stands if one.state == "unenforced"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A clock that was decided this month; `name` is what it waited for. `share` is how much of its term was used, in
    thousandths: over 1000 is late."""

    run: ClockRun
    name: str
    share: int | None


@dataclass(frozen=True)
class Board:
    """What a customer is promised. `open`: all clocks under way, pressing ones first; `recent`: the newest decided;
    `others`: promises about something that he has not bought. `ended` is the last day of an agreement that is over:
    then `stands` are the promises that outlast it, and those whose clocks go on."""

    bound: Standing
    text: Readable
    zone: str
    month: str
    subjects: Sequence[Subject]
    open: Sequence[ClockLine]
    recent: Sequence[Decided]
    tally: Tally = field(default_factory=Tally)
    others: frozenset[str] = frozenset()
    ended: date | None = None

    @cached_property
    def stands(self) -> list[Stand]:
        return [stand for subject in self.subjects for stand in subject.stands]

    @cached_property
    def _counted(self) -> Counter[str]:
        return Counter(stand.state for stand in self.stands)

    def count(self, *states: str) -> int:
        return sum(self._counted[state] for state in states)

    @cached_property
    def enforced(self) -> int:
        return len(self.stands) - self._counted["unenforced"]

    @property
    def broken(self) -> list[Decided]:
        return [one for one in self.recent if one.run.verdict == "broken"]


def board(
    tenant: UUID, *, now: datetime, lang: str, subjects: "QuerySet[Any] | None" = None, with_recent: bool = True
) -> Board | None:
    """What binds a customer now, or did, and how it stands; None where nothing ever did. Three queries, whatever there
    is; two more where promises hold only for who bought something.

    `subjects` narrows the clocks to those of some subjects (a query of identifiers): what one reader may see; one query
    more, and one where figures are promised. Without `with_recent` the newest decided ones are left out, and their
    query.
    """
    bound = bound_and_checked(tenant)
    if bound is None:
        return None
    version = bound.at(now)
    text = readable(version.sha256, lang)
    zone = version.agreement.timezone
    month = now.astimezone(ZoneInfo(zone)).strftime("%Y-%m")
    if subjects is None:
        read = board_rows(tenant, month)
        under_way: Iterable[Any] = read.open
        counted: Iterable[Any] = read.verdicts
        decided: Iterable[Any] = kept.rows("promises.recent", _decided, tenant, month) if with_recent else ()
    else:
        runs = ClockRun.objects.filter(tenant_id=tenant, subject_id__in=subjects)
        under_way = runs_for_lines().filter(tenant_id=tenant, is_open=True, subject_id__in=subjects)
        counted, decided = _counts(runs, month), _newest(runs, month) if with_recent else ()
    open_lines = _open(under_way, bound, now, lang)
    tallies = _tallies(counted)
    others = of_others(version.agreement, tenant, now) if version.is_scoped else frozenset()
    over = bound.over_since(to_us(now))
    past = frozenset(version.agreement.promises) - version.lasting if over is not None else frozenset()
    by_promise: dict[str, list[ClockLine]] = {}
    for line in open_lines:
        by_promise.setdefault(line.run.promise, []).append(line)
    return Board(
        bound=bound,
        text=text,
        zone=zone,
        month=month,
        subjects=_subjects(text, by_promise, tallies, now, others | past, _found(tenant, version)),
        others=others,
        ended=None if over is None else local(over - 1, zone).date(),
        open=open_lines,
        recent=_recent(decided, bound, lang),
        tally=Tally(*(sum(getattr(one, name) for one in tallies.values()) for name in Tally.__slots__)),
    )


def _found(tenant: UUID, version: Compiled) -> dict[str, str]:
    """The marks of what is not timed: facts that checks vouch for, and figures."""
    return fact_states(tenant, version) | figure_states(tenant, version)


def _open(runs: Iterable[Any], bound: Standing, now: datetime, lang: str) -> list[ClockLine]:
    lines = [line_of(run, bound, run.calendar, now, lang) for run in runs if run.verdict != "waived"]
    return sorted(lines, key=pressing)


def pressing(line: ClockLine) -> tuple[int, float]:
    """Late first, then tight, then by due time; what is paused or has no figure comes last."""
    rank = {"late": 0, "risk": 1, "running": 2, "paused": 3}.get(line.state, 4)
    return rank if line.due else max(rank, 3), line.due.timestamp() if line.due else 0.0


def _counts(runs: "QuerySet[Any]", month: str) -> "QuerySet[Any, Any]":
    return runs.filter(month=month).values_list("promise", "verdict").annotate(number=Count("id"))


def _tallies(rows: Iterable[Any]) -> dict[str, Tally]:
    counted: dict[str, dict[str, int]] = {}
    for promise, verdict, number in rows:
        if verdict in Tally.__slots__:
            counted.setdefault(promise, {})[verdict] = number
    return {promise: Tally(**verdicts) for promise, verdicts in counted.items()}


def _decided(tenant: UUID, month: str) -> "QuerySet[Any]":
    return _newest(ClockRun.objects.filter(tenant_id=tenant), month)


def _newest(runs: "QuerySet[Any]", month: str) -> "QuerySet[Any]":
    """The newest of this month; broken ones are never crowded out by met ones."""
    return (
        runs.filter(month=month, verdict__in=("met", "broken", "exceeded"))
        .annotate(calendar=KeyTextTransform("calendar", "projection"))
        .defer("projection")
        .order_by("verdict", "-decided_at", "id")[:RECENT]
    )


def _recent(rows: Iterable[Any], bound: Standing, lang: str) -> list[Decided]:
    found = [Decided(run, _name(run, bound, lang), _share(run, bound)) for run in rows]
    return sorted(found, key=lambda one: one.run.decided_at or one.run.started_at, reverse=True)


def _name(run: ClockRun, bound: Standing, lang: str) -> str:
    terms = bound.at(run.started_at).terms.get(run.promise)
    return name_of_clock(terms.until_events, lang) if terms else run.promise


def _share(run: Any, bound: Standing) -> int | None:
    """How much of the open time up to the due time had passed when it stopped."""
    if run.due_at is None or run.stopped_at is None:
        return None
    version = bound.at(run.started_at)
    known = run.calendar in version.calendars
    calendar = version.calendar_at(run.calendar, max(run.due_at, run.stopped_at)) if known else None
    start, due, stop = to_us(run.started_at), to_us(run.due_at), to_us(run.stopped_at)
    if calendar is None:
        whole, used = due - start, stop - start
    else:
        whole, used = calendar.open_between(start, due), calendar.open_between(start, stop)
    return used * 1000 // whole if whole > 0 else None


def _subjects(
    text: Readable,
    open_lines: Mapping[str, Sequence[ClockLine]],
    tallies: Mapping[str, Tally],
    now: datetime,
    others: Collection[str],
    facts: Mapping[str, str],
) -> list[Subject]:
    found = []
    for chapter, promised in text.promised:
        stands = []
        for article, promise in promised:
            lines, tally = open_lines.get(article.id, ()), tallies.get(article.id, NONE)
            # What was begun while he had it, or while it held, still counts.
            if article.id in others and not lines and tally == NONE:
                continue
            state = state_of(article.id, promise, text, lines=lines, tally=tally, now=now, facts=facts)
            stands.append(Stand(article, promise, state, tally, lines))
        if stands:
            found.append(Subject(chapter.id, chapter.number, chapter.title, stands))
    return found


def state_of(
    name: str,
    promise: Promise,
    text: Readable,
    *,
    lines: Sequence[ClockLine],
    tally: Tally,
    now: datetime,
    facts: Mapping[str, str],
) -> str:
    """The mark of a promise. What the software does not guard says so, whatever its kind; `facts`: how the checks came
    out last that vouch for some, and the figures of others."""
    # Terms are those of clocks alone: which kind a promise is of, is asked of the others only.
    if name in text.compiled.terms:
        if not lines and tally is NONE:
            return "rest"
        seen = {line.state for line in lines}
        seen |= {verdict for verdict in Tally.__slots__ if getattr(tally, verdict)}
        return next((state for state in WORST_FIRST if state in seen), "rest")
    if promise.clock is not None:
        return facts.get(name, "unenforced")
    if name in text.unenforced:
        return "unenforced"
    if promise.measure is not None:
        return facts.get(name, "unknown")
    if name in facts:
        return facts[name]
    if promise.fact and promise.fact.source.declared:
        local = now.astimezone(ZoneInfo(text.compiled.agreement.timezone)).date()
        return "expired" if last_day(promise.fact, promise.fact.source.declared) < local else "holds"
    return "holds"
