"""A training is offered, announced and joined on a phone; and the evaluation session of the quarter is planned."""

from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look

# The journeys are on Friday 30 October 2026; these are Tuesdays on which the desk is open.
FIRST, SECOND = "2026-11-17", "2026-11-24"


def _fill_when(desk: Any, day: str) -> None:
    desk.fill("[name=starts_at]", f"{day}T10:00")
    desk.fill("[name=ends_at]", f"{day}T12:00")
    with desk.expect_navigation():
        desk.click("main form button[type=submit]")


def test_a_training_is_offered_announced_and_joined_on_a_phone(visit: Visit, look: Look) -> None:
    desk = visit("service manager", "/desk/sessions/new/")
    desk.fill("[name=title_nl]", "Plannen voor beginners")
    desk.fill("[name=place]", "Bij ons")
    desk.fill("[name=places]", "1")
    _fill_when(desk, FIRST)
    look(desk)
    page = desk.url.partition("#")[0]
    desk.goto(f"{page}edit/")
    look.quickly(desk)
    desk.goto(page)
    onward(desk, "button[value=offer]")
    phone = visit("owner", "/portal/sessions/", width=375)
    look(phone)
    phone.click("main >> text=Plannen voor beginners")
    onward(phone, "main form[action$='/come/'] button")
    assert "ingeschreven" in phone.inner_text("main")
    look(phone)
    desk.goto(page)
    look.quickly(desk)
    desk.click("button[value=announce]")
    desk.wait_for_url("**/desk/notices/**")
    assert "Plannen voor beginners" in desk.inner_text("main")


def test_the_evaluation_session_of_a_quarter_is_planned(visit: Visit, look: Look) -> None:
    desk = visit("service manager", "/desk/evaluations/")
    look(desk)
    desk.click("main tbody a[href$='/plan/'] >> nth=0")
    desk.wait_for_url("**/plan/")
    look.quickly(desk)
    desk.check("[name=guests] >> nth=0")
    _fill_when(desk, SECOND)
    desk.click("main a[href$='/evaluation/']")
    desk.wait_for_url("**/evaluation/")
    assert desk.inner_text("main h1") == "Agenda en uitkomst"
    look(desk)
    desk.goto("/desk/evaluations/")
    assert "24 november" in desk.inner_text("main tbody")


def test_a_consultancy_day_is_put_in_the_catalogue_and_booked(visit: Visit, look: Look) -> None:
    desk = visit("service manager", "/desk/offers/new/")
    desk.fill("[name=title_nl]", "Adviesdag")
    desk.select_option("[name=unit]", "day")
    desk.click("main form button[type=submit]")
    desk.wait_for_url("**/price/")
    look.quickly(desk)
    desk.fill("[name=from_on]", "2026-10-30")
    desk.fill("[name=amount]", "1050")
    desk.fill("[name=a_kilometre]", "0.40")
    desk.click("main form button[type=submit]")
    desk.wait_for_url("**/desk/offers/")
    desk.click("main tbody th a >> text=Adviesdag")
    look.quickly(desk)
    phone = visit("owner", "/portal/offers/", width=375)
    phone.click("main >> text=Adviesdag")
    look(phone)
    phone.fill("[name=on]", SECOND)
    phone.select_option("[name=halves]", "3")
    phone.check("[name=on_site]")
    phone.check("[name=agrees]")
    phone.click("main form >> nth=0 >> button")
    phone.wait_for_url("**/portal/offers/")
    assert "10,5 uur" in phone.inner_text("main")
    look(phone)
    desk.goto("/desk/offers/")
    look(desk)
