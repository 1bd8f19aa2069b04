"""Pages of features: the desk's list, one with its register, one customer; and the portal's."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from waarborg.customers.tests.cast import NOW, Cast, Player, make_organisation
from waarborg.plumbing.slots import counted
from waarborg.releases.actions.features.answer import decline, request_feature
from waarborg.releases.models import Feature
from waarborg.releases.tests.register import WITH_RIGHTS, entries, kept, manual, released, said, success_of

SignIn = Callable[[Player], Client]


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_ask_as_much_for_three_as_for_one(cast: Cast, signed_in: SignIn, many: int) -> None:
    text = manual(cast, WITH_RIGHTS)
    for number in range(many):
        made = released(cast, f"f{number}", manual=text)
        make_organisation(f"Klant {number}", f"klant-{number}")
        with cast.owner.at_work():
            request_feature(made.id, by=cast.owner.actor, at=NOW)
    desk, portal = signed_in(cast.manager), signed_in(cast.owner)
    pages = ((desk, "/desk/features/"), (desk, f"/desk/features/{made.id}/"), (portal, "/portal/features/"))
    for client, page in pages:
        client.get(page)
    found = []
    for client, page in pages:
        with counted() as asked:
            assert client.get(page).status_code == 200
        found.append(len(asked))
    assert found == [ASKED[page] for page in ("list", "feature", "portal")]


ASKED = {"list": 6, "feature": 9, "portal": 7}


def test_a_feature_is_recorded_released_and_shown_with_its_manual(cast: Cast, signed_in: SignIn) -> None:
    text, desk = manual(cast, WITH_RIGHTS), signed_in(cast.manager)
    assert "Nog geen functie" in desk.get("/desk/features/").content.decode()
    given = {"nl": "Routeplanner", "key": "route-planner", "impact": "none", "manual": str(text), "revision": "0"}
    assert desk.post("/desk/features/new/", {**given, "key": "route planner"}).status_code == 422
    answer = desk.post("/desk/features/new/", given)
    with cast.manager.at_work():
        made = Feature.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/features/{made.id}/")
    page = desk.get(f"/desk/features/{made.id}/").content.decode()
    assert ("handleiding, met wie wat mag" in page, f"/desk/articles/{text}/" in page) == (True, True)
    assert desk.post(f"/desk/features/{made.id}/", {"revision": "7"}).status_code == 409
    assert desk.post(f"/desk/features/{made.id}/", {"revision": str(made.revision)}).status_code == 302
    shown = signed_in(cast.ordinary_user).get("/portal/features/").content.decode()
    assert ("Dit hebt u" in shown, "Routes plannen" in shown, "Vraag erom" in shown) == (True, True, False)


def test_the_customer_agrees_in_the_portal_and_success_switches_it_on_at_the_desk(
    cast: Cast, signed_in: SignIn
) -> None:
    made, success = released(cast), success_of(cast)
    portal, desk = signed_in(cast.owner), signed_in(success)
    assert "Nog geen functies" not in portal.get("/portal/features/").content.decode()
    assert portal.post("/portal/features/", {"do": "consent", "feature": str(made.id)}).status_code == 302
    page = f"/desk/features/{made.id}/customers/{cast.merendaal.id}/"
    assert "akkoord (in het portaal)" in desk.get(page).content.decode()
    assert desk.post(page, {"do": "switch-on"}).status_code == 302
    assert said(cast.ordinary_user, made).is_on
    assert desk.post(page, {"do": "switch-on"}).status_code == 409
    assert portal.post("/portal/features/", {"do": "decline", "feature": str(made.id)}).status_code == 302
    assert entries(cast.owner) == ["consented", "activated", "requester-told", "declined"]


def test_the_success_team_writes_down_a_consent_by_telephone(cast: Cast, signed_in: SignIn) -> None:
    made, desk = released(cast), signed_in(success_of(cast))
    page = f"/desk/features/{made.id}/customers/{cast.merendaal.id}/"
    given = {"do": "consent", "person": str(cast.owner.person.id), "form": "phone", "when": "2026-04-07T09:00"}
    assert desk.post(page, {**given, "person": str(cast.ordinary_user.person.id)}).status_code == 422
    assert desk.post(page, given).status_code == 302
    assert said(cast.owner, made).state == "consented"


def test_the_register_is_narrowed_to_what_customers_said(cast: Cast, signed_in: SignIn) -> None:
    made = released(cast)
    with cast.owner.at_work():
        decline(made.id, by=cast.owner.actor, at=NOW + timedelta(hours=1))
    desk = signed_in(cast.manager)
    everybody = desk.get(f"/desk/features/{made.id}/").content.decode()
    refused = desk.get(f"/desk/features/{made.id}/?said=declined").content.decode()
    assert [name in everybody for name in ("Merendaal", "Hazelvoort")] == [True, True]
    assert [name in refused for name in ("Merendaal", "Hazelvoort")] == [True, False]


def test_what_no_customer_reads_of_yet_and_what_is_no_answer_are_not_found(cast: Cast, signed_in: SignIn) -> None:
    hidden, portal = kept(cast, shown=False), signed_in(cast.owner)
    for given in (
        {"do": "request", "feature": str(hidden.id)},
        {"do": "request", "feature": "x"},
        {"do": "sing", "feature": str(hidden.id)},
    ):
        assert portal.post("/portal/features/", given).status_code == 404
    assert "Routeplanner" not in portal.get("/portal/features/").content.decode()
    assert entries(cast.owner) == []
