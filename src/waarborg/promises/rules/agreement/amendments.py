"""An amendment laid over its agreement: a key given replaces that key of the promise whole, lists never merge."""

import copy
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from waarborg.promises.rules.agreement.check_names import label
from waarborg.promises.rules.agreement.model import Agreement, Amendment
from waarborg.promises.rules.agreement.problems import Finding, Path, found, nearest
from waarborg.promises.rules.agreement.promise import KINDS, Promise
from waarborg.promises.rules.agreement.terms import Room, target
from waarborg.promises.rules.agreement.values import Term, term
from waarborg.promises.rules.agreement.yaml_nodes import Document

ADDED = ("calendars", "methods", "documents")


def check_amendment(amendment: Amendment, base: Agreement, content: dict[str, Any]) -> Iterator[Finding]:
    """What an amendment may not do. `content` is its file as plain text."""
    if amendment.amends != base.name:
        yield found("agreement.amendment.base", "amends", amends=amendment.amends, base=base.name)
    if amendment.until is not None and amendment.until < amendment.effective:
        yield found("agreement.amendment.until", "until", until=amendment.until, effective=amendment.effective)
    if amendment.effective < base.effective:
        yield found("agreement.amendment.early", "effective", effective=amendment.effective, base=base.effective)
    if not amendment.promises and not amendment.withdraws:
        yield found("agreement.amendment.empty")
    for section in ADDED:
        for name in content.get(section, {}):
            if name in getattr(base, section):
                yield found("agreement.amendment.shared", section, name, part="key", name=name)
    for name in content.get("promises", {}):
        if name not in base.promises:
            yield _unknown(name, base, ("promises", name), "key")
        else:
            yield from _keys(name, base.promises[name], content["promises"][name])
    for number, name in enumerate(amendment.withdraws):
        if name not in base.promises:
            yield _unknown(name, base, ("withdraws", number), "value")
        elif name in amendment.promises:
            yield found("agreement.amendment.withdrawn", "withdraws", number, promise=name)


def _unknown(name: str, base: Agreement, path: Path, part: Any) -> Finding:
    near = nearest(name, base.promises)
    return found("agreement.name.unknown", *path, part=part, kind=label("promise"), name=name, near=near)


def _keys(name: str, promise: Promise, given: Any) -> Iterator[Finding]:
    for key, value, path in _given(given):
        place = ("promises", name, *path)
        if path[0] in KINDS and path[0] != promise.kind:
            yield found("agreement.amendment.kind", *place[:3], part="key", promise=name, found=label(promise.kind))
            return
        # Taking up what was offered is always possible; it is what offering means.
        if promise.negotiable is None or key == "offered":
            continue
        room = next((room for allowed, room in promise.negotiable.items() if _covers(allowed, key)), None)
        if room is None:
            known = list(promise.negotiable)
            yield found("agreement.amendment.key", *place, part="key", key=key, known=known)
        elif (outside := _outside(value, room)) is not None:
            yield found("agreement.amendment.range", *place, value=outside, range=_said(room))


def _given(given: Any) -> Iterable[tuple[str, Any, Path]]:
    """Each key that an amendment gives a promise, as `negotiable` names it."""
    for key, value in given.items() if isinstance(given, dict) else ():
        if key in KINDS and isinstance(value, dict):
            for inner, one in value.items():
                yield f"{key}.{inner}", one, (key, inner)
        else:
            yield key, value, (key,)


def _covers(allowed: str, key: str) -> bool:
    return key == allowed or key.startswith(f"{allowed}.")


def _said(room: Room) -> str:
    return ", ".join(room.words) if room.kind == "words" else room.text


def _outside(value: Any, room: Room) -> str | None:
    """What of the value lies outside the room, as text, or None."""
    if room.kind == "any":
        return None
    if room.kind == "words":
        words = value if isinstance(value, list) else [value]
        return next((str(word) for word in words if word not in room.words), None)
    if not isinstance(value, str):
        return str(value)
    if room.kind == "terms":
        return None if _term_fits(value, room) else value
    return _number_outside(value, room)


def _number_outside(value: str, room: Room) -> str | None:
    try:
        read = target(" ".join(value.split()))
    except Exception:  # an unreadable target is reported when the merged promise is read
        return None
    if read.unit != room.unit or not read.numbers:
        return value
    low, high = room.low, room.high
    if not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return None
    return next((str(number) for number in read.numbers if not low <= number <= high), None)


def _term_fits(value: str, room: Room) -> bool:
    try:
        given = term(" ".join(value.split()))
    except Exception:
        return True
    low, high = room.low, room.high
    if not isinstance(low, Term) or not isinstance(high, Term):
        return True
    return given.kind == low.kind and low.duration.amount <= given.duration.amount <= high.duration.amount


# ---- merging ---------------------------------------------------------------------------------------------------------
def merge(base: Document, amendment: Document) -> Document:
    """The agreement as amended, as plain text with places: what the amendment gave stands where it stands there."""
    merged = Document(copy.deepcopy(base.content), base.place, dict(base.keys), dict(base.values), set(base.scalars))
    for section in ADDED:
        for name in amendment.content.get(section, {}):
            _replace(merged, (section, name), amendment, (section, name))
    for name, given in amendment.content.get("promises", {}).items():
        if name not in base.content["promises"]:
            continue
        for _, _, path in _given(given):
            _replace(merged, ("promises", name, *path), amendment, ("promises", name, *path))
    for name in amendment.content.get("withdraws", []):
        if merged.content["promises"].pop(name, None) is not None:
            _forget(merged, ("promises", name))
    return merged


def _replace(merged: Document, path: Path, source: Document, origin: Path) -> None:
    value: Any = source.content
    for part in origin:
        value = value[part]
    here = merged.content
    for part in path[:-1]:
        here = here.setdefault(part, {})
    here[path[-1]] = copy.deepcopy(value)
    _forget(merged, path)
    for old in source.under(origin):
        new = (*path, *old[len(origin) :])
        merged.values[new] = source.values[old]
        if old in source.keys:
            merged.keys[new] = source.keys[old]
        if old in source.scalars:
            merged.scalars.add(new)


def _forget(document: Document, path: Path) -> None:
    for old in list(document.under(path)):
        document.values.pop(old, None)
        document.keys.pop(old, None)
        document.scalars.discard(old)
