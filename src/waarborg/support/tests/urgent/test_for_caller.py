"""Who calls us says that it is urgent (CL-04, CL-11, CL-72, CL-73): staff write it down for him, by the same rules as
his own page, and he hears what came of it. What costs extra waits for his own yes."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.contracts.models import Charge
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import ClockRun
from waarborg.support.actions.report import EarlierNeedsReason
from waarborg.support.actions.urgent.for_caller import mark_for_caller
from waarborg.support.actions.urgent.mark import NoSuchCategory, mark_urgent
from waarborg.support.models import Ticket, UrgentCase
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.urgent.test_mark import marked, reported, with_rate

Enter = Callable[[Player], Client]


def noted(cast: Cast, ticket: Ticket, when: str, category: str = "own", **more: object) -> UrgentCase | None:
    """Written down by the agent for the owner, who calls."""
    with cast.agent.at_work():
        case: UrgentCase | None = mark_for_caller(
            ticket, category, by=cast.agent.actor, at=at(when), caller=cast.owner.person.id, **more
        )
    return case


def told(cast: Cast) -> list[tuple[str, str]]:
    with cast.agent.at_work():
        rows = OutboxMail.objects.filter(template="support/mail/urgent_caller.txt").order_by("written")
        return [(one.to_name, one.subject.partition(": ")[2]) for one in rows]


def kinds(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=ticket.id).order_by("sequence")
        return [one.kind.removeprefix("support.ticket.") for one in rows]


@pytest.mark.clause("CL-73")
def test_a_callers_own_case_goes_first_once_in_twelve_months_as_on_his_own_page(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    first = reported(cast, "2026-03-01 10:00")
    one = noted(cast, first, "2026-03-01 10:05")
    second = reported(cast, "2026-04-01 10:00")
    assert one is not None
    assert (one.basis, one.marked_by_name, one.written_by_name, one.marked_at) == (
        "included", "T. Fictief", "R. Specimen", at("2026-03-01 10:05"),
    )  # fmt: skip
    two = noted(cast, second, "2026-04-01 10:05")
    assert two is not None and two.basis == "limited"
    assert told(cast) == [("T. Fictief", "als spoed genoteerd"), ("T. Fictief", "als gewone melding behandeld")]
    with cast.agent.at_work():
        entry = JournalEntry.objects.get(subject_id=first.id, kind="support.ticket.marked-urgent")
        assert (entry.actor_id, entry.on_behalf) == (cast.agent.person.id, cast.owner.person.id)
        assert Ticket.objects.get(id=first.id).priority == "urgent"
        assert Ticket.objects.get(id=second.id).priority == ""
    # The customer's own page counts the one that was called.
    assert marked(cast, "2026-05-01 10:00").basis == "limited"


@pytest.mark.clause("CL-72")
def test_what_is_always_included_does_not_count_when_it_is_called_either(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    found = [noted(cast, reported(cast, f"2026-03-0{day} 10:00"), f"2026-03-0{day} 10:01", "vital") for day in (1, 2)]
    assert [one and (one.basis, one.again_at) for one in found] == [("included", None)] * 2
    with cast.owner.at_work():
        assert not Charge.objects.exists()


def test_what_costs_extra_is_asked_of_the_caller_and_nothing_is_charged_until_he_agrees(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    with_rate(cast)
    marked(cast, "2026-03-01 10:00")
    ticket = reported(cast, "2026-04-10 16:00")
    for minute in ("01", "02"):
        assert noted(cast, ticket, f"2026-04-10 16:{minute}") is None
    assert told(cast) == [("T. Fictief", "gaat u akkoord met de kosten van spoed?")]
    with cast.owner.at_work():
        assert not Charge.objects.exists()
        assert not UrgentCase.objects.filter(ticket_id=ticket.id).exists()
        assert Ticket.objects.get(id=ticket.id).priority == ""
    with cast.agent.at_work():
        [body] = OutboxMail.objects.filter(template="support/mail/urgent_caller.txt").values_list("body", flat=True)
    assert f"/portal/tickets/{ticket.id}/urgent/" in body and "één keer per melding. (EUR 95.00)" in body
    with cast.owner.at_work():
        case = mark_urgent(ticket, "own", by=cast.owner.actor, at=at("2026-04-10 16:05"), agrees=True)
        assert (case.basis, case.written_by_name, Charge.objects.count()) == ("charged", "", 1)


def test_who_is_speaking_to_the_caller_is_in_contact_and_nobody_is_paged(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    first = reported(cast, "2026-03-01 10:00")
    speaking = noted(cast, first, "2026-03-01 10:05", "exposed", speaking=True)
    assert speaking is not None and kinds(cast, first)[-2:] == ["contacted", "picked-up"]
    second = reported(cast, "2026-03-02 10:00")
    noted(cast, second, "2026-03-02 10:05", "exposed")
    with cast.agent.at_work():
        held = UrgentCase.objects.get(id=speaking.id)
        assert (held.contacted_at, held.contacted_by_name) == (at("2026-03-01 10:05"), "R. Specimen")
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'ticket' FROM procrastinate_jobs WHERE task_name = 'support.tell-of-urgent'")
        assert cursor.fetchall() == [(str(second.id),)]


@pytest.mark.clause("CL-15")
def test_of_a_message_that_was_left_the_time_runs_from_the_message_and_says_why(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    ticket = reported(cast, "2026-04-10 15:00")
    with pytest.raises(EarlierNeedsReason):
        noted(cast, ticket, "2026-04-10 16:30", said_at=at("2026-04-10 16:00"))
    case = noted(cast, ticket, "2026-04-10 16:30", said_at=at("2026-04-10 16:00"), reason="Ingesproken bericht.")
    assert case is not None and case.marked_at == at("2026-04-10 16:00")
    with cast.owner.at_work():
        [run] = ClockRun.objects.filter(subject_id=ticket.id, promise="urgent.contact")
        assert run.started_at == at("2026-04-10 16:00")


def test_a_second_word_changes_nothing(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    ticket = reported(cast, "2026-04-10 16:00")
    one = noted(cast, ticket, "2026-04-10 16:01", "exposed")
    before = kinds(cast, ticket)
    assert noted(cast, ticket, "2026-04-10 16:02", "vital") == one
    assert kinds(cast, ticket) == before and len(told(cast)) == 1


@pytest.mark.parametrize(
    ("by", "caller", "category", "refusal"),
    [
        ("owner", "owner", "own", NotAllowed),
        ("stranger", "stranger", "own", NotFound),
        ("agent", "stranger", "own", NotFound),
        ("agent", "owner", "coffee", NoSuchCategory),
    ],
    ids=["a customer for himself", "a stranger", "for a stranger", "no such case"],
)
def test_others_are_refused_and_nothing_changes(
    cast: Cast, by: str, caller: str, category: str, refusal: type[Exception]
) -> None:
    bound_to(cast, "cliendo")
    ticket, player = reported(cast, "2026-04-10 16:00"), getattr(cast, by)
    with player.at_work(), pytest.raises(refusal):
        mark_for_caller(
            ticket, category, by=player.actor, at=at("2026-04-10 16:01"), caller=getattr(cast, caller).person.id
        )
    with cast.owner.at_work():
        assert (UrgentCase.objects.count(), Ticket.objects.get().priority) == (0, "")
    assert told(cast) == []


def test_both_ways_at_the_desk_and_what_the_customer_reads(cast: Cast, signed_in: Enter, settings: object) -> None:
    bound_to(cast, "cliendo")
    ticket = reported(cast, "2026-04-10 16:00")
    stand(settings, at("2026-04-10 16:05"))
    agent, owner = signed_in(cast.agent), signed_in(cast.owner)
    page = f"/desk/tickets/{ticket.id}/called-urgent/"
    assert page in agent.get(f"/desk/tickets/{ticket.id}/").content.decode()
    text = agent.get(page).content.decode()
    assert "Gaat voor, eens in de zoveel tijd: deze keer is inbegrepen." in text
    assert agent.post(page, {"category": "own"}).status_code == 422
    sent = agent.post(page, {"category": "own", "caller": str(cast.owner.person.id)}, follow=True).content.decode()
    assert "de beller heeft een mail" in sent and "genoteerd door R. Specimen" in sent
    assert page not in sent
    assert (
        "R. Specimen noteerde dat T. Fictief dit spoed noemde."
        in owner.get(f"/portal/tickets/{ticket.id}/").content.decode()
    )
    assert "genoteerd door R. Specimen" in agent.get("/desk/urgent/").content.decode()
    assert owner.get(page).status_code == 404


def test_a_report_by_telephone_is_called_urgent_on_its_own_form(cast: Cast, signed_in: Enter, settings: object) -> None:
    bound_to(cast, "cliendo")
    stand(settings, at("2026-04-10 16:05"))
    agent, page = signed_in(cast.agent), f"/desk/tickets/new/{cast.merendaal.id}/"
    assert "Noemen zij het spoed?" in agent.get(page).content.decode()
    fields = {
        "once": str(uuid7()), "reporter": str(cast.owner.person.id), "channel": "phone", "subject": "Gegevens open",
        "kind": "incident", "priority": "normal", "what": "Anderen zien namen.", "urgent": "exposed",
    }  # fmt: skip
    assert agent.post(page, fields).status_code == 302
    assert agent.post(page, fields).status_code == 302
    with cast.agent.at_work():
        [case] = UrgentCase.objects.all()
        assert (case.category, case.basis, case.written_by_name) == ("exposed", "included", "R. Specimen")
        # The telephone is in the agent's hand.
        assert case.contacted_at is not None


def test_the_page_asks_no_more_of_the_database_however_many_cases_were(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    bound_to(cast, "cliendo")
    ticket = reported(cast, "2026-03-01 09:00")
    stand(settings, at("2026-04-10 16:05"))
    agent, asked = signed_in(cast.agent), []
    for days in ((1,), (2, 3)):
        for day in days:
            marked(cast, f"2026-03-0{day} 10:00", "exposed")
        with counted() as queries:
            assert agent.get(f"/desk/tickets/{ticket.id}/called-urgent/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 14


def stand(settings: object, when: datetime) -> None:
    settings.CLOCK_OFFSET = when - timezone.now()  # type: ignore[attr-defined]
