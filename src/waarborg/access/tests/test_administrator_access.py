"""Our administrators open a customer's data for four purposes only, for a time, in the customer's sight."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.postgres.functions import TransactionNow
from django.db.models import F
from django.test import Client

from waarborg.access.actions import administrator_access as administrators
from waarborg.access.actions import support_grants as grants
from waarborg.access.reactions import end_support_grants
from waarborg.access.rules.administrator_access import window
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing import clock, files, tenancy
from waarborg.plumbing.models import ContentGrant, JournalEntry, SealedFile
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role

SignedIn = Callable[[Player], Client]
HOUR = timedelta(hours=1)
NIGHT = datetime(2026, 3, 28, 21, 0, tzinfo=UTC)


@pytest.fixture
def operator(cast: Cast, settings: Any, tmp_path: Path) -> Player:
    """An administrator of ours, and a sealed file of Merendaal to look at."""
    settings.FILE_STORE = f"file://{tmp_path}/files"
    with cast.owner.at_work():
        files.store(
            io.BytesIO(b"naam;geboren\nG. Model;1940"), name="clienten.csv", tenant=cast.merendaal.id,
            by=cast.owner.actor, at=NOW, purpose="test", sealed=True,
        )  # fmt: skip
    return make_player(cast.provider, "D. Dummy", "d.dummy@example.nl", roles.OPERATOR)


def seen_by(player: Player) -> int:
    with tenancy.enter(Role.DESK, player.tenant, person=player.person.id):
        return SealedFile.objects.count()


def opened(cast: Cast, by: Player, *, purpose: str = "move", begins: datetime = NOW, lasts: timedelta = HOUR) -> Any:
    with by.at_work():
        return administrators.open_access(
            cast.merendaal.id, purpose=purpose, begins=begins, ends=begins + lasts, by=by.actor, at=min(begins, NOW)
        )


def told(tenant: Any) -> list[tuple[str, str, dict[str, str]]]:
    with tenancy.enter(Role.DESK):
        rows = JournalEntry.objects.filter(tenant_id=tenant).order_by("sequence")
        return [(one.kind, one.actor_kind, one.properties) for one in rows]


@pytest.mark.clause("PX-42")
def test_an_administrator_opens_data_for_four_purposes_only(cast: Cast, operator: Player) -> None:
    with operator.at_work(), pytest.raises(administrators.PurposeNotInList) as refused:
        administrators.open_access(
            cast.merendaal.id, purpose="vriend-helpen", begins=NOW, ends=NOW + HOUR, by=operator.actor, at=NOW
        )
    assert refused.value.say("nl") == "Voor dit doel geeft de overeenkomst geen toegang."
    assert seen_by(operator) == 0
    assert told(cast.merendaal.id) == []
    properties = {"act": "access.administrator-access.open", "code": "access.administrator-access.purpose"}
    assert told(cast.provider.id) == [("act.refused", "staff", properties)]
    for purpose in ("new-version", "patch", "backup", "move"):
        grant = opened(cast, operator, purpose=purpose)
        assert (seen_by(operator), seen_by(cast.agent)) == (1, 0)
        with operator.at_work():
            administrators.close_access(grant.id, by=operator.actor, at=NOW)
            administrators.close_access(grant.id, by=operator.actor, at=NOW)
        assert seen_by(operator) == 0
    kinds = ["access.administrator-access.opened", "access.administrator-access.closed"]
    assert [kind for kind, _, _ in told(cast.merendaal.id)] == kinds * 4


@pytest.mark.clause("PX-42")
def test_from_ten_to_four_over_the_night_the_clock_goes_forward_is_five_hours_and_ends_by_itself(
    cast: Cast, operator: Player
) -> None:
    begins, ends = window(datetime(2026, 3, 28, 22, 0), datetime(2026, 3, 29, 4, 0), "Europe/Amsterdam")
    assert (begins, ends - begins) == (NIGHT, 5 * HOUR)
    grant = opened(cast, operator, begins=begins, lasts=ends - begins)
    second = timedelta(seconds=1)
    with cast.owner.at_work():
        held = ContentGrant.objects.filter(id=grant.id)
        assert held.get().ends_at - held.get().starts_at == 5 * HOUR
        held.update(starts_at=TransactionNow() - 5 * HOUR + 30 * second, ends_at=TransactionNow() + 30 * second)
    assert seen_by(operator) == 1
    with cast.owner.at_work():
        held.update(starts_at=F("starts_at") - 31 * second, ends_at=F("ends_at") - 31 * second)
    assert seen_by(operator) == 0
    with operator.at_work(), pytest.raises(grants.NoGrant):
        grants.open_content(cast.merendaal.id, by=operator.actor, at=clock.now())
    end_support_grants()
    end_support_grants()
    assert [(kind, actor) for kind, actor, _ in told(cast.merendaal.id)] == [
        ("access.administrator-access.opened", "staff"), ("access.administrator-access.closed", "system"),
    ]  # fmt: skip


def test_one_that_begins_later_opens_nothing_before(cast: Cast, operator: Player) -> None:
    with operator.at_work():
        administrators.open_access(
            cast.merendaal.id, purpose="backup", begins=NOW + HOUR, ends=NOW + 2 * HOUR, by=operator.actor, at=NOW
        )
    assert seen_by(operator) == 0


@pytest.mark.parametrize(
    ("begins", "lasts"),
    [(NOW - HOUR, 2 * HOUR), (NOW, timedelta(0)), (NOW, timedelta(hours=12, seconds=1)), (NOW + HOUR, -HOUR)],
)
def test_a_time_out_of_bounds_is_refused(cast: Cast, operator: Player, begins: datetime, lasts: timedelta) -> None:
    with operator.at_work(), pytest.raises(administrators.WindowOutOfBounds):
        administrators.open_access(
            cast.merendaal.id, purpose="move", begins=begins, ends=begins + lasts, by=operator.actor, at=NOW
        )
    assert told(cast.merendaal.id) == []


@pytest.mark.parametrize("player", ["agent", "manager", "owner"])
def test_nobody_else_opens_as_an_administrator(cast: Cast, player: str) -> None:
    one: Player = getattr(cast, player)
    with one.at_work(), pytest.raises(NotAllowed):
        administrators.open_access(cast.merendaal.id, purpose="move", begins=NOW, ends=NOW + HOUR, by=one.actor, at=NOW)
    assert [kind for kind, _, _ in told(cast.merendaal.id)] == ["act.refused"] * (player == "owner")
    with tenancy.enter(Role.DESK):
        assert not ContentGrant.objects.exists()


def test_what_the_customer_opens_to_support_it_does_not_open_to_administrators(cast: Cast, operator: Player) -> None:
    with cast.owner.at_work():
        grants.give(cast.merendaal.id, purpose="Import stopt", lasts=HOUR, by=cast.owner.actor, at=NOW)
    with operator.at_work(), pytest.raises(grants.NoGrant):
        grants.open_content(cast.merendaal.id, by=operator.actor, at=NOW)


@pytest.mark.clause("PX-42")
def test_the_customer_sees_it_while_it_lasts_and_in_what_happened(
    cast: Cast, operator: Player, signed_in: SignedIn
) -> None:
    """Opened on its page at the desk, used, seen by the customer's administrator, closed; in Dutch and in English."""
    desk, page = signed_in(operator), f"/desk/customers/{cast.merendaal.id}/administrators/"
    ends = (clock.now() + 2 * HOUR).strftime("%Y-%m-%dT%H:%M")
    assert desk.post(page, {"purpose": "vriend helpen", "ends": ends}).status_code == 403
    assert desk.post(page, {"purpose": "patch", "ends": ends}).status_code == 302
    assert "clienten.csv" in desk.get(f"/desk/customers/{cast.merendaal.id}/content/").content.decode()
    portal = signed_in(cast.administrator)
    shown = portal.get("/portal/support-access/").content.decode()
    assert "een patch of spoedreparatie plaatsen" in shown and "D. Dummy" in shown
    with cast.administrator.at_work():
        grant = ContentGrant.objects.get()
    assert portal.post(f"/portal/support-access/{grant.id}/end/").status_code == 409
    assert desk.post(page, {"close": str(grant.id)}).status_code == 302
    assert seen_by(operator) == 0
    happened = portal.get("/portal/audit/", {"kind": "support-access"}).content.decode()
    for words in (
        "Het openen van uw gegevens voor een systeembeheerder", "Het inzien van uw gegevens door een systeembeheerder",
        "Het einde van de toegang van een systeembeheerder", "een patch of spoedreparatie plaatsen", "D. Dummy",
    ):  # fmt: skip
        assert words in happened, words
    portal.cookies[configured.LANGUAGE_COOKIE_NAME] = "en"
    assert "placing a patch or hotfix" in portal.get("/portal/support-access/").content.decode()
    assert signed_in(cast.agent).get(page).status_code == 403
