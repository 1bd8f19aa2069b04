"""Members come by fork from one loaded process, and are as much on their own as if each had been started by itself."""

import atexit
import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from waarborg.project.group import forking, nursery, title
from waarborg.project.group.forking import Forked, NotForked, Nursery
from waarborg.project.loading import load_whole
from waarborg.project.tests.running_group import Group, alive, below, until
from waarborg.promises.rules.agreement.frame import Block

FORKED = {
    "web": "waarborg.project.web",
    "worker": "waarborg.project.worker",
    "scheduler": "waarborg.project.scheduler",
    "prober": "waarborg.project.prober.member",
}


def _stat(pid: int) -> list[str]:
    """State, parent, process group, session ... of a process."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _settled(group: Group) -> dict[str, int]:
    return dict(until(lambda: (pids := group.pids()) and all(pids.values()) and pids))


def _sockets(pid: int) -> list[str]:
    found = []
    for one in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(OSError):
            found.append(os.readlink(f"/proc/{pid}/fd/{one}"))
    return [where for where in found if where.startswith("socket:")]


@pytest.mark.processes
@pytest.mark.xdist_group("running-group")
class TestInAGroup:
    def test_what_is_forked_from_has_one_thread_and_no_connection(self, group: Group) -> None:
        nursery = _settled(group)["nursery"]
        # Once it waits to be asked; while it loads it has not said anything about itself.
        until(lambda: Path(f"/proc/{nursery}/wchan").exists() and _stat(nursery)[0] == "S")
        assert len(os.listdir(f"/proc/{nursery}/task")) == 1
        # The supervisor's line and nothing else: neither database nor log of anybody's.
        assert len(_sockets(nursery)) == 1
        assert below(nursery) == []

    def test_every_member_is_the_supervisors_child_with_session_name_and_log_of_its_own(self, group: Group) -> None:
        pids, supervisor = _settled(group), group.status()["pid"]
        for name, module in FORKED.items():
            pid = pids[name]
            assert [int(word) for word in _stat(pid)[1:4]] == [supervisor, pid, pid], name
            words = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
            assert words[:3] == [b"python", b"-m", module.encode()]
            assert Path(f"/proc/{pid}/comm").read_text().strip() == name
            log = group.folder / "var" / "log" / f"{name}.log"
            assert [os.readlink(f"/proc/{pid}/fd/{one}") for one in (0, 1, 2)] == [os.devnull, str(log), str(log)]
            assert "group.nursery" not in Path(f"/proc/{pid}/cmdline").read_text()

    def test_a_killed_nursery_takes_nobody_along_and_who_falls_meanwhile_comes_back(self, group: Group) -> None:
        before = _settled(group)
        os.kill(before["nursery"], signal.SIGKILL)
        os.kill(before["prober"], signal.SIGKILL)
        until(lambda: {group.pids()[name] for name in ("nursery", "prober")}.isdisjoint({*before.values(), None}))
        after = group.pids()
        assert {name for name in before if after[name] != before[name]} == {"nursery", "prober"}
        assert group.healthy()

    def test_who_is_left_without_a_parent_is_taken_in_and_buried(self, group: Group) -> None:
        web, supervisor = _settled(group)["web"], group.status()["pid"]
        workers = until(lambda: len(below(web)) == 2 and below(web))
        os.kill(web, signal.SIGKILL)
        # Of the web's own workers, which are the supervisor's now, not even an entry in the table of processes is left.
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in [web, *workers]))
        until(lambda: _settled(group)["web"] != web and group.healthy())
        assert all(alive(pid) for pid in below(supervisor))


def test_a_nursery_that_does_not_answer_is_ended_and_the_member_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forking, "_PATIENCE_SECONDS", 0.05)
    made = Nursery({}, tmp_path / "nursery.log")
    made._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    made._loaded = True
    hung = subprocess.Popen(["sleep", "600"], start_new_session=True)
    made.member.process = hung
    member = made.program("worker", ["waarborg.project.worker"], tmp_path / "worker.log")
    try:
        with pytest.raises(NotForked, match="does not answer"):
            member.start()
        assert hung.wait(60) == -signal.SIGKILL
        assert member.process is None
    finally:
        hung.kill()
        hung.wait()
        theirs.close()


def test_nothing_is_asked_of_a_nursery_that_has_not_loaded(tmp_path: Path) -> None:
    made = Nursery({}, tmp_path / "nursery.log")
    member = made.program("worker", ["waarborg.project.worker"], tmp_path / "worker.log")
    assert not member.possible()
    with pytest.raises(NotForked, match="not loaded"):
        member.start()


def test_a_forked_child_is_waited_for_with_its_status_and_an_end_by_signal_told_apart() -> None:
    for end, status in ((lambda: os._exit(78), 78), (lambda: os.kill(os.getpid(), signal.SIGKILL), -9)):
        pid = os.fork()
        if not pid:
            end()
        child = Forked(pid)
        assert (child.wait(60), child.poll(), child.returncode) == (status, status, status)
        # Its number may be somebody else's by now.
        child.send_signal(signal.SIGKILL)


MEMBER = """
import atexit, sys, threading, time
def main(how, file):
    threading.Thread(target=lambda: (time.sleep(0.1), open(file, "a").write("thread "))).start()
    atexit.register(lambda: open(file, "a").write("end"))
    print("said")
    if how == "refused":
        sys.exit(78)
    if how == "broken":
        raise ValueError("what went wrong")
    return 3
"""


@pytest.mark.parametrize(("how", "status"), [("returns", 3), ("refused", 78), ("broken", 1)])
def test_a_member_ends_as_a_program_would(
    how: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made_member.py").write_text(MEMBER)
    monkeypatch.syspath_prepend(tmp_path)
    log = tmp_path / "log"
    pid = os.fork()
    if not pid:
        # What the tests themselves do at their end is not this child's.
        atexit._clear()
        with log.open("w") as written:
            os.dup2(written.fileno(), 1)
            os.dup2(written.fileno(), 2)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        nursery.carry_out("made_member", how, str(tmp_path / "done"))
    assert Forked(pid).wait(60) == status
    assert (tmp_path / "done").read_text() == "thread end"
    assert "said" in log.read_text()
    assert ("ValueError: what went wrong" in log.read_text()) == (how == "broken")


def test_a_child_that_does_not_end_is_waited_for_as_long_as_asked() -> None:
    pid = os.fork()
    if not pid:
        signal.pause()
        os._exit(0)
    child = Forked(pid)
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.05)
        assert child.poll() is None
    finally:
        child.send_signal(signal.SIGKILL)
        assert child.wait(60) == -9


def test_words_longer_than_there_is_room_for_are_cut_and_nothing_behind_them_is_shown() -> None:
    words = ["python", "-m", "x" * 100_000]
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        title.show("a-name-longer-than-fifteen", words)
        os.write(writing, Path("/proc/self/comm").read_bytes() + b"|" + Path("/proc/self/cmdline").read_bytes())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        name, _, line = said.read().partition(b"|")
    os.waitpid(pid, 0)
    assert name == b"a-name-longer-t\n"
    # How much room there is is what this very process was started with.
    assert line.removeprefix(b"python\0-m\0").strip(b"x") == b"\0"


def test_what_pages_check_is_whole_before_anybody_is_forked() -> None:
    class Made(Block):
        text: str

    assert (Made.__module__.partition(".")[0], Made.__pydantic_complete__) == ("waarborg", False)
    load_whole()
    assert Made.__pydantic_complete__
