"""A member that keeps falling over is started again ever later, and everybody who looks is told."""

import json
import os
import signal
import subprocess

import pytest

from waarborg.project.group.members import Member
from waarborg.project.tests.running_group import Group, until


def test_each_fall_in_a_row_doubles_the_wait_up_to_half_a_minute() -> None:
    member = Member("worker", lambda: subprocess.Popen(["false"], start_new_session=True))
    waits, told = [], []
    for _ in range(10):
        member.start()
        assert until(member.notice_end) == 1
        waits.append(member.wait())
        told.append(member.falling())
    assert waits == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30.0, 30.0]
    assert told == [False, False, *[True] * 8]
    assert (member.restarts, member.ended_with) == (10, 1)


def test_who_ran_steadily_begins_with_a_clean_slate() -> None:
    member = Member("worker", lambda: subprocess.Popen(["false"], start_new_session=True))
    for _ in range(5):
        member.start()
        until(member.notice_end)
    member.start()
    member.started -= 61
    until(member.notice_end)
    assert (member.falls, member.wait(), member.falling()) == (1, 0.2, False)


@pytest.mark.processes
@pytest.mark.xdist_group("running-group")
def test_status_health_and_the_log_say_who_keeps_falling(group: Group) -> None:
    for _ in range(3):
        pid = until(lambda: group.pids()["worker"])
        os.kill(pid, signal.SIGKILL)
        until(lambda pid=pid: group.pids()["worker"] != pid)
    until(lambda: group.pids()["worker"])
    worker = next(member for member in group.status()["members"] if member["name"] == "worker")
    assert (worker["falling"], worker["ended_with"], worker["restarts"]) == (True, -9, 3)
    told = group.run("status", LANG="nl_NL.UTF-8")
    assert told.returncode == 1
    assert "valt steeds om (eindigt met -9); zie " in told.stdout
    status, _, body = group.get("/health")
    assert (status, json.loads(body)["checks"]["members"]) == (200, "falling")
    assert "worker ended with -9; starting it again in 0.8 s (it has fallen over 3 times in a row)" in group.logs()
    # The next tests of this group begin with a clean slate.
    group.run("down")
    group.up()
