"""The envelope: one spelling, one signature, and nothing else is taken for it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from waarborg.kernel.canonical import NotCanonical, canonical_json
from waarborg.trust.rules.envelope import PAYLOAD_TYPE, fingerprint, opened, pre_authentication, public_bytes, written
from waarborg.trust.tests.signed import KEY, april_report, sealed

plain = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53) + 1, 2**53 - 1) | some.floats(allow_nan=False, width=32)
    | some.text(),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(plain)
def test_the_fast_way_of_writing_is_the_canonical_one(content: Any) -> None:
    try:
        expected = canonical_json(content)
    except NotCanonical:
        with pytest.raises(NotCanonical):
            written(content)
        return
    assert written(content) == expected


@pytest.mark.parametrize("content", [{"a": float("nan")}, {"a": 2**60}, {"a": object()}, "\ud800"])
def test_what_json_cannot_carry_in_one_way_is_refused(content: Any) -> None:
    with pytest.raises((NotCanonical, TypeError)):
        written(content)


def test_what_is_signed_names_its_kind_and_length() -> None:
    kind = PAYLOAD_TYPE.encode()
    assert pre_authentication(b"{}") == b"DSSEv1 %d %s 2 {}" % (len(kind), kind)


def test_the_same_report_and_key_give_the_same_file() -> None:
    assert sealed(april_report()) == sealed(april_report())


def test_the_file_is_canonical_json_on_one_line_and_carries_the_public_key() -> None:
    data = sealed(april_report())
    assert data == canonical_json(json.loads(data)) + b"\n"
    assert opened(data).fingerprint == fingerprint(public_bytes(KEY))
