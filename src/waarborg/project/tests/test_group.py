"""The process group as its users meet it: it starts, serves, mends itself, and leaves nothing behind."""

import json
import os
import signal
import socket
from pathlib import Path

import psycopg
import pytest

from waarborg.project.group import ports
from waarborg.project.tests.running_group import Group, alive, below, until, unused_port

# One worker for all of them: they share a running group, and some end members of it.
pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("running-group")]
# A session nobody has: to find that out, the database must be asked.
SOME_SESSION = f"waarborg_session={'a' * 32}"


def test_up_serves_and_a_second_up_finds_it_running(group: Group) -> None:
    before = group.pids()
    group.up()
    assert group.pids() == before
    assert sorted(before) == ["nursery", "postgres", "prober", "scheduler", "web", "worker"]
    status, headers, body = group.get("/health")
    assert (status, json.loads(body)) == (
        200,
        {"status": "ok", "checks": {"database": "ok", "schema": "ok", "clock": "ok", "members": "ok", "disk": "ok"}},
    )
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")


def test_a_second_supervisor_is_refused_and_changes_nothing(group: Group) -> None:
    before = group.pids()
    refused = group.run("up", "--foreground", "--json")
    assert refused.returncode == 1
    assert json.loads(refused.stdout)["code"] == "project.group.already-running"
    assert group.pids() == before


@pytest.mark.parametrize("name", ["nursery", "postgres", "web", "worker", "scheduler", "prober"])
def test_a_killed_member_comes_back_by_itself(group: Group, name: str) -> None:
    before = sorted(group.pids())
    killed = until(lambda: group.pids()[name])  # it may just be on its way back from the test before
    os.kill(killed, signal.SIGKILL)
    until(lambda: group.pids()[name] not in (killed, None))
    until(group.healthy)
    until(group.well)
    # As it was, with another in the place of the one that was killed, which is really gone.
    now = group.pids()
    assert sorted(now) == before
    assert (now[name] != killed, Path(f"/proc/{killed}").exists()) == (True, False)


def test_a_killed_web_worker_comes_back_by_itself(group: Group) -> None:
    web = group.pids()["web"]
    killed = until(lambda: below(web))[0]
    os.kill(killed, signal.SIGKILL)
    until(lambda: killed not in below(web) and len(below(web)) == 2)
    until(group.healthy)
    assert group.pids()["web"] == web


def test_a_database_that_is_away_gives_an_honest_page_and_everything_recovers(group: Group) -> None:
    until(group.healthy)
    folder = group.folder / "var" / "postgres-18" / "socket"
    door, hidden = folder / ".s.PGSQL.5432", folder / "hidden"
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        door.rename(hidden)
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    try:
        status, headers, body = group.get("/", **{"Accept-Language": "nl", "Cookie": SOME_SESSION})
        assert (status, headers["Retry-After"], headers["Content-Language"]) == (503, "15", "nl")
        assert "Wij kunnen nu niet bij onze gegevens" in body
        status, headers, body = group.get(
            "/", **{"Accept": "application/json", "Accept-Language": "en", "Cookie": SOME_SESSION}
        )
        assert (status, headers["Content-Type"]) == (503, "application/problem+json")
        assert json.loads(body)["code"] == "project.database.unreachable"
        assert json.loads(body)["title"] == "We cannot reach our records right now"
        status, _, body = group.get("/health")
        assert (status, json.loads(body)["checks"]["database"]) == (503, "unreachable")
        assert group.get("/health/live")[0] == 200
    finally:
        hidden.rename(door)
    until(group.healthy)
    assert group.get("/", Cookie=SOME_SESSION)[0] == 200
    until(group.well)


def test_metrics_count_by_route_and_only_for_this_machine(group: Group) -> None:
    group.get("/health")
    status, headers, body = group.get("/metrics")
    assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/plain")
    assert 'waarborg_requests_total{method="GET",route="health",status="200"}' in body
    assert group.get("/metrics", **{"X-Forwarded-For": "192.0.2.1"})[0] == 404


def test_the_access_log_names_routes_and_no_person(group: Group) -> None:
    group.get("/accounts/sign-in/?next=/r.specimen@example.nl")
    log = group.folder / "var" / "log" / "web.log"
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert any(line.get("event") == "request" and line.get("route") == "health" for line in lines)
    assert "specimen" not in log.read_text()


def test_a_killed_supervisor_leaves_no_orphan_and_up_starts_again_at_the_same_place(group: Group) -> None:
    url = group.url
    state = group.status()
    members = list(group.pids().values())
    everyone = [*members, *below(group.pids()["web"])]
    os.kill(state["pid"], signal.SIGKILL)
    until(lambda: not any(alive(pid) for pid in everyone))
    assert not group.status()["running"]
    group.up()
    assert group.url == url
    assert group.healthy()


def test_down_ends_everything_and_says_whether_there_was_anything(group: Group) -> None:
    everyone = [*group.pids().values(), *below(group.pids()["web"])]
    assert json.loads(group.run("down", "--json").stdout) == {"stopped": True}
    assert not any(alive(pid) for pid in everyone)
    assert json.loads(group.run("down", "--json").stdout) == {"stopped": False}
    assert group.run("status").returncode == 1
    assert not (group.folder / "var" / "postgres-18" / "data" / "postmaster.pid").exists()
    group.up()


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        port, held = ports.claim("127.0.0.1", first)
        held.close()
        assert port > first


def test_two_groups_that_start_at_once_get_two_ports() -> None:
    # Neither listens yet; the web server itself would let both have the same one.
    first = unused_port()
    one, held = ports.claim("127.0.0.1", first)
    other, held_too = ports.claim("127.0.0.1", first)
    held.close()
    held_too.close()
    assert one == first
    assert other > first
    again, held = ports.claim("127.0.0.1", first)
    held.close()
    assert again == first


def test_an_unreachable_external_database_stops_the_start_with_a_sentence() -> None:
    made = Group()
    try:
        nowhere = "postgresql://waarborg_app@127.0.0.1:9/waarborg"
        refused = made.run("up", DATABASE_URL=nowhere, LANG="nl_NL.UTF-8")
        assert refused.returncode == 1
        assert "De database antwoordt niet" in refused.stderr
        assert not (Path(made.environment["WAARBORG_DATA"]) / "postgres-18").exists()
    finally:
        made.remove()


def test_a_command_before_the_first_start_says_what_comes_first() -> None:
    made = Group()
    said = {"nl_NL.UTF-8": "nog niet ingericht", "en_GB.UTF-8": "has not been prepared for this release yet"}
    try:
        for language, words in said.items():
            refused = made.run("demo", LANG=language, WAARBORG_DEMO="1")
            assert refused.returncode == 1
            assert words in refused.stderr
            assert "`waarborg up`" in refused.stderr
            assert "Traceback" not in refused.stderr
    finally:
        made.remove()
