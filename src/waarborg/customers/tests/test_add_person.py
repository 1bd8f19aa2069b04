"""Adding a person."""

import pytest

from waarborg.customers.actions import add_person
from waarborg.customers.actions.people import EmailTaken, Unreadable, initials_of
from waarborg.customers.models import Authority, Person
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound


def test_a_new_person_has_no_role(administrator: Player) -> None:
    with administrator.at_work():
        made = add_person(
            administrator.organisation, name="L. van der Toets", email="l@example.org", by=administrator.actor, at=NOW
        )
    with administrator.at_work():
        assert (made.initials, made.language, made.active) == ("LVT", "nl", True)
        assert not Authority.objects.filter(person=made).exists()
        entry = JournalEntry.objects.get()
        assert entry.kind == "customers.contact.added"
        # Names are data, which can be erased; the chained line holds identifiers only.
        assert "Toets" not in str(entry.properties)
        assert "Toets" in JournalData.objects.get().data


def test_an_address_is_used_once_in_an_organisation_whatever_its_case(administrator: Player) -> None:
    with administrator.at_work():
        with pytest.raises(EmailTaken):
            add_person(
                administrator.organisation, name="X", email="T.FICTIEF@example.org", by=administrator.actor, at=NOW
            )
        assert Person.objects.count() == 4


def test_the_same_address_may_be_known_at_another_organisation(stranger: Player) -> None:
    with stranger.at_work():
        add_person(stranger.organisation, name="X", email="t.fictief@example.org", by=stranger.actor, at=NOW)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "  "), ("name", "x" * 201), ("name", "a\x00b"), ("email", "niet-een-adres"), ("language", "fr")],
)
def test_what_cannot_be_read_is_refused_by_field(owner: Player, field: str, value: str) -> None:
    given = {"name": "X", "email": "x@example.org", "language": "nl", field: value}
    with owner.at_work():
        with pytest.raises(Unreadable) as refused:
            add_person(owner.organisation, **given, by=owner.actor, at=NOW)
        assert refused.value.path == field
        assert Person.objects.count() == 4


def test_an_ordinary_user_adds_nobody(ordinary_user: Player) -> None:
    with ordinary_user.at_work(), pytest.raises(NotAllowed):
        add_person(ordinary_user.organisation, name="X", email="x@example.org", by=ordinary_user.actor, at=NOW)


def test_for_a_stranger_the_organisation_does_not_exist(stranger: Player, owner: Player) -> None:
    with stranger.at_work(), pytest.raises(NotFound):
        add_person(owner.organisation, name="X", email="x@example.org", by=stranger.actor, at=NOW)


def test_initials() -> None:
    assert [initials_of(name) for name in ("R. Specimen", "Anna-Maria van den Berg", "x", "42")] == [
        "RS",
        "AMB",
        "X",
        "?",
    ]
