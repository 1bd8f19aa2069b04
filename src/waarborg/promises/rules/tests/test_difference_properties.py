"""Of any two versions: nothing differs from itself, and the way back says the opposite; no key is left undeclared."""

from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.promises.rules.agreement import Agreement
from waarborg.promises.rules.agreement.frame import Block, Method
from waarborg.promises.rules.difference import ORDER, diff
from waarborg.promises.rules.difference.keys import JUDGED
from waarborg.promises.rules.difference.verdicts import directed, swapped, together
from waarborg.promises.rules.difference.words import SAID
from waarborg.promises.rules.tests.files import BRUGWACHT, read

TERMS = ("30min", "1h", "4h", "48h", "30 business minutes", "4 business hours", "1 business day", "5 business days",
         "0.5 business days", "next business day", "same business day", "5 days", "2 months", "1 year",
         "1 calendar month", "none", "unstated")  # fmt: skip
WEEKS = ('{mon-thu: ["08:30-12:30", "13:00-17:00"], fri: ["08:30-12:30"]}', '{mon-fri: ["09:00-17:00"]}',
         '{mon-sun: ["00:00-24:00"]}', '{mon-thu: ["09:00-12:30"]}', '{sat-sun: ["10:00-12:00"]}')  # fmt: skip
FIRST = "- {if: {priority: p1}, within: 1h}"
SECOND = "- {if: {priority: p2}, within: 4 business hours}"


@cache
def version(first: str, second: str, week: str, counting: str, pause: str, level: str, target: str) -> Agreement:
    text = (
        BRUGWACHT.replace(FIRST, FIRST.replace("1h", first))
        .replace(SECOND, SECOND.replace("4 business hours", second))
        .replace(WEEKS[0], week)
        .replace("counting: rolling ", f"counting: {counting} ")
        .replace("pause: [support.ticket.waiting-for-customer]", pause)
        .replace("level: target\n    unless", f"level: {level}\n    unless")
        .replace(">= 99.9 %", target)
    )
    return read(text).require()


versions = st.builds(
    version,
    st.sampled_from(TERMS[:-2]),
    st.sampled_from(TERMS),
    st.sampled_from(WEEKS),
    st.sampled_from(("rolling", "closing")),
    st.sampled_from(
        (
            "pause: [support.ticket.waiting-for-customer]",
            "void: [support.ticket.withdrawn]",
            "pause: [support.desk.crowded]",
        )
    ),
    st.sampled_from(("target", "guarantee", "experience")),
    st.sampled_from((">= 99.9 %", ">= 99.5 %", "> 99.9 %", ">= 99.99 %")),
)


@settings(max_examples=15, deadline=None)
@given(versions)
def test_nothing_differs_from_itself(one: Agreement) -> None:
    assert not diff(one, one)


@settings(max_examples=25, deadline=None)
@given(versions, versions)
def test_the_way_back_says_the_opposite(one: Agreement, other: Agreement) -> None:
    there, back = diff(one, other), diff(other, one)
    assert there.same == back.same
    said = {found.id: (found.verdict, _changes(found.changes)) for found in there.promises}
    opposite = {
        found.id: (
            swapped(found.verdict),
            sorted((key, words, swapped(verdict)) for key, words, verdict in _changes(found.changes)),
        )
        for found in back.promises
    }
    assert said == opposite


def _changes(changes: object) -> list[tuple[str, str, str]]:
    return sorted((one.key, str(sorted((n, sorted(w)) for n, w in one.words.items())), one.verdict) for one in changes)  # type: ignore[attr-defined]


# ---- nothing is forgotten ------------------------------------------------------------------------------------------
def blocks(model: type[Block]) -> Iterator[type[Block]]:
    """Every model that an agreement can hold."""
    seen: list[type[Block]] = []
    waiting: list[object] = [model]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Block | Method) and one not in seen:
            seen.append(one)
            waiting.extend(field.annotation for field in one.model_fields.values())
        waiting.extend(get_args(one))
    return iter(seen)


@pytest.mark.parametrize("model", list(blocks(Agreement)), ids=lambda model: model.__name__)
def test_every_key_of_every_model_has_a_declared_order(model: type[Block]) -> None:
    """A key that this software learns later fails here until somebody says which way is better for the customer."""
    assert set(ORDER[model.__name__]) == set(model.model_fields)


def test_every_way_of_saying_a_value_exists_and_is_used() -> None:
    forms = {key.form for table in ORDER.values() for key in table.values() if not isinstance(key, str)}
    assert forms | {"kind"} == set(SAID)


def test_only_keys_without_an_order_of_their_own_are_judged_elsewhere() -> None:
    assert {key for table in ORDER.values() for key in table.values() if isinstance(key, str)} == {JUDGED}


@given(st.lists(st.sampled_from(("better", "worse", "equal", "neutral", "unclear"))))
def test_meanings_add_up_the_same_way_in_both_directions(verdicts: list[str]) -> None:
    assert swapped(together(verdicts)) == together(swapped(one) for one in verdicts)  # type: ignore[arg-type]
    for sign in (1, 0, -1):
        for one in verdicts:
            assert swapped(directed(one, sign)) == directed(swapped(one), sign)  # type: ignore[arg-type]
