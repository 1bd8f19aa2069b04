"""The staff's access judged anew: who has to be judged, by whom, what follows, and when it is overdue."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.test import Client

from waarborg.access.actions.administrator_access import open_access
from waarborg.access.actions.staff_reviews import (
    AlreadyOpen,
    NotAllJudged,
    NotOpen,
    OwnAccess,
    ReasonMissing,
    RolesMissing,
    complete_review,
    judge,
    open_review,
    set_interval,
)
from waarborg.access.models import Account, StaffReview
from waarborg.access.queries.staff_reviews import stand
from waarborg.access.reactions import tell_of_overdue_review
from waarborg.access.rules.staff_review import due
from waarborg.access.tests.doors import make_account
from waarborg.access.tests.programs import codes, program
from waarborg.access.tests.test_door_mails import mails
from waarborg.customers.actions import set_roles
from waarborg.customers.actions.authority import LastOne
from waarborg.customers.queries import roles_of
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing import clock
from waarborg.plumbing.models import ContentGrant, JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound

SignedIn = Callable[[Player], Client]
LATER = NOW + timedelta(hours=1)
PAGE = "/desk/staff-access/"


def held_by(player: Player) -> set[str]:
    return {one.role for one in roles_of(player.person, at=LATER)}


def kinds() -> list[str]:
    found = JournalEntry.objects.filter(kind__startswith="access.staff-review").order_by("sequence")
    return list(found.values_list("kind", flat=True))


def test_a_review_judges_everybody_and_is_kept_in_the_journal(manager: Player, agent: Player) -> None:
    for player in (manager, agent):
        make_account(player)
    with manager.at_work():
        set_roles(
            agent.person, {roles.SUPPORT, roles.SECURITY_OFFICER}, why="Beoordeelt toegang", by=manager.actor, at=NOW
        )
        open_review(by=manager.actor, at=NOW)
        with pytest.raises(AlreadyOpen):
            open_review(by=manager.actor, at=NOW)
        judge(agent.person, "changed", roles={roles.SUPPORT}, why="Helpt klanten", by=manager.actor, at=LATER)
        with pytest.raises(NotAllJudged) as refused:
            complete_review(by=manager.actor, at=LATER)
        assert manager.person.name in refused.value.say("nl")
        # Nobody else may judge any more, so the manager's own access is his own to judge.
        judge(manager.person, "confirmed", why="Leidt de dienst", by=manager.actor, at=LATER)
        complete_review(by=manager.actor, at=LATER)
        assert held_by(agent) == {roles.SUPPORT}
        done = StaffReview.objects.get()
        assert (done.closed_at, done.closed_name) == (LATER, manager.person.name)
        assert [one["verdict"] for one in done.judged.values()] == ["changed", "confirmed"]
    with manager.at_work():
        assert kinds() == [f"access.staff-review.{one}" for one in ("opened", "judged", "judged", "completed")]


def test_nobody_judges_their_own_access_while_another_can(manager: Player, agent: Player) -> None:
    for player in (manager, agent):
        make_account(player)
    with manager.at_work():
        set_roles(agent.person, {roles.SECURITY_OFFICER}, why="Beoordeelt toegang", by=manager.actor, at=NOW)
        open_review(by=manager.actor, at=NOW)
        with pytest.raises(OwnAccess) as refused:
            judge(manager.person, "confirmed", why="Leidt de dienst", by=manager.actor, at=NOW)
        assert refused.value.way_out("nl") == f"Vraag {agent.person.name}."
        assert StaffReview.objects.get().judged == {}


def test_what_is_ended_ends_with_the_very_next_request(signed_in: SignedIn, manager: Player, agent: Player) -> None:
    client, mine = signed_in(agent), program(agent, "tickets:read")
    assert (client.get("/desk/customers/").status_code, mine.get("/tickets").status_code) == (200, 200)
    with manager.at_work():
        open_review(by=manager.actor, at=clock.now())
        judge(agent.person, "ended", by=manager.actor, at=clock.now())
    assert client.get("/desk/customers/").status_code == 302
    assert codes(mine.get("/tickets")) == (401, "access.api-token.refused")


def test_the_last_service_manager_is_not_ended(manager: Player) -> None:
    with manager.at_work():
        open_review(by=manager.actor, at=NOW)
        with pytest.raises(LastOne):
            judge(manager.person, "ended", by=manager.actor, at=LATER)
        assert (held_by(manager), StaffReview.objects.get().judged) == ({roles.SERVICE_MANAGER}, {})


def test_who_gets_another_role_afterwards_is_judged_again(manager: Player, agent: Player) -> None:
    with manager.at_work():
        open_review(by=manager.actor, at=NOW)
        for player in (agent, manager):
            judge(player.person, "confirmed", why="Dagelijks werk", by=manager.actor, at=NOW)
        set_roles(agent.person, {roles.SUPPORT, roles.OPERATOR}, why="Beheert de machines", by=manager.actor, at=LATER)
        with pytest.raises(NotAllJudged):
            complete_review(by=manager.actor, at=LATER)


def test_a_judgement_says_why_and_a_change_changes_something(manager: Player, agent: Player, owner: Player) -> None:
    with manager.at_work():
        with pytest.raises(NotOpen):
            judge(agent.person, "confirmed", why="Dagelijks werk", by=manager.actor, at=NOW)
        open_review(by=manager.actor, at=NOW)
        with pytest.raises(ReasonMissing):
            judge(agent.person, "confirmed", why=" x ", by=manager.actor, at=NOW)
        for wanted in ((), {roles.SUPPORT}):
            with pytest.raises(RolesMissing):
                judge(agent.person, "changed", roles=wanted, why="Dagelijks werk", by=manager.actor, at=NOW)
        with pytest.raises(NotFound):
            judge(owner.person, "ended", by=manager.actor, at=NOW)
        with pytest.raises(NotAllowed):
            complete_review(by=agent.actor, at=NOW)
        assert StaffReview.objects.get().judged == {}


def test_three_months_after_the_last_it_is_due_and_then_overdue(manager: Player, agent: Player) -> None:
    tenant = manager.organisation.id
    with manager.at_work():
        StaffReview.objects.create(
            tenant_id=tenant, opened_at=NOW, opened_name="K", closed_at=datetime(2026, 1, 31, tzinfo=UTC)
        )
        found = [stand(tenant, at=datetime(2026, 4, day, 23, tzinfo=UTC)) for day in (29, 30)]
        assert [(one.due, one.overdue) for one in found] == [(date(2026, 4, 30), 0)] * 2
        late = stand(tenant, at=datetime(2026, 5, 2, tzinfo=UTC))
        assert late.overdue == 2
        set_interval(6, by=manager.actor, at=NOW)
        assert stand(tenant, at=datetime(2026, 5, 2, tzinfo=UTC)).due == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("last", "months", "until"),
    [((2027, 11, 30), 3, (2028, 2, 29)), ((2026, 12, 31), 12, (2027, 12, 31)), ((2026, 1, 31), 1, (2026, 2, 28))],
)
def test_the_day_is_clipped_to_the_month(last: Any, months: int, until: Any) -> None:
    assert due(date(*last), months) == date(*until)


def test_who_may_judge_is_mailed_once_when_it_is_overdue(manager: Player, agent: Player) -> None:
    for player in (manager, agent):
        make_account(player)
    with manager.at_work():
        for _ in range(2):
            tell_of_overdue_review.func()
    assert [one.to_person for one in mails()] == [manager.person.id]
    assert "/desk/staff-access/" in mails()[0].body


def test_the_page_warns_lists_and_proposes(signed_in: SignedIn, manager: Player, agent: Player) -> None:
    client = signed_in(manager)
    make_account(agent)
    Account.objects.filter(email=agent.person.email.lower()).update(last_login=clock.real() - timedelta(days=91))
    page = client.get(PAGE).content.decode()
    assert "te laat" in page
    assert page.count("Langer dan 90 dagen niet gebruikt") == 1
    assert client.post(PAGE, {"what": "open"}).status_code == 302
    assert "Nog te beoordelen: 2 personen." in client.get(PAGE).content.decode()
    one = f"{PAGE}{agent.person.id}/"
    assert client.post(one, {"verdict": "confirmed", "why": ""}).status_code == 422
    assert client.post(one, {"verdict": "ended"}).headers["Location"] == PAGE
    told = client.get(PAGE).content.decode()
    assert ("Nog te beoordelen: 1 persoon." in told, "beëindigd" in told) == (True, True)
    assert client.post(PAGE, {"what": "complete"}).status_code == 409
    assert signed_in(agent).get(PAGE).status_code in (302, 403)


@pytest.mark.clause("AP-09")
def test_of_four_who_may_open_data_the_one_who_did_not_for_91_days_is_proposed_and_is_out_with_the_next_request(
    signed_in: SignedIn, manager: Player, cast: Cast
) -> None:
    """An operator who has another role too: the proposal takes the right alone, and what is open closes."""
    holders = [
        make_player(cast.provider, f"{name}. Beheer", f"{name.lower()}.beheer@example.nl", *held)
        for name, *held in [*((one, roles.OPERATOR) for one in "ABC"), ("D", roles.OPERATOR, roles.SUPPORT)]
    ]
    for player, days in zip(holders, (1, 30, 90, 91), strict=True):
        with player.at_work():
            grant = open_access(
                cast.merendaal.id, purpose="backup", begins=NOW, ends=NOW + timedelta(hours=2), by=player.actor, at=NOW
            )
        with cast.owner.at_work():
            before = timedelta(days=days) - timedelta(minutes=days == 90)
            ContentGrant.objects.filter(id=grant.id).update(starts_at=TransactionNow() - before)
    client, theirs = signed_in(manager), signed_in(holders[3])
    content = f"/desk/customers/{cast.merendaal.id}/content/"
    assert theirs.get(content).status_code == 200
    page = client.get(PAGE).content.decode()
    assert page.count("Opende voor het laatst gegevens van een klant") == 1 + page.count("<tr>") - 1
    assert page.count("voorgesteld om het in te trekken") == 1
    client.post(PAGE, {"what": "open"})
    one = f"{PAGE}{holders[3].person.id}/"
    form = client.get(one).content.decode()
    for word, value in (("verdict", "changed"), ("roles", roles.SUPPORT)):
        assert re.search(rf'<input[^>]*name="{word}" value="{value}"[^>]* checked', form), form
    assert not re.search(rf'value="{roles.OPERATOR}"[^>]* checked', form)
    judged = {"verdict": "changed", "roles": [roles.SUPPORT], "why": "Beheert de machines niet meer"}
    assert client.post(one, judged).status_code == 302
    assert theirs.get(content).status_code == 403
    assert "voorgesteld om het in te trekken" not in client.get(PAGE).content.decode()
