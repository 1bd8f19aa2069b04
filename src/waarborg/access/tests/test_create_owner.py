"""The first owner, from the command line."""

import pytest
from django.test import Client

from waarborg.access.actions.create_owner import OrganisationMissing, create_owner
from waarborg.access.models import Account
from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import provider, roles_of
from waarborg.customers.tests.cast import NOW
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role

GIVEN = {"email": "K.Voorbeeld@example.nl", "name": "K. Voorbeeld", "language": "nl", "by": SYSTEM, "at": NOW}


def test_the_first_time_it_makes_provider_person_and_account(db: None, client: Client) -> None:
    email, path = create_owner(organisation="Voorbeeld Software", **GIVEN)  # type: ignore[arg-type]
    assert email == "k.voorbeeld@example.nl"
    with tenancy.enter(Role.DESK):
        home = provider()
        assert home is not None
        person = Person.objects.get()
        assert {one.role for one in roles_of(person, at=NOW)} == {"provider.service-manager", "provider.operator"}
    assert client.post(path).headers["Location"] == "/accounts/password/"
    assert client.post("/accounts/password/", {"password": "een-lange-eerste-zin"}).status_code == 302
    assert Account.objects.get().check_password("een-lange-eerste-zin")


def test_a_second_time_gives_a_new_link_and_nothing_twice(db: None) -> None:
    _email, first = create_owner(organisation="Voorbeeld Software", **GIVEN)  # type: ignore[arg-type]
    _email, second = create_owner(organisation="", **GIVEN)  # type: ignore[arg-type]
    assert Client().post(first).status_code == 410
    assert Client().post(second).status_code == 302
    with tenancy.enter(Role.DESK):
        assert (Organisation.objects.count(), Person.objects.count()) == (1, 1)


def test_without_a_provider_its_name_is_asked_for(db: None) -> None:
    with pytest.raises(OrganisationMissing):
        create_owner(organisation=" ", **GIVEN)  # type: ignore[arg-type]
    assert not Account.objects.exists()
