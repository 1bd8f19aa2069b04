"""Back-ups for programs: the back-up system reports each, by a token or at a secret address; customers read theirs."""

import json
from typing import Any

import pytest
from django.test import Client

from waarborg.access.tests.programs import codes, program
from waarborg.continuity.actions.keep_plan import renew_address
from waarborg.continuity.models import RestoreTest, Run
from waarborg.continuity.tests.told import MADE, again, operator_of, planned
from waarborg.customers.tests.cast import NOW, Cast, Player

SHA = "0a" * 32
ONE = {"plan": "database-4h", "began_at": "2026-04-07T08:00:00Z", "completed_at": "2026-04-07T08:10:00Z"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW)


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


@pytest.mark.clause("AP-21")
def test_a_back_up_system_reports_and_reads_back_what_it_reported(cast: Cast, player: Player) -> None:
    planned(cast, player, least_bytes=1000)
    system = program(player)
    assert codes(system.post("/backups", {**ONE, "size": -1}))[0] == 422
    assert codes(system.post("/backups", {**ONE, "plan": "nothing"}))[0] == 404
    done = told(system.post("/backups", {**ONE, "size": 1000, "sha256": SHA, "reference": "run-1"}))
    assert (done["outcome"], done["as_of"]) == ("good", "2026-04-07T08:00:00Z")
    assert told(system.post("/backups", {**ONE, "size": 1000, "sha256": SHA, "reference": "run-1"}))["id"] == done["id"]
    later = {**ONE, "completed_at": "2026-04-07T09:00:00Z"}
    assert told(system.post("/backups", {**later, "succeeded": False, "reason": "disk full"}))["outcome"] == "failed"
    first = told(system.get("/backups?plan=database-4h&limit=1"))
    assert [one["outcome"] for one in first["items"]] == ["failed"]
    rest = told(system.get(f"/backups?plan=database-4h&limit=1&cursor={first['next']}"))
    assert [one["outcome"] for one in rest["items"]] == ["good"] and rest["next"] is None


def test_a_restore_that_was_tried_is_reported_too(cast: Cast, player: Player) -> None:
    planned(cast, player)
    said = {
        "plan": "database-4h", "tested_at": "2026-04-06T08:00:00Z", "as_of": "2026-04-05T08:00:00Z", "seconds": 5400,
        "what": "een hele klant", "result": "works",
    }  # fmt: skip
    assert told(program(player).post("/restore-tests", said))["result"] == "works"
    assert codes(program(player).post("/restore-tests", said))[1] == "continuity.restore-test.already"
    with player.at_work():
        assert RestoreTest.objects.count() == 1


def test_a_customers_program_reads_what_covers_it_and_reports_nothing(cast: Cast, player: Player) -> None:
    planned(cast, player)
    planned(cast, player, "other", scope="customer", customer_id=cast.hazelvoort.id)
    theirs = program(cast.owner)
    assert [one["key"] for one in told(theirs.get("/backup-plans"))["items"]] == ["database-4h"]
    assert len(told(program(player).get("/backup-plans"))["items"]) == 2
    assert codes(theirs.post("/backups", ONE)) == (403, "plumbing.api.scope")
    with player.at_work():
        assert Run.objects.count() == 0


@pytest.mark.clause("AP-21")
def test_a_job_without_a_token_reports_at_its_secret_address(cast: Cast, player: Player) -> None:
    plan = planned(cast, player, least_bytes=1000)
    with player.at_work():
        token = renew_address(plan.id, by=player.actor, at=MADE)
    job = Client()
    assert job.get("/backup/wrong").status_code == 404
    assert job.post(f"/backup/{token}", {"size": "1000", "sha256": SHA}).content == b"good\n"
    assert job.get(f"/backup/{token}?size=999").content == b"unfit\n"
    assert job.post(f"/backup/{token}/failed", {"reason": "disk full"}).content == b"failed\n"
    assert job.post(f"/backup/{token}", {"size": "much"}).status_code == 422
    assert job.post(f"/backup/{token}", {"began": "yesterday"}).status_code == 422
    held = again(player, plan)
    assert (held.good_at, held.last_outcome) == (NOW, "failed")
    with player.at_work():
        assert sorted(Run.objects.values_list("outcome", "reason")) == [
            ("failed", "disk full"), ("good", ""), ("unfit", ""),
        ]  # fmt: skip
