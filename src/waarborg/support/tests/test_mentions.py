"""Who is mentioned in a note has it in his inbox, counted without a question of its own, and by mail if he likes."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.note import note
from waarborg.support.models import Mention, Ticket
from waarborg.support.rules.mentions import mentioned
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
COUNT = 'Vermeldingen <span class="num">{}</span>'
PEOPLE = {A: "R. Specimen", B: "K. Voorbeeld", C: "F. Voorbeeld"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@R. Specimen kijk je?", [A]),
        ("Voor @specimen, en @k. voorbeeld.", [A, B]),
        ("@Voorbeeld", []),  # two of them
        ("@Specimens", []),
        ("r.specimen@specimen", []),
        ("@ R. Specimen", []),
        ("(@K. Voorbeeld) @K. Voorbeeld", [B]),
        ("niemand", []),
    ],
)
def test_a_name_after_an_at_sign_mentions_who_it_can_only_be(text: str, found: list[UUID]) -> None:
    assert mentioned(text, PEOPLE) == found


def noted(cast: Cast, text: str, hour: int = 9) -> Ticket:
    ticket = reported(cast, f"2026-04-07 {hour:02}:00")
    with cast.agent.at_work():
        note(ticket, by=cast.agent.actor, at=at(f"2026-04-07 {hour:02}:30"), text=text)
    return ticket


def mails(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        mails = OutboxMail.objects.filter(template="support/mail/mentioned.txt")
        return list(mails.values_list("to_address", flat=True))


def test_who_is_mentioned_finds_it_and_opening_the_ticket_reads_it(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = noted(cast, "@K. Voorbeeld wil je dit beslissen? Ook @G. Model en @R. Specimen zelf.")
    with cast.manager.at_work():
        assert [one.person_id for one in Mention.objects.all()] == [cast.manager.person.id]
    manager, agent = signed_in(cast.manager), signed_in(cast.agent)
    count = COUNT.format(1)
    assert count in manager.get("/desk/queue/").content.decode()
    assert count not in agent.get("/desk/queue/").content.decode()
    page = manager.get("/desk/mentions/").content.decode()
    assert ("wil je dit beslissen?" in page, "ongelezen" in page, ticket.shown_number in page) == (True, True, True)
    manager.get(f"/desk/tickets/{ticket.id}/")
    assert count not in manager.get("/desk/queue/").content.decode()
    page = manager.get("/desk/mentions/").content.decode()
    assert ("wil je dit beslissen?" in page, "ongelezen" in page) == (True, False)


def test_the_count_asks_nothing_more(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    """It is part of a question that these pages ask anyway."""
    manager = signed_in(cast.manager)
    ticket = reported(cast, "2026-04-07 08:00")
    pages = ("/desk/queue/", f"/desk/tickets/{ticket.id}/")

    def asked() -> list[int]:
        found = []
        for address in pages:
            manager.get(address)
            with counted() as queries:
                manager.get(address)
            found.append(sum("support_mention" in one for one in queries))
        return found

    assert asked() == [1, 1]
    noted(cast, "@K. Voorbeeld")
    assert asked() == [1, 1]
    assert all(COUNT.format(1) in manager.get(address).content.decode() for address in pages)


def test_one_is_read_or_all_and_nobody_reads_for_another(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    for number in range(3):
        noted(cast, f"@K. Voorbeeld {number}", hour=9 + number)
    with cast.manager.at_work():
        first, *_ = Mention.objects.order_by("id")

    def unread() -> int:
        with cast.manager.at_work():
            return int(Mention.objects.filter(read_at__isnull=True).count())

    signed_in(cast.agent).post("/desk/mentions/", {"read": str(first.id)})
    signed_in(cast.agent).post("/desk/mentions/", {"all": "1"})
    assert unread() == 3
    manager = signed_in(cast.manager)
    manager.post("/desk/mentions/", {"read": str(first.id)})
    assert unread() == 2
    manager.post("/desk/mentions/", {"all": "1"})
    assert unread() == 0
    assert manager.post("/desk/mentions/", {"read": "iets"}).status_code == 404


def test_mail_comes_until_it_is_switched_off(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    noted(cast, "@K. Voorbeeld")
    assert mails(cast) == ["k.voorbeeld@example.nl"]
    manager = signed_in(cast.manager)
    manager.post("/desk/mentions/", {"mail": "off"})
    assert "U krijgt geen mail bij vermeldingen." in manager.get("/desk/mentions/").content.decode()
    noted(cast, "@K. Voorbeeld nog eens", hour=10)
    assert len(mails(cast)) == 1
    manager.post("/desk/mentions/", {"mail": "on"})
    noted(cast, "@K. Voorbeeld en weer", hour=11)
    assert len(mails(cast)) == 2


def test_a_note_that_arrives_twice_mentions_once_and_only_who_reads_notes(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    make_player(cast.provider, "Q. Boekhouder", "q.boekhouder@example.nl", roles.FINANCE)
    ticket = reported(cast, "2026-04-07 09:00")
    fields = {"text": "@K. Voorbeeld en @Q. Boekhouder", "once": str(uuid4())}
    for _ in range(2):
        signed_in(cast.agent).post(f"/desk/tickets/{ticket.id}/note/", fields)
    with cast.manager.at_work():
        assert [one.person_id for one in Mention.objects.all()] == [cast.manager.person.id]
    assert len(mails(cast)) == 1
