"""Every request works in its own scope: staff at the desk, contacts in their organisation, visitors in public."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from waarborg.access.guard import contact_only, signed_in_only, staff_only
from waarborg.access.models import Membership
from waarborg.access.tests.doors import make_account
from waarborg.customers.models import Authority, Organisation
from waarborg.customers.tests.cast import Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

SignedIn = Callable[[Player], Client]


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(db: None, client: Client) -> None:
    response = client.get("/portal/people/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/sign-in/?next=%2Fportal%2Fpeople%2F")


def test_a_visitors_htmx_request_is_sent_there_by_header(db: None, client: Client) -> None:
    response = client.get("/portal/people/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/accounts/sign-in/")


def test_a_program_gets_a_problem_document(db: None, client: Client) -> None:
    response = client.get("/portal/people/", headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "plumbing.sign-in-first"


def test_an_owner_sees_their_own_people(signed_in: SignedIn, owner: Player) -> None:
    page = signed_in(owner).get("/portal/people/")
    assert page.status_code == 200
    assert "S. Monster" in page.content.decode()
    assert "V. Fantasie" not in page.content.decode()


def test_staff_get_404_in_the_portal_and_contacts_at_the_desk(
    signed_in: SignedIn, owner: Player, agent: Player
) -> None:
    assert signed_in(agent).get("/portal/people/").status_code == 404
    assert signed_in(owner).get("/desk/customers/").status_code == 404
    assert signed_in(agent).get("/desk/customers/").status_code == 200
