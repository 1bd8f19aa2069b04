"""The way of a notice through the pages: written, seen, published, read, corrected, withdrawn."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import Cast, Player
from waarborg.notices.models import Notice, Template
from waarborg.notices.rules.placeholders import blanks
from waarborg.notices.rules.ready import READY
from waarborg.notices.tests.told import words
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]
pytestmark = pytest.mark.django_db
FILLED = {
    "kind": "maintenance",
    "title_nl": "Onderhoud",
    "body_nl": "Beste {naam}, zaterdag.",
    "reach": "all",
    "by_mail": "on",
    "revision": "0",
}


def only() -> Notice:
    with tenancy.enter(Role.DESK):
        return Notice.objects.get()


def test_from_a_template_to_a_withdrawn_notice(cast: Cast, signed_in: SignIn) -> None:
    staff, reader = signed_in(cast.manager), signed_in(cast.owner)
    said = words()
    given = {"name": "Onderhoud", "kind": "maintenance", "title_nl": said.title_nl, "body_nl": said.body_nl}
    assert staff.post(reverse("notices:new-template"), given).status_code == 302
    assert staff.post(reverse("notices:new-template"), given).status_code == 409
    with tenancy.enter(Role.DESK):
        begin = Template.objects.get()
    assert said.title_nl in staff.get(reverse("notices:new"), {"template": begin.id}).content.decode()
    assert staff.post(reverse("notices:new"), FILLED).status_code == 302
    held = only()
    there, portal = reverse("notices:desk-notice", args=[held.id]), reverse("notices:notice", args=[held.id])
    page = staff.get(there).content.decode()
    assert "Beste (de lezer), zaterdag." in page
    assert "2 klanten nu" in page
    assert reader.get(portal).status_code == 404
    assert staff.post(reverse("notices:edit", args=[held.id]), FILLED | {"revision": "1"}).status_code == 302
    assert staff.post(there, {"do": "publish"}).status_code == 302
    assert "Beste T. Fictief, zaterdag." in reader.get(portal).content.decode()
    better = FILLED | {"body_nl": "Beste {naam}, zondag.", "revision": "3"}
    assert staff.post(reverse("notices:correct", args=[held.id]), better).status_code == 302
    page = reader.get(portal).content.decode()
    assert "Beste T. Fictief, zondag." in page
    assert "Wat er stond voordat het werd verbeterd" in page
    assert staff.post(there, {"do": "withdraw", "reason_nl": ""}).status_code == 422
    assert staff.post(there, {"do": "withdraw", "reason_nl": "Gaat niet door."}).status_code == 302
    assert "Gaat niet door." in reader.get(portal).content.decode()


@pytest.mark.parametrize("key", sorted(READY))
def test_a_ready_text_is_kept_as_it_is_and_goes_nowhere_before_it_was_filled_in(
    cast: Cast, signed_in: SignIn, key: str
) -> None:
    one, staff = READY[key], signed_in(cast.manager)
    assert one.words("nl") in staff.get(reverse("notices:templates")).content.decode()
    assert one.title_nl in staff.get(reverse("notices:new-template"), {"ready": key}).content.decode()
    given = {name: getattr(one, name) for name in ("kind", "title_nl", "title_en", "body_nl", "body_en")}
    kept = staff.post(reverse("notices:new-template"), given | {"name": one.nl})
    assert (one.title_nl in staff.get(reverse("notices:new"), {"ready": key}).content.decode(), kept.status_code) == (
        True,
        302,
    )
    assert staff.post(reverse("notices:new"), FILLED | given).status_code == 302
    page = staff.post(reverse("notices:desk-notice", args=[only().id]), {"do": "publish"})
    assert (page.status_code, only().state) == (409, "draft")
    assert blanks(one.title_nl)[0] in page.content.decode()
    # Both languages leave the same number of things to the writer, and none of them in braces.
    assert len(blanks(one.body_nl)) == len(blanks(one.body_en))


def test_a_refusal_keeps_what_was_typed_beside_its_reason(cast: Cast, signed_in: SignIn) -> None:
    staff = signed_in(cast.manager)
    response = staff.post(reverse("notices:new"), FILLED | {"body_nl": "Beste {klant.naam}"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "{klant.naam} staat voor niets." in page
    assert "Beste {klant.naam}</textarea>" in page
    with tenancy.enter(Role.DESK):
        assert not Notice.objects.exists()


@pytest.mark.parametrize(("lang", "heading"), [("nl", "Berichten"), ("en", "Messages")])
def test_the_first_page_of_the_portal_says_what_waits(cast: Cast, signed_in: SignIn, lang: str, heading: str) -> None:
    staff, reader = signed_in(cast.manager), signed_in(cast.owner)
    staff.post(reverse("notices:new"), FILLED)
    staff.post(reverse("notices:desk-notice", args=[only().id]), {"do": "publish"})
    reader.cookies["waarborg_language"] = lang
    page = reader.get("/portal/").content.decode()
    assert f'<h2 id="notices-h">{heading} ' in page
    reader.get(reverse("notices:notice", args=[only().id]))
    assert 'id="notices-h"' not in reader.get("/portal/").content.decode()


def test_a_support_agent_may_not_publish_by_a_form_of_its_own(cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.manager).post(reverse("notices:new"), FILLED)
    there = reverse("notices:desk-notice", args=[only().id])
    assert signed_in(cast.agent).post(there, {"do": "publish"}).status_code == 403
    assert only().state == "draft"
