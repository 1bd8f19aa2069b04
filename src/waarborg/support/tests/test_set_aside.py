"""Waiting for a third party, and a day that was chosen: what it does to clocks is what the agreement says of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import OutboxMail
from waarborg.promises.models import AgreementVersion
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.support.actions.answer import answer
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.reply import reply
from waarborg.support.actions.set_aside import AsideReasonNeeded, DayPassed, WhomMissing, plan, take_on, wait_for
from waarborg.support.models import Ticket
from waarborg.support.reactions import take_on_when_the_day_comes
from waarborg.support.tests.reports import at, due, reported, runs

Enter = Callable[[Player], Client]
ZONE = "Europe/Amsterdam"


def now(cast: Cast, ticket: Ticket) -> Ticket:
    with cast.agent.at_work():
        found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def planned(cast: Cast, ticket: Ticket, day: str, when: str) -> list[tuple[str, datetime | None]]:
    with cast.agent.at_work():
        plan(ticket, date.fromisoformat(day), by=cast.agent.actor, at=at(when), why="Na de update", zone=ZONE)
        return [(job[0], job[2]) for job in tenancy.unit().jobs if job[0].startswith("support.")]


def test_a_clock_of_an_agreement_that_says_nothing_of_it_runs_on(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 10:00")
    before = due(cast, ticket, "support.fix")
    with cast.agent.at_work():
        wait_for(ticket, "De leverancier", by=cast.agent.actor, at=at("2026-06-01 12:00"), why="Hun storing")
    found = now(cast, ticket)
    assert (found.state, found.waits_for, found.planned_for) == ("third-party", "De leverancier", None)
    assert due(cast, ticket, "support.fix") == before == "2026-06-08 10:00"
    assert runs(cast, ticket)["support.pick-up"].verdict == "met"


def test_a_clock_pauses_where_the_agreement_names_the_state(cast: Cast) -> None:
    text = profile("appreo").decode()
    both = "pause: [support.ticket.waiting-for-customer, support.ticket.in-planning]"
    publish_and_bind(cast, text.replace("pause: [support.ticket.waiting-for-customer]", both).encode())
    ticket = reported(cast, "2026-06-01 10:00")
    planned(cast, ticket, "2026-06-03", "2026-06-01 12:00")
    assert runs(cast, ticket)["support.fix"].state == "paused"
    take_on_when_the_day_comes(
        tenant=str(ticket.tenant_id), ticket=str(ticket.id), day="2026-06-03", at=at("2026-06-03 00:00").isoformat()
    )
    found = now(cast, ticket)
    assert (found.state, found.planned_for) == ("open", None)
    # Five hours of Monday and all of Tuesday were not counted.
    assert due(cast, ticket, "support.fix") == "2026-06-09 15:00"


def test_only_the_day_that_was_chosen_last_opens_it(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 10:00")
    jobs = planned(cast, ticket, "2026-06-03", "2026-06-01 12:00")
    assert jobs == [("support.planned-day-comes", at("2026-06-03 00:00"))]
    planned(cast, ticket, "2026-06-10", "2026-06-02 12:00")
    take_on_when_the_day_comes(
        tenant=str(ticket.tenant_id), ticket=str(ticket.id), day="2026-06-03", at=at("2026-06-03 00:00").isoformat()
    )
    assert (now(cast, ticket).state, now(cast, ticket).planned_for) == ("planned", date(2026, 6, 10))


def test_what_is_missing_or_over_is_refused_and_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 10:00")
    agent, noon = cast.agent.actor, at("2026-06-01 12:00")
    with cast.agent.at_work():
        with pytest.raises(WhomMissing):
            wait_for(ticket, " ", by=agent, at=noon, why="Hun storing")
        with pytest.raises(AsideReasonNeeded):
            wait_for(ticket, "De leverancier", by=agent, at=noon, why=" ")
        with pytest.raises(DayPassed):
            plan(ticket, date(2026, 6, 1), by=agent, at=noon, why="Vandaag nog", zone=ZONE)
        with pytest.raises(NotInThisState):
            take_on(ticket, by=agent, at=noon)
    assert (now(cast, ticket).state, now(cast, ticket).revision) == ("open", 1)


def test_the_customers_word_and_our_question_end_it(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-06-01 10:00")
    planned(cast, ticket, "2026-06-10", "2026-06-01 12:00")
    with cast.owner.at_work():
        reply(ticket, by=cast.owner.actor, at=at("2026-06-01 13:00"), text="Het is toch dringend.")
    assert (now(cast, ticket).state, now(cast, ticket).planned_for) == ("open", None)
    planned(cast, ticket, "2026-06-10", "2026-06-01 14:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-06-01 15:00"), text="Welke versie?", purpose="question")
    assert (now(cast, ticket).state, now(cast, ticket).planned_for) == ("waiting", None)
    assert runs(cast, ticket)["support.fix"].state == "paused"


def test_both_sides_read_what_it_waits_for_and_what_that_does(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-06-01 12:00") - timezone.now()  # type: ignore[attr-defined]
    ticket = reported(cast, "2026-06-01 10:00")
    agent, address = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/"
    asked = agent.get(f"{address}aside/").content.decode()
    assert "loopt door" in asked
    sent = {"until": "third-party", "whom": "De leverancier", "why": "Hun storing"}
    assert agent.post(f"{address}aside/", {**sent, "why": ""}).status_code == 422
    assert agent.post(f"{address}aside/", sent).headers["Location"] == address
    assert "wacht op een ander: De leverancier" in agent.get(address).content.decode()
    assert "Wacht op De leverancier, maar deze klok loopt door" in agent.get("/desk/queue/").content.decode()
    page = signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert "Wij wachten op De leverancier; deze termijn loopt gewoon door." in page
    with cast.agent.at_work():
        assert OutboxMail.objects.filter(subject__contains="wij wachten op een ander").count() == 1
    agent.post(f"{address}go-on/")
    assert now(cast, ticket).state == "open"
    day = (at("2026-06-01 12:00") + timedelta(days=7)).date().isoformat()
    agent.post(f"{address}aside/", {"until": "planned", "day": day, "why": "Na de update"})
    assert "maandag 8 juni" in signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/").content.decode()
