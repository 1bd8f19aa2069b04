"""Tickets and the incident that they come from: linked from both sides, told of on both, answered as one."""

import html
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.models import Incident
from waarborg.availability.tests.incidents import at, out, resolved
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.console.queries.known_incidents import offered
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.causes import NoText, answer_all, link_cause, unlink_cause
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Cause, Message, Ticket

Enter = Callable[[Player], Client]
WORDS = {"nl": "Een schijf is vol; wij ruimen op.", "en": "A disk is full; we are clearing it."}


@pytest.fixture(autouse=True)
def three_o_clock(settings: object) -> None:
    settings.CLOCK_OFFSET = at("03:00") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def stock(cast: Cast, appreo: AgreementVersion) -> Stock:
    made = make_stock(cast)
    bought(cast, made.records, cast.merendaal)
    return made


def reported(cast: Cast, by: Player | None = None, when: str = "01:30") -> Ticket:
    player = by or cast.support_contact
    with player.at_work():
        told = Report(subject="Inloggen lukt niet", kind="incident", what="Ik kom er niet in.")
        return report(player.organisation.id, told, by=player.actor, at=at(when))


def linked(cast: Cast, ticket: Ticket, incident: Incident, when: str = "01:40") -> None:
    with cast.agent.at_work():
        link_cause(ticket, incident.ref, by=cast.agent.actor, at=at(when))


def send(cast: Cast, incident: Incident, purpose: str = "message", **more: object) -> int:
    given = {"once": UUID(int=7), "at": at("02:00"), "texts": WORDS, **more}
    with cast.agent.at_work():
        sent, refused = answer_all(
            incident.ref, given.pop("texts"), purpose, by=cast.agent.actor, **given  # type: ignore[arg-type]
        )  # fmt: skip
        assert refused == []
        return len(sent)


def texts(cast: Cast) -> list[str]:
    with cast.agent.at_work():
        return list(Message.objects.exclude(purpose="report").order_by("at", "body").values_list("body", flat=True))


def test_linking_is_once_and_stands_in_the_journal_of_its_customer(cast: Cast, stock: Stock) -> None:
    incident, ticket = out(cast, stock), reported(cast)
    linked(cast, ticket, incident)
    linked(cast, ticket, incident, "01:45")
    with cast.owner.at_work():
        assert [(one.ref, one.since) for one in Cause.objects.all()] == [(incident.ref, at("01:40"))]
        [entry] = JournalEntry.objects.filter(kind="support.ticket.cause-linked")
        assert (entry.subject_id, entry.tenant_id) == (ticket.id, cast.merendaal.id)
    with cast.agent.at_work():
        unlink_cause(ticket, incident.ref, by=cast.agent.actor, at=at("01:50"))
        assert Cause.objects.count() == 0


def test_what_is_not_there_or_not_the_customers_to_name_is_refused_and_links_nothing(cast: Cast, stock: Stock) -> None:
    hidden = out(cast, stock)
    ours, theirs = reported(cast), reported(cast, cast.stranger)
    for who, ticket, cause, refusal in (
        (cast.agent, ours, Ref("availability.incident", uuid4()), NotFound),
        (cast.agent, ours, Ref("support.ticket", ours.id), NotFound),
        # Hazelvoort bought nothing that runs on the application.
        (cast.stranger, theirs, hidden.ref, NotFound),
        (cast.stranger, ours, hidden.ref, NotFound),
    ):
        with who.at_work(), pytest.raises(refusal):
            link_cause(ticket, cause, by=who.actor, at=at("01:40"))
    with cast.support_contact.at_work():
        link_cause(ours, hidden.ref, by=cast.support_contact.actor, at=at("01:40"))
        with pytest.raises(NotAllowed):
            unlink_cause(ours, hidden.ref, by=cast.support_contact.actor, at=at("01:41"))
    with cast.agent.at_work():
        assert list(Cause.objects.values_list("ticket_id", flat=True)) == [ours.id]


def test_a_customer_is_offered_what_goes_on_with_what_it_uses(cast: Cast, stock: Stock) -> None:
    incident = out(cast, stock)
    with cast.owner.at_work():
        assert offered(cast.merendaal.id, at("02:00")) == [incident.ref]
    with cast.stranger.at_work():
        assert offered(cast.hazelvoort.id, at("02:00")) == []
    resolved(cast, incident, "02:30")
    with cast.owner.at_work():
        assert offered(cast.merendaal.id, at("02:40")) == []


def test_one_act_answers_every_live_ticket_once_each_in_its_own_language(cast: Cast, stock: Stock) -> None:
    incident = out(cast, stock)
    first, second, other = reported(cast), reported(cast, cast.stranger), reported(cast)
    linked(cast, first, incident)
    linked(cast, second, incident)
    with cast.manager.at_work():
        type(cast.hazelvoort).objects.filter(id=cast.hazelvoort.id).update(language="en")
        mails = OutboxMail.objects.count()
    assert send(cast, incident) == 2
    assert texts(cast) == [WORDS["en"], WORDS["nl"]]
    # Again the same words: nobody gets them twice. Others are another message.
    assert send(cast, incident, at=at("02:01")) == 0
    assert send(cast, incident, texts={"nl": "Bijna klaar."}, at=at("02:02")) == 2
    with cast.manager.at_work():
        assert OutboxMail.objects.count() == mails + 4
        assert Message.objects.filter(ticket_id=other.id).count() == 1
        assert set(Ticket.objects.values_list("state", flat=True)) <= {"open", "in-progress"}


def test_with_the_solution_they_are_resolved_and_what_was_resolved_is_left_alone(cast: Cast, stock: Stock) -> None:
    incident = out(cast, stock)
    first, second = reported(cast), reported(cast)
    linked(cast, first, incident)
    linked(cast, second, incident)
    assert send(cast, incident, "resolution") == 2
    with cast.agent.at_work():
        assert set(Ticket.objects.values_list("state", flat=True)) == {"resolved"}
    assert send(cast, incident, texts={"nl": "Nog iets."}, at=at("02:30")) == 0


def test_without_dutch_nothing_is_sent_and_customers_send_nothing(cast: Cast, stock: Stock) -> None:
    incident, ticket = out(cast, stock), reported(cast)
    linked(cast, ticket, incident)
    with pytest.raises(NoText):
        send(cast, incident, texts={"en": "Only English"})
    with pytest.raises(NoText):
        send(cast, incident, texts={"nl": "x" * 5001})
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        answer_all(incident.ref, WORDS, "message", once=uuid4(), by=cast.owner.actor, at=at("02:00"))
    assert texts(cast) == []


def text(client: Client, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


def test_the_form_of_a_report_says_what_is_known_and_links_what_is_reported_with_it(
    cast: Cast, stock: Stock, signed_in: Enter
) -> None:
    client = signed_in(cast.support_contact)
    assert "Gaat het hierover?" not in text(client, "/portal/tickets/new/")
    incident = out(cast, stock)
    page = text(client, "/portal/tickets/new/")
    assert "Gaat het hierover?" in page
    assert f"/portal/status/{incident.id}/" in page
    told = {
        "subject": "Kan er niet in", "kind": "incident", "what": "Rood scherm", "priority": "p1",
        "once": str(uuid4()), "cause": f"availability.incident:{incident.id}",
    }  # fmt: skip
    missing = html.unescape(client.post("/portal/tickets/new/", told | {"what": ""}).content.decode())
    assert f'value="availability.incident:{incident.id}" checked' in missing
    assert client.post("/portal/tickets/new/", told).status_code == 302
    with cast.agent.at_work():
        made = Ticket.objects.get()
        assert Cause.objects.get().ref == incident.ref
    page = text(client, f"/portal/tickets/{made.id}/")
    assert "Bekende storing" in page
    assert "Inloggen lukt niet. Wij zoeken uit waarom." in page
    # Over meanwhile, it is an ordinary report.
    resolved(cast, incident, "02:30")
    assert client.post("/portal/tickets/new/", told | {"once": str(uuid4())}).status_code == 302
    with cast.agent.at_work():
        assert (Ticket.objects.count(), Cause.objects.count()) == (2, 1)
    assert "Opgelost" in text(client, f"/portal/tickets/{made.id}/")


def test_a_customer_links_his_ticket_himself(cast: Cast, stock: Stock, signed_in: Enter) -> None:
    incident, ticket = out(cast, stock), reported(cast)
    client = signed_in(cast.support_contact)
    assert "Is het deze storing?" in text(client, f"/portal/tickets/{ticket.id}/")
    named = {"cause": f"availability.incident:{incident.id}"}
    path = f"/portal/tickets/{ticket.id}/incident/"
    assert client.post(path, {"cause": "nonsense"}).status_code == 404
    assert signed_in(cast.stranger).post(path, named).status_code == 404
    assert client.post(path, named).status_code == 302
    page = text(client, f"/portal/tickets/{ticket.id}/")
    assert "Bekende storing" in page
    assert "Is het deze storing?" not in page


def test_the_desk_links_answers_and_resolves_from_the_page_of_the_incident(
    cast: Cast, stock: Stock, signed_in: Enter
) -> None:
    incident, ticket = out(cast, stock), reported(cast)
    client = signed_in(cast.agent)
    assert "Er is geen melding gekoppeld." in text(client, f"/desk/status/{incident.id}/")
    assert "Komt dit van een storing?" in text(client, f"/desk/tickets/{ticket.id}/")
    choose = f"/desk/tickets/{ticket.id}/incident/"
    assert "Inloggen lukt niet" in text(client, choose)
    assert client.post(choose, {"cause": f"availability.incident:{incident.id}"}).status_code == 302
    assert f"/desk/status/{incident.id}/" in text(client, f"/desk/tickets/{ticket.id}/")
    assert "1 melding komt van deze storing, waarvan 1 loopt." in " ".join(
        text(client, f"/desk/status/{incident.id}/").split()
    )
    tickets = f"/desk/status/{incident.id}/tickets/"
    page = text(client, tickets)
    assert "Inloggen lukt niet. Wij zoeken uit waarom.</textarea>" in page
    assert "worden de meldingen opgelost" not in page
    assert client.post(tickets, {"text_nl": ""}).status_code == 422
    assert client.post(tickets, {"text_nl": "Wij zijn bezig.", "resolves": "on"}).status_code == 302
    with cast.agent.at_work():
        # While it goes on nothing is resolved, whatever a form says.
        assert Ticket.objects.get().is_live
    resolved(cast, incident, "02:30")
    assert "worden de meldingen opgelost" in text(client, tickets)
    assert client.post(tickets, {"text_nl": "Het werkt weer.", "resolves": "on"}).status_code == 302
    with cast.agent.at_work():
        assert Ticket.objects.get().state == "resolved"
    assert sorted(texts(cast)) == ["Het werkt weer.", "Wij zijn bezig."]


@pytest.mark.parametrize("page", ["tickets", "choose"])
def test_more_rows_ask_the_database_no_more_often(cast: Cast, stock: Stock, signed_in: Enter, page: str) -> None:
    client = signed_in(cast.agent)
    first = out(cast, stock, "00:20", title="Storing 0")
    subject = reported(cast, when="00:25")
    path = f"/desk/status/{first.id}/tickets/" if page == "tickets" else f"/desk/tickets/{subject.id}/incident/"
    many = []
    for number in range(1, 4):
        linked(cast, reported(cast, when=f"01:{number}0"), first, f"01:{number}1")
        out(cast, stock, f"01:{number}2", title=f"Storing {number}")
        client.get(path)
        with counted() as statements:
            client.get(path)
        many.append(len(statements))
    assert many[0] == many[2]
