"""A customer's turn: it chooses an earlier or a later one, we move it only for a reason, and its data moves."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import ClockRun
from waarborg.promises.profiles import profile
from waarborg.promises.queries import NotYetByAgreement
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.releases.actions.rollouts.judge import judge_wave
from waarborg.releases.actions.rollouts.migrate import complete_migration, start_migration
from waarborg.releases.actions.rollouts.move import choose_wave, move_wave
from waarborg.releases.actions.rollouts.refusals import (
    MigrationState,
    NoSuchReason,
    NotBegun,
    NoWhy,
    TooLate,
    WrongEstimate,
)
from waarborg.releases.actions.rollouts.start import start_wave
from waarborg.releases.models import Rollout, Turn
from waarborg.releases.tests.rollouts import FRIDAY, PLANNED, TUESDAY, customers, entries, planned, release_manager
from waarborg.releases.tests.told import at

SignIn = Callable[[Player], Client]
# Three waves; who is in which does not matter here.
WAVES = (at("2026-11-02 21:00"), at("2026-11-12 21:00"), at("2026-12-10 21:00"))
NOW = at("2026-10-20 09:00")


@pytest.fixture
def by(cast: Cast) -> Player:
    return release_manager(cast)


@pytest.fixture
def held(cast: Cast, by: Player) -> Rollout:
    publish_and_bind(cast, profile("perplex-dbc"), name="perplex-dbc.yaml", of="perplex-dbc")
    return planned(by, *WAVES, shares=(Decimal(10), Decimal(20)), now=NOW)


def where(player: Player, held: Rollout) -> tuple[int, str]:
    with player.at_work():
        made = Turn.objects.get(rollout=held, tenant_id=player.organisation.id)
        return made.wave.number, made.reason


def choose(player: Player, held: Rollout, number: int, *, when: datetime = NOW) -> None:
    with player.at_work():
        choose_wave(held.id, number, by=player.actor, at=when)


@pytest.mark.clause("PX-112")
def test_a_customer_takes_an_earlier_and_a_later_turn_whenever_it_wants(cast: Cast, by: Player, held: Rollout) -> None:
    first = where(cast.owner, held)[0]
    others = [number for number in (3, 1, 2) if number != first]
    for player, number in zip((cast.administrator, cast.support_contact), others, strict=True):
        choose(player, held, number)
        assert where(player, held) == (number, "asked")
    # Choosing the same again says nothing.
    choose(cast.owner, held, others[-1])
    assert entries(by, cast.merendaal.id) == ["rollout.wave-chosen", "rollout.wave-chosen"]
    with cast.ordinary_user.at_work(), pytest.raises(NotAllowed):
        choose_wave(held.id, 3, by=cast.ordinary_user.actor, at=NOW)
    with cast.owner.at_work(), pytest.raises(NotFound):
        choose_wave(held.id, 9, by=cast.owner.actor, at=NOW)
    assert where(cast.owner, held) == (others[-1], "asked")


@pytest.mark.clause("PX-112")
def test_we_move_a_customer_only_when_it_asked_or_for_a_legal_date_and_of_that_it_hears(
    cast: Cast, by: Player, held: Rollout
) -> None:
    choose(cast.owner, held, 1)
    choose(cast.owner, held, 3)
    with by.at_work(), pytest.raises(NotYetByAgreement) as refused:
        move_wave(held.id, cast.merendaal.id, 2, reason="other", why="Drukte", by=by.actor, at=NOW)
    assert refused.value.say("nl") == "Voor deze verplaatsing is geen verzoek en geen wettelijke datum."
    assert where(cast.owner, held) == (3, "asked")
    with by.at_work():
        move_wave(held.id, cast.merendaal.id, 2, reason="law", why="Per 1 januari 2027", by=by.actor, at=NOW)
        move_wave(held.id, cast.merendaal.id, 2, reason="law", why="Nog eens", by=by.actor, at=NOW)
    assert where(cast.owner, held) == (2, "law")
    with by.at_work():
        rows = OutboxMail.objects.filter(template="releases/mail/wave_moved.txt").order_by("to_address")
        assert list(rows.values_list("to_address", flat=True)) == ["b.proef@example.org", "t.fictief@example.org"]
        assert "Per 1 januari 2027" in rows[0].body


def test_what_has_begun_does_not_move_any_more(cast: Cast, by: Player, held: Rollout) -> None:
    choose(cast.owner, held, 3)
    choose(cast.owner, held, 2)
    with by.at_work():
        start_wave(held.id, 1, by=by.actor, at=WAVES[0])
        for reason, why, refusal in (("asked", " ", NoWhy), ("mood", "Zomaar", NoSuchReason)):
            with pytest.raises(refusal):
                move_wave(held.id, cast.merendaal.id, 3, reason=reason, why=why, by=by.actor, at=WAVES[0])
    with cast.owner.at_work(), pytest.raises(TooLate):
        choose_wave(held.id, 1, by=cast.owner.actor, at=WAVES[0])
    assert where(cast.owner, held) == (2, "asked")


@pytest.mark.clause("PX-113")
@pytest.mark.parametrize(("minutes", "verdict"), [(150, "met"), (151, "exceeded")])
def test_the_clock_of_a_migration_runs_from_its_beginning_to_its_end(
    cast: Cast, by: Player, held: Rollout, minutes: int, verdict: str
) -> None:
    choose(cast.owner, held, 3)
    choose(cast.owner, held, 2)
    begins = WAVES[1] + timedelta(minutes=5)
    with by.at_work():
        start_wave(held.id, 1, by=by.actor, at=WAVES[0])
        judge_wave(held.id, 1, requests=1000, failed=0, by=by.actor, at=WAVES[0] + timedelta(days=1))
        with pytest.raises(NotBegun):
            start_migration(held.id, cast.merendaal.id, by=by.actor, at=WAVES[1])
        start_wave(held.id, 2, by=by.actor, at=WAVES[1])
        with pytest.raises(WrongEstimate):
            start_migration(held.id, cast.merendaal.id, estimate=0, by=by.actor, at=begins)
        start_migration(held.id, cast.merendaal.id, estimate=40, by=by.actor, at=begins)
        with pytest.raises(MigrationState):
            start_migration(held.id, cast.merendaal.id, by=by.actor, at=begins)
    with by.at_work():
        ends = begins + timedelta(minutes=minutes)
        made = complete_migration(held.id, cast.merendaal.id, by=by.actor, at=ends)
        with pytest.raises(MigrationState):
            complete_migration(held.id, cast.merendaal.id, by=by.actor, at=ends)
        assert (made.estimate, made.took(ends)) == (40, minutes)
    with by.at_work():
        run = ClockRun.objects.get(tenant_id=cast.merendaal.id, promise="releases.migration", subject_id=made.id)
        assert run.verdict == verdict


def test_with_the_last_customer_of_the_last_wave_it_is_done(cast: Cast, by: Player) -> None:
    held = planned(by)
    with by.at_work():
        start_wave(held.id, 1, by=by.actor, at=TUESDAY)
        judge_wave(held.id, 1, requests=1000, failed=0, by=by.actor, at=TUESDAY)
        start_wave(held.id, 2, by=by.actor, at=FRIDAY)
        states = []
        for tenant in (cast.merendaal.id, cast.hazelvoort.id):
            start_migration(held.id, tenant, by=by.actor, at=FRIDAY)
            complete_migration(held.id, tenant, by=by.actor, at=FRIDAY)
            states.append(Rollout.objects.get().state)
    assert states == ["running", "done"]


# ---- pages -----------------------------------------------------------------------------------------------------------
ASKED = {"list": 7, "rollout": 11, "portal": 9}


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_as_much_for_three_as_for_one(cast: Cast, by: Player, signed_in: SignIn, many: int) -> None:
    customers(many * 20)
    for number in range(many):
        held = planned(by, version=f"2026.{number}")
    desk, portal = signed_in(by), signed_in(cast.owner)
    pages = ((desk, "/desk/rollouts/"), (desk, f"/desk/rollouts/{held.id}/"), (portal, "/portal/versions/"))
    for client, page in pages:
        client.get(page)
    found = []
    for client, page in pages:
        with counted() as asked:
            assert client.get(page).status_code == 200
        found.append(len(asked))
    assert found == [ASKED[page] for page in ("list", "rollout", "portal")]


def test_a_roll_out_is_planned_begun_judged_and_resumed_at_the_desk(cast: Cast, signed_in: SignIn) -> None:
    desk = signed_in(cast.manager)
    assert "Nog geen uitrol" in desk.get("/desk/rollouts/").content.decode()
    given = {
        "version": "2026.5", "share_1": "10", "starts_1": "2040-04-10T22:00", "starts_last": "2040-04-13T22:00",
        "most_failing": "1", "least_requests": "100",
    }  # fmt: skip
    assert desk.post("/desk/rollouts/new/", {**given, "starts_2": "2040-04-11T22:00"}).status_code == 422
    assert desk.post("/desk/rollouts/new/", {**given, "starts_last": "2040-04-09T22:00"}).status_code == 422
    answer = desk.post("/desk/rollouts/new/", given)
    assert answer.status_code == 302
    page = answer["Location"]
    # Not before its time.
    assert desk.post(page, {"do": "start", "number": "1"}).status_code == 409
    assert desk.post(page, {"do": "sing"}).status_code == 404
    assert desk.post(page, {"do": "stop", "why": "Nog niet"}).status_code == 302
    assert "Nog niet" in desk.get(page).content.decode()
    assert desk.post(page, {"do": "resume", "why": ""}).status_code == 422
    assert desk.post(page, {"do": "resume", "why": "Toch wel"}).status_code == 302
    with cast.manager.at_work():
        assert Rollout.objects.get().state == "planned"


def test_a_customer_reads_its_turn_and_chooses_another_in_the_portal(cast: Cast, by: Player, signed_in: SignIn) -> None:
    assert "Geen nieuwe versie onderweg" in signed_in(cast.owner).get("/portal/versions/").content.decode()
    begins = (at("2026-05-05 22:00"), at("2026-05-08 22:00"))
    held = planned(by, *begins, now=PLANNED)
    portal = signed_in(cast.administrator)
    before, _ = where(cast.owner, held)
    other = {1: 2, 2: 1}[before]
    assert f"U zit in groep {before} van 2." in portal.get("/portal/versions/").content.decode()
    answer = portal.post("/portal/versions/", {"rollout": str(held.id), "number": str(other)})
    assert (answer.status_code, where(cast.owner, held)) == (302, (other, "asked"))
    for wrong in ({"rollout": "x", "number": "1"}, {"rollout": str(held.id), "number": "x"}):
        assert portal.post("/portal/versions/", wrong).status_code == 404
    page = f"/desk/rollouts/{held.id}/customers/{cast.merendaal.id}/"
    assert "op verzoek van de klant" in signed_in(cast.manager).get(page).content.decode()
    moved = signed_in(cast.manager).post(page, {"do": "move", "number": str(before), "reason": "asked", "why": "Belde"})
    assert (moved.status_code, where(cast.owner, held)) == (302, (before, "asked"))
