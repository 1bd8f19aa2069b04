"""Giving and taking roles, and who may: somebody always stays who can let others in."""

from datetime import timedelta

import pytest

from waarborg.customers.actions import grant_authority, person_left, set_roles, withdraw_authority
from waarborg.customers.actions.authority import LastOne
from waarborg.customers.actions.grant_authority import AlreadyHeld, EndsBeforeItStarts, NoSuchRole
from waarborg.customers.actions.people import HasLeft
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import breach_contacts, holders, standing
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound

LATER = NOW + timedelta(days=1)


def held_by(player: Player, at: object = NOW) -> set[str]:
    found = standing(tenant=player.organisation.id, person=player.person.id, at=at)  # type: ignore[arg-type]
    return set(found.roles) if found else set()


def test_a_role_holds_from_its_start_until_its_end(owner: Player, ordinary_user: Player) -> None:
    with owner.at_work():
        grant_authority(
            ordinary_user.person,
            roles.FINANCE_CONTACT,
            starts_at=NOW + timedelta(hours=1),
            ends_at=LATER,
            by=owner.actor,
            at=NOW,
        )
        assert held_by(ordinary_user) == {roles.USER}
        assert held_by(ordinary_user, NOW + timedelta(hours=1)) == {roles.USER, roles.FINANCE_CONTACT}
        assert held_by(ordinary_user, LATER) == {roles.USER}


def test_granting_and_withdrawing_leave_one_entry_each(owner: Player, ordinary_user: Player) -> None:
    with owner.at_work():
        given = grant_authority(ordinary_user.person, roles.BREACH_CONTACT, by=owner.actor, at=NOW)
        withdraw_authority(given, by=owner.actor, at=LATER)
        withdraw_authority(given, by=owner.actor, at=LATER)
    with owner.at_work():
        assert [(one.kind, one.properties["role"]) for one in JournalEntry.objects.order_by("sequence")] == [
            ("customers.authority.granted", roles.BREACH_CONTACT),
            ("customers.authority.withdrawn", roles.BREACH_CONTACT),
        ]
        assert held_by(ordinary_user, LATER) == {roles.USER}


def test_an_administrator_appoints_no_owner(administrator: Player, ordinary_user: Player) -> None:
    with administrator.at_work():
        with pytest.raises(NotAllowed):
            grant_authority(ordinary_user.person, roles.OWNER, by=administrator.actor, at=NOW)
        grant_authority(ordinary_user.person, roles.SUPPORT_CONTACT, by=administrator.actor, at=NOW)
        assert held_by(ordinary_user) == {roles.USER, roles.SUPPORT_CONTACT}


def test_an_administrator_takes_no_owner_away(administrator: Player, owner: Player) -> None:
    with administrator.at_work():
        theirs = Authority.objects.get(person=owner.person)
        with pytest.raises(NotAllowed):
            withdraw_authority(theirs, by=administrator.actor, at=NOW)
        with pytest.raises(NotAllowed):
            person_left(owner.person, by=administrator.actor, at=NOW)
        assert held_by(owner) == {roles.OWNER}


def test_a_customers_person_never_gets_a_providers_role(manager: Player, ordinary_user: Player, owner: Player) -> None:
    with manager.at_work(), pytest.raises(NoSuchRole):
        grant_authority(ordinary_user.person, roles.SUPPORT, by=manager.actor, at=NOW)
    with owner.at_work(), pytest.raises(NotAllowed):
        grant_authority(ordinary_user.person, roles.SUPPORT, by=owner.actor, at=NOW)


def test_the_last_owner_stays(owner: Player, administrator: Player) -> None:
    with owner.at_work():
        theirs = Authority.objects.get(person=owner.person)
        with pytest.raises(LastOne):
            withdraw_authority(theirs, by=owner.actor, at=NOW)
        with pytest.raises(LastOne):
            person_left(owner.person, by=owner.actor, at=NOW)
        assert held_by(owner) == {roles.OWNER}
        grant_authority(administrator.person, roles.OWNER, by=owner.actor, at=NOW)
        withdraw_authority(theirs, by=owner.actor, at=NOW)
        assert [one.name for one in holders(owner.organisation.id, roles.OWNER, at=NOW)] == ["B. Proef"]


def test_an_owner_until_tomorrow_does_not_count_as_another(owner: Player, administrator: Player) -> None:
    with owner.at_work():
        grant_authority(administrator.person, roles.OWNER, ends_at=LATER, by=owner.actor, at=NOW)
        with pytest.raises(LastOne):
            person_left(owner.person, by=owner.actor, at=NOW)


def test_roles_are_set_together_or_not_at_all(owner: Player) -> None:
    with owner.at_work():
        with pytest.raises(LastOne):
            set_roles(owner.person, {roles.FINANCE_CONTACT}, by=owner.actor, at=NOW)
        assert held_by(owner) == {roles.OWNER}


def test_ownership_is_handed_over_in_one_go(owner: Player, administrator: Player) -> None:
    with owner.at_work():
        set_roles(administrator.person, {roles.OWNER}, by=owner.actor, at=NOW)
        assert held_by(administrator) == {roles.OWNER}


def test_what_makes_no_sense_is_refused(owner: Player, ordinary_user: Player) -> None:
    person = ordinary_user.person
    with owner.at_work():
        with pytest.raises(AlreadyHeld):
            grant_authority(person, roles.USER, by=owner.actor, at=NOW)
        with pytest.raises(NoSuchRole):
            grant_authority(person, "customer.king", by=owner.actor, at=NOW)
        with pytest.raises(EndsBeforeItStarts):
            grant_authority(person, roles.FINANCE_CONTACT, ends_at=NOW, by=owner.actor, at=NOW)
        assert held_by(ordinary_user) == {roles.USER}


def test_who_has_left_holds_nothing_and_gets_nothing(owner: Player, support_contact: Player) -> None:
    with owner.at_work():
        gone = person_left(support_contact.person, by=owner.actor, at=NOW)
        assert (gone.active, gone.left_at, held_by(support_contact)) == (False, NOW, set())
        assert not Authority.objects.filter(person=gone, ends_at=None).exists()
        with pytest.raises(HasLeft):
            grant_authority(gone, roles.USER, by=owner.actor, at=LATER)
        with pytest.raises(HasLeft):
            person_left(gone, by=owner.actor, at=LATER)


def test_a_stranger_changes_nothing(stranger: Player, ordinary_user: Player, owner: Player) -> None:
    with stranger.at_work():
        for attempt in (
            lambda: grant_authority(ordinary_user.person, roles.OWNER, by=stranger.actor, at=NOW),
            lambda: person_left(ordinary_user.person, by=stranger.actor, at=NOW),
        ):
            with pytest.raises(NotFound):
                attempt()
    with owner.at_work():
        assert Person.objects.get(id=ordinary_user.person.id).active
        assert held_by(ordinary_user) == {roles.USER}


def test_without_a_breach_contact_the_owners_are_told(owner: Player, support_contact: Player) -> None:
    tenant = owner.organisation.id
    with owner.at_work():
        assert breach_contacts(tenant, at=NOW) == [owner.person]
        grant_authority(support_contact.person, roles.BREACH_CONTACT, by=owner.actor, at=NOW)
        assert breach_contacts(tenant, at=NOW) == [support_contact.person]
