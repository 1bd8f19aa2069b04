"""Every command answers programs: it takes --json, and what it refuses is a problem object on standard output."""

import argparse
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from waarborg.project import commandline

NOWHERE = "postgresql://waarborg_app@127.0.0.1:9/waarborg"
AWAY, ELSEWHERE = "project.database.unreachable", "project.recovery.external-database"
NOT_THERE, NO_TARGET = "promises.agreement.unopened", "project.recovery.no-target"
AGREEMENT = str(Path(commandline.__file__).parents[1] / "promises" / "profiles" / "appreo.yaml")
DUE = ["--from", "2026-04-03T16:30:00+02:00", "--within", "4h"]
# What each is given where nothing runs and the database does not answer, and what becomes of it: an exit status, and
# the code of a refusal ("" where it has an answer). 2 is wrong use, also of the name of a file that is not there.
EVERY: dict[str, tuple[list[str], int, str]] = {
    "agreement backtest": (["absent.yaml", "--history", "absent.jsonl"], 2, NOT_THERE),
    "agreement check": (["absent.yaml"], 2, NOT_THERE),
    "agreement diff": ([AGREEMENT, "absent.yaml"], 2, NOT_THERE),
    "agreement schema": ([], 0, ""),
    "agreement show": ([AGREEMENT, "--format", "pdf"], 2, "project.commandline.needs-output"),
    "application end": (["0a1b2c3d"], 1, AWAY),
    "application list": ([], 1, AWAY),
    "application register": (["Planbord", "--redirect-uri", "https://app.example.nl/back"], 1, AWAY),
    "backup init": ([], 1, NO_TARGET),
    "backup key": ([], 0, ""),
    "backup list": ([], 1, NO_TARGET),
    "backup now": ([], 1, NO_TARGET),
    "check-facts": ([], 1, AWAY),
    "demo": ([], 1, AWAY),
    "doctor": ([], 1, ""),
    "down": ([], 0, ""),
    "drill": ([], 1, ELSEWHERE),
    "due": (["--calendar", "absent.yaml", *DUE], 2, "due.calendar-file.unopened"),
    "erase": (["merendaal", "--reason", "AVG 17", "--yes"], 1, AWAY),
    "export": (["merendaal", "--output", "merendaal.zip"], 1, AWAY),
    "import": (["people", "absent.csv"], 2, "project.commandline.cannot-read"),
    "jobs cancel": (["1"], 1, AWAY),
    "jobs list": ([], 1, AWAY),
    "jobs retry": (["1"], 1, AWAY),
    "keys reseal": ([], 1, AWAY),
    "metrics apply": (["absent.yaml"], 2, "project.commandline.cannot-read"),
    "metrics check": (["absent.yaml"], 2, "project.commandline.cannot-read"),
    "keys rotate": ([], 1, AWAY),
    "keys status": ([], 1, AWAY),
    "probe": (["--server", "https://service.example.org"], 2, "project.probe.token-missing"),
    "measure availability": (["--input", "absent.json"], 2, "project.commandline.cannot-read"),
    "measure response": (["--input", "absent.json"], 2, "project.commandline.cannot-read"),
    "measure schema": (["availability"], 0, ""),
    "continuity reported": (["database-4h", "--size", "1000000"], 1, AWAY),
    "continuity tested": (
        ["database-4h", "works", "--what", "x", "--as-of", "2026-03-04T08:00:00+00:00", "--seconds", "60"],
        1,
        AWAY,
    ),
    "migrate": ([], 1, AWAY),
    "outbox again": (["0190a0a0-0000-7000-8000-000000000001"], 1, AWAY),
    "outbox drop": (["0190a0a0-0000-7000-8000-000000000001", "--reason", "x"], 1, AWAY),
    "outbox list": ([], 1, AWAY),
    "release activated": (["2026.14", "--interruption", "800ms", "--failed-requests", "0"], 1, AWAY),
    "report": (["merendaal", "--month", "2026-10", "--format", "pdf"], 2, "project.commandline.needs-output"),
    "restore": ([], 1, ELSEWHERE),
    "status": ([], 1, ""),
    "status export": (["pages"], 1, AWAY),
    "status watch": (["--url", "http://127.0.0.1:9", "--dir", "pages", "--once"], 0, ""),
    "up": ([], 1, AWAY),
    "upgrade": ([], 1, AWAY),
    "user create-owner": (["--email", "k.voorbeeld@example.nl", "--name", "K. Voorbeeld"], 1, AWAY),
    "user lift-networks": ([], 1, AWAY),
    "verify": (["absent.json"], 2, "trust.verify.no-file"),
    "where": (["nothing.has.this.name"], 1, ""),
}
# One process for all of them: what takes long is to load the program.
WALK = """
import contextlib, io, json, sys
from waarborg.project.commandline import main
for words in json.load(sys.stdin):
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(words)
    out.flush()
    print(json.dumps([status, out.buffer.getvalue().decode(), err.getvalue()]))
"""


def leaves() -> Iterator[str]:
    """Every command, and every command below one."""
    for name, file in commandline.known_commands().items():
        parser = argparse.ArgumentParser()
        importlib.import_module(f"waarborg.project.commands.{file.stem}").configure(parser)
        below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        yield from (f"{name} {verb}" for one in below for verb in one.choices)
        if not any(one.required for one in below):
            yield name


def walked(calls: list[list[str]], folder: Path) -> list[tuple[int, str, str]]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAARBORG_", "LC_", "LANG"))}
    clean |= {"DATABASE_URL": NOWHERE, "WAARBORG_DATA": str(folder), "WAARBORG_DEMO": "1", "LANG": "nl_NL.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", WALK],
        input=json.dumps(calls),
        env=clean,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_every_command_takes_json_and_refuses_with_a_problem_object(tmp_path: Path) -> None:
    assert sorted(leaves()) == sorted(EVERY)
    calls = [[*leaf.split(), *words, "--json"] for leaf, (words, _, _) in EVERY.items()]
    wrong = [[*leaf.split(), *words, "--json", "--no-such-option"] for leaf, (words, _, _) in EVERY.items()]
    expected = [
        *((status, code) for _, status, code in EVERY.values()),
        *[(2, "project.commandline.wrong-use")] * len(wrong),
    ]
    found, unlike = walked([*calls, *wrong], tmp_path), []
    for words, wanted, (status, out, err) in zip([*calls, *wrong], expected, found, strict=True):
        answer = json.loads(out)
        problem = isinstance(answer, dict) and {"type", "title", "status", "detail", "code"} <= answer.keys()
        came = (status, answer["code"] if problem else "")
        if came != wanted or (problem and err):
            unlike.append((words, wanted, came, out, err))
    assert unlike == []
