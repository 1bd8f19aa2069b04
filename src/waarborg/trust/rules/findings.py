"""What a report says of each promise: how often it was put to the test, how often it was kept, and the verdict."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from waarborg.kernel.instants import local
from waarborg.promises.rules.agreement.scope import concerns
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.bought import words_between
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.standing import Standing
from waarborg.trust.rules.checked import Outcomes, checked_block, waits_for_outcome
from waarborg.trust.rules.declared import declared_block
from waarborg.trust.rules.evidence import Found, Question
from waarborg.trust.rules.figured import Figures, Wanted, figured_block, waits_for_figure
from waarborg.trust.rules.measure_block import measure_block
from waarborg.trust.rules.waiting import waits

# In this order: the first that occurs among the runs of a promise is its verdict.
VERDICTS = ("broken", "exceeded", "met", "waived", "timed", "open", "void")
IDLE, NOT_MEASURED = "idle", "not-measured"
ALL_VERDICTS = (*VERDICTS, IDLE, NOT_MEASURED)
# Of facts; counted only where a promise has one, so that reports from before still add up.
STATES = ("holds", "expired")

NumberOf = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What lines of the journal say by themselves: how checks came out, and what figures were stated."""

    outcomes: Outcomes = field(default_factory=dict)
    figures: Figures = field(default_factory=dict)


_NONE = Recorded()


def promises(
    asked: Question, found: Sequence[Found], number_of: NumberOf, recorded: Recorded = _NONE
) -> list[dict[str, Any]]:
    """Every promise that held in the month; then those of earlier versions that a clock of this month still ran under.

    `number_of` gives what people call a subject, such as M-00042; `recorded` is what the journal says by itself.
    """
    runs: dict[str, list[Found]] = {}
    for one in found:
        runs.setdefault(one.promise, []).append(one)
    bound = in_force(asked.standing, asked.month.to_us)
    out = {name for names in left_out(asked, found).values() for name in names}
    listed = {name: bound for name, promise in bound.agreement.promises.items() if not promise.offered}
    listed = {name: held for name, held in listed.items() if name not in out}
    listed |= {name: _bound_by(asked.standing, runs[name][0]) for name in sorted(set(runs) - set(listed))}
    return [
        _promise(asked, name, version, runs.get(name, ()), number_of, recorded)
        for name, version in listed.items()
        if version.agreement.visible_of(version.promise(name)) != "internal"
    ]


def left_out(asked: Question, found: Sequence[Found]) -> dict[str, list[str]]:
    """The promises that say nothing to this customer in this month, by why: about what he did not buy on any day of it,
    and those that ended with the agreement before it began. What a clock of the month ran under stays in."""
    out: dict[str, list[str]] = {"not_bought": [], "ended": []}
    if asked.edition < 2:
        return out
    bound, ran = in_force(asked.standing, asked.month.to_us), {one.promise for one in found}
    agreement = bound.agreement
    first, last = (local(us, asked.month.zone).date() for us in (asked.month.from_us, asked.horizon))
    held = words_between(asked.standing.bought, first, last)
    over = any(
        ended <= asked.month.from_us and (again is None or again >= asked.month.to_us)
        for ended, again in asked.standing.gaps
    )
    for name, promise in sorted(agreement.promises.items()):
        if promise.offered or name in ran or agreement.visible_of(promise) == "internal":
            continue
        if over and name not in bound.lasting:
            out["ended"].append(name)
        elif not concerns(promise, agreement, held):
            out["not_bought"].append(name)
    return out


def in_force(standing: Standing, before_us: int) -> Compiled:
    """The version in force at the last instant before `before_us`; before the first, the first."""
    return standing.before(before_us)


def offered(asked: Question) -> list[str]:
    """The promises of the agreement that can be bought, and were not."""
    agreement = in_force(asked.standing, asked.month.to_us).agreement
    return [name for name, promise in agreement.promises.items() if promise.offered]


def totals(told: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The number of promises that the provider made, and how many there are of each verdict."""
    count = Counter(one["verdict"] for one in told if one["by"] == "provider")
    states = {state: count[state] for state in STATES if count[state]}
    return {"promises": sum(count.values()), **{verdict: count[verdict] for verdict in ALL_VERDICTS}, **states}


def measured(runs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The figures of a promise from its evidence: how many of each verdict, the slowest and the latest (us)."""
    count = Counter(one["verdict"] for one in runs)
    return {
        "count": sum(count[verdict] for verdict in ("met", "broken", "exceeded")),
        **{verdict: count[verdict] for verdict in VERDICTS},
        "slowest_us": max((one["used_us"] for one in runs if one["used_us"] is not None), default=None),
        "latest_us": max((one["late_us"] for one in runs if one["late_us"] is not None), default=None),
    }


def verdict_of(runs: Sequence[Mapping[str, Any]], *, enforced: bool) -> str:
    """The verdict of a promise from those of its runs. One broken run breaks it for the month."""
    if not enforced:
        return NOT_MEASURED
    given = {one["verdict"] for one in runs}
    return next((verdict for verdict in VERDICTS if verdict in given), IDLE)


def _bound_by(standing: Standing, one: Found) -> Compiled:
    """The version under which a run started."""
    versions = [bound for _, bound in standing.versions if one.promise in bound.agreement.promises]
    return next((bound for bound in versions if bound.agreement.version == one.version), versions[-1])


def _promise(
    asked: Question,
    name: str,
    bound: Compiled,
    runs: Sequence[Found],
    number_of: NumberOf,
    recorded: Recorded,
) -> dict[str, Any]:
    agreement, promise = bound.agreement, bound.promise(name)
    evidence = [one.plain | {"number": number_of(one.plain["subject"])} for one in runs]
    told = _found(asked, name, bound, evidence, recorded)
    enforced = told is not None and told.get("waits") is None
    return {
        "id": name,
        "version": agreement.version,
        "nl": fill(promise, agreement, asked.registry, "nl"),
        "en": fill(promise, agreement, asked.registry, "en"),
        "kind": promise.kind,
        "level": promise.level,
        "by": promise.by,
        "chapter": name.partition(".")[0],
        "clauses": list(promise.clauses),
        "enforced": enforced,
        "waits": None if enforced else waits(name, bound, asked.registry),
        "measured": None,
        "verdict": NOT_MEASURED,
        "evidence": evidence,
        **(told or {}),
    }


def _found(
    asked: Question, name: str, bound: Compiled, evidence: Sequence[Mapping[str, Any]], recorded: Recorded
) -> dict[str, Any] | None:
    """What was found about a promise; None where this release finds nothing: of clocks and measures over them those
    whose names all exist, of facts what was declared, and what a check came to, of other measures what was stated."""
    promise = bound.promise(name)
    if name in bound.terms:
        return {"measured": measured(evidence), "verdict": verdict_of(evidence, enforced=True)}
    if name in bound.counted and promise.measure is not None:
        block = measure_block(promise, bound.agreement, evidence, asked)
        return {"measure": block, "verdict": block.pop("verdict")}
    measure = bound.measure(name)
    if name in bound.figured and measure is not None:
        wanted = Wanted(promise, measure, bound.asked[name].about)
        figured = figured_block(wanted, bound.agreement, asked, recorded.figures)
        if figured is None:
            return {"waits": waits_for_figure(measure, asked, bound.agreement)}
        return {"measure": figured, "verdict": figured.pop("verdict")}
    if promise.fact is not None and promise.fact.source.declared is not None:
        block = declared_block(promise.fact, bound.agreement, asked)
        return {"fact": block, "verdict": block.pop("verdict")}
    if promise.fact is not None and (checked := checked_block(promise.fact, bound.agreement, asked, recorded.outcomes)):
        said = checked.pop("verdict")
        # Carried out in vain: the promise waits on, and the report shows what happened.
        waiting = {"waits": waits_for_outcome(checked["check"], asked)} if said is None else {}
        return {"fact": checked, "verdict": said or NOT_MEASURED, **waiting}
    return None
