"""What figures of a report were counted from, held against the report: the hash that its journal names, and the sum.

A figure that was counted from more than a customer's journal names the SHA-256 of those data in its line. Whoever has
the data (a file of the same page as the report) reckons the hash anew, and of response times the figure too.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from waarborg.availability.rules.indicators import TIMES
from waarborg.availability.rules.response.data import promise_of, stated, summed
from waarborg.kernel.canonical import sha256_hex
from waarborg.promises.rules.agreement.indicator_measures import NOW
from waarborg.promises.rules.figures import Stated, stated_in
from waarborg.trust.rules.faults import Wrong

FORMAT: Final = "waarborg.data/1"
_ROW: Final = "data;"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Rests:
    """A figure of a promise with the hash of its data, in line `line` of the journal."""

    promise: str
    figure: Stated
    line: int
    sha256: str


def resting(payload: Mapping[str, Any]) -> Iterator[Rests]:
    """The figures of a report that name the data they were counted from. Raises Wrong (data-hash) where a line names
    more than one hash, or none that can be read."""
    journal = payload["journal"]
    lines = {one["sequence"]: one for one in (*journal["entries"], *journal["others"])}
    for promise in payload["promises"]:
        told = promise.get("measure") or {}
        if "stated" not in told or told["over"] == NOW:
            continue
        number = told["stated"][-1]["sequence"]
        figure = stated_in(lines[number]["properties"]) if number in lines else None
        said = [row for row in figure.rows if row.startswith(_ROW)] if figure else []
        if figure is None or not said:
            continue
        sha256 = said[0].removeprefix(_ROW)
        if len(said) > 1 or not _HASH.fullmatch(sha256):
            raise Wrong("data-hash", line=number, promise=promise["id"])
        yield Rests(promise["id"], figure, number, sha256)


def written(lines: Sequence[str]) -> bytes:
    """The bytes whose hash stands for these lines."""
    return "\n".join(lines).encode()


def fits(payload: Mapping[str, Any], data: bytes) -> tuple[str, ...]:
    """The promises whose figures these data carry, each hash reckoned anew, and of response times the figure.

    Raises Wrong: data-unreadable, data-missing, data, data-figure.
    """
    held = _read(data)
    found = []
    for one in resting(payload):
        lines = held.get(one.promise)
        if lines is None:
            raise Wrong("data-missing", promise=one.promise)
        sha256 = sha256_hex(written(lines))
        if sha256 != one.sha256:
            raise Wrong("data", promise=one.promise, line=one.line, said=one.sha256, found=sha256)
        if one.figure.indicator in TIMES:
            _same_sum(one, lines)
        found.append(one.promise)
    return tuple(found)


def _same_sum(one: Rests, lines: Sequence[str]) -> None:
    _, promise = promise_of(one.figure.about)
    try:
        numerator, denominator, parts = stated(summed(lines, promise), promise)
    except ValueError:
        raise Wrong("data-unreadable", why=one.promise) from None
    said = (one.figure.numerator, one.figure.denominator, dict(one.figure.parts))
    if said != (numerator, denominator, parts):
        figures = {"said": f"{said[0]}/{said[1]}", "found": f"{numerator}/{denominator}"}
        raise Wrong("data-figure", promise=one.promise, **figures)


def _read(data: bytes) -> dict[str, list[str]]:
    try:
        content = json.loads(data)
        if content["schema"] != FORMAT:
            raise Wrong("data-unreadable", why=str(content["schema"])[:40])
        found = {str(one["promise"]): list(one["lines"]) for one in content["figures"]}
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise Wrong("data-unreadable", why=type(problem).__name__) from None
    if not all(isinstance(line, str) for lines in found.values() for line in lines):
        raise Wrong("data-unreadable", why="lines")
    return found
