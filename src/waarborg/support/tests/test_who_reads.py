"""Who reads tickets and their files: those whose role says so, whatever address they know."""

import io
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import files
from waarborg.plumbing.models import AccessRead
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.reply import reply
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]


@pytest.fixture
def ticket(cast: Cast, appreo: AgreementVersion) -> Ticket:
    return reported(cast, "2026-04-07 09:00")


@pytest.fixture
def attached(cast: Cast, ticket: Ticket) -> str:
    """The address of a file that the support contact sent with a reply."""
    by = cast.support_contact.actor
    with cast.support_contact.at_work():
        stored = files.store(
            io.BytesIO(b"uren van april"),
            name="uren.txt",
            tenant=ticket.tenant_id,
            by=by,
            at=at("2026-04-07 10:00"),
            purpose="support",
        )
        reply(ticket, by=by, at=at("2026-04-07 10:00"), text="Zie de bijlage.", files=[stored])
    return f"/files/{stored.id}/"


def test_a_file_is_read_by_those_who_read_its_ticket(
    cast: Cast, attached: str, signed_in: Enter, settings: object
) -> None:
    answered = {
        name: signed_in(player).get(attached).status_code
        for name, player in {
            "contact": cast.support_contact,
            "owner": cast.owner,
            "agent": cast.agent,
            "user": cast.ordinary_user,
            "stranger": cast.stranger,
        }.items()
    }
    assert answered == {"contact": 200, "owner": 200, "agent": 200, "user": 404, "stranger": 404}


def test_a_file_that_was_never_sent_is_nobodys(cast: Cast, ticket: Ticket, signed_in: Enter) -> None:
    with cast.support_contact.at_work():
        stored = files.store(
            io.BytesIO(b"uren van april"),
            name="uren.txt",
            tenant=ticket.tenant_id,
            by=cast.support_contact.actor,
            at=at("2026-04-07 10:00"),
            purpose="support",
        )
    assert signed_in(cast.owner).get(f"/files/{stored.id}/").status_code == 404


@pytest.mark.parametrize("address", ["/desk/queue/", "/desk/tickets/"])
def test_staff_whose_role_does_not_read_tickets_get_no_list_of_them(
    cast: Cast, ticket: Ticket, signed_in: Enter, address: str
) -> None:
    finance = make_player(cast.provider, "F. Voorbeeld", "f.voorbeeld@example.nl", roles.FINANCE)
    answered = signed_in(finance).get(address)
    assert answered.status_code == 403
    assert ticket.subject not in answered.content.decode()
    assert signed_in(cast.agent).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/portal/", "/portal/tickets/", "/portal/agreement/"])
def test_a_colleague_without_the_role_sees_nothing_of_another_ones_ticket(
    cast: Cast, ticket: Ticket, signed_in: Enter, address: str
) -> None:
    page = signed_in(cast.ordinary_user).get(address).content.decode()
    assert ticket.subject not in page
    assert ticket.shown_number not in page


def test_the_customer_sees_who_of_the_staff_opened_a_ticket(cast: Cast, ticket: Ticket, signed_in: Enter) -> None:
    agent, address = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/"
    agent.get(address)
    agent.get(address, headers={"HX-Request": "true"})
    signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/")
    with cast.owner.at_work():
        reads = [(one.person, one.what_id, one.why) for one in AccessRead.objects.all()]
    assert reads == [(cast.agent.person.id, ticket.id, ticket.shown_number)]
