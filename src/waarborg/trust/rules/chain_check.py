"""Checking the journal in a report: no gap, every hash reckoned anew, in order, nothing dated back in silence."""

from collections.abc import Mapping, Sequence
from typing import Any

from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import parse_instant, to_us
from waarborg.trust.rules.chain import GENESIS, Line, head_of, line_hash
from waarborg.trust.rules.faults import Wrong

SECOND = 1_000_000
# More than this before the line before it is a back-dating, which needs a reason (SEMANTICS 3).
TOLERANCE = 5 * SECOND
# What the journal grants an entry that waited for other work (`plumbing.journal.append`), and its commit.
PATIENCE = 150 * SECOND
# The scheduler tells of a clock when it comes to it: it dates such a line itself, and the line moves no clock.
TOLD_LATER = ("promises.clock.warned", "promises.clock.broke")
_EXPLAINED = ("reason", "given")


def in_order(journal: Mapping[str, Any]) -> list[Line]:
    """Every line that the report carries, by number."""
    return sorted((*journal["entries"], *journal["others"]), key=lambda line: int(line["sequence"]))


def instant_of(text: str) -> int:
    """Microseconds of an instant in a report. Raises Wrong for a date that no calendar has."""
    try:
        return to_us(parse_instant(text))
    except Refusal as problem:
        raise Wrong("replay", why=problem.say("en")) from None


def check_chain(journal: Mapping[str, Any], tenant: str) -> tuple[int, ...]:
    """The numbers of the lines that a person dated back, with a reason. Raises Wrong at the first thing wrong."""
    if journal["first"] == 1 and journal["before"] != GENESIS:
        raise Wrong("link", line=1)
    previous, expected = journal["before"], journal["first"]
    for line in journal["entries"]:
        if line["sequence"] != expected:
            raise Wrong("gap", before=expected - 1, wanted=expected, found=line["sequence"])
        if line["previous"] != previous:
            raise Wrong("link", line=expected)
        if line_hash(line, tenant) != line["hash"]:
            raise Wrong("hash", line=expected)
        previous, expected = line["hash"], expected + 1
    if expected - 1 != journal["last"]:
        raise Wrong("gap", before=expected - 1, wanted=expected, found="-")
    if journal["head"] != head_of(journal["before"], journal["entries"]):
        raise Wrong("head")
    _check_others(journal["others"], journal, tenant)
    lines = in_order(journal)
    _check_recorded(lines)
    return _back_dated(lines)


def _check_recorded(lines: Sequence[Line]) -> None:
    """Entries are numbered in the order in which they were written, and written when they have happened."""
    last = ""
    for line in lines:
        if line["recorded"] < last:
            raise Wrong("recorded", line=line["sequence"])
        if instant_of(line["at"]) > instant_of(line["recorded"]) + TOLERANCE:
            raise Wrong("foretold", line=line["sequence"])
        last = line["recorded"]


def _back_dated(lines: Sequence[Line]) -> tuple[int, ...]:
    """Of lines that are not here, an earlier one may lie later still: what is found among these is found for sure."""
    found: list[int] = []
    latest = 0
    for line in lines:
        at = instant_of(line["at"])
        late = at < latest - TOLERANCE and instant_of(line["recorded"]) - at > PATIENCE
        if late and line["kind"] not in TOLD_LATER:
            if _EXPLAINED not in line["properties"].items():
                raise Wrong("back-dated", line=line["sequence"])
            found.append(int(line["sequence"]))
        latest = max(latest, at)
    return tuple(found)


def _check_others(others: Sequence[Line], journal: Mapping[str, Any], tenant: str) -> None:
    last: Line | None = None
    for line in others:
        number = line["sequence"]
        inside = journal["first"] <= number <= journal["last"]
        if inside or (last is not None and number <= last["sequence"]):
            raise Wrong("others", line=number)
        neighbour = last is not None and number == last["sequence"] + 1
        before = last["hash"] if neighbour and last else journal["head"] if number == journal["last"] + 1 else None
        before = GENESIS if number == 1 else before
        if before is not None and line["previous"] != before:
            raise Wrong("link", line=number)
        if line_hash(line, tenant) != line["hash"]:
            raise Wrong("hash", line=number)
        if number == journal["first"] - 1 and line["hash"] != journal["before"]:
            raise Wrong("link", line=journal["first"])
        last = line
