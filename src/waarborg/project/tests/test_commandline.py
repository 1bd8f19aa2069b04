"""The command line's frame: finds commands, says refusals once, and means something by its exit status."""

import json
import os
import subprocess
import sys

import pytest

from waarborg.project import commandline


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("WAARBORG_", "LC_", "LANG"))
    }
    return subprocess.run(
        [sys.executable, "-m", "waarborg.project", *words],
        env=environment | more,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_without_a_word_it_lists_every_command_and_fails() -> None:
    done = run()
    assert done.returncode == 2
    assert [name for name in commandline.known_commands() if f"  {name} " not in done.stdout] == []
    assert run("--help").returncode == 0


@pytest.mark.parametrize(
    ("words", "language", "sentence"),
    [
        (["nonsense"], "nl_NL.UTF-8", "Zo kan deze opdracht niet worden gegeven: 'nonsense'"),
        (["nonsense"], "C.UTF-8", "This command cannot be given like that: 'nonsense'"),
        (["nonsense", "--lang", "nl"], "C.UTF-8", "Zo kan deze opdracht niet worden gegeven"),
        (["status", "--nonsense", "--lang=nl"], "C.UTF-8", "Zo kan deze opdracht niet worden gegeven"),
    ],
)
def test_wrong_use_is_told_in_the_readers_language(words: list[str], language: str, sentence: str) -> None:
    done = run(*words, LANG=language)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stdout == ""


def test_for_programs_a_refusal_is_a_problem_object() -> None:
    done = run("nonsense", "--json", LANG="nl_NL.UTF-8")
    assert done.returncode == 2
    assert done.stderr == ""
    assert json.loads(done.stdout) == {
        "type": "urn:waarborg:refusal:project.commandline.wrong-use",
        "title": "project.commandline.wrong-use",
        "status": 422,
        "detail": "Zo kan deze opdracht niet worden gegeven: 'nonsense'",
        "code": "project.commandline.wrong-use",
        "way_out": "Vraag `waarborg --help` om wat wel kan.",
    }


def test_a_wrong_setting_stops_every_command_with_a_sentence() -> None:
    done = run("up", WAARBORG_PORT="many", LANG="nl_NL.UTF-8")
    assert done.returncode == 2
    assert "WAARBORG_PORT" in done.stderr
    assert "een geheel getal van 1 tot en met 65535" in done.stderr
    done = run("django", "check", WAARBORG_PORT="many")
    assert done.returncode == 2
    assert "a whole number from 1 to 65535" in done.stderr


def test_a_database_that_does_not_answer_is_a_refusal_too() -> None:
    done = run("user", "create-owner", "--help", DATABASE_URL="postgresql://waarborg_app@127.0.0.1:9/waarborg")
    assert done.returncode == 0
    done = run("migrate", "--lang", "nl", DATABASE_URL="postgresql://waarborg_app@127.0.0.1:9/waarborg")
    assert done.returncode == 1
    assert "De database antwoordt niet" in done.stderr


def test_a_reader_that_goes_away_is_no_fault() -> None:
    words = [sys.executable, "-m", "waarborg.project", "agreement", "schema"]
    writer = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout
    writer.stdout.close()
    _, errors = writer.communicate(timeout=60)
    assert b"Traceback" not in errors
