"""Jobs report under a secret address, places deliver by a token; silence of a job is an outage, of ours it is not."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.actions.keep_place import make_place, revoke_place
from waarborg.availability.actions.keep_probe import make_probe
from waarborg.availability.actions.ping import look_at_heartbeats
from waarborg.availability.models import Place, Probe, ProbeResult
from waarborg.availability.queries.transitions import transitions_of_component
from waarborg.availability.tests.incidents import at
from waarborg.availability.tests.probes import asked, marks, probe, worked_out
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import from_us, to_us


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def clock(settings: Any, when: str) -> None:
    settings.CLOCK_OFFSET = at(when) - timezone.now()


def job(cast: Cast, stock: Stock) -> tuple[Probe, str]:
    """A nightly import that reports every hour, with five minutes of grace."""
    given = asked(stock.database, name="Import", kind="heartbeat", target="", every=3600, timeout=300, retries=0)
    with cast.manager.at_work():
        return make_probe(given, provider=cast.provider.id, by=cast.manager.actor, at=at("01:00"))


def looked(cast: Cast, *times: str) -> None:
    for when in times:
        with cast.manager.at_work():
            look_at_heartbeats(at=at(when))


def read(cast: Cast, stock: Stock) -> list[tuple[str, str]]:
    with cast.manager.at_work():
        found = transitions_of_component(stock.database.id, at("01:00"), at("05:00"))
        return [(f"{from_us(one.at):%H:%M:%S}", one.state) for one in found]


def minutes(begin: str, end: str) -> list[str]:
    def count(clock: str) -> int:
        return int(clock[:2]) * 60 + int(clock[3:])

    return [f"{one // 60:02}:{one % 60:02}" for one in range(count(begin), count(end) + 1)]


def test_a_job_reports_under_its_address_and_a_stranger_finds_nothing(cast: Cast, stock: Stock, settings: Any) -> None:
    made, token = job(cast, stock)
    clock(settings, "02:00")
    said = [Client().post(f"/heartbeat/{token}"), Client().get(f"/heartbeat/{token}")]
    assert [one.status_code for one in said] == [200, 200]
    assert Client().get(f"/heartbeat/{uuid4()}").status_code == 404
    assert Client().delete(f"/heartbeat/{token}").status_code == 405
    with cast.manager.at_work():
        held = Probe.objects.get(id=made.id)
        assert held.told_good
        assert held.told_at is not None
        assert token not in str(Probe.objects.values())
    assert Client().get(f"/heartbeat/{token}/failed").status_code == 200
    with cast.manager.at_work():
        assert not Probe.objects.get(id=made.id).told_good


def test_a_stranger_cannot_guess_for_long(cast: Cast, stock: Stock, settings: Any) -> None:
    clock(settings, "02:00")
    said = [Client().get("/place/tasks", headers={"Authorization": f"Bearer {one}"}) for one in range(31)]
    assert {one.status_code for one in said} == {401, 429}


def test_a_job_that_does_not_report_in_time_is_out_until_it_does(cast: Cast, stock: Stock) -> None:
    made, _ = job(cast, stock)
    looked(cast, *minutes("01:00", "02:07"))
    worked_out(cast, "02:07")
    assert read(cast, stock) == [("01:00:00", "unknown"), ("02:06:00", "outage")]
    with cast.manager.at_work():
        Probe.objects.filter(id=made.id).update(told_at=at("02:08"))
    looked(cast, "02:08", "02:09")
    worked_out(cast, "02:09")
    assert read(cast, stock)[-1] == ("02:08:00", "up")


def test_while_nobody_could_hear_a_job_its_silence_is_unknown(cast: Cast, stock: Stock) -> None:
    """We were away from 01:05 until 03:00; the job gets its whole hour and its grace again."""
    job(cast, stock)
    looked(cast, *minutes("01:00", "01:05"))
    looked(cast, *minutes("03:00", "04:05"))
    worked_out(cast, "04:05")
    assert {state for _, state in read(cast, stock)} == {"unknown"}
    looked(cast, "04:06", "04:07")
    worked_out(cast, "04:07")
    assert read(cast, stock)[-1][1] == "outage"


@pytest.fixture
def away(cast: Cast, stock: Stock, settings: Any) -> tuple[Place, str]:
    clock(settings, "02:00")
    with cast.manager.at_work():
        return make_place("Frankfurt", provider=cast.provider.id, by=cast.manager.actor, at=at("00:50"))


def deliver(token: str, rows: list[Any], status: int = 200) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    sent = json.dumps({"results": rows})
    answered = Client().post("/place/results", sent, content_type="application/json", headers=headers)
    assert answered.status_code == status
    found: dict[str, Any] = json.loads(answered.content)
    return found


def test_a_place_fetches_what_it_has_to_ask_and_nothing_else(cast: Cast, stock: Stock, away: tuple[Place, str]) -> None:
    mine = probe(cast, stock.application, places=[away[0].id], conditions=asked(stock.application).conditions)
    probe(cast, stock.database, name="Elders")
    said = Client().get("/place/tasks", headers={"Authorization": f"Bearer {away[1]}"}).json()
    assert [one["id"] for one in said["tasks"]] == [str(mine.id)]
    assert said["tasks"][0]["target"] == "https://care.example.nl/health"
    assert abs(said["now"] - to_us(at("02:00"))) < 60_000_000
    assert Client().get("/place/tasks").status_code == 401


def test_what_a_place_delivers_twice_counts_once_and_anothers_not_at_all(
    cast: Cast, stock: Stock, away: tuple[Place, str]
) -> None:
    mine = probe(cast, stock.application, places=[away[0].id])
    other = probe(cast, stock.database, name="Elders")
    rows = [[str(one.probe), one.start, one.took, one.good, one.why, 200, 30] for one in marks(mine, "01:01", "+-+")]
    told = deliver(away[1], rows)
    assert (told["new"], told["known"], told["refused"]) == (3, 0, 0)
    told = deliver(away[1], rows)
    assert (told["new"], told["known"], told["refused"]) == (0, 3, 0)
    told = deliver(away[1], [[str(other.id), *rows[0][1:]]])
    assert (told["new"], told["refused"]) == (0, 1)
    with cast.manager.at_work():
        assert ProbeResult.objects.count() == 3


@pytest.mark.parametrize(
    "row", [[], "x", ["no-id", 1, 1, True, "", None, None], [str(uuid4()), 1.5, 1, True, "", None, None], [1] * 7, None]
)
def test_what_is_no_result_is_refused_whole(away: tuple[Place, str], row: Any) -> None:
    assert deliver(away[1], [row], 422)["code"] == "availability.results.unreadable"


def test_a_revoked_place_is_not_known_any_more(cast: Cast, away: tuple[Place, str]) -> None:
    with cast.manager.at_work():
        revoke_place(away[0].id, by=cast.manager.actor, at=at("01:30"))
    assert deliver(away[1], [], 401)["code"] == "availability.place.unknown"
