"""A chat that is a ticket: a customer on a phone, an agent at the desk, a reload midway, and a colleague who reads it
again; and an appointment to look along, with the customer's yes."""

from tests.journeys.conftest import Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look


def test_a_chat_is_talked_through_solved_and_read_again(visit: Visit, look: Look) -> None:
    phone = visit("owner", "/portal/contact/", width=375)
    look(phone)
    phone.click("main a[href$='/portal/chat/']")
    phone.fill("[name=text]", "Waar open ik de uren van vorige maand?")
    look(phone)
    phone.click("main button[type=submit]")
    phone.wait_for_selector("[data-chat-log] article")
    look(phone)
    desk = visit("agent", "/desk/chats/")
    look(desk)
    desk.click("main tbody a >> text=vorige maand")
    desk.wait_for_selector("[data-chat-form]")
    with desk.expect_navigation():
        desk.keyboard.press("a")
    look(desk)
    # Enter sends, and it is on the other page without a reload.
    desk.fill("[data-chat-text]", "Onder Beheer, Perioden.")
    desk.press("[data-chat-text]", "Enter")
    phone.wait_for_selector("[data-chat-log] >> text=Onder Beheer, Perioden.")
    assert desk.input_value("[data-chat-text]") == ""
    # Halfway the line breaks: the text stays, and arrives once.
    phone.context.set_offline(True)
    phone.fill("[data-chat-text]", "Dank, en hoe sluit ik die weer?")
    phone.click("[data-chat-form] button[type=submit]")
    phone.wait_for_selector("[data-chat-unsent]:visible")
    assert phone.input_value("[data-chat-text]") == "Dank, en hoe sluit ik die weer?"
    phone.context.set_offline(False)
    phone.reload()
    assert phone.input_value("[data-chat-text]") == "Dank, en hoe sluit ik die weer?"
    phone.click("[data-chat-form] button[type=submit]")
    desk.wait_for_selector("[data-chat-log] >> text=hoe sluit ik die weer")
    desk.fill("[data-chat-text]", "Met de knop Sluiten op hetzelfde scherm.")
    onward(desk, "button[name=resolve]")
    assert desk.url.partition("#")[0].endswith("/desk/chats/")
    phone.wait_for_selector("[data-chat-over]")
    phone.click("[data-chat-there] a")
    phone.wait_for_url("**/portal/tickets/**")
    for words in ("Onder Beheer, Perioden.", "Met de knop Sluiten op hetzelfde scherm."):
        assert words in phone.inner_text("main")
    assert phone.inner_text("main").count("hoe sluit ik die weer") == 1


def test_an_appointment_is_booked_and_nobody_looks_along_without_a_yes(visit: Visit, look: Look) -> None:
    desk = visit("agent", "/desk/roster/")
    for day in range(5):
        desk.fill(f"[name=day{day}]", "09:00-12:00, 13:00-17:00")
    onward(desk, "main button[type=submit] >> nth=0")
    customer = visit("owner", "/portal/appointments/", width=375)
    look(customer)
    customer.fill("[name=text]", "Het scherm Perioden blijft leeg.")
    customer.click("main button[type=submit]")
    customer.wait_for_url(lambda url: not url.endswith("/appointments/"))
    look(customer)
    path = customer.url.split("/portal/")[1]
    desk.goto(f"/desk/{path}")
    look(desk)
    onward(desk, "form[action$='/begin/'] button")
    assert "nog geen toestemming" in desk.inner_text("main")
    onward(customer, "form[action$='/permit/'] button")
    desk.goto(f"/desk/{path}")
    onward(desk, "form[action$='/begin/'] button")
    desk.fill("[name=done]", "De periode stond op slot.")
    onward(desk, "form[action$='/finish/'] button[type=submit]")
    customer.reload()
    assert "De periode stond op slot." in customer.inner_text("main")
    look(customer)
