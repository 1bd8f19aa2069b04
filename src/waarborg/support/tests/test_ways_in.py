"""The ways in: each ends in a ticket of its channel; who speaks in the chat is certain."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from waarborg.catalogue.models import Item
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.queries.standing import standing
from waarborg.promises.queries.whom import NotByAgreement
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.registry import known
from waarborg.support.models import Appointment, Chat, Ticket
from waarborg.support.queries.checks import contextual_help
from waarborg.support.queries.mail import who_may_ask
from waarborg.support.tests.appointments.sessions import booked, on_duty
from waarborg.support.tests.articles import published, said
from waarborg.support.tests.chats.talks import opened
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.mail.post import ADDRESS, come_in, mail, outcome
from waarborg.support.tests.reports import at

NINE = at("2026-04-07 09:00")


@pytest.fixture
def cliendo(cast: Cast, settings: Any) -> Cast:
    settings.MAIL_IN_ADDRESS = ADDRESS
    bound_to(cast, "cliendo")
    return cast


def waits(cast: Cast, promise: str) -> tuple[str, ...]:
    with tenancy.enter(Role.DESK):
        bound = standing(cast.merendaal.id)
        assert bound is not None
        return planned_names(promise, bound.at(NINE).agreement, known())


@pytest.mark.clause("CL-03")
def test_whoever_has_an_account_comes_in_by_mail_by_chat_and_by_appointment(cliendo: Cast) -> None:
    """Each stands on the customer's file with its channel; the promise waits for nothing."""
    user = cliendo.ordinary_user
    (came,) = come_in(mail(f"{user.person.name} <{user.person.email}>"), received=NINE, at=at("2026-04-07 09:01"))
    chat = opened(cliendo, "2026-04-07 09:10", by=user)
    on_duty(cliendo)
    appointment = booked(cliendo, "2026-04-08 10:00", now="2026-04-07 09:20", by=user)
    with cliendo.agent.at_work():
        held = [Ticket.objects.get(id=one) for one in (came.subject_id, chat.ticket_id, appointment.ticket_id)]
    assert [(one.channel, one.reporter_id, one.tenant_id) for one in held] == [
        (channel, user.person.id, cliendo.merendaal.id) for channel in ("mail", "chat", "appointment")
    ]
    assert waits(cliendo, "support.ways-in") == ()


def test_where_only_contacts_ask_a_user_comes_in_by_no_way(cast: Cast, settings: Any) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS
    bound_to(cast, "perplex-dbc")
    user = cast.ordinary_user
    (came,) = come_in(mail(f"{user.person.name} <{user.person.email}>"), received=NINE)
    assert outcome(came) == ("held", "may-not-ask")
    on_duty(cast)
    with pytest.raises(NotByAgreement):
        opened(cast, "2026-04-07 09:10", by=user)
    with cast.agent.at_work():
        assert (Ticket.objects.count(), Chat.objects.count(), Appointment.objects.count()) == (0, 0, 0)
        assert [one.person for one in who_may_ask("merendaal", at=NINE) if one.person == user.person.id] == []


@pytest.mark.clause("CL-07")
def test_in_the_chat_it_is_certain_who_speaks_and_the_same_words_from_an_unknown_address_are_not(cliendo: Cast) -> None:
    words = "Hoe zet ik de uren van vorige maand open?"
    chat = opened(cliendo, "2026-04-07 09:10", by=cliendo.owner, text=words)
    assert (chat.contact_id, chat.role) == (cliendo.owner.person.id, "customer.owner")
    (came,) = come_in(mail("E. Eigenaar <eigenaar@example.com>", words), received=at("2026-04-07 09:20"))
    assert outcome(came) == ("held", "stranger")
    with cliendo.agent.at_work():
        assert Ticket.objects.count() == 1


@pytest.mark.clause("CL-08")
def test_a_screen_shows_the_articles_that_belong_to_it(cliendo: Cast, signed_in: Callable[[Player], Client]) -> None:
    given = {"tenant_id": cliendo.provider.id}
    with tenancy.enter(Role.DESK):
        above = Item.objects.create(kind="service", key="dienst", nl="Dienst", en="Service", **given)
        screens = [
            Item.objects.create(kind="window", key=key, nl=key, en=key, parent=above, route=f"/{key}", **given)
            for key in ("rapporten", "uren")
        ]
    looked = contextual_help(NINE)
    assert (looked.holds, looked.word) == (False, "none")
    for title in ("Rapport maken", "Rapport delen", "Rapport plannen"):
        published(cliendo, said(title), item=screens[0].id)
    published(cliendo, said("Uren schrijven"), item=screens[1].id)
    page = signed_in(cliendo.owner).get("/portal/help/?screen=/rapporten").content.decode()
    shown = [
        title for title in ("Rapport maken", "Rapport delen", "Rapport plannen", "Uren schrijven") if title in page
    ]
    assert shown == ["Rapport maken", "Rapport delen", "Rapport plannen"]
    assert contextual_help(NINE).holds
    assert waits(cliendo, "support.contextual-help") == ()
