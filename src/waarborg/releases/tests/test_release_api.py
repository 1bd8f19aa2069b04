"""Releases for programs: a deployment script says what it activated and what runs, a customer's reads what is out."""

import json
from typing import Any

import pytest

from waarborg.access.tests.programs import codes, program
from waarborg.customers.tests.cast import Cast, Player
from waarborg.releases.models import Release, RunningBuild
from waarborg.releases.tests.test_publish import out
from waarborg.releases.tests.told import manager_of, planned


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


@pytest.mark.clause("AP-29")
def test_a_deployment_script_says_what_it_activated_with_what_it_measured(cast: Cast, player: Player) -> None:
    out(player, planned(cast, player))
    script, there, one = program(player), "/activations", {"version": "2026.14"}
    assert codes(script.post(there, {**one, "interruption_ms": -1}))[0] == 422
    assert codes(script.post(there, {"version": "2026.99"}))[0] == 404
    done = told(script.post(there, {**one, "interruption_ms": 800, "failed_requests": 0, "requests": 10000}))
    assert (done["state"], done["interruption_ms"], done["channels"][0]["channel"]) == ("activated", 800, "web")
    assert codes(script.post(there, one)) == (409, "releases.release.already-activated")
    assert codes(program(cast.owner).post(there, one)) == (403, "plumbing.api.scope")
    with player.at_work():
        assert Release.objects.get().failed_requests == 0


def test_a_customers_program_reads_what_is_published_and_nothing_else(cast: Cast, player: Player) -> None:
    out(player, planned(cast, player))
    planned(cast, player, "2026.15", when="2026-03-21 09:00")
    theirs = program(cast.owner)
    assert [one["version"] for one in told(theirs.get("/releases"))["items"]] == ["2026.14"]
    assert [one["version"] for one in told(program(player).get("/releases"))["items"]] == ["2026.15", "2026.14"]


@pytest.mark.clause("CL-17")
def test_the_application_says_which_build_runs_for_whom(cast: Cast, player: Player) -> None:
    said = {"builds": {"merendaal": "4f1c2d9", "hazelvoort": "4f1c2d9"}}
    assert told(program(player).post("/builds", said)) == {"reported": 2}
    wrong = program(player).post("/builds", {"builds": {"merendaal": "1", "nobody": "1"}})
    assert codes(wrong)[1] == "releases.build.unknown-customer"
    with player.at_work():
        assert set(RunningBuild.objects.values_list("build", flat=True)) == {"4f1c2d9"}
