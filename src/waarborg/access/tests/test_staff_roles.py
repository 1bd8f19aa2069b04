"""A role of our staff: for the work that is named, and once the confidentiality clause is signed."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from waarborg.access.actions.give_staff_roles import give_staff_roles
from waarborg.customers.actions import record_confidentiality
from waarborg.customers.actions.confidentiality import SignedLater
from waarborg.customers.actions.grant_authority import NotSigned, WorkMissing
from waarborg.customers.models import Person
from waarborg.customers.queries import roles_of
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound

SignedIn = Callable[[Player], Client]
WORK = "Beantwoordt meldingen van klanten"


def held_by(player: Player) -> set[str]:
    return {one.role for one in roles_of(player.person, at=NOW + timedelta(hours=1))}


@pytest.mark.clause("AP-13")
def test_a_role_of_our_staff_is_given_for_work_that_is_named(cast: Cast) -> None:
    with cast.manager.at_work():
        for why in ("", "  x ", "y" * 201):
            with pytest.raises(WorkMissing):
                give_staff_roles(
                    cast.agent.person, {roles.SUPPORT, roles.FINANCE}, why=why, by=cast.manager.actor, at=NOW
                )
        assert held_by(cast.agent) == {roles.SUPPORT}
        give_staff_roles(
            cast.agent.person, {roles.SUPPORT, roles.FINANCE}, why=f" {WORK} ", by=cast.manager.actor, at=NOW
        )
        assert held_by(cast.agent) == {roles.SUPPORT, roles.FINANCE}
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="customers.authority.granted")
        kept = JournalData.objects.get(tenant_id=entry.tenant_id, sequence=entry.sequence)
        assert json.loads(kept.data)["why"] == WORK
        # What is taken away asks for no reason.
        give_staff_roles(cast.agent.person, {roles.SUPPORT}, why="", by=cast.manager.actor, at=NOW)
        refused = JournalEntry.objects.filter(kind="act.refused").values_list("properties", flat=True)
        assert [one["code"] for one in refused if one["act"] == "access.staff-right.grant"] == [WorkMissing.code] * 3


@pytest.mark.clause("AP-13")
@pytest.mark.parametrize("role", [roles.OPERATOR, roles.SUPPORT, roles.SUCCESS])
def test_only_a_service_manager_or_security_officer_gives_our_staff_rights(cast: Cast, role: str) -> None:
    colleague = make_player(cast.provider, "D. Dummy", "d.dummy@example.nl", role)
    with colleague.at_work(), pytest.raises(NotAllowed):
        give_staff_roles(cast.agent.person, {roles.FINANCE}, why=WORK, by=colleague.actor, at=NOW)
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        give_staff_roles(cast.owner.person, {roles.SUPPORT}, why=WORK, by=cast.owner.actor, at=NOW)


@pytest.mark.clause("PX-41")
def test_who_did_not_sign_confidentiality_before_gets_no_rights(cast: Cast) -> None:
    newcomer = make_player(cast.provider, "D. Dummy", "d.dummy@example.nl")
    with cast.manager.at_work():
        Person.objects.filter(id=newcomer.person.id).update(confidentiality_signed_on=None)
        with pytest.raises(NotSigned):
            give_staff_roles(newcomer.person, {roles.SUPPORT}, why=WORK, by=cast.manager.actor, at=NOW)
        with pytest.raises(SignedLater):
            record_confidentiality(newcomer.person, signed_on=date(2026, 4, 8), by=cast.manager.actor, at=NOW)
        Person.objects.filter(id=newcomer.person.id).update(confidentiality_signed_on=date(2026, 4, 8))
        with pytest.raises(NotSigned):
            give_staff_roles(newcomer.person, {roles.SUPPORT}, why=WORK, by=cast.manager.actor, at=NOW)
        record_confidentiality(newcomer.person, signed_on=date(2026, 4, 7), by=cast.manager.actor, at=NOW)
        assert held_by(newcomer) == set()
        give_staff_roles(newcomer.person, {roles.SUPPORT}, why=WORK, by=cast.manager.actor, at=NOW)
        assert held_by(newcomer) == {roles.SUPPORT}
        with pytest.raises(NotFound):
            record_confidentiality(cast.owner.person, signed_on=date(2026, 4, 7), by=cast.manager.actor, at=NOW)


def test_the_page_of_a_colleague_asks_for_both(cast: Cast, signed_in: SignedIn) -> None:
    newcomer = make_player(cast.provider, "D. Dummy", "d.dummy@example.nl")
    with cast.manager.at_work():
        Person.objects.filter(id=newcomer.person.id).update(confidentiality_signed_on=None)
    desk, page = signed_in(cast.manager), f"/desk/people/{newcomer.person.id}/"
    given = {"what": "roles", "roles": [roles.SUPPORT]}
    answer = desk.post(page, given)
    assert (answer.status_code, "voor welk werk D. Dummy" in answer.content.decode()) == (422, True)
    answer = desk.post(page, {**given, "why": WORK})
    assert (answer.status_code, "de geheimhouding nog niet ondertekend" in answer.content.decode()) == (403, True)
    assert desk.post(page, {"what": "confidentiality", "signed_on": "2026-04-01"}).status_code == 302
    assert desk.post(page, {**given, "why": WORK}).status_code == 302
    with cast.manager.at_work():
        assert {one.role for one in roles_of(newcomer.person, at=NOW + timedelta(days=3650))} == {roles.SUPPORT}
    assert "Alleen wie de geheimhouding" not in desk.get(f"/desk/people/{cast.owner.person.id}/").content.decode()
