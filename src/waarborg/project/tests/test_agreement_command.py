"""``waarborg agreement``: what it prints and how it ends."""

import hashlib
import json
from pathlib import Path

import pytest

from waarborg.project.commandline import main
from waarborg.promises.rules import tests

DATA = Path(tests.__file__).parent / "data"
GOOD, AMENDMENT = str(DATA / "brugwacht.yaml"), str(DATA / "haven-noord.yaml")


@pytest.fixture
def spoilt(tmp_path):
    file = tmp_path / "spoilt.yaml"
    text = (DATA / "brugwacht.yaml").read_text(encoding="utf-8")
    file.write_text(
        text.replace("within: 1h}", "within: 1 our}").replace("within: 48h}", "witin: 48h}"), encoding="utf-8"
    )
    return str(file)


def test_a_good_file_is_told_in_a_line_with_its_hash(capsys):
    assert main(["agreement", "check", GOOD, "--lang", "nl"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines()[-1].startswith(f"{GOOD}: in orde. brugwacht 2026.2, 24 beloften (")


def test_every_mistake_is_told_with_its_place(capsys, spoilt):
    assert main(["agreement", "check", spoilt, "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.err.splitlines() == [
        f'{spoilt}:71:40: "1 our" is not a duration. Write for example 4h, 5 business days',
        f'{spoilt}:119:83: unknown key "witin"; did you mean "within"?',
    ]
    assert "good" not in said.out


def test_as_json_a_mistake_has_code_place_message_and_hint(capsys, spoilt):
    assert main(["agreement", "check", spoilt, "--json", "--lang", "nl"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert "sha256" not in report
    assert report["problems"][1] == {
        "code": "agreement.key.unknown",
        "message": 'onbekende sleutel "witin"; bedoelt u "within"?',
        "hint": 'bedoelt u "within"?',
        "file": spoilt,
        "line": 119,
        "column": 83,
        "path": "promises.data.breach.clock.witin",
    }


def test_as_json_a_good_file_names_version_hash_and_what_is_not_yet_enforced(capsys):
    assert main(["agreement", "check", GOOD, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["ok"], report["agreement"], report["version"], report["promises"]) == (
        True,
        "brugwacht",
        "2026.2",
        24,
    )
    assert len(report["sha256"]) == 64
    assert "data.backup" not in report["not_yet_enforced"]
    assert report["not_yet_enforced"]["data.place"] == ["continuity.storage.place"]
    assert [warning["code"] for warning in report["warnings"]] == [
        "LAW-DATA-ACT-25-RETRIEVAL",
        "LAW-DATA-ACT-25-NOTICE",
    ]


def test_an_amendment_is_checked_on_its_agreement(capsys):
    assert main(["agreement", "check", AMENDMENT, "--base", GOOD, "--lang", "en"]) == 0
    assert "amendment haven-noord-2026 to brugwacht 2026.2 good" in capsys.readouterr().out
    assert main(["agreement", "check", AMENDMENT, "--lang", "en"]) == 1
    assert "give that agreement with --base" in capsys.readouterr().err


@pytest.mark.parametrize(("form", "start"), [("html", "<!doctype html>"), ("md", "# Brugwacht service agreement")])
def test_show_prints_the_agreement_in_the_language_asked_for(capsys, form, start):
    assert main(["agreement", "show", GOOD, "--lang", "en", "--format", form]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_show_refuses_a_file_that_does_not_check(capsys, spoilt):
    assert main(["agreement", "show", spoilt, "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 2


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_show_writes_its_file_also_when_a_program_asks_and_names_it(capsys, tmp_path, form):
    output = tmp_path / f"agreement.{form}"
    words = ["agreement", "show", GOOD, "--lang", "en", "--format", form]
    assert main([*words, "--output", str(output), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "lang": "en",
        "format": form,
        "file": str(output),
        "sha256": hashlib.sha256(output.read_bytes()).hexdigest(),
    }
    status = main([*words, "--json"])
    answer = json.loads(capsys.readouterr().out)
    if form == "pdf":
        assert (status, answer["code"]) == (2, "project.commandline.needs-output")
    else:
        assert (status, answer) == (0, {"lang": "en", "format": form, "text": output.read_text(encoding="utf-8")})


@pytest.mark.parametrize("words", [["show"], ["diff", GOOD], ["backtest", "--history", "none"]])
def test_for_a_program_a_refused_file_is_one_problem_that_holds_every_mistake(capsys, spoilt, words):
    assert main(["agreement", *words, spoilt, "--lang", "en", "--json"]) == 1
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert (told.err, answer["code"], answer["status"]) == ("", "agreement.refused", 422)
    assert [(one["line"], one["column"]) for one in answer["problems"]] == [(71, 40), (119, 83)]


def test_the_schema_is_json(capsys):
    assert main(["agreement", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == "urn:waarborg:agreement-file:1"


def test_a_file_that_cannot_be_opened_is_wrong_use(capsys, tmp_path):
    assert main(["agreement", "check", str(tmp_path / "absent.yaml"), "--lang", "nl"]) == 2
    assert "het bestaat niet" in capsys.readouterr().err
    assert main(["agreement", "check", str(tmp_path), "--lang", "en"]) == 2
    assert main(["agreement"]) == 2
