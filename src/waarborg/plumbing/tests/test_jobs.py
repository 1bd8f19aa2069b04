"""Jobs: handed over with the commit, run in their scope, tried again after failures, given back when a worker died."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import TaskNotFound

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, jobs, journal, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry, Tenant
from waarborg.plumbing.queue import BackOff, task
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests import slow_task
from waarborg.plumbing.tests.conftest import NOW, make_tenant


class Refused(Refusal):
    code = "test.refused"


calls: list[Any] = []


@task(name="test.note", tenant=True)
def note_task(*, tenant: UUID, word: str, at: datetime) -> None:
    calls.append((tenant, word, at))
    journal.record("test.noted", tenant=tenant, subject=Ref("test", uuid7()), by=SYSTEM, at=at)


@task(name="test.fail", role=None, retry=BackOff(attempts=3, first=7, most=10))
def fail_task() -> None:
    calls.append("failed")
    raise RuntimeError("broken on purpose")


@task(name="test.refuse", role=None)
def refuse_task() -> None:
    raise Refused()


@task(name="test.once", role=None, once="test.once", retry=BackOff(attempts=3, first=7))
def once_task() -> None:
    calls.append("once")
    if len(calls) == 1:
        with tenancy.enter(Role.DESK):
            jobs.enqueue("test.once")
        raise RuntimeError("broken on purpose, while the next one waits already")


@task(name="test.each", each_tenant=True)
def each_task(*, tenant: UUID, at: datetime) -> None:
    journal.record("test.noted", tenant=tenant, subject=Ref("test", uuid7()), by=SYSTEM, at=at)
    if tenant in calls:
        raise RuntimeError("broken on purpose")


@pytest.fixture(autouse=True)
def no_calls() -> Iterator[None]:
    calls.clear()
    yield


def rows(columns: str = "task_name, status::text, attempts") -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM procrastinate_jobs WHERE task_name LIKE 'test.%' ORDER BY id")
        return list(cursor.fetchall())


def work() -> None:
    """What the worker process does, until the queue is empty."""
    with app.replace_connector(app.connector.get_worker_connector()):
        app.run_worker(wait=False, listen_notify=False, install_signal_handlers=False, delete_jobs="never")


def hand_over(name: str, **arguments: Any) -> None:
    with tenancy.enter(Role.DESK):
        jobs.enqueue(name, arguments)


def test_a_job_is_handed_over_with_the_commit(merendaal: Tenant) -> None:
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        jobs.enqueue(note_task, {"tenant": merendaal.id, "word": "hoi", "at": NOW})
        with tenancy.without_role():
            assert rows() == []
    assert rows("task_name, args") == [
        ("test.note", f'{{"at": "{NOW.isoformat()}", "word": "hoi", "tenant": "{merendaal.id}"}}')
    ]


def test_a_rolled_back_change_leaves_no_job(merendaal: Tenant) -> None:
    with pytest.raises(KeyError), tenancy.enter(Role.CUSTOMER, merendaal.id):
        jobs.enqueue(note_task, {"tenant": merendaal.id, "word": "hoi"})
        raise KeyError("broken on purpose")
    assert rows() == []


def test_a_nested_scope_that_failed_leaves_no_job_though_the_outer_goes_on(merendaal: Tenant) -> None:
    with tenancy.enter(Role.DESK):
        with pytest.raises(KeyError), tenancy.enter(Role.CUSTOMER, merendaal.id):
            jobs.enqueue("test.fail")
            raise KeyError("broken on purpose")
        jobs.enqueue("test.once")
    assert rows() == [("test.once", "todo", 0)]


def test_a_refused_action_leaves_no_job(merendaal: Tenant) -> None:
    @action("test.refuse")
    def refused(*, by: Actor, at: datetime) -> None:
        jobs.enqueue("test.fail")
        raise Refused()

    with tenancy.enter(Role.CUSTOMER, merendaal.id), pytest.raises(Refused):
        refused(by=SYSTEM, at=NOW)
    assert rows() == []


def test_an_unknown_task_undoes_the_change(merendaal: Tenant) -> None:
    with pytest.raises(TaskNotFound), tenancy.enter(Role.DESK):
        journal.record("test.noted", tenant=merendaal.id, subject=Ref("test", uuid7()), by=SYSTEM, at=NOW)
        jobs.enqueue("test.nobody-knows")
    with tenancy.enter(Role.DESK):
        assert JournalEntry.objects.count() == 0


@pytest.mark.parametrize("text", ["r.specimen@example.nl", "R. Specimen", "Stichting Thuiszorg Merendaal", "x" * 101])
def test_a_job_carries_identifiers_and_neither_names_nor_addresses(db: None, text: str) -> None:
    for arguments in ({"word": text}, {"words": [text]}):
        with pytest.raises(ValueError, match="identifiers"), tenancy.enter(Role.DESK):
            jobs.enqueue("test.note", arguments)
    assert rows() == []


def test_one_job_of_a_name_waits_at_a_time_and_the_second_keeps_the_change(merendaal: Tenant) -> None:
    hand_over("test.once")
    with tenancy.enter(Role.DESK):
        journal.record("test.noted", tenant=merendaal.id, subject=Ref("test", uuid7()), by=SYSTEM, at=NOW)
        jobs.enqueue("test.once")
        jobs.enqueue("test.once")
    assert rows() == [("test.once", "todo", 0)]
    with tenancy.enter(Role.DESK):
        assert JournalEntry.objects.count() == 1


def test_a_second_job_brings_the_waiting_one_forward(db: None) -> None:
    for hours in (3, 1, 2):
        with tenancy.enter(Role.DESK):
            jobs.enqueue("test.once", at=NOW + timedelta(hours=hours))
    assert rows("scheduled_at") == [(NOW + timedelta(hours=1),)]
    hand_over("test.once")
    assert rows("scheduled_at") == [(None,)]


def test_the_queue_counts_in_real_time_when_the_clock_is_offset(db: None, settings: Any) -> None:
    settings.CLOCK_OFFSET = timedelta(days=3)
    with tenancy.enter(Role.DESK):
        jobs.enqueue("test.once", at=NOW)
    assert rows("scheduled_at") == [(NOW - timedelta(days=3),)]


def test_a_job_brought_forward_keeps_the_earlier_moment(db: None) -> None:
    for hours in (3, 1, 2):
        with tenancy.enter(Role.DESK):
            jobs.enqueue("test.once", at=NOW + timedelta(hours=hours))
    ((moment,),) = rows("(args->>'not_before')::timestamptz")
    assert moment == NOW + timedelta(hours=1)
    hand_over("test.once")
    assert rows("args") == [("{}",)]


def test_a_moment_stays_the_same_when_the_clock_is_another_one_after_a_restart(db: None, settings: Any) -> None:
    settings.CLOCK_OFFSET = timedelta(days=3)
    with tenancy.enter(Role.DESK):
        jobs.enqueue("test.once", at=NOW)
        jobs.enqueue("test.refuse")
    settings.CLOCK_OFFSET = timedelta(days=-2)
    assert jobs.keep_moments() == 1
    assert sorted(rows("task_name, scheduled_at")) == [("test.once", NOW + timedelta(days=2)), ("test.refuse", None)]
    assert jobs.keep_moments() == 0


def test_a_job_that_is_woken_before_its_moment_waits_on(committed: None, settings: Any) -> None:
    moment = clock.now() + timedelta(hours=5)
    tenant = make_tenant().id
    with tenancy.enter(Role.DESK):
        jobs.enqueue("test.note", {"tenant": tenant, "word": "later"}, at=moment)
    with connection.cursor() as cursor:
        # As if the database's clock were far ahead of the product's.
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 minute'")
    work()
    assert calls == []
    assert rows("status::text, attempts") == [("succeeded", 1), ("todo", 0)]
    assert rows("scheduled_at")[1] == (moment,)
    settings.CLOCK_OFFSET = timedelta(hours=6)
    jobs.keep_moments()
    work()
    assert [(who, word) for who, word, _at in calls] == [(tenant, "later")]


def test_a_worker_runs_a_job_in_its_tenants_scope(committed: None) -> None:
    merendaal = make_tenant()
    hand_over("test.note", tenant=merendaal.id, word="hoi", at=NOW)
    work()
    assert calls == [(merendaal.id, "hoi", NOW)]
    assert rows() == [("test.note", "succeeded", 1)]
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        assert [entry.kind for entry in JournalEntry.objects.all()] == ["test.noted"]


def test_a_failing_job_is_tried_again_later_and_given_up_after_its_attempts(committed: None) -> None:
    hand_over("test.fail")
    for attempt, waits in ((1, 7), (2, 10)):
        work()
        ((_name, status, attempts, scheduled),) = rows("task_name, status::text, attempts, scheduled_at")
        assert (status, attempts) == ("todo", attempt)
        assert 0 < (scheduled - datetime.now(UTC)).total_seconds() <= waits
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    work()
    assert rows() == [("test.fail", "failed", 3)]
    assert calls == ["failed"] * 3


def test_a_refusal_is_an_answer_and_not_tried_again(committed: None) -> None:
    hand_over("test.refuse")
    work()
    assert rows() == [("test.refuse", "failed", 1)]


def test_a_failed_job_of_a_name_can_be_tried_again_beside_a_newer_one(committed: None) -> None:
    hand_over("test.once")
    work()
    # The newer one may have come in behind the last look of the worker; the failed one waits for its own time.
    work()
    assert sorted(rows("status::text, attempts, queueing_lock IS NULL")) == [("succeeded", 1, True), ("todo", 1, True)]


def test_one_tenants_failure_keeps_no_other_tenants_work_back(committed: None) -> None:
    first, second, third = (make_tenant() for _ in range(3))
    calls.append(second.id)
    hand_over("test.each")
    work()
    assert rows("status::text") == [("todo",)]
    with tenancy.enter(Role.DESK):
        noted = set(JournalEntry.objects.values_list("tenant_id", flat=True))
    assert noted == {first.id, third.id}


def test_the_provider_is_no_customer(committed: None) -> None:
    make_tenant(is_provider=True)
    customer = make_tenant()
    hand_over("test.each")
    work()
    with tenancy.enter(Role.DESK):
        assert list(JournalEntry.objects.values_list("tenant_id", flat=True)) == [customer.id]


@pytest.mark.processes
def test_a_job_of_a_killed_worker_is_given_back_and_done(committed: None) -> None:
    hand_over(slow_task.NAME)
    worker = start_worker()
    try:
        slow_task.wait_until_it_runs(connection)
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    slow_task.let_go(connection)
    assert rows("status::text") == [("doing",)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    recover()
    assert rows("status::text") == [("todo",)]
    work()
    assert rows() == [(slow_task.NAME, "succeeded", 2)]


def test_a_job_of_a_living_worker_is_left_alone(committed: None) -> None:
    hand_over("test.once")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
        )
    recover()
    assert rows("status::text") == [("doing",)]


def test_a_stalled_job_gives_way_to_one_of_its_name_that_waits(committed: None) -> None:
    hand_over("test.once")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    hand_over("test.once")
    recover()
    assert rows("status::text") == [("aborted",), ("todo",)]


def test_a_job_that_kills_every_worker_is_given_up(committed: None) -> None:
    hand_over("test.once")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = 9")
    recover()
    assert rows("status::text") == [("failed",)]


def recover() -> None:
    from waarborg.plumbing.queue.recovery import recover_stalled_jobs

    async def run() -> None:
        async with app.open_async():
            await recover_stalled_jobs()

    with app.replace_connector(app.connector.get_worker_connector()):
        asyncio.run(run())


def start_worker() -> subprocess.Popen[bytes]:
    """A worker in a process of its own, on this test's database."""
    database = connection.settings_dict
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    code = "import django; django.setup(); from waarborg.plumbing.tests import slow_task; slow_task.work()"
    return subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "DATABASE_URL": url})
