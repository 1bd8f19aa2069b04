"""``waarborg agreement backtest``: what it prints, draws and refuses."""

import json
from importlib.resources import files

import pytest

from waarborg.project.commandline import main

APPREO = str(files("waarborg.promises.profiles") / "appreo.yaml")
EVENTS = [
    {"at": "2026-05-04T09:00:00+02:00", "event": "support.ticket.reported", "subject": "T2", "by": "contact",
     "properties": {"priority": "p1", "kind": "incident"}},
    {"at": "2026-05-04T16:00:00+02:00", "event": "support.ticket.resolved", "subject": "T2"},
]  # fmt: skip


@pytest.fixture
def history(tmp_path):
    file = tmp_path / "events.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in EVENTS), encoding="utf-8")
    return str(file)


def test_it_tells_per_promise_and_month_how_often_and_how_closely(capsys, history):
    assert main(["agreement", "backtest", APPREO, "--history", history, "--lang", "nl"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("appreo 2026.1: 1 onderwerpen, 2 gebeurtenissen\n")
    assert "support.fix: 1 van 1 op tijd\n  2026-05       1 / 1       tot 25 %: 1\n" in said
    assert "Nog niet gehandhaafd, niet berekend: " in said


def test_pictures_are_written_where_asked(capsys, history, tmp_path):
    assert main(["agreement", "backtest", APPREO, "--history", history, "--pictures", str(tmp_path / "pics")]) == 0
    assert (tmp_path / "pics" / "support.fix.svg").read_text(encoding="utf-8").startswith("<svg")


def test_as_json(capsys, history):
    assert main(["agreement", "backtest", APPREO, "--history", history, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["agreement"], told["events"], told["subjects"]) == ("appreo 2026.1", 2, 1)


def test_without_events_it_says_what_to_give(capsys):
    assert main(["agreement", "backtest", APPREO, "--lang", "nl"]) == 2
    assert "--history BESTAND" in capsys.readouterr().err


def test_a_history_that_is_not_there_is_named(capsys, tmp_path):
    assert main(["agreement", "backtest", APPREO, "--history", str(tmp_path / "gone.jsonl"), "--lang", "en"]) == 2
    assert "gone.jsonl cannot be opened" in capsys.readouterr().err


def test_a_bad_line_refuses_the_whole_file(capsys, history):
    with open(history, "a", encoding="utf-8") as file:
        file.write('{"at": "yesterday"}\n')
    assert main(["agreement", "backtest", APPREO, "--history", history, "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Line 3: ")
