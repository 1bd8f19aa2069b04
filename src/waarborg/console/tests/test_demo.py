"""The demonstration: the same seed and instant give the same data, and its chain verifies."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from waarborg.console.demo.build import World, build
from waarborg.console.demo.load import doors, load
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.project_clocks import rebuild
from waarborg.promises.models import ClockRun
from waarborg.promises.profiles import documents, profile
from waarborg.promises.queries import require
from waarborg.promises.queries.standing import _standing, compiled
from waarborg.support.models import Ticket

NOW = datetime(2026, 10, 30, 15, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def another_publication() -> Iterator[None]:
    """The same file is published here at another instant than in other tests, and a process keeps versions by hash."""
    for cached in (compiled, _standing):
        cached.cache_clear()
    yield
    for cached in (compiled, _standing):
        cached.cache_clear()


def small(seed: int = 7) -> World:
    return build(profile("appreo"), documents("appreo"), now=NOW, seed=seed, customers=4, tickets=60)


def plain(world: World) -> list[Any]:
    rows: Iterator[Any] = (one for rows in world.rows.values() for one in rows)
    return [*world.chain, *({k: v for k, v in vars(one).items() if k != "_state"} for one in rows)]


@pytest.mark.django_db
def test_the_same_seed_and_instant_give_the_same_data() -> None:
    assert str(plain(small())) == str(plain(small()))
    assert str(plain(small())) != str(plain(small(seed=8)))


@pytest.mark.django_db
def test_every_chain_verifies_and_projections_are_what_replay_gives() -> None:
    world = load(profile("appreo"), documents("appreo"), now=NOW)
    tenants = {row[0] for row in world.chain}
    with tenancy.enter(Role.DESK):
        assert all(journal.verify(tenant).sound for tenant in tenants)
        assert JournalEntry.objects.filter(kind="promises.clock.broke").exists()
        ticket = Ticket.objects.filter(state="resolved").order_by("number")[0]
        runs = ClockRun.objects.filter(subject_id=ticket.id).values("promise", "due_at", "verdict", "projection")
        before = list(runs.all())
        rebuild(ticket.tenant_id, require(ticket.tenant_id), [ticket.ref])
        after = list(runs.all())
    assert sorted(before, key=str) == sorted(after, key=str)
    assert before


@pytest.mark.django_db
def test_it_has_work_for_every_band_of_the_queue() -> None:
    world = build(profile("appreo"), documents("appreo"), now=NOW)
    runs = world.rows[ClockRun]
    assert len({one.tenant_id for one in world.rows[Ticket]}) == 40
    open_runs = [run for run in runs if run.is_open]
    assert any(run.verdict == "broken" for run in open_runs)
    assert any(run.state == "paused" for run in open_runs)
    assert any(run.due_at and run.due_at > NOW for run in open_runs)


@pytest.mark.django_db
def test_each_door_leads_to_somebody_else() -> None:
    load(profile("appreo"), documents("appreo"), now=NOW)
    found = doors()
    assert [door.part for door in found] == ["agent", "service manager", "owner", "user"]
    assert len({(door.organisation, door.name) for door in found}) == 4
    assert len({door.path for door in found}) == 4
