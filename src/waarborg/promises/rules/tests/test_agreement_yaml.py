"""YAML as an agreement may not be written: each with its place, none of them slow or dangerous."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.promises.rules.agreement import load, yaml_nodes
from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES
from waarborg.promises.rules.tests.files import BRUGWACHT, HAVEN_NOORD, NAMES, problems_of, read

PROFILES = Path(yaml_nodes.__file__).parents[2] / "profiles"

REFUSED = {
    "anchor": ("a: &x 1\n", 1, 4, 'the anchor "&x" is not allowed; write the value out'),
    "alias": ("a: *x\n", 1, 4, 'the alias "*x" is not allowed; write the value out'),
    "tag": ("a: !!str 1\n", 1, 4, 'the tag "tag:yaml.org,2002:str" is not allowed; every value is read as text'),
    "own tag": ("a: !python/object:os.system x\n", 1, 4, None),
    "tag directive": ("%TAG ! tag:example.org,2000:\n---\na: 1\n", 2, 1, None),
    "duplicate": ("a: 1\nb: 2\na: 3\n", 3, 1, 'the key "a" stands here for the second time; the first is on line 1'),
    "duplicate inside": ("a: {b: 1, c: 2, b: 3}\n", 1, 17, None),
    "no value": ("a: 1\nb:\nc: 2\n", 2, 1, '"b" has no value; leave it out'),
    "tab": ("a:\n\t- 1\n", 2, 1, None),
    "unclosed": ("a: [1\n", 2, 1, None),
    "block as key": ("{[a]: b}\n", 1, 2, "a key is a word, not a block"),
    "control character": ("a: 1\nb: \x07\n", 2, 4, None),
    "lone surrogate": ('a: "\\ud800"\n', 1, 4, None),
    "deep": ("[" * 30 + "]" * 30, 1, 25, "this is nested deeper than 24 levels"),
    "empty": ("", 1, 1, None),
    "only comments": ("# nothing yet\n", 1, 1, None),
    "neither": ("hello: world\n", 1, 1, None),
    "a list": ("- agreement\n", 1, 1, None),
    "two agreements": (f"{BRUGWACHT}---\nagreement: other\n", 249, 1, None),
}


@pytest.mark.parametrize(("text", "line", "column", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_yaml_beyond_text_lists_and_blocks_is_refused_where_it_stands(text, line, column, said):
    (found,) = problems_of(text)
    assert found[:2] == (line, column)
    assert said is None or found[2] == said


MALFORMED = {
    "list": ("a: [1\nb: 2\n", "een lijst tussen [ en ] is niet afgesloten", "a list between [ and ] is not closed"),
    "block": ("a: {b: 1\n", "een blok tussen { en } is niet afgesloten", "a block between { and } is not closed"),
    "colon": ("a: b: c\n", "een dubbele punt zonder sleutel", "a colon without a key"),
    "no colon": ("a: 1\nbee\nc: 2\n", "een sleutel heeft geen dubbele punt", "a key has no colon"),
    "tab": ("a:\n\t- 1\n", "hier staat een tab", "here stands a tab"),
    "sign": ("a: @b\n", "met dit teken kan geen waarde beginnen", "no value can begin with this sign"),
    "quote": ('a: "b\n', "een aanhalingsteken is niet gesloten", "a quote is not closed"),
    "indentation": ("a:\n  b: 1\n c: 2\n", "springt niet in zoals de regels", "is not indented like the lines"),
    "hyphen": ("a: - 1\n", "geen streepje van een lijst", "no hyphen of a list"),
    "backslash": ('a: "\\q"\n', "na een schuine streep", "a backslash"),
    "bell": ("a: \x07\n", "geen tekst is (#x0007)", "is no text (#x0007)"),
    "half": ('a: "\\ud800"\n', "een half teken", "half a sign"),
}


@pytest.mark.parametrize(("text", "nl", "en"), MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_yaml_is_said_in_both_languages_with_where_to_look(text, nl, en):
    (problem,) = load(text.encode(), name="bad.yaml", registry=NAMES).problems
    assert problem.code == "agreement.yaml.malformed"
    assert nl in problem.message("nl")
    assert en in problem.message("en")
    assert problem.hint("nl") == "kijk op deze regel en erboven naar inspringing, haakjes en aanhalingstekens"
    assert problem.hint("en") == "look on this line and above at indentation, brackets and quotes"


def test_an_alias_bomb_is_refused_at_its_first_line_without_being_unfolded():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    loaded = read(bomb)
    assert loaded.agreement is None
    assert (loaded.problems[0].code, loaded.problems[0].place.line) == ("agreement.yaml.anchor", 1)


def test_text_that_is_not_utf8_is_refused_at_its_byte():
    source = BRUGWACHT.replace("Dienstverleningsovereenkomst", "Overéénkomst").encode("latin-1")
    (found,) = load(source, name="brugwacht.yaml", registry=NAMES).problems
    assert (found.code, found.place.line, found.place.column) == ("agreement.file.not-utf8", 11, 9)
    assert found.say("nl") == "dit bestand is geen UTF-8 (byte 0xe9); sla het op als UTF-8"


def test_a_byte_order_mark_changes_nothing():
    assert load(b"\xef\xbb\xbf" + BRUGWACHT.encode(), registry=NAMES).problems == ()


def test_more_than_two_megabytes_is_refused_without_being_read(tmp_path):
    file = tmp_path / "large.yaml"
    with file.open("wb") as large:
        large.seek(50 * 1024 * 1024)
        large.write(b"x")
    loaded = load(file, registry=NAMES)
    assert [problem.code for problem in loaded.problems] == ["agreement.file.too-large"]
    assert len(loaded.source) == MAX_BYTES + 1


def test_a_file_that_is_not_there_is_refused_in_both_languages(tmp_path):
    (found,) = load(tmp_path / "absent.yaml", registry=NAMES).problems
    assert found.say("nl") == "dit bestand is niet te lezen: het bestaat niet"
    assert found.say("en") == "this file cannot be read: it does not exist"


def test_an_amendment_may_follow_its_agreement_and_an_agreement_may_not():
    assert read(f"{BRUGWACHT}---\n{HAVEN_NOORD}").problems == ()
    (found,) = problems_of(f"{HAVEN_NOORD}---\n{BRUGWACHT}")[1:]
    assert found[2] == "a file holds one agreement, or one amendment; put this one in a file of its own"


@pytest.mark.parametrize("word", ["NO", "yes", "on", "1.10", "0x10", "2026-07-01", "~", "null", "1e3"])
def test_every_scalar_stays_text(word):
    text = BRUGWACHT.replace("where: {country: NL,", f"where: {{country: {word},")
    rule = read(text).require().promises["data.place"].rule
    assert rule.where["country"].words == (word,)


# What YAML is made of, also where the two libraries are known to read it differently.
PIECES = (
    *("a", "b: ", "c:\n", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", '"x"', "'y'", "|\n  t\n", "# c\n"),
    *(">\n  t\n  u\n", " ", "&a ", "*a", "!t ", "? ", ": ", "---\n", "...\n", "%YAML 1.2\n", "\t", "é", "😀", "\r\n"),
    *("1.10", "~", "x: y\n", 'key: "a\\u00e9\\n"', "|2-\n   k\n", "a:b", '"q":1', "http://x/y", "@", '""', "''"),
    *("|+\n\n", ">-\n a\n\n b\n", "\u3000", "\u00a0", "\u2028", "\x85", "\ufeff", 'd: "\\ud800"\n', "e:\n- {f: [g]}\n"),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_what_is_read_quickly_is_read_as_the_strict_reading_reads_it(text):
    quick = yaml_nodes._read_quickly(text, "f")
    assert quick is None or (quick, []) == yaml_nodes._read_strictly(text, "f")


def test_an_agreement_without_mistakes_is_read_quickly_and_alike():
    text = (PROFILES / "appreo.yaml").read_text()
    quick = yaml_nodes._read_quickly(text, "appreo.yaml")
    assert quick is not None
    assert (quick, []) == yaml_nodes._read_strictly(text, "appreo.yaml")
