"""Fields of a promise written into the source: only their own text changes, comments and layout stay."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.rewrite import Unwritable, fields_of, promise_names, rewritten

TEXT = """# head
promises:
  a.clock:   # the first
    nl: "Binnen {within}."   # Dutch
    en: >-
      Within
      {within}.
    clock: {from: x.y, until: x.z, within: 4 business hours}   # the term
    warn:
      - {at: 75 %, tell: [provider.support]}   # early
      - at: 30 business minutes before
        tell: [provider.support, provider.success]

    # about the end
  a.measure:
    nl: 'Wij halen {target}.'
    en: "We reach {target}."
    measure:
      of: x.share   # what
      target: ">= 99.9 %"
# tail
"""


def changed(before: str, after: str) -> list[str]:
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line[:1] in "+-"]


def test_the_fields_of_a_promise_are_read_as_text() -> None:
    assert promise_names(TEXT) == ["a.clock", "a.measure"]
    assert fields_of(TEXT, "a.clock") == {
        "nl": "Binnen {within}.",
        "en": "Within {within}.",
        "within": "4 business hours",
        "pause": "",
        "warn": "75 %: provider.support\n30 business minutes before: provider.support, provider.success",
    }
    assert fields_of(TEXT, "a.measure") == {
        "nl": "Wij halen {target}.",
        "en": "We reach {target}.",
        "target": ">= 99.9 %",
    }


@pytest.mark.parametrize(
    ("promise", "field", "text", "lines"),
    [
        (
            "a.clock", "within", "2 business hours",
            ["-     clock: {from: x.y, until: x.z, within: 4 business hours}   # the term",
             "+     clock: {from: x.y, until: x.z, within: 2 business hours}   # the term"],
        ),
        (
            "a.clock", "within", "",
            ["-     clock: {from: x.y, until: x.z, within: 4 business hours}   # the term",
             "+     clock: {from: x.y, until: x.z}   # the term"],
        ),
        (
            "a.clock", "pause", "x.waiting,  x.away",
            ["-     clock: {from: x.y, until: x.z, within: 4 business hours}   # the term",
             "+     clock: {from: x.y, until: x.z, within: 4 business hours, pause: [x.waiting, x.away]}   # the term"],
        ),
        (
            "a.clock", "nl", 'Binnen "{within}".',
            ['-     nl: "Binnen {within}."   # Dutch', '+     nl: "Binnen \\"{within}\\"."   # Dutch'],
        ),
        (
            "a.measure", "target", ">= 99.5 %",
            ['-       target: ">= 99.9 %"', '+       target: ">= 99.5 %"'],
        ),
    ],
)  # fmt: skip
def test_one_field_changes_one_line(promise: str, field: str, text: str, lines: list[str]) -> None:
    assert changed(TEXT, rewritten(TEXT, promise, {field: text})) == lines


def test_a_text_over_several_lines_becomes_one_and_what_follows_stays() -> None:
    after = rewritten(TEXT, "a.clock", {"en": "Within {within}, always."})
    assert '    en: "Within {within}, always."\n    clock: {' in after
    assert len(after.splitlines()) == len(TEXT.splitlines()) - 2


def test_warnings_are_written_as_a_list_and_comments_after_them_stay() -> None:
    after = rewritten(TEXT, "a.clock", {"warn": "50 %: provider.support\n"})
    assert "      [{at: 50 %, tell: [provider.support]}]\n\n    # about the end\n" in after
    gone = rewritten(TEXT, "a.clock", {"warn": ""})
    assert "warn" not in gone
    assert "# about the end" in gone
    again = rewritten(gone, "a.clock", {"warn": "75 %: provider.support"})
    assert "   # the term\n    warn: [{at: 75 %, tell: [provider.support]}]\n" in again


def test_nothing_given_and_the_same_again_change_nothing() -> None:
    for name in promise_names(TEXT):
        assert rewritten(TEXT, name, fields_of(TEXT, name)) == TEXT
        assert rewritten(TEXT, name, {"colour": "red"}) == TEXT


@pytest.mark.parametrize("name", ["appreo", "cliendo", "perplex-dbc", "superoffice", "24office"])
def test_every_promise_of_every_profile_can_be_read_and_written_back_unchanged(name: str) -> None:
    source = profile(name).decode()
    names = promise_names(source)
    assert len(names) == len(load(source.encode(), name="a.yaml").require().promises)
    for one in names[:: max(1, len(names) // 8)]:
        assert rewritten(source, one, fields_of(source, one)) == source
        after = rewritten(source, one, {"nl": "Nieuw"})
        assert fields_of(after, one)["nl"] == "Nieuw"
        assert len(changed(source, after)) <= 4


@pytest.mark.parametrize("source", ["", "[", "a: b", "promises: [1]", "promises:\n  a.b: 1\n", "a: &x {b: *x}\n", "\0"])
def test_a_text_without_the_promise_is_not_written(source: str) -> None:
    with pytest.raises(Unwritable):
        rewritten(source, "a.b", {"nl": "x"})


@given(text=st.text(max_size=60))
def test_whatever_is_typed_stays_one_value(text: str) -> None:
    for promise, field in (("a.clock", "nl"), ("a.clock", "within"), ("a.measure", "target"), ("a.clock", "pause")):
        after = rewritten(TEXT, promise, {field: text})
        assert promise_names(after) == ["a.clock", "a.measure"]
        others = {name: value for name, value in fields_of(TEXT, promise).items() if name != field}
        assert {name: value for name, value in fields_of(after, promise).items() if name != field} == others
        if field == "nl":
            assert fields_of(after, promise)["nl"] == " ".join(text.split())
