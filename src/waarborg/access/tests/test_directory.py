"""An organisation's directory keeps its people here (SCIM 2.0): they come, change, are put out of use, and go."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from waarborg.access.models import OneTimeLink, Session
from waarborg.access.rules.scim import ERROR, PATCH, USER
from waarborg.access.scim import DirectoryName
from waarborg.access.tests.doors import sign_in
from waarborg.access.tests.programs import Program, program
from waarborg.access.tests.relying import app, wrong
from waarborg.access.tests.test_scim_words import ENTRA_MADE, operations
from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.journal.models import JournalEntry

pytestmark = pytest.mark.django_db
USERS = "/api/scim/v2/Users"


def told(response: Any, status: int = 200) -> Any:
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/scim+json"
    return json.loads(response.content)


def refused(response: Any, status: int, kind: str = "") -> str:
    """An error as RFC 7644, 3.12 wants it; answers its words."""
    body = told(response, status)
    assert (body["schemas"], body["status"], body.get("scimType", "")) == ([ERROR], str(status), kind)
    return str(body["detail"])


@pytest.fixture
def directory(cast: Cast) -> Program:
    return program(cast.owner, "directory:write")


def kinds(cast: Cast, person: Any) -> list[str]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(subject_id=person).order_by("sequence").values_list("kind", flat=True)
        return [kind for kind in rows if kind != "act.refused"]


def people(cast: Cast) -> set[tuple[str, bool]]:
    with cast.owner.at_work():
        return set(Person.objects.values_list("email", "active"))


def test_somebody_new_comes_as_an_ordinary_user_and_is_invited(cast: Cast, directory: Program) -> None:
    answered = directory.post(USERS, ENTRA_MADE)
    made = told(answered, 201)
    assert made["userName"] == "n.iemand@example.org" and made["externalId"] == ENTRA_MADE["externalId"]
    assert (made["displayName"], made["active"], made["roles"]) == ("N. Iemand", True, [{"value": "customer.user"}])
    assert answered.headers["Location"] == made["meta"]["location"]
    assert answered.headers["ETag"] == made["meta"]["version"]
    assert OneTimeLink.objects.filter(purpose="invitation", email="n.iemand@example.org").count() == 1
    assert kinds(cast, made["id"]) == ["customers.contact.added", "access.directory.named", "access.account.invited"]
    again = directory.get(f"{USERS}/{made['id']}")
    assert told(again) == made and again.headers["ETag"] == made["meta"]["version"]
    assert directory.get(f"{USERS}/{made['id']}", If_None_Match=made["meta"]["version"]).status_code == 304


def test_the_same_name_or_address_twice_is_refused_and_makes_nobody(cast: Cast, directory: Program) -> None:
    told(directory.post(USERS, ENTRA_MADE), 201)
    before = people(cast)
    refused(directory.post(USERS, ENTRA_MADE), 409, "uniqueness")
    other = {**ENTRA_MADE, "emails": [{"value": "x@example.org"}], "userName": "N.IEMAND@example.org"}
    refused(directory.post(USERS, other), 409, "uniqueness")
    refused(directory.post(USERS, {**ENTRA_MADE, "userName": "nobody", "emails": []}), 400, "invalidValue")
    refused(directory.post(USERS, "{"), 400, "invalidSyntax")
    assert people(cast) == before


def test_who_was_there_already_is_found_and_taken_over(cast: Cast, directory: Program) -> None:
    email = cast.support_contact.person.email
    [found] = told(directory.get(f'{USERS}?filter=userName eq "{email.upper()}"'))["Resources"]
    assert found["id"] == str(cast.support_contact.person.id) and "externalId" not in found
    change = operations({"op": "Add", "path": "externalId", "value": "7"})
    assert told(directory.patch(f"{USERS}/{found['id']}", change))["externalId"] == "7"
    [again] = told(directory.get(f'{USERS}?filter=externalId eq "7"'))["Resources"]
    assert again["id"] == found["id"]
    assert told(directory.get(f'{USERS}?filter=externalId eq "8"'))["totalResults"] == 0
    refused(directory.get(f'{USERS}?filter=title eq "x"'), 400, "invalidFilter")


def test_a_list_comes_in_pages(cast: Cast, directory: Program) -> None:
    whole = told(directory.get(USERS))
    everybody = [one["id"] for one in whole["Resources"]]
    assert whole["totalResults"] == len(everybody) == whole["itemsPerPage"] > 3
    paged = [told(directory.get(f"{USERS}?startIndex={n}&count=1"))["Resources"][0]["id"] for n in (1, 2, 3)]
    assert paged == everybody[:3]
    none = told(directory.get(f"{USERS}?count=0"))
    assert (none["totalResults"], none["Resources"]) == (len(everybody), [])
    assert told(directory.get(f"{USERS}?startIndex=1000"))["Resources"] == []
    assert told(directory.get(f"{USERS}?startIndex=-5&count=-5"))["startIndex"] == 1
    refused(directory.get(f"{USERS}?count=x"), 400, "invalidValue")
    assert set(told(directory.get(f"{USERS}?attributes=userName"))["Resources"][0]) == {"schemas", "id", "userName"}
    assert "emails" not in told(directory.get(f"{USERS}?excludedAttributes=emails"))["Resources"][0]


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "value": {"active": False}},
        None,
    ],
    ids=["Entra", "Okta", "DELETE"],
)
def test_whoever_is_put_out_of_use_is_out_at_once(cast: Cast, directory: Program, operation: Any) -> None:
    browser, planner = sign_in(Client(), cast.administrator), app()
    tokens = planner.tokens(browser)
    path = f"{USERS}/{cast.administrator.person.id}"
    if operation:
        assert told(directory.patch(path, operations(operation)))["active"] is False
    else:
        assert directory.ask("DELETE", path).status_code == 204
        refused(directory.get(path), 404)
    assert Session.objects.filter(account__email=cast.administrator.person.email.lower()).count() == 0
    assert browser.get("/portal/people/").status_code == 302
    assert wrong(planner.refresh(tokens["refresh_token"])) == (400, "invalid_grant")
    assert (cast.administrator.person.email, False) in people(cast)
    assert "customers.contact.left" in kinds(cast, cast.administrator.person.id)


def test_who_comes_back_is_the_same_person_without_the_roles_of_before(cast: Cast, directory: Program) -> None:
    path = f"{USERS}/{cast.administrator.person.id}"
    told(directory.patch(path, operations({"op": "replace", "value": {"active": False}})))
    back = told(directory.patch(path, operations({"op": "replace", "value": {"active": True}})))
    assert (back["active"], back["roles"]) == (True, [{"value": "customer.user"}])
    assert "customers.contact.returned" in kinds(cast, cast.administrator.person.id)
    assert OneTimeLink.objects.filter(purpose="invitation", person_id=cast.administrator.person.id).exists()


def test_the_last_owner_stays_whatever_the_directory_says(cast: Cast, directory: Program) -> None:
    path, before = f"{USERS}/{cast.owner.person.id}", people(cast)
    change = operations(
        {"op": "replace", "path": "displayName", "value": "Iemand Anders"},
        {"op": "replace", "path": "active", "value": False},
    )
    refused(directory.patch(path, change), 409)
    refused(directory.ask("DELETE", path), 409)
    assert people(cast) == before
    with cast.owner.at_work():
        assert DirectoryName.objects.count() == 0
    assert told(directory.get(path))["displayName"] == cast.owner.person.name


def test_a_user_is_put_in_place_of_the_one_there_unless_it_changed_meanwhile(cast: Cast, directory: Program) -> None:
    made = told(directory.post(USERS, ENTRA_MADE), 201)
    path, stale = f"{USERS}/{made['id']}", made["meta"]["version"]
    whole = {"schemas": [USER], "userName": "n.iemand@example.org", "displayName": "N. Anders", "active": True}
    changed = told(directory.ask("PUT", path, whole, If_Match=stale))
    assert changed["displayName"] == "N. Anders" and "externalId" not in changed
    assert changed["meta"]["version"] != stale
    refused(directory.ask("PUT", path, {**whole, "displayName": "X"}, If_Match=stale), 412)
    refused(directory.ask("DELETE", path, If_Match=stale), 412)
    assert told(directory.get(path)) == changed


def test_another_organisations_people_are_not_there(cast: Cast, directory: Program) -> None:
    theirs = program(cast.stranger, "directory:write")
    ours = f"{USERS}/{cast.support_contact.person.id}"
    before = people(cast)
    refused(theirs.get(ours), 404)
    refused(theirs.patch(ours, operations({"op": "replace", "value": {"active": False}})), 404)
    refused(theirs.ask("PUT", ours, {"schemas": [USER], "userName": "x@example.org"}), 404)
    refused(theirs.ask("DELETE", ours), 404)
    email = cast.support_contact.person.email
    for by in (f'userName eq "{email}"', f'id eq "{cast.support_contact.person.id}"', f'emails.value eq "{email}"'):
        assert told(theirs.get(f"{USERS}?filter={by}"))["totalResults"] == 0
    listed = {one["id"] for one in told(theirs.get(USERS))["Resources"]}
    assert str(cast.support_contact.person.id) not in listed
    told(directory.post(USERS, ENTRA_MADE), 201)
    assert told(theirs.post(USERS, ENTRA_MADE), 201)["externalId"] == ENTRA_MADE["externalId"]
    assert before <= people(cast)


def test_a_token_of_staff_reaches_staff_only(cast: Cast) -> None:
    ours = program(cast.manager, "directory:write")
    listed = {one["id"] for one in told(ours.get(USERS))["Resources"]}
    assert str(cast.agent.person.id) in listed and str(cast.owner.person.id) not in listed
    refused(ours.ask("DELETE", f"{USERS}/{cast.support_contact.person.id}"), 404)


def test_without_the_scope_or_the_right_nothing_is_told(cast: Cast) -> None:
    refused(Program("").get(USERS), 401)
    refused(program(cast.owner, "people:write").get(USERS), 403)
    refused(program(cast.administrator, "directory:write").get(USERS), 403)
    assert sign_in(Client(), cast.owner).get(USERS).status_code == 401


def test_the_service_describes_itself(cast: Cast, directory: Program) -> None:
    service = told(directory.get("/api/scim/v2/ServiceProviderConfig"))
    assert service["patch"]["supported"] and service["etag"]["supported"] and not service["bulk"]["supported"]
    assert [one["id"] for one in told(directory.get("/api/scim/v2/ResourceTypes"))["Resources"]] == ["User"]
    assert told(directory.get(f"/api/scim/v2/Schemas/{USER}"))["id"] == USER
    refused(directory.get("/api/scim/v2/Schemas/other"), 404)
    refused(directory.get("/api/scim/v2/Groups"), 404)
    refused(directory.get(f"{USERS}/{uuid4()}"), 404)
    refused(directory.ask("PUT", USERS, {}), 405)
    assert PATCH.endswith("PatchOp")
