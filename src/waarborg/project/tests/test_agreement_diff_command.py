"""``waarborg agreement diff``: what it says of two files, and how it ends."""

import json
from pathlib import Path

import pytest

from waarborg.project.commandline import main
from waarborg.promises.rules import tests

DATA = Path(tests.__file__).parent / "data"
OLD = str(DATA / "brugwacht.yaml")
TERM = "{if: {priority: p2}, within: 4 business hours}"


@pytest.fixture
def other(tmp_path):
    def write(*pairs):
        text = Path(OLD).read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / "other.yaml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return write


def test_a_worse_term_is_named_with_both_texts_and_the_notice_it_needs(capsys, other):
    new = other((TERM, TERM.replace("4", "6")))
    assert main(["agreement", "diff", OLD, new, "--lang", "nl", "--announced", "2026-01-31T10:00+01:00"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Van de 24 beloften: 1 slechter; 23 blijven gelijk."
    assert "- support.answer: gewijzigd, slechter voor de klant" in said
    assert "  - Termijn (Storing): 4 werkuren (kantooruren) -> 6 werkuren (kantooruren)" in said
    assert said[-1] == (
        "Aankondigen: brugwacht 2026.2 vraagt volgens brugwacht.change “1 month after promises.version.delivered”. "
        "Aangekondigd op 2026-01-31 kan dit ingaan vanaf 2026-02-28."
    )


def test_a_better_term_needs_no_notice_and_ends_well(capsys, other):
    assert main(["agreement", "diff", OLD, other((TERM, TERM.replace("4", "2"))), "--lang", "en"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Of the 24 promises: 1 better for the customer; 23 stay the same."
    assert said[-1] == "Nothing gets worse: no notice is needed."


def test_two_files_that_promise_the_same(capsys):
    assert main(["agreement", "diff", OLD, OLD, "--lang", "nl"]) == 0
    assert capsys.readouterr().out == "Beide versies beloven hetzelfde.\n"


def test_an_amendment_is_compared_with_the_agreement_that_it_amends(capsys):
    assert main(["agreement", "diff", OLD, str(DATA / "haven-noord.yaml"), "--json"]) in (0, 1)
    told = json.loads(capsys.readouterr().out)
    assert told["promises"]
    assert {one["kind"] for one in told["promises"]} <= {"changed", "removed"}


def test_as_json_every_change_has_its_keys_verdict_and_words(capsys, other):
    new = other((TERM, TERM.replace("4", "6")))
    assert main(["agreement", "diff", OLD, new, "--json", "--lang", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["old"], told["needs_notice"], told["same"]) == ("brugwacht 2026.2", True, 23)
    (one,) = told["promises"]
    assert (one["id"], one["kind"], one["verdict"], one["keys"]) == (
        "support.answer", "changed", "worse", ["clock.within"]
    )  # fmt: skip
    assert one["changes"][0]["label"] == "Term (Failure)"
    assert told["notice"] == {
        "promise": "brugwacht.change", "moment": "1 month after promises.version.delivered", "earliest": None
    }  # fmt: skip


def test_a_file_with_a_mistake_is_refused_with_its_place(capsys, other):
    assert main(["agreement", "diff", OLD, other(("within: 48h}", "within: 48 our}")), "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "is not a duration" in said.err
