"""Booking, moving, cancelling, and looking along only with a yes for this very session."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player, make_cast
from waarborg.plumbing import access_log
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.support.actions.appointments.book import cancel, move
from waarborg.support.actions.appointments.holding import NotStanding, SlotTaken
from waarborg.support.actions.appointments.session import NoPermission, begin, finish, forbid, permit
from waarborg.support.models import Appointment, Message, Ticket
from waarborg.support.reactions import remind_of_appointment
from waarborg.support.rules.passwords import MASK
from waarborg.support.tests.appointments.sessions import booked, on_duty
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]


def fresh(cast: Cast, one: Appointment) -> Appointment:
    with cast.agent.at_work():
        found: Appointment = Appointment.objects.select_related("ticket").get(id=one.id)
    return found


def mails(cast: Cast) -> list[tuple[str, str]]:
    with cast.agent.at_work():
        rows = OutboxMail.objects.filter(template="support/mail/appointment.txt").order_by("id")
        return [(one.to_name, one.subject) for one in rows]


def test_a_customer_books_a_free_moment_and_both_sides_hear_of_it(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    made = booked(cast, "2026-04-08 10:00")
    assert (made.agent_name, made.contact_name, made.ticket.channel) == ("R. Specimen", "S. Monster", "appointment")
    assert sorted(name for name, _ in mails(cast)) == ["R. Specimen", "S. Monster"]


def test_on_the_ticket_that_one_picks(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    ticket = reported(cast, "2026-04-07 07:30")
    assert booked(cast, "2026-04-08 10:00", ticket=ticket).ticket_id == ticket.id
    with cast.agent.at_work():
        assert Ticket.objects.count() == 1


@pytest.mark.parametrize("start", ["2026-04-08 14:00", "2026-04-08 10:10", "2026-04-06 10:00", "2026-04-11 10:00"])
def test_outside_the_week_or_our_hours_nothing_is_booked(cast: Cast, appreo: AgreementVersion, start: str) -> None:
    on_duty(cast)
    with pytest.raises(SlotTaken):
        booked(cast, start)
    with cast.agent.at_work():
        assert (Appointment.objects.count(), Ticket.objects.count()) == (0, 0)


def test_a_moment_is_booked_once_over_all_customers(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    booked(cast, "2026-04-08 10:00")
    with pytest.raises(SlotTaken):
        booked(cast, "2026-04-08 10:00", by=cast.stranger)
    on_duty(cast, player=cast.manager)
    assert booked(cast, "2026-04-08 10:00", by=cast.stranger).agent_name == "K. Voorbeeld"


@pytest.mark.usefixtures("committed")
def test_two_customers_at_the_same_moment_get_one_appointment() -> None:
    cast, together = make_cast(), Barrier(2)
    publish_and_bind(cast, profile("appreo"))
    on_duty(cast)

    def send(player: Player) -> str:
        try:
            together.wait(timeout=20)
            return str(booked(cast, "2026-04-08 10:00", by=player).id)
        except SlotTaken:
            return "taken"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = [one.result(timeout=60) for one in [pool.submit(send, cast.owner), pool.submit(send, cast.stranger)]]
    assert found.count("taken") == 1
    with cast.agent.at_work():
        assert (Appointment.objects.count(), Ticket.objects.count()) == (1, 1)


def test_moving_counts_on_takes_the_yes_away_and_silences_the_old_reminder(
    cast: Cast, appreo: AgreementVersion
) -> None:
    on_duty(cast)
    made = booked(cast, "2026-04-09 10:00")
    contact = cast.support_contact
    with contact.at_work():
        permit(made, by=contact.actor, at=at("2026-04-07 09:00"))
        move(made, by=contact.actor, at=at("2026-04-07 09:05"), start=at("2026-04-10 11:30"))
    found = fresh(cast, made)
    assert (found.sequence, found.permitted_at, found.starts_at) == (1, None, at("2026-04-10 11:30"))
    before = len(mails(cast))
    given = {"tenant": str(cast.merendaal.id), "appointment": str(made.id), "which": "day"}
    remind_of_appointment(**given, sequence=0, at=at("2026-04-08 10:00").isoformat())
    assert len(mails(cast)) == before
    remind_of_appointment(**given, sequence=1, at=at("2026-04-09 11:30").isoformat())
    said = [subject.partition(": ")[2] for _, subject in mails(cast)]
    assert (len(said), said.count("morgen kijken wij mee")) == (before + 2, 2)


def test_cancelled_the_moment_is_free_again_and_the_ticket_stays(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    made = booked(cast, "2026-04-08 10:00")
    with cast.agent.at_work():
        cancel(made, by=cast.agent.actor, at=at("2026-04-07 09:00"))
        with pytest.raises(NotStanding):
            cancel(made, by=cast.agent.actor, at=at("2026-04-07 09:01"))
    assert (fresh(cast, made).state, fresh(cast, made).sequence, fresh(cast, made).ticket.state) == (
        "cancelled",
        1,
        "open",
    )
    assert booked(cast, "2026-04-08 10:00", by=cast.stranger).state == "planned"


@pytest.mark.clause("PX-85")
def test_nobody_looks_along_without_a_yes_to_this_session(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    made = booked(cast, "2026-04-08 10:00")
    with cast.agent.at_work():
        with pytest.raises(NoPermission):
            begin(made, by=cast.agent.actor, at=at("2026-04-08 10:00"))
        with pytest.raises(NotAllowed):
            permit(made, by=cast.agent.actor, at=at("2026-04-08 10:00"))
    assert (fresh(cast, made).state, fresh(cast, made).began_at) == ("planned", None)


@pytest.mark.clause("PX-99")
def test_a_session_is_recorded_with_who_and_when_and_keeps_no_password(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    made = booked(cast, "2026-04-08 10:00")
    contact, agent = cast.support_contact, cast.agent
    with contact.at_work():
        permit(made, by=contact.actor, at=at("2026-04-08 09:59"))
    with agent.at_work():
        begin(made, by=agent.actor, at=at("2026-04-08 10:00"))
        finish(made, by=agent.actor, at=at("2026-04-08 10:40"), done="Ging met 123 456 789, wachtwoord x7k2p9.")
    found = fresh(cast, made)
    assert (found.began_at, found.ended_at, found.looked_by, found.permitted_by) == (
        at("2026-04-08 10:00"), at("2026-04-08 10:40"), "R. Specimen", "S. Monster",
    )  # fmt: skip
    assert found.done == f"Ging met 123 456 789, wachtwoord {MASK}."
    with cast.owner.at_work():
        assert [(one.person_name, one.why) for one in access_log.reads_of(cast.merendaal.id)] == [
            ("R. Specimen", found.ticket.shown_number)
        ]
        assert Message.objects.filter(ticket=found.ticket).latest("at").body == found.done
        kinds = [row.kind for row in JournalEntry.objects.filter(subject_id=made.id).order_by("sequence")]
    assert [one.removeprefix("support.screen-share.") for one in kinds] == ["booked", "permitted", "opened", "closed"]


def test_the_customer_ends_it_by_taking_his_yes_back(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    made = booked(cast, "2026-04-08 10:00")
    contact = cast.support_contact
    with contact.at_work():
        permit(made, by=contact.actor, at=at("2026-04-08 09:59"))
    with cast.agent.at_work():
        begin(made, by=cast.agent.actor, at=at("2026-04-08 10:00"))
    with contact.at_work():
        forbid(made, by=contact.actor, at=at("2026-04-08 10:05"))
    found = fresh(cast, made)
    assert (found.state, found.ended_at, found.permitted_at) == ("done", at("2026-04-08 10:05"), None)


@pytest.mark.clause("CL-08")
def test_a_session_after_the_clock_went_forward_is_at_ten_for_both_sides(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-03-27 10:00") - timezone.now()  # type: ignore[attr-defined]
    on_duty(cast)
    customer, agent = signed_in(cast.support_contact), signed_in(cast.agent)
    start = "2026-03-30T08:00:00+00:00"
    fields = {"once": str(uuid7()), "zone": "Europe/Amsterdam", "start": start, "text": "Het scherm blijft leeg."}
    page = customer.post("/portal/appointments/", fields, follow=True)
    assert page.status_code == 200
    with cast.agent.at_work():
        made = Appointment.objects.get()
    for client, address in ((customer, f"/portal/appointments/{made.id}/"), (agent, f"/desk/appointments/{made.id}/")):
        assert "30 maart 10:00" in client.get(address).content.decode()
        assert b"DTSTART:20260330T080000Z" in client.get(f"{address}appointment.ics").content
    assert customer.get("/portal/appointments/").status_code == agent.get("/desk/appointments/").status_code == 200
    assert signed_in(cast.stranger).get(f"/portal/appointments/{made.id}/").status_code == 404
    week = {f"day{day}": "09:00-12:30, 13:00-17:00" for day in range(5)}
    assert agent.post("/desk/roster/", {"form": "week", **week}).status_code == 302
    refused = agent.post("/desk/roster/", {"form": "week", "day0": "negen tot vijf"})
    assert refused.status_code == 422
    assert "09:00-12:30, 13:00-17:00" in refused.content.decode()
