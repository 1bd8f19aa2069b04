"""The pages on which people are let in, changed and let go: in the portal and on the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.access.models import Membership, OneTimeLink, Session
from waarborg.access.tests.doors import make_account
from waarborg.customers.models import Authority, Organisation, Person
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Player, make_organisation
from waarborg.plumbing.models import OutboxMail

SignedIn = Callable[[Player], Client]


def roles_held(person: Person) -> set[str]:
    return set(Authority.objects.filter(person=person, ends_at=None).values_list("role", flat=True))


def test_an_administrator_adds_and_invites_in_one_go(signed_in: SignedIn, administrator: Player) -> None:
    answer = signed_in(administrator).post(
        "/portal/people/add/",
        {
            "name": "N. Nieuw",
            "email": "n@example.org",
            "language": "en",
            "roles": [roles.SUPPORT_CONTACT, roles.USER],
            "invite": "on",
        },
    )
    with administrator.at_work():
        person = Person.objects.get(email="n@example.org")
        assert answer.headers["Location"] == f"/portal/people/{person.id}/"
        assert roles_held(person) == {roles.SUPPORT_CONTACT, roles.USER}
        assert OutboxMail.objects.get().subject == "Invitation to sign in for Stichting Thuiszorg Merendaal"
    assert OneTimeLink.objects.get().person_id == person.id


def test_what_is_refused_adds_nobody_and_keeps_what_was_typed(signed_in: SignedIn, administrator: Player) -> None:
    page = signed_in(administrator).post(
        "/portal/people/add/",
        {"name": "N. Nieuw", "email": "n@example.org", "language": "nl", "roles": [roles.OWNER], "invite": "on"},
    )
    assert page.status_code == 403
    assert 'value="n@example.org"' in page.content.decode()
    with administrator.at_work():
        assert not Person.objects.filter(email="n@example.org").exists()
        assert not OutboxMail.objects.exists()
    assert not OneTimeLink.objects.exists()


def test_details_and_roles_are_changed(signed_in: SignedIn, owner: Player, ordinary_user: Player) -> None:
    client = signed_in(owner)
    address = f"/portal/people/{ordinary_user.person.id}/"
    client.post(address, {"what": "details", "name": "G. Anders", "email": "g@example.org", "language": "en"})
    client.post(address, {"what": "roles", "roles": [roles.FINANCE_CONTACT]})
    with owner.at_work():
        person = Person.objects.get(id=ordinary_user.person.id)
        assert (person.name, person.email, person.language) == ("G. Anders", "g@example.org", "en")
        assert roles_held(person) == {roles.FINANCE_CONTACT}


def test_the_last_owner_is_told_why_not(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    address = f"/portal/people/{owner.person.id}/"
    page = client.post(address, {"what": "roles", "roles": [roles.USER]})
    assert (page.status_code, "de laatste met deze rol" in page.content.decode()) == (409, True)
    assert client.post(address, {"what": "left"}).status_code == 409
    with owner.at_work():
        assert roles_held(owner.person) == {roles.OWNER}


def test_who_leaves_is_out_at_once(signed_in: SignedIn, owner: Player, support_contact: Player) -> None:
    gone = signed_in(support_contact)
    signed_in(owner).post(f"/portal/people/{support_contact.person.id}/", {"what": "left"})
    assert gone.get("/accounts/").status_code == 302
    assert Membership.objects.get(person_id=support_contact.person.id).ended_at is not None


def test_sessions_of_somebody_else_are_ended(signed_in: SignedIn, owner: Player, ordinary_user: Player) -> None:
    there = signed_in(ordinary_user)
    signed_in(owner).post(f"/portal/people/{ordinary_user.person.id}/", {"what": "sign-out"})
    assert there.get("/accounts/").status_code == 302
    assert Session.objects.count() == 1


@pytest.mark.parametrize("what", ["", "nonsense"])
def test_an_unknown_act_changes_nothing(signed_in: SignedIn, owner: Player, ordinary_user: Player, what: str) -> None:
    assert signed_in(owner).post(f"/portal/people/{ordinary_user.person.id}/", {"what": what}).status_code == 400


@pytest.mark.parametrize("address", ["/portal/people/", "/portal/people/add/"])
def test_who_administers_nothing_is_told_so(signed_in: SignedIn, ordinary_user: Player, address: str) -> None:
    assert signed_in(ordinary_user).get(address).status_code == 403


def test_the_desk_enrols_a_customer_and_its_owner(signed_in: SignedIn, manager: Player) -> None:
    client = signed_in(manager)
    answer = client.post("/desk/customers/add/", {"name": "Huisartsen De Linde", "size": "14", "language": "nl"})
    with manager.at_work():
        made = Organisation.objects.get(slug="huisartsen-de-linde")
    assert answer.headers["Location"] == f"/desk/customers/{made.id}/people/add/"
    client.post(
        answer.headers["Location"],
        {"name": "L. Linde", "email": "l@example.org", "language": "nl", "roles": [roles.OWNER], "invite": "on"},
    )
    with manager.at_work():
        person = Person.objects.get(tenant_id=made.id)
        assert roles_held(person) == {roles.OWNER}
    page = client.get(f"/desk/customers/{made.id}/").content.decode()
    assert "L. Linde" in page
    assert "uitgenodigd" in page


def test_the_desk_changes_a_customers_details(signed_in: SignedIn, manager: Player, hazelvoort: Organisation) -> None:
    client = signed_in(manager)
    client.post(f"/desk/customers/{hazelvoort.id}/", {"name": "Zorggroep Hazelvoort", "size": "951", "language": "en"})
    with manager.at_work():
        found = Organisation.objects.get(id=hazelvoort.id)
    assert (found.size, found.language) == (951, "en")


def test_the_desk_finds_customers_page_after_page(signed_in: SignedIn, agent: Player) -> None:
    for number in range(51):
        make_organisation(f"Apotheek {number:02}", f"apotheek-{number}")
    client = signed_in(agent)
    first = client.get("/desk/customers/").content.decode()
    assert (first.count("Apotheek "), "after=" in first) == (50, True)
    after = first.split("after=")[1].split('"')[0]
    second = client.get("/desk/customers/", {"after": after}).content.decode()
    assert ("Apotheek 50" in second, "Apotheek 49" in second, "Merendaal" in second) == (True, False, True)
    found = client.get("/desk/customers/", {"q": "hazel"}).content.decode()
    assert ("Hazelvoort" in found, "Merendaal" in found) == (True, False)
    assert client.get("/desk/customers/", {"q": "nergens", "after": "geen-nummer"}).status_code == 200


def test_names_are_shown_as_text(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    client.post(
        "/portal/people/add/", {"name": "<script>alert(1)</script>", "email": "s@example.org", "language": "nl"}
    )
    page = client.get("/portal/people/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_signing_in_state_is_shown(signed_in: SignedIn, owner: Player, support_contact: Player) -> None:
    make_account(support_contact)
    page = signed_in(owner).get("/portal/people/").content.decode()
    assert "niet uitgenodigd" in page
