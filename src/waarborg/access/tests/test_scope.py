"""Every request works in its own scope: staff at the desk, contacts in their organisation, visitors in public."""

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from waarborg.access.guard import contact_only, signed_in_only
from waarborg.access.models import Membership
from waarborg.customers.actions import change_person, grant_authority
from waarborg.customers.models import Authority, Organisation, Person
from waarborg.customers.queries import person as find_person
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Player, make_player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.models import JournalEntry

every_pattern = import_module(settings.ROOT_URLCONF).urlpatterns
SignedIn = Callable[[Player], Client]
OUTSIDE: dict[str, Any] = {}


@signed_in_only
def whoami(request: HttpRequest) -> HttpResponse:
    """Answers lazily: the generator of the answer's text still reads tenant rows while it is rendered."""
    scope = tenancy.current()
    actor = request.actor  # type: ignore[attr-defined]
    OUTSIDE["actor"], OUTSIDE["scope"] = actor, (scope.role.name, scope.tenant)
    return HttpResponse(",".join(one.name for one in Organisation.objects.order_by("name")))


@contact_only
def breaks_after_writing(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    change_person(find_person(actor.person), language="en", by=actor, at=clock.now())
    if request.GET.get("how") == "answer":
        return HttpResponse(status=503)
    raise RuntimeError("broken on purpose")


@contact_only
def is_refused(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    grant_authority(find_person(actor.person), roles.OWNER, by=actor, at=clock.now())
    return HttpResponse()


urlpatterns = [
    path("test/whoami/", whoami),
    path("test/breaks/", breaks_after_writing),
    path("test/refused/", is_refused),
    *every_pattern,
]
handler500 = "waarborg.project.outages.server_error"
here = override_settings(ROOT_URLCONF=sys.modules[__name__])


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(db: None, client: Client) -> None:
    response = client.get("/portal/people/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/accounts/sign-in/?next=%2Fportal%2Fpeople%2F"


def test_a_visitors_htmx_request_is_sent_there_by_header(db: None, client: Client) -> None:
    response = client.get("/portal/people/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/accounts/sign-in/")


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        ("http://testserver/portal/tickets/new/?kind=wish", "/accounts/sign-in/?next=%2Fportal%2Ftickets%2Fnew%2F"),
        ("http://elsewhere.example.nl/portal/", "/accounts/sign-in/"),
        ("http://testserver/", "/accounts/sign-in/"),
    ],
)
def test_a_part_of_a_page_leads_back_to_that_page_and_to_no_other_host(
    client: Client, db: None, page: str, leads_to: str
) -> None:
    response = client.get("/portal/people/", headers={"HX-Request": "true", "HX-Current-URL": page})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, leads_to)


def test_a_program_gets_a_problem_document(db: None, client: Client) -> None:
    response = client.get("/portal/people/", headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "plumbing.sign-in-first"


@here
@pytest.mark.clause("AP-12")
def test_a_contact_works_in_their_organisation_and_nowhere_else(signed_in: SignedIn, owner: Player) -> None:
    page = signed_in(owner).get("/test/whoami/")
    assert page.content.decode() == "Stichting Thuiszorg Merendaal"
    assert OUTSIDE["scope"] == ("CUSTOMER", owner.organisation.id)
    assert OUTSIDE["actor"] == owner.actor


@here
def test_staff_work_at_the_desk(signed_in: SignedIn, agent: Player) -> None:
    page = signed_in(agent).get("/test/whoami/")
    assert page.content.decode() == "Stichting Thuiszorg Merendaal,Voorbeeld Software,Zorggroep Hazelvoort"
    assert OUTSIDE["scope"] == ("DESK", agent.organisation.id)
    assert OUTSIDE["actor"] == agent.actor


@here
def test_roles_of_the_other_side_count_for_nothing(signed_in: SignedIn, owner: Player) -> None:
    with owner.at_work():
        Authority.objects.create(
            tenant_id=owner.organisation.id, person=owner.person, role=roles.SERVICE_MANAGER, starts_at=NOW
        )
    signed_in(owner).get("/test/whoami/")
    assert OUTSIDE["actor"].roles == {roles.OWNER}


@here
def test_a_membership_of_the_wrong_kind_opens_nothing(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    Membership.objects.update(kind="staff")
    response = client.get("/test/whoami/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/accounts/sign-in/?next=%2Ftest%2Fwhoami%2F",
    )
    assert client.get("/accounts/").status_code == 302


@here
@pytest.mark.parametrize("how", ["answer", "exception"])
def test_a_failed_request_leaves_no_trace(signed_in: SignedIn, owner: Player, how: str) -> None:
    client = signed_in(owner)
    client.raise_request_exception = False
    assert client.get("/test/breaks/", {"how": how}).status_code in (500, 503)
    with owner.at_work():
        assert Person.objects.get(id=owner.person.id).language == "nl"
        assert not JournalEntry.objects.exists()


@here
def test_a_refusal_is_shown_in_words_and_noted_in_the_journal(signed_in: SignedIn, administrator: Player) -> None:
    page = signed_in(administrator).get("/test/refused/")
    assert page.status_code == 403
    assert "Uw rol geeft dit recht niet" in page.content.decode()
    with administrator.at_work():
        entry = JournalEntry.objects.get()
        assert (entry.kind, entry.properties["code"]) == ("act.refused", "plumbing.not-allowed")


@here
def test_the_same_refusal_for_a_program_and_for_a_fragment(signed_in: SignedIn, administrator: Player) -> None:
    client = signed_in(administrator)
    problem = client.get("/test/refused/", headers={"Accept": "application/json", "Accept-Language": "en"})
    assert (problem.status_code, problem.json()["code"]) == (403, "plumbing.not-allowed")
    fragment = client.get("/test/refused/", headers={"HX-Request": "true"}).content.decode()
    assert "Uw rol geeft dit recht niet" in fragment
    assert "<html" not in fragment


def test_staff_get_404_in_the_portal_and_contacts_at_the_desk(
    signed_in: SignedIn, owner: Player, agent: Player
) -> None:
    assert signed_in(agent).get("/portal/people/").status_code == 404
    assert signed_in(owner).get("/desk/customers/").status_code == 404
    assert signed_in(agent).get("/desk/customers/").status_code == 200


def test_what_does_not_exist_and_what_is_not_yours_look_alike(
    signed_in: SignedIn, owner: Player, stranger: Player
) -> None:
    client = signed_in(stranger)
    theirs = client.get(f"/portal/people/{owner.person.id}/")
    nobodys = client.get("/portal/people/019d0000-0000-7000-8000-000000000000/")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert _without_address(theirs) == _without_address(nobodys)


def _without_address(response: Any) -> str:
    text = response.content.decode().replace(response.request["PATH_INFO"], "")
    return re.sub(r'data-now="[^"]*"|<time.*?</time>', "", text)


@here
def test_the_language_is_the_persons_unless_the_browser_chose(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    assert 'lang="nl"' in client.get("/portal/people/", headers={"Accept-Language": "en"}).content.decode()
    client.post("/preferences/", {"language": "en", "next": "/portal/people/"})
    assert 'lang="en"' in client.get("/portal/people/").content.decode()
    with owner.at_work():
        assert Person.objects.get(id=owner.person.id).language == "en"
    # In another browser, and on the pages of the account, it is English too.
    assert 'lang="en"' in signed_in(owner).get("/accounts/").content.decode()


def test_a_page_of_people_costs_the_same_for_one_and_for_three(signed_in: SignedIn, stranger: Player) -> None:
    client = signed_in(stranger)
    client.get("/portal/people/")  # what a process remembers of an organisation is asked only once
    asked = []
    for number in (1, 3):
        for one in range(number - 1):
            make_player(stranger.organisation, f"N. {one}", f"n{one}@example.org", roles.USER)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/portal/people/").content.decode().count('<th scope="row">') == number
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[0] <= 12
