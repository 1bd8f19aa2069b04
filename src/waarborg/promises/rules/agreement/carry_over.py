"""Amendments over the life of a customer: the agreement that one makes, and what becomes of it in a newer version.

An amendment names the version it was read against. It goes along to a newer one by itself only where every promise it
touches, and every definition that such a promise uses, is word for word the same there; otherwise a person re-reads it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from waarborg.promises.rules.agreement.loader import Amended, Loaded, load
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Path, Place, Problem
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.references import of_promise

# kind of reference -> section of the agreement that defines it
SECTIONS = {"calendar": "calendars", "method": "methods", "component": "components", "role": "roles"}


def as_agreed(amended: Amended, base: Agreement) -> Agreement:
    """The agreement of one customer: its own version name ("2026.1+haven-noord") and first day."""
    version = f"{base.version}+{amended.amendment.amendment}"
    effective = max(amended.amendment.effective, base.effective)
    return amended.agreement.model_copy(update={"version": version, "effective": effective})


def touched(amended: Agreement, base: Agreement) -> tuple[frozenset[str], frozenset[str]]:
    """Which promises an amendment changed or added, and which it withdrew."""
    changed = {name for name, promise in amended.promises.items() if base.promises.get(name) != promise}
    return frozenset(changed), frozenset(base.promises) - frozenset(amended.promises)


def carry_over(source: bytes, *, name: str, base: Loaded, newer: Loaded) -> Loaded:
    """The amendment in `source`, read against `base`, as an amendment of `newer`.

    `problems` name the lines of the amendment that no longer fit, each with its way out; then nothing is amended.
    """
    read = load(source, name=name, base=base)
    if read.problems or newer.agreement is None or base.agreement is None:
        return replace(read, problems=(*read.problems, *newer.problems), amended=())
    written = read.amended[0]
    if gone := tuple(_gone(written, newer.agreement)):
        return replace(read, problems=gone, amended=())
    carried = load(_readdressed(source, written, newer.agreement), name=name, base=newer)
    if carried.problems:
        return carried
    found = tuple(_changed(written, base.agreement, newer.agreement))
    return replace(carried, problems=found, amended=()) if found else carried


def has_ended(amended: Amended, on: dt.date) -> bool:
    return amended.amendment.until is not None and amended.amendment.until < on


def _readdressed(source: bytes, written: Amended, newer: Agreement) -> bytes:
    """The same file for another version: only the version named, and a first day before that version's, change."""
    lines = source.decode("utf-8-sig").splitlines(keepends=True)
    amendment = written.amendment
    new = {"amends": (amendment.amends, newer.name)}
    if amendment.effective < newer.effective:
        new["effective"] = (amendment.effective.isoformat(), newer.effective.isoformat())
    # The rightmost first: a change moves what stands behind it in the line.
    places = sorted(((_place(written, key), *texts) for key, texts in new.items()), reverse=True)
    for (line, column), old, text in places:
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        lines[line - 1] = before + after.replace(old, text, 1)
    return "".join(lines).encode()


def _place(written: Amended, key: str) -> tuple[int, int]:
    place = written.own.at((key,))
    return place.line, place.column


def _mentioned(written: Amended) -> Iterator[tuple[str, Path, Place]]:
    """Each promise that the amendment changes or withdraws, and where it says so."""
    for name in written.amendment.promises:
        path: Path = ("promises", name)
        yield name, path, written.own.at(path, "key")
    for number, name in enumerate(written.amendment.withdraws):
        path = ("withdraws", number)
        yield name, path, written.own.at(path)


def _gone(written: Amended, newer: Agreement) -> Iterator[Problem]:
    for name, path, place in _mentioned(written):
        if name not in newer.promises:
            yield Problem("agreement.amendment.gone", place, path, {"promise": name, "version": newer.name})


def _changed(written: Amended, base: Agreement, newer: Agreement) -> Iterator[Problem]:
    for name, path, place in _mentioned(written):
        params = {"promise": name, "version": newer.name}
        if base.promises[name] != newer.promises[name]:
            yield Problem("agreement.amendment.changed", place, path, params)
            continue
        for section, used in _definitions(base.promises[name], base, newer):
            definition = f"{section}.{used}"
            yield Problem("agreement.amendment.definition", place, path, {**params, "definition": definition})


def _definitions(promise: Promise, base: Agreement, newer: Agreement) -> Iterator[tuple[str, str]]:
    """What the promise uses and what reads differently in the newer version."""
    used: dict[tuple[str, str], None] = {}
    for reference in of_promise(promise, ()):
        section = SECTIONS.get(reference.kind, "schemes" if reference.kind == "property" else None)
        if section:
            used[section, reference.name] = None
    calendar = base.calendar_of(promise) if promise.clock or promise.rule else None
    if calendar:
        used["calendars", calendar] = None
    for section, name in used:
        if getattr(base, section).get(name) != getattr(newer, section).get(name):
            yield section, name
    for key in ("calendar", "counting", "running", "on_change"):
        if getattr(base.defaults, key) != getattr(newer.defaults, key):
            yield "defaults", key
