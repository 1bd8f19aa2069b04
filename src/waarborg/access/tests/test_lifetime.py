"""How long a session lives, and what keeps it alive. Rows are dated back in the database: the time itself is real."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.test import Client, override_settings

from waarborg.access.actions.choose_idle import OutOfReach, choose_idle
from waarborg.access.actions.set_policy import OutOfBounds, Weaker, follow_agreement, set_policy
from waarborg.access.models import AccessPolicy, Account, Session
from waarborg.access.rules.lifetime import Policy, is_deliberate, over
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound

SignedIn = Callable[[Player], Client]
PAGE = "/portal/people/"


MINUTE = timedelta(minutes=1)
OFFICE = Policy(require_second_factor=False, idle=60 * MINUTE, absolute=12 * 60 * MINUTE)


@pytest.mark.parametrize(
    ("started_ago", "idle", "why"),
    [
        (12 * 60 * MINUTE, 0 * MINUTE, "absolute"),
        (12 * 60 * MINUTE - timedelta(microseconds=1), 0 * MINUTE, None),
        (90 * MINUTE, 60 * MINUTE, "idle"),
        (90 * MINUTE, 60 * MINUTE - timedelta(microseconds=1), None),
        (12 * 60 * MINUTE, 60 * MINUTE, "absolute"),
    ],
)
def test_a_session_has_ended_at_the_very_moment_that_its_time_is_up(
    started_ago: timedelta, idle: timedelta, why: str | None
) -> None:
    assert over(OFFICE, started=NOW - started_ago, active=NOW - idle, now=NOW) == why


def idle_for(minutes: int, *, seconds: int = 0) -> None:
    Session.objects.update(active_at=F("active_at") - timedelta(minutes=minutes, seconds=seconds))


def test_an_idle_session_ends_and_says_so(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    idle_for(59)
    assert client.get(PAGE).status_code == 200
    idle_for(61)
    assert client.get(PAGE).status_code == 302
    assert not Session.objects.filter(account__isnull=False).exists()
    assert "U bent uitgelogd" in client.get("/accounts/sign-in/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true"},
        {"HX-Request": "true", "HX-Trigger": "queue"},
        {"Sec-Fetch-Mode": "cors"},
        {"Sec-Purpose": "prefetch"},
        {"X-Waarborg-Refresh": "1"},
    ],
)
def test_a_page_that_refreshes_itself_keeps_nothing_alive(
    signed_in: SignedIn, owner: Player, headers: dict[str, str]
) -> None:
    client = signed_in(owner)
    for _ in range(3):
        idle_for(25)
        client.get(PAGE, headers=headers)
    assert client.get(PAGE, headers=headers).status_code != 200


@pytest.mark.parametrize(
    "headers",
    [{}, {"HX-Request": "true", "HX-Boosted": "true"}, {"HX-Request": "true", "X-Waarborg-Activity": "user"}],
)
def test_what_a_person_does_keeps_it_alive(signed_in: SignedIn, owner: Player, headers: dict[str, str]) -> None:
    client = signed_in(owner)
    for _ in range(4):
        idle_for(25)
        assert client.get(PAGE, headers=headers).status_code == 200


def test_the_absolute_end_comes_whatever_is_done(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    Session.objects.update(started_at=F("started_at") - timedelta(hours=12))
    assert client.get(PAGE).status_code == 302


def test_saving_a_session_moves_neither_of_its_instants(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    before = Session.objects.values_list("started_at", "active_at").get()
    client.post("/accounts/sessions/end/", {"which": "others"})
    assert Session.objects.values_list("started_at", "active_at").get() == before


def test_an_offset_clock_neither_ends_nor_saves_a_session(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    with override_settings(CLOCK_OFFSET=timedelta(days=400)):
        assert client.get(PAGE).status_code == 200
    idle_for(61)
    with override_settings(CLOCK_OFFSET=-timedelta(days=400)):
        assert client.get(PAGE).status_code == 302


def test_a_policy_holds_from_the_next_request(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    idle_for(16)
    with owner.at_work():
        set_policy(
            owner.organisation.id, require_second_factor=False, idle_minutes=15, absolute_hours=8, by=SYSTEM, at=NOW
        )
    assert client.get(PAGE).status_code == 302


@pytest.mark.clause("CL-48")
def test_after_a_quarter_of_an_hour_nobody_is_signed_in_and_a_person_may_be_stricter(
    signed_in: SignedIn, owner: Player
) -> None:
    with owner.at_work():
        set_policy(
            owner.organisation.id,
            require_second_factor=False,
            idle_minutes=15,
            absolute_hours=8,
            by=owner.actor,
            at=NOW,
        )
    client = signed_in(owner)
    idle_for(14, seconds=50)
    # Counts as use from this second on, not from half a minute ago.
    assert client.get(PAGE).status_code == 200
    idle_for(14, seconds=50)
    assert client.get(PAGE).status_code == 200
    idle_for(15, seconds=1)
    assert client.get(PAGE, headers={"Accept": "application/json"}).status_code == 401
    client = signed_in(owner)
    page = client.get("/accounts/sessions/").content.decode()
    assert "Na 15 minuten, zoals voor iedereen" in page
    assert "Na 30 minuten" not in page
    assert client.post("/accounts/sessions/idle/", {"idle_minutes": "30"}).status_code == 422
    assert client.post("/accounts/sessions/idle/", {"idle_minutes": "5"}).status_code == 302
    idle_for(4, seconds=50)
    assert client.get(PAGE).status_code == 200
    idle_for(5, seconds=1)
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_an_own_time_has_bounds_and_never_makes_an_organisations_longer(
    signed_in: SignedIn, owner: Player, minutes: int
) -> None:
    client = signed_in(owner)
    account = Account.objects.get(sessions__session_key=client.session.session_key)
    with pytest.raises(OutOfReach):
        choose_idle(account, minutes)
    choose_idle(account, 240)
    idle_for(61)
    assert client.get(PAGE).status_code == 302


@pytest.mark.clause("CL-48")
@pytest.mark.parametrize("at", ["2026-03-29T00:50:00+00:00", "2026-10-25T00:50:00+00:00"])
def test_the_clocks_going_forward_or_back_sign_nobody_out(at: str) -> None:
    # At 01:00 UTC the clocks of Amsterdam move by an hour; what counts is the time that passed.
    start = datetime.fromisoformat(at)
    quarter = Policy(require_second_factor=False, idle=15 * MINUTE, absolute=12 * 60 * MINUTE)
    almost, just = (timedelta(minutes=14, seconds=59), timedelta(minutes=15, seconds=1))
    assert over(quarter, started=start, active=start, now=start + almost) is None
    assert over(quarter, started=start, active=start, now=start + just) == "idle"


def test_a_policy_is_written_once_and_in_the_journal(owner: Player) -> None:
    with owner.at_work():
        for _ in range(2):
            set_policy(
                owner.organisation.id, require_second_factor=True, idle_minutes=15, absolute_hours=8, by=SYSTEM, at=NOW
            )
    with owner.at_work():
        entry = JournalEntry.objects.get()
    assert (entry.kind, entry.properties) == ("access.security-policy.changed", {"second-factor": "required"})
    assert AccessPolicy.objects.get().idle_minutes == 15


@pytest.mark.parametrize(("idle", "absolute"), [(0, 8), (-1, 8), (1441, 8), (15, 0), (15, 169)])
def test_a_policy_has_bounds(owner: Player, idle: int, absolute: int) -> None:
    with owner.at_work(), pytest.raises(OutOfBounds):
        set_policy(
            owner.organisation.id,
            require_second_factor=False,
            idle_minutes=idle,
            absolute_hours=absolute,
            by=SYSTEM,
            at=NOW,
        )
    assert not AccessPolicy.objects.exists()


def test_only_the_owner_sets_the_policy_of_their_own(administrator: Player, stranger: Player) -> None:
    wanted = {"require_second_factor": False, "idle_minutes": 5, "absolute_hours": 1, "at": NOW}
    with administrator.at_work(), pytest.raises(NotAllowed):
        set_policy(administrator.organisation.id, **wanted, by=administrator.actor)
    with stranger.at_work(), pytest.raises(NotFound):
        set_policy(administrator.organisation.id, **wanted, by=stranger.actor)
    assert not AccessPolicy.objects.exists()


@pytest.mark.clause("AP-10")
@pytest.mark.parametrize(
    "weaker",
    [{"idle_minutes": 61}, {"absolute_hours": 13}, {"require_second_factor": False}],
    ids=lambda one: next(iter(one)),
)
def test_a_customer_makes_its_settings_stricter_and_never_weaker_than_everybodys(
    owner: Player, settings: object, weaker: dict[str, int]
) -> None:
    settings.SESSION_IDLE_MINUTES, settings.SESSION_ABSOLUTE_HOURS = 60, 12  # type: ignore[attr-defined]
    tenant, stricter = owner.organisation.id, {"require_second_factor": True, "idle_minutes": 30, "absolute_hours": 8}
    with owner.at_work():
        follow_agreement(tenant, require_second_factor=True, by=SYSTEM, at=NOW)
        set_policy(tenant, **stricter, by=owner.actor, at=NOW)
    with owner.at_work(), pytest.raises(Weaker) as refused:
        set_policy(tenant, **stricter | weaker, by=owner.actor, at=NOW)
    assert "60 minuten" in (refused.value.way_out("nl") or "")
    held = AccessPolicy.objects.get()
    assert (held.require_second_factor, held.idle_minutes, held.absolute_hours) == (True, 30, 8)


def test_live_streams_never_count() -> None:
    assert not is_deliberate(method="POST", path="/live/desk", headers={})
    assert is_deliberate(method="POST", path="/desk/", headers={"hx-request": "true"})
