"""Whatever single thing of a report is changed, checking it refuses: each field, one by one, and signed anew."""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.trust.rules.envelope import enveloped, opened, public_bytes
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.tests import signed

Path = tuple[str | int, ...]
KEPT = ("support.pick-up", "support.fix", "support.workaround", "availability.uptime")

# Lines of before that no clock of the month needs. One that a clock needs is missed once the report before is given.
NOT_NEEDED = {"journal.others.*"}
# What nobody but its maker knows, and no verdict rests on. Each is under the signature, which the first test shows.
MAKERS_WORD = {"customer.name", "made_at", "software"}
# These speak of another report; they are held against it when that is given too (`follows`).
OTHER_REPORT = {"previous.sha256", "previous.head"}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A report of May under an agreement of a few promises: kept, broken, open and not measured; lines of April too."""
    full = signed.agreement()
    content = copy.deepcopy(full["content"])
    content["promises"] = {name: one for name, one in content["promises"].items() if name in KEPT}
    cut = {**full, "content": content, "sha256": sha256_hex(canonical_json(content))}
    monkeypatch.setattr(signed, "agreement", lambda: cut)
    chain = signed.april()
    chain.reported("2026-04-30 16:00", 3)
    before = signed.payload(chain)
    chain.note("2026-05-04 16:30", "picked-up", 3)
    chain.reported("2026-05-06 10:00", 4)
    chain.note("2026-05-06 09:00", "picked-up", 4, reason="given")
    chain.reported("2026-05-29 16:00", 5)
    return signed.payload(chain, "2026-05", "2026-06-01 06:00", after=before)


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every value that holds no other, and to every empty list and block."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    held = list(inside)
    if not held:
        yield path
    for key, one in held:
        yield from leaves(one, (*path, key))


def branches(value: Any, path: Path = ()) -> Iterator[Path]:
    """The way to everything inside a list or a block."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from branches(one, (*path, key))


def holder(report: dict[str, Any], path: Path) -> Any:
    found: Any = report
    for key in path[:-1]:
        found = found[key]
    return found


def another(value: Any) -> Any:
    """A value of the same shape, as little different as can be."""
    if value is None:
        return "x"
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {"x": "x"}
    if isinstance(value, list):
        return ["x"]
    if len(value) > 20 and value[4] == "-" and value.endswith("Z"):
        return value[:-2] + ("1" if value[-2] != "1" else "2") + "Z"
    if value and set(value) <= set("0123456789abcdef"):
        return ("1" if value[0] != "1" else "2") + value[1:]
    return value + "x"


def named(path: Path) -> str:
    return ".".join(str(key) if isinstance(key, str) else "*" for key in path)


def accepted(report: dict[str, Any]) -> bool:
    try:
        signed.checked(report)
    except Wrong:
        return False
    return True


def enough(paths: Iterable[Path]) -> Iterator[Path]:
    """The first few and the last of each name: lines of the journal are alike, and there are hundreds."""
    found = list(paths)
    many, seen = Counter(named(path) for path in found), Counter[str]()
    for path in found:
        name = named(path)
        seen[name] += 1
        if seen[name] <= 3 or seen[name] == many[name]:
            yield path


def inside_agreement(path: Path) -> bool:
    """Its hash covers the whole content at once: a few places of it will do, and another test changes its bytes."""
    return "content" in path and len(path) > 5


def test_a_report_in_which_any_one_value_was_changed_and_signed_again_is_refused(small: dict[str, Any]) -> None:
    assert accepted(small)
    passed, tried = set(), 0
    for path in enough(leaves(small)):
        if inside_agreement(path):
            continue
        changed = copy.deepcopy(small)
        held = holder(changed, path)
        held[path[-1]] = another(held[path[-1]])
        tried += 1
        if accepted(changed):
            passed.add(named(path))
    assert passed == MAKERS_WORD | OTHER_REPORT
    assert tried > 300


def test_a_report_from_which_any_one_thing_was_left_out_and_signed_again_is_refused(small: dict[str, Any]) -> None:
    passed = set()
    for path in enough(branches(small)):
        if inside_agreement(path):
            continue
        changed = copy.deepcopy(small)
        del holder(changed, path)[path[-1]]
        if accepted(changed):
            passed.add(named(path))
    assert passed == NOT_NEEDED


def test_a_report_in_which_any_one_value_was_changed_under_its_old_signature_is_refused(small: dict[str, Any]) -> None:
    envelope = opened(signed.sealed(small))
    for path in leaves(small):
        changed = copy.deepcopy(small)
        held = holder(changed, path)
        held[path[-1]] = another(held[path[-1]])
        with pytest.raises(Wrong) as caught:
            signed.check(enveloped(canonical_json(changed), envelope.signature, public_bytes(signed.KEY)))
        assert caught.value.fault == "signature", named(path)
