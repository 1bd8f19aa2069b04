"""A version on its way, on both faces: read, confirmed, agreed to, objected to, decided; and what held on a day."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import Announcement
from waarborg.promises.tests.announced import (
    again,
    announced,
    bindings,
    bound_to,
    delivered,
    objections,
    publish_profile,
)
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
WHY = "De kortere termijn past niet bij onze opzegtermijn."
START = ("1", at("2026-01-01 00:00"))


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def told(cast: Cast) -> Announcement:
    """Version 2 of Perplex-DBC, announced to Merendaal a week ago, to apply from July on."""
    bound_to(cast, "perplex-dbc")
    newer = publish_profile(cast, "perplex-dbc", "2", when="2026-03-30 09:00", worse=True)
    return announced(cast, newer, when="2026-03-31 09:00", since="2026-07-01 00:00")


CHANGES = "/portal/agreement/perplex-dbc/2/changes/"


def acts(page: str) -> set[str]:
    return {do for do in ("confirm", "accept", "object") if f'name="do" value="{do}"' in page}


def post(client: Client, told: Announcement, **given: str) -> str:
    return client.post(f"/portal/announcements/{told.id}/", given, follow=True).content.decode()


def test_the_owner_reads_when_it_applies_and_what_he_can_do(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    client = signed_in(cast.owner)
    assert f'href="{CHANGES}"' in client.get("/portal/agreement/").content.decode()
    page = client.get(CHANGES).content.decode()
    assert "woensdag 1 juli 00:00" in page
    assert "staat nog niet vast" in page
    assert acts(page) == {"confirm", "accept", "object"}
    assert "U kunt ook opzeggen" in page


def test_an_ordinary_user_reads_it_and_can_do_nothing(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    page = signed_in(cast.ordinary_user).get(CHANGES).content.decode()
    assert "slechter voor u" in page
    assert acts(page) == set()


def test_receipt_is_confirmed_once(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    page = post(signed_in(cast.owner), told, do="confirm")
    assert "hier door u bevestigd" in page
    assert acts(page) == {"accept", "object"}
    assert again(cast, told).delivered_at is not None


def test_an_objection_is_filed_read_by_staff_and_decided(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    page = post(signed_in(cast.support_contact), told, do="object", reason=WHY)
    assert WHY in page
    assert "nog niet beslist" in page
    assert "nog niet: uw huidige voorwaarden blijven gelden" in page
    assert bindings(cast) == [START]
    staff = signed_in(cast.manager)
    (held,) = objections(cast)
    assert f'href="/desk/objections/{held.id}/"' in staff.get("/desk/agreements/").content.decode()
    page = staff.get("/desk/agreements/perplex-dbc/2/").content.decode()
    assert "wacht op het besluit op het bezwaar" in page
    page = staff.post(f"/desk/objections/{held.id}/", {"decision": "stands", "answer": ""}).content.decode()
    assert "Zet erbij wat u de klant antwoordt en waarom." in page
    given = {"decision": "stands", "answer": "De termijn is wettelijk."}
    page = staff.post(f"/desk/objections/{held.id}/", given, follow=True).content.decode()
    assert "De termijn is wettelijk." in page
    assert bindings(cast) == [START, ("2", at("2026-07-01 00:00"))]
    page = signed_in(cast.owner).get(CHANGES).content.decode()
    assert "De termijn is wettelijk." in page
    assert "</b> blijven uw huidige voorwaarden gelden." in page


def test_an_objection_without_a_reason_is_sent_back_with_the_form(
    cast: Cast, told: Announcement, signed_in: Enter
) -> None:
    answered = signed_in(cast.owner).post(f"/portal/announcements/{told.id}/", {"do": "object", "reason": " "})
    assert answered.status_code == 422
    assert "Zet erbij waartegen u bezwaar maakt." in answered.content.decode()
    assert objections(cast) == []


def test_agreeing_lets_it_apply_from_now_and_a_second_time_says_so(
    cast: Cast, told: Announcement, signed_in: Enter
) -> None:
    client = signed_in(cast.owner)
    page = post(client, told, do="accept")
    assert "U ging akkoord met versie 2." in page
    assert acts(page) == set()
    assert [one[0] for one in bindings(cast)] == ["1", "2"]
    assert "is afgerond; daaraan is niets meer te doen" in post(client, told, do="accept")


def test_an_address_that_was_copied_leads_to_the_page(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    answered = signed_in(cast.owner).get(f"/portal/announcements/{told.id}/")
    assert answered["Location"] == CHANGES
    assert signed_in(cast.stranger).get(f"/portal/announcements/{told.id}/").status_code == 404
    staff = signed_in(cast.manager).get(f"/desk/announcements/{told.id}/")
    assert staff["Location"] == "/desk/agreements/perplex-dbc/2/"


def test_staff_see_what_arrived_tell_again_and_withdraw(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    staff = signed_in(cast.manager)
    page = staff.get("/desk/agreements/perplex-dbc/2/").content.decode()
    assert "nog geen bewijs" in page
    delivered(cast, told, "2026-04-01 10:00")
    page = staff.get("/desk/agreements/perplex-dbc/2/").content.decode()
    assert "aangenomen door de mailserver" in page
    page = staff.post(f"/desk/announcements/{told.id}/", {"do": "back"}, follow=True).content.decode()
    assert "nog geen bewijs" in page
    assert 'value="again"' in page
    staff.post(f"/desk/announcements/{told.id}/", {"do": "withdraw"})
    assert again(cast, told).state == "withdrawn"
    assert signed_in(cast.owner).get(CHANGES).status_code == 404


def test_an_agent_reads_and_decides_nothing(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    post(signed_in(cast.owner), told, do="object", reason=WHY)
    (held,) = objections(cast)
    agent = signed_in(cast.agent)
    page = agent.get(f"/desk/objections/{held.id}/").content.decode()
    assert WHY in page
    assert 'name="decision"' not in page
    assert agent.post(f"/desk/objections/{held.id}/", {"decision": "keeps", "answer": "Ja"}).status_code == 403
    assert objections(cast)[0].decided_at is None


@pytest.mark.clause("CL-01")
def test_the_text_that_held_on_any_day_is_found_again(cast: Cast, told: Announcement, signed_in: Enter) -> None:
    client = signed_in(cast.owner)
    post(client, told, do="accept")

    def held(day: str) -> str:
        page = client.get(f"/portal/agreement/?on={day}").content.decode()
        return page

    assert "Op woensdag 31 december 2025 gold er nog geen overeenkomst met ons." in held("2025-12-31")
    assert "Op donderdag 1 januari 2026 gold versie 1." in held("2026-01-01")
    assert "Op maandag 6 april 2026 gold versie 1." in held("2026-04-06")
    assert "Op woensdag 8 april 2026 gold versie 2." in held("2026-04-08")
    assert "gold" not in held("gisteren").partition("<main")[2].partition("Wat gold op")[0]
