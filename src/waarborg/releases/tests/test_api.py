"""Features and roll-outs for programs: the vendor's own application asks for any customer, a customer's for itself."""

import json
from typing import Any

from waarborg.access.tests.programs import program
from waarborg.customers.tests.cast import Cast
from waarborg.releases.tests.register import kept, released
from waarborg.releases.tests.rollouts import planned, release_manager


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


def test_a_program_asks_which_features_are_on_for_a_customer(cast: Cast) -> None:
    released(cast, "day-view", "none")
    released(cast, "visit-order")
    kept(cast, "secret", shown=False)
    asked = {"items": [
        {"key": "day-view", "impact": "none", "state": "active", "on": True},
        {"key": "visit-order", "impact": "process", "state": "available", "on": False},
    ]}  # fmt: skip
    path = f"/customers/{cast.merendaal.id}/features"
    ours, theirs = program(cast.agent, "releases:read"), program(cast.owner, "releases:read")
    for one in (ours, theirs):
        answer = told(one.get(path))
        assert {"items": sorted(answer["items"], key=lambda each: each["key"])} == asked
    assert theirs.get(f"/customers/{cast.hazelvoort.id}/features").status_code == 404
    assert program(cast.owner, "tickets:read").get(path).status_code == 403
    # What customers do not read of yet no program of theirs reads either.
    assert [len(told(one.get("/features"))["items"]) for one in (ours, theirs)] == [3, 2]
    (first,) = told(ours.get("/features?limit=1"))["items"]
    assert (first["key"], first["impact"]) == ("day-view", "none")


def test_a_program_reads_how_far_a_version_is(cast: Cast) -> None:
    planned(release_manager(cast))
    for one in (program(cast.agent, "releases:read"), program(cast.owner, "releases:read")):
        (held,) = told(one.get("/rollouts"))["items"]
        assert (held["version"], held["state"]) == ("2026.3", "planned")
        assert [(wave["number"], wave["share"], wave["health"]) for wave in held["waves"]] == [
            (1, 10.0, "unknown"), (2, None, "unknown"),
        ]  # fmt: skip
