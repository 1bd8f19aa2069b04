"""Changing a person's details."""

import pytest

from waarborg.customers.actions import change_person, person_left
from waarborg.customers.actions.people import EmailTaken, HasLeft
from waarborg.customers.models import Person
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound


def test_what_changed_is_written_and_what_stayed_is_not(administrator: Player, ordinary_user: Player) -> None:
    person = ordinary_user.person
    with administrator.at_work():
        change_person(person, name="G. Model-Proef", email=person.email, by=administrator.actor, at=NOW)
    with administrator.at_work():
        assert Person.objects.get(id=person.id).name == "G. Model-Proef"
        assert [(one.kind, one.properties) for one in JournalEntry.objects.all()] == [
            ("customers.contact.changed", {"fields": "name"})
        ]


def test_no_change_writes_nothing(administrator: Player, ordinary_user: Player) -> None:
    with administrator.at_work():
        change_person(ordinary_user.person, name="G. Model", by=administrator.actor, at=NOW)
    with administrator.at_work():
        assert not JournalEntry.objects.exists()


def test_everybody_changes_their_own_language_only(ordinary_user: Player) -> None:
    with ordinary_user.at_work():
        assert change_person(ordinary_user.person, language="en", by=ordinary_user.actor, at=NOW).language == "en"
        with pytest.raises(NotAllowed):
            change_person(ordinary_user.person, name="Iemand Anders", by=ordinary_user.actor, at=NOW)
        assert Person.objects.get(id=ordinary_user.person.id).name == "G. Model"


def test_anothers_address_is_refused(administrator: Player, ordinary_user: Player) -> None:
    with administrator.at_work():
        with pytest.raises(EmailTaken):
            change_person(ordinary_user.person, email="t.fictief@example.org", by=administrator.actor, at=NOW)
        assert Person.objects.get(id=ordinary_user.person.id).email == "g.model@example.org"


def test_who_has_left_stays_as_they_were(owner: Player, ordinary_user: Player) -> None:
    with owner.at_work():
        person_left(ordinary_user.person, by=owner.actor, at=NOW)
        with pytest.raises(HasLeft):
            change_person(ordinary_user.person, name="X", by=owner.actor, at=NOW)


def test_a_stranger_finds_nobody(stranger: Player, ordinary_user: Player) -> None:
    with stranger.at_work(), pytest.raises(NotFound):
        change_person(ordinary_user.person, name="X", by=stranger.actor, at=NOW)
