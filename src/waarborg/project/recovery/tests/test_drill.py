"""A drill: the newest back-up is put back beside what runs, compared with it, and nothing of it stays."""

import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.project.recovery.tests.conftest import Kept

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("recovery")]


Drilled = tuple[int, dict[str, Any]]


@pytest.fixture(scope="module")
def drilled(kept: Kept) -> Drilled:
    kept.carried_off()
    return kept.drill()


def test_what_comes_back_is_what_stands_here_and_it_is_noted(kept: Kept, drilled: Drilled) -> None:
    status, said = drilled
    assert (status, said["good"], said["differs"], said["problem"]) == (0, True, [], "")
    assert (said["tenants"], said["entries"] > 0) == (1, True)
    assert said["behind"] >= 0
    assert kept.scratch() == []
    noted = kept.ask("SELECT properties FROM journal_entry WHERE kind = 'project.drill.carried-out'")
    assert noted == [({"verdict": "good"},)]
    # Of what runs it saw every line, and added that one.
    assert kept.ask("SELECT count(*) FROM journal_entry") == [(said["entries"] + 1,)]


def test_status_and_doctor_tell_of_it(kept: Kept, drilled: Drilled) -> None:
    told = kept.group.run("status", "--lang", "nl").stdout
    assert "Reservekopieën: de laatste volledige is van" in told
    assert "geslaagd in" in told
    found = json.loads(kept.group.run("doctor", "--json").stdout)["checks"]
    states = {one["check"]: one["state"] for one in found}
    # Here both lie on one disk, of which it warns.
    assert (states["backup"], states["drill"]) == ("note", "good")


def test_another_key_makes_it_fail_and_says_so(kept: Kept, tmp_path: Path) -> None:
    from pyrage import x25519

    other = tmp_path / "key"
    other.write_text(str(x25519.Identity.generate()))
    status, said = kept.drill("--key", str(other))
    assert (status, said["good"]) == (1, False)
    assert "damaged or belongs to another key" in said["problem"]
    status, said = kept.drill("--key", str(tmp_path / "weg"))
    assert (status, said["code"]) == (2, "project.commandline.cannot-read")
    assert kept.scratch() == []


def test_a_damaged_back_up_is_found_by_the_drill_and_not_on_the_day(kept: Kept) -> None:
    newest = kept.bases()[-1]
    whole = newest.read_bytes()
    newest.write_bytes(whole[: len(whole) // 2] + b"\0" * 1000 + whole[len(whole) // 2 + 1000 :])
    try:
        status, said = kept.drill()
        assert (status, said["good"]) == (1, False)
        assert newest.name in said["problem"]
        done = kept.group.run("doctor", "--json")
        states = {one["check"]: one["state"] for one in json.loads(done.stdout)["checks"]}
        assert (done.returncode, states["drill"]) == (1, "bad")
    finally:
        newest.write_bytes(whole)
