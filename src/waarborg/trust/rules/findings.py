"""What a report says of each promise: how often it was put to the test, how often it was kept, and the verdict."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.registry import KINDS, Name, Registry
from waarborg.promises.rules.standing import Standing
from waarborg.trust.rules.evidence import Found, Question

# In this order: the first that occurs among the runs of a promise is its verdict.
VERDICTS = ("broken", "exceeded", "met", "waived", "timed", "open", "void")
IDLE, NOT_MEASURED = "idle", "not-measured"
ALL_VERDICTS = (*VERDICTS, IDLE, NOT_MEASURED)

NumberOf = Callable[[str], str | None]


def promises(asked: Question, found: Sequence[Found], number_of: NumberOf) -> list[dict[str, Any]]:
    """Every promise that held in the month; then those of earlier versions that a clock of this month still ran under.

    `number_of` gives what people call a subject, such as M-00042.
    """
    runs: dict[str, list[Found]] = {}
    for one in found:
        runs.setdefault(one.promise, []).append(one)
    bound = in_force(asked.standing, asked.month.to_us)
    listed = {name: bound for name, promise in bound.agreement.promises.items() if not promise.offered}
    listed |= {name: _bound_by(asked.standing, runs[name][0]) for name in sorted(set(runs) - set(listed))}
    return [
        _promise(asked, name, version, runs.get(name, ()), number_of)
        for name, version in listed.items()
        if version.agreement.visible_of(version.promise(name)) != "internal"
    ]


def in_force(standing: Standing, before_us: int) -> Compiled:
    """The version in force at the last instant before `before_us`; before the first, the first."""
    bound = (one for since, one in reversed(standing.versions) if since < before_us)
    return next(bound, standing.versions[0][1])


def offered(asked: Question) -> list[str]:
    """The promises of the agreement that can be bought, and were not."""
    agreement = in_force(asked.standing, asked.month.to_us).agreement
    return [name for name, promise in agreement.promises.items() if promise.offered]


def totals(told: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The number of promises that the provider made, and how many there are of each verdict."""
    count = Counter(one["verdict"] for one in told if one["by"] == "provider")
    return {"promises": sum(count.values()), **{verdict: count[verdict] for verdict in ALL_VERDICTS}}


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


def _promise(asked: Question, name: str, bound: Compiled, runs: Sequence[Found], number_of: NumberOf) -> dict[str, Any]:
    agreement, promise = bound.agreement, bound.promise(name)
    # Of all kinds of promise, clocks are what a report measures now; of these, those whose names all exist.
    enforced = name in bound.terms
    evidence = [one.plain | {"number": number_of(one.plain["subject"])} for one in runs]
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
        "waits": None if enforced else _waits(name, bound, asked.registry),
        "measured": measured(evidence) if enforced else None,
        "verdict": verdict_of(evidence, enforced=enforced),
        "evidence": evidence,
    }


def _waits(name: str, bound: Compiled, registry: Registry) -> dict[str, str]:
    """What is still needed to measure a promise, as noun phrases; empty where its names all exist, and only reports do
    not count this kind of promise yet."""
    names = planned_names(name, bound.agreement, registry)
    found = [one for one in (_named(full, registry) for full in names) if one is not None]
    return {lang: ", ".join(dict.fromkeys(one.say(lang) for one in found)) for lang in ("nl", "en")}


def _named(full: str, registry: Registry) -> Name | None:
    return next((one for kind in KINDS.values() if (one := registry.find(kind, full)) is not None), None)
