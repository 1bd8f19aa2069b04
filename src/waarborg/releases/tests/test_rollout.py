"""A roll-out in two waves as SuperOffice promises it: a tenth on Tuesday, the rest on Friday if the first is well."""

from datetime import timedelta
from decimal import Decimal

import pytest

from waarborg.catalogue.actions.keep_purchase import buy
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import NOW, SINCE, Cast, Player
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.profiles import profile
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.releases.actions.rollouts.judge import judge_wave, resume_rollout, stop_rollout
from waarborg.releases.actions.rollouts.plan import Planned, plan_rollout
from waarborg.releases.actions.rollouts.refusals import (
    ByAgreement,
    NobodyThere,
    NoShares,
    NotBegun,
    NotCounts,
    NotHealthy,
    NotInOrder,
    NotItsTurn,
    NotYetThen,
    NoVersion,
    NoWhy,
    ShareTooLarge,
    Stopped,
    WrongBounds,
    WrongState,
)
from waarborg.releases.actions.rollouts.start import start_wave
from waarborg.releases.models import Rollout, Wave, WaveFinding
from waarborg.releases.reactions import begin_waves
from waarborg.releases.tests.rollouts import (
    FRIDAY,
    PLANNED,
    TENTH,
    TUESDAY,
    customers,
    entries,
    members,
    planned,
    release_manager,
    sizes,
)
from waarborg.releases.tests.told import at

WEDNESDAY = at("2026-03-25 12:00")


@pytest.fixture
def by(cast: Cast) -> Player:
    return release_manager(cast)


@pytest.fixture
def superoffice(cast: Cast) -> None:
    publish_and_bind(cast, profile("superoffice"), name="superoffice.yaml", of="superoffice")


def begun(by: Player) -> Rollout:
    """The first wave began on Tuesday."""
    held = planned(by)
    with by.at_work():
        start_wave(held.id, 1, by=by.actor, at=TUESDAY)
    return held


def found(by: Player, held: Rollout, requests: int, failed: int) -> str:
    with by.at_work():
        return judge_wave(held.id, 1, requests=requests, failed=failed, by=by.actor, at=WEDNESDAY).verdict


@pytest.mark.clause("SO-32")
def test_of_forty_seven_customers_five_are_first_and_forty_two_follow(
    cast: Cast, by: Player, superoffice: None
) -> None:
    customers(45)
    first, again = planned(by), planned(by, at("2026-04-14 20:00"), at("2026-04-17 20:00"), version="2026.4")
    assert sizes(by, first) == sizes(by, again) == [5, 42]
    # Who is in it stays in it, and a customer who comes is in none before the next wave.
    assert members(by, first, 1) == members(by, again, 1)


@pytest.mark.clause("SO-32")
def test_a_customer_of_thursday_gets_the_version_with_the_second_wave(
    cast: Cast, by: Player, superoffice: None
) -> None:
    held = begun(by)
    assert found(by, held, 10_000, 100) == "healthy"
    (fresh,) = customers(1)
    with by.at_work():
        start_wave(held.id, 2, by=by.actor, at=FRIDAY)
    assert fresh in members(by, held, 2)
    assert sizes(by, held) == [1, 2]


@pytest.mark.clause("SO-32")
def test_more_failures_than_stated_stop_the_second_wave_until_somebody_says_why(
    cast: Cast, by: Player, superoffice: None
) -> None:
    held = begun(by)
    assert found(by, held, 10_000, 101) == "unhealthy"
    with by.at_work():
        with pytest.raises(Stopped):
            start_wave(held.id, 2, by=by.actor, at=FRIDAY)
        # Better figures do not resume it by themselves.
        judge_wave(held.id, 1, requests=10_000, failed=0, by=by.actor, at=WEDNESDAY + timedelta(hours=1))
        with pytest.raises(Stopped):
            start_wave(held.id, 2, by=by.actor, at=FRIDAY)
        with pytest.raises(NoWhy):
            resume_rollout(held.id, "  ", by=by.actor, at=FRIDAY)
        resume_rollout(held.id, "De fouten kwamen van één proxy.", by=by.actor, at=FRIDAY)
        start_wave(held.id, 2, by=by.actor, at=FRIDAY)
        assert WaveFinding.objects.get(why="De fouten kwamen van één proxy.").said_by == "N. Uitrol"
    assert entries(by, cast.provider.id) == [
        "rollout.planned", "rollout.wave-started", "rollout.stopped", "wave.found-unhealthy", "rollout.resumed",
        "wave.found-healthy", "rollout.wave-started",
    ]  # fmt: skip


@pytest.mark.clause("SO-32")
def test_the_second_wave_waits_until_it_is_known_that_the_first_is_well(
    cast: Cast, by: Player, superoffice: None
) -> None:
    held = begun(by)
    assert found(by, held, 99, 0) == "unknown"
    with by.at_work(), pytest.raises(ByAgreement) as refused:
        start_wave(held.id, 2, by=by.actor, at=FRIDAY)
    assert refused.value.say("nl") == "Dit is niet de avond voor deze groep, of bij de eerste groep gaat het niet goed."
    assert sizes(by, held) == [1, 1]
    with by.at_work():
        assert Wave.objects.get(rollout=held, number=2).started_at is None


@pytest.mark.clause("SO-32")
def test_another_evening_than_agreed_is_refused_with_the_first_that_can_be(
    cast: Cast, by: Player, superoffice: None
) -> None:
    monday = at("2026-03-23 21:00")
    for moments, said in (
        ((monday, FRIDAY), "24 maart 2026 22:00"),
        ((TUESDAY, TUESDAY + timedelta(days=1)), "27 maart 2026 22:00"),
    ):
        with pytest.raises(ByAgreement) as refused:
            planned(by, *moments)
        assert said in str(refused.value.way_out("nl"))
    with pytest.raises(ShareTooLarge):
        planned(by, shares=(Decimal("10.5"),))
    with by.at_work():
        assert Rollout.objects.count() == 0


def test_without_an_agreement_the_first_wave_has_to_be_well_all_the_same(cast: Cast, by: Player) -> None:
    held = begun(by)
    with by.at_work(), pytest.raises(NotHealthy):
        start_wave(held.id, 2, by=by.actor, at=FRIDAY)


def test_waves_begin_by_themselves_at_their_time_and_not_while_it_is_stopped(cast: Cast, by: Player) -> None:
    held = planned(by)
    begin_waves(at=(TUESDAY - timedelta(minutes=1)).isoformat())
    assert entries(by, cast.provider.id) == ["rollout.planned"]
    begin_waves(at=TUESDAY.isoformat())
    begin_waves(at=FRIDAY.isoformat())
    assert entries(by, cast.provider.id) == ["rollout.planned", "rollout.wave-started"]
    assert found(by, held, 1000, 0) == "healthy"
    with by.at_work():
        stop_rollout(held.id, "Wij wachten op de helpdesk.", by=by.actor, at=WEDNESDAY)
    begin_waves(at=FRIDAY.isoformat())
    with by.at_work():
        resume_rollout(held.id, "De helpdesk is zover.", by=by.actor, at=FRIDAY)
    begin_waves(at=(FRIDAY + timedelta(minutes=1)).isoformat())
    assert sizes(by, held) == [1, 1]
    assert entries(by, cast.provider.id)[-1] == "rollout.wave-started"


def test_the_ring_of_what_was_bought_decides_who_is_first(cast: Cast, by: Player) -> None:
    stock = make_stock(cast)
    with cast.manager.at_work():
        for tenant, ring in ((cast.merendaal, "late"), (cast.hazelvoort, "early")):
            buy(stock.records, tenant.id, starts_on=SINCE.date(), ring=ring, by=cast.manager.actor, at=NOW)
    customers(3)
    later = (NOW + timedelta(days=1), NOW + timedelta(days=4))
    held = planned(by, *later, item=stock.records.id, now=NOW)
    assert (members(by, held, 1), members(by, held, 2)) == ({cast.hazelvoort.id}, {cast.merendaal.id})
    with pytest.raises(NobodyThere):
        planned(by, *later, item=stock.payroll.id, now=NOW)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"version": " "}, NoVersion),
        ({"waves": [(None, TUESDAY)]}, NoShares),
        ({"waves": [(None, TUESDAY), (None, FRIDAY)]}, NoShares),
        ({"waves": [(Decimal(60), TUESDAY), (Decimal(40), WEDNESDAY), (None, FRIDAY)]}, NoShares),
        ({"waves": [(TENTH, FRIDAY), (None, TUESDAY)]}, NotInOrder),
        ({"waves": [(TENTH, PLANNED), (None, TUESDAY)]}, NotInOrder),
        ({"most_failing": Decimal(100)}, WrongBounds),
        ({"least_requests": 0}, WrongBounds),
    ],
)
def test_what_is_no_plan_is_refused_and_nothing_is_kept(
    cast: Cast, by: Player, given: dict[str, object], refusal: type[Exception]
) -> None:
    described = Planned(**{"version": "2026.3", "waves": [(TENTH, TUESDAY), (None, FRIDAY)], **given})  # type: ignore[arg-type]
    with by.at_work(), pytest.raises(refusal):
        plan_rollout(described, by=by.actor, at=PLANNED)
    with by.at_work():
        assert Rollout.objects.count() == 0


def test_a_wave_begins_once_in_its_turn_and_not_before_its_time(cast: Cast, by: Player) -> None:
    held = planned(by)
    with by.at_work():
        for number, when, refusal in ((1, TUESDAY - timedelta(seconds=1), NotYetThen), (2, TUESDAY, NotItsTurn)):
            with pytest.raises(refusal):
                start_wave(held.id, number, by=by.actor, at=when)
        with pytest.raises(NotBegun):
            judge_wave(held.id, 1, requests=1, failed=0, by=by.actor, at=TUESDAY)
        start_wave(held.id, 1, by=by.actor, at=TUESDAY)
        with pytest.raises(NotItsTurn):
            start_wave(held.id, 1, by=by.actor, at=TUESDAY)
        with pytest.raises(NotCounts):
            judge_wave(held.id, 1, requests=1, failed=2, by=by.actor, at=TUESDAY)
        with pytest.raises(WrongState):
            resume_rollout(held.id, "Waarom niet", by=by.actor, at=TUESDAY)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        stop_rollout(held.id, "Stop", by=cast.agent.actor, at=TUESDAY)
    assert entries(by, cast.provider.id) == ["rollout.planned", "rollout.wave-started"]
