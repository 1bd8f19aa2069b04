"""`waarborg doctor` on an installation that runs, one that does not, and one whose settings cannot be read."""

import json
from typing import Any

import pytest

from waarborg.project.tests.running_group import Group

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("running-group")]


def look(group: Group, **more: str) -> tuple[int, dict[str, Any]]:
    done = group.run("doctor", "--json", **more)
    assert done.stdout, done.stderr
    said = json.loads(done.stdout)
    return done.returncode, {one["check"]: one for one in said["checks"]}


def test_an_installation_that_runs_has_nothing_wrong(group: Group) -> None:
    status, found = look(group)
    assert (status, [name for name, one in found.items() if one["state"] == "bad"]) == (0, [])
    good = {name for name, one in found.items() if one["state"] == "good"}
    assert good >= {"settings", "group", "keys", "database", "roles", "migrations", "clock", "jobs"}
    assert (found["backup"]["state"], found["mail"]["state"], found["address"]["state"]) == ("note", "note", "note")


def test_what_is_said_has_a_way_out(group: Group) -> None:
    done = group.run("doctor", "--lang", "nl")
    assert done.returncode == 0
    assert "Er is niets mis." in done.stdout
    assert "Stel WAARBORG_BACKUP in: docs/runbooks/backups.md." in done.stdout


def test_a_setting_that_cannot_be_read_ends_with_one(group: Group) -> None:
    status, found = look(group, WAARBORG_UPLOAD_MB="veel")
    assert (status, list(found)) == (1, ["settings"])


def test_it_looks_also_where_nothing_runs(group: Group) -> None:
    assert group.run("down").returncode == 0
    status, found = look(group)
    assert (status, found["group"]["state"], found["database"]["state"]) == (0, "note", "good")
    group.up()
