"""Comparing what a report says with what was derived again, promise by promise, to name the first difference."""

from collections.abc import Mapping, Sequence
from typing import Any

from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.findings import NOT_MEASURED
from waarborg.trust.rules.report import without_words

Plain = Mapping[str, Any]


# What a promise that was not measured cannot have.
_MEASURED: dict[str, Any] = {"evidence": [], "measured": None, "verdict": NOT_MEASURED}


def compare(
    payload: Plain, derived: Sequence[Plain], *, same_software: bool, software: str
) -> tuple[tuple[str, str], ...]:
    """Raises Wrong at the first difference.

    Of a report by another release of this software, a promise that was not measured then need not be now, and the
    sentences may differ; figures and verdicts may not. The name of a release is its maker's word, though: those
    promises are answered, each with the verdict that follows from the journal. The order of the promises is nobody's
    claim: the hash of an agreement does not cover it.
    """
    unmeasured = []
    again = {one["id"]: one for one in derived}
    said = {one["id"]: one for one in payload["promises"]}
    for name in again:
        if name not in said:
            raise Wrong("promise-missing", promise=name)
    for name, one in said.items():
        if name not in again:
            raise Wrong("promise-extra", promise=name)
        other = again[name]
        if one["enforced"] and not other["enforced"]:
            raise Wrong("newer", promise=name, software=software)
        if not one["enforced"] and other["enforced"] and not same_software:
            bare = {**without_words(other), **_MEASURED, "enforced": False, "measure": None, "fact": None}
            _fields("promise", {"promise": name}, without_words(one), bare, skip=())
            unmeasured.append((name, str(other["verdict"])))
            continue
        _runs(name, one["evidence"], other["evidence"])
        _fields("promise", {"promise": name}, without_words(one), without_words(other), skip=("evidence",))
        if same_software and one != other:
            raise Wrong("words", promise=name)
    return tuple(unmeasured)


def _runs(name: str, said: Sequence[Plain], derived: Sequence[Plain]) -> None:
    again = {(one["subject"], one["run"]): one for one in derived}
    for one in said:
        other = again.pop((one["subject"], one["run"]), None)
        if other is None:
            raise Wrong("run-extra", promise=name, subject=one["number"] or one["subject"])
        where = {"promise": name, "subject": one["number"] or one["subject"]}
        _fields("run", where, one, other, skip=("explanation",))
    if again:
        first = next(iter(again.values()))
        raise Wrong("run-missing", promise=name, subject=first["number"] or first["subject"])
    if [(one["subject"], one["run"]) for one in said] != [(one["subject"], one["run"]) for one in derived]:
        raise Wrong("run-extra", promise=name, subject=said[0]["number"] or said[0]["subject"])


def _fields(fault: str, where: Mapping[str, str], one: Plain, other: Plain, *, skip: Sequence[str]) -> None:
    for key in ("verdict", *sorted({*one, *other} - {"verdict", *skip})):
        if one.get(key) != other.get(key):
            raise Wrong(fault, **where, what=key, said=one.get(key), found=other.get(key))
