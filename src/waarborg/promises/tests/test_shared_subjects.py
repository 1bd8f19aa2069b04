"""Clocks of two customers on one subject, such as a platform that comes out for all: each has a story of its own."""

from datetime import datetime
from uuid import UUID

import pytest

from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.promises.models import AgreementVersion, ClockNotice, ClockRun
from waarborg.releases.events import PLATFORM_REGISTERED, PLATFORM_TESTED
from waarborg.support.tests.reports import at

PROMISE = "releases.platforms"
PLATFORM = Ref("releases.platform-version", UUID("01969a00-0000-7000-8000-000000000001"))
CAME = at("2026-04-07 09:00")


def noted(kind: str, *houses: Organisation, when: datetime = CAME) -> None:
    """Within one unit of work."""
    for house in houses:
        journal.record(kind, tenant=house.id, subject=PLATFORM, by=SYSTEM, at=when)


def running(cast: Cast) -> dict[UUID, str]:
    with cast.agent.at_work():
        return dict(ClockRun.objects.filter(promise=PROMISE).values_list("tenant_id", "state"))


def warned(cast: Cast) -> list[UUID]:
    with cast.agent.at_work():
        return sorted(ClockNotice.objects.filter(promise=PROMISE).values_list("tenant_id", flat=True))


def raise_all(when: str) -> None:
    while raise_notices(at=at(when)):
        pass


@pytest.fixture
def both(cast: Cast, appreo: AgreementVersion) -> list[UUID]:
    with cast.agent.at_work():
        noted(PLATFORM_REGISTERED, cast.merendaal, cast.hazelvoort)
    return sorted([cast.merendaal.id, cast.hazelvoort.id])


def test_what_is_noted_for_two_customers_at_once_runs_for_both(cast: Cast, both: list[UUID]) -> None:
    assert running(cast) == dict.fromkeys(both, "running")


def test_each_customer_is_warned_once_at_the_same_instant(cast: Cast, both: list[UUID]) -> None:
    raise_all("2026-04-13 09:00")
    assert warned(cast) == []
    raise_all("2026-04-14 09:00")
    raise_all("2026-04-14 09:01")
    assert warned(cast) == both


def test_what_one_customers_journal_tells_stops_no_clock_of_the_other(cast: Cast, both: list[UUID]) -> None:
    with cast.agent.at_work():
        noted(PLATFORM_TESTED, cast.hazelvoort, when=at("2026-04-08 09:00"))
    assert running(cast) == {cast.merendaal.id: "running", cast.hazelvoort.id: "ended"}
    raise_all("2026-04-14 09:00")
    assert warned(cast) == [cast.merendaal.id]
    with cast.agent.at_work():
        noted(PLATFORM_TESTED, cast.merendaal, cast.hazelvoort, when=at("2026-04-15 09:00"))
    assert running(cast) == dict.fromkeys(both, "ended")
