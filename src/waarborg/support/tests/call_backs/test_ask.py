"""Asking to be called back (CL-71, PX-98): within the telephone hours, in the queue by its moment, told and moved."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.slots import counted
from waarborg.promises import queries as promises
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.call_backs.ask import CallStands, cancel, move
from waarborg.support.actions.call_backs.call import spoke, unanswered
from waarborg.support.actions.call_backs.holding import NoCallStands, NoTelephone, NotThen
from waarborg.support.models import CallBack, Message, Ticket
from waarborg.support.queries.queue import Filter, edges_at, queue
from waarborg.support.reactions import remind_of_call
from waarborg.support.tests.call_backs.calls import asked
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
# Tuesday; the telephone is answered from Monday to Thursday, 09:00 to 12:30.
NOW = "2026-04-07 10:00"


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def fresh(cast: Cast, one: CallBack) -> CallBack:
    with cast.agent.at_work():
        found: CallBack = CallBack.objects.select_related("ticket").get(id=one.id)
    return found


def mails(cast: Cast) -> list[tuple[str, str]]:
    with cast.agent.at_work():
        rows = OutboxMail.objects.filter(template="support/mail/call_back.txt").order_by("written", "to_name")
        return [(one.to_name, one.subject.partition(": ")[2]) for one in rows]


def kinds(cast: Cast, one: CallBack) -> list[str]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(subject_id=one.id).order_by("sequence")
        return [row.kind.removeprefix("support.call-back.") for row in rows]


def in_queue(cast: Cast, when: datetime) -> list[tuple[str, str]]:
    with cast.agent.at_work():
        found = queue(Filter(), edges=edges_at(when, promises.desk_calendar(), None), lang="nl")
        return [(band, line.why.nl) for band, lines in found.bands.items() for line in lines]


@pytest.mark.clause("CL-71", "PX-98")
def test_within_the_telephone_hours_it_stands_with_its_moment_and_the_customer_has_a_mail(
    cast: Cast, perplex: AgreementVersion
) -> None:
    made = asked(cast, "2026-04-08 10:15", now=NOW)
    assert (made.state, made.calls_at, made.zone, made.contact_name) == (
        "planned", at("2026-04-08 10:15"), "Europe/Amsterdam", "S. Monster",
    )  # fmt: skip
    assert fresh(cast, made).ticket.call_at == at("2026-04-08 10:15")
    assert mails(cast) == [("S. Monster", "wij bellen u terug")]
    assert kinds(cast, made) == ["asked"]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2026-04-07 12:20", "dinsdag 7 april 2026 10:15"),
        ("2026-04-07 10:04", "dinsdag 7 april 2026 10:15"),
        ("2026-04-10 10:00", "dinsdag 7 april 2026 10:15"),
        ("2026-04-06 10:00", "dinsdag 7 april 2026 10:15"),
        ("2027-04-06 10:00", "dinsdag 7 april 2026 10:15"),
    ],
    ids=["just before closing", "too soon", "a Friday", "past", "next year"],
)
def test_outside_the_hours_the_first_moment_is_offered_and_nothing_was_written(
    cast: Cast, perplex: AgreementVersion, start: str, first: str
) -> None:
    with pytest.raises(NotThen) as refused:
        asked(cast, start, now=NOW)
    assert refused.value.say("nl") == f"Op dat moment kunnen wij niet bellen. Het eerste moment is {first}."
    with cast.agent.at_work():
        assert (CallBack.objects.count(), Ticket.objects.count()) == (0, 0)


def test_on_a_friday_the_first_moment_is_after_easter(cast: Cast, perplex: AgreementVersion) -> None:
    with pytest.raises(NotThen) as refused:
        asked(cast, "2026-04-03 10:00", now="2026-04-03 09:00")
    assert refused.value.say("en").endswith("Tuesday 7 April 2026 09:00.")


def test_an_agreement_without_telephone_hours_has_no_call_to_ask_for(cast: Cast, appreo: AgreementVersion) -> None:
    with pytest.raises(NoTelephone):
        asked(cast, "2026-04-08 10:00", now=NOW)
    with cast.agent.at_work():
        assert (CallBack.objects.count(), Ticket.objects.count()) == (0, 0)


def test_who_may_not_ask_us_anything_may_not_ask_for_a_call_either(cast: Cast, perplex: AgreementVersion) -> None:
    with pytest.raises(NotAllowed):
        asked(cast, "2026-04-08 10:00", now=NOW, by=cast.agent)
    with cast.agent.at_work():
        assert CallBack.objects.count() == 0


def test_about_a_ticket_a_call_stands_once_and_a_form_sent_twice_is_one(cast: Cast, perplex: AgreementVersion) -> None:
    ticket, form = reported(cast, "2026-04-07 09:00", priority="p2"), uuid7()
    made = asked(cast, "2026-04-08 10:00", now=NOW, ticket=ticket, once=form)
    assert asked(cast, "2026-04-08 10:00", now=NOW, ticket=ticket, once=form) == made
    with pytest.raises(CallStands):
        asked(cast, "2026-04-08 11:00", now=NOW, ticket=ticket)
    with cast.agent.at_work():
        assert [one.calls_at for one in CallBack.objects.all()] == [at("2026-04-08 10:00")]
        assert Message.objects.filter(ticket=ticket, purpose="reply").count() == 1


def test_the_queue_places_it_by_the_call_and_says_so(cast: Cast, perplex: AgreementVersion) -> None:
    asked(cast, "2026-04-07 11:00", now=NOW)
    said = "De klant vroeg om gebeld te worden: {at}"
    assert in_queue(cast, at("2026-04-07 10:30")) == [("soon", said)]
    assert in_queue(cast, at("2026-04-07 11:01")) == [("late", said)]


def test_moved_a_reminder_of_the_old_moment_says_nothing(cast: Cast, perplex: AgreementVersion) -> None:
    made = asked(cast, "2026-04-08 10:00", now=NOW)
    with cast.support_contact.at_work():
        with pytest.raises(NotThen):
            move(made, by=cast.support_contact.actor, at=at(NOW), start=at("2026-04-08 14:00"))
        move(made, by=cast.support_contact.actor, at=at(NOW), start=at("2026-04-09 10:00"))
    assert (fresh(cast, made).calls_at, fresh(cast, made).ticket.call_at) == (at("2026-04-09 10:00"),) * 2
    before = len(mails(cast))
    given = {"tenant": str(made.tenant_id), "call_back": str(made.id)}
    remind_of_call(**given, sequence=0, which="hour", at=at("2026-04-08 09:00").isoformat())
    assert len(mails(cast)) == before
    for which, when in (("hour", "09:00"), ("soon", "09:50")):
        remind_of_call(**given, sequence=1, which=which, at=at(f"2026-04-09 {when}").isoformat())
    # Of us whoever makes the call.
    told = mails(cast)[before:]
    ours = "over tien minuten belt u de klant"
    assert told == [("S. Monster", "over een uur bellen wij u"), ("K. Voorbeeld", ours)]


@pytest.mark.clause("CL-71")
def test_what_was_said_is_written_down_as_our_answer(cast: Cast, perplex: AgreementVersion) -> None:
    made = asked(cast, "2026-04-07 11:00", now=NOW)
    with cast.support_contact.at_work(), pytest.raises(NotAllowed):
        spoke(made, by=cast.support_contact.actor, at=at("2026-04-07 11:00"), said="Niets.")
    with cast.agent.at_work():
        spoke(made, by=cast.agent.actor, at=at("2026-04-07 11:06"), said="Samen de periode geopend; het werkt.")
        with pytest.raises(NoCallStands):
            unanswered(made, by=cast.agent.actor, at=at("2026-04-07 11:07"))
    found = fresh(cast, made)
    assert (found.state, found.done_by, found.ticket.call_at, found.ticket.unanswered_since) == (
        "held", "R. Specimen", None, None,
    )  # fmt: skip
    with cast.owner.at_work():
        last = Message.objects.filter(ticket=found.ticket).latest("at")
    assert (last.side, last.channel, last.body) == ("staff", "phone", "Samen de periode geopend; het werkt.")
    assert kinds(cast, made) == ["asked", "act.refused", "held"]


def test_nobody_answers_three_times_and_it_goes_on_in_writing(cast: Cast, perplex: AgreementVersion) -> None:
    made = asked(cast, "2026-04-07 10:30", now=NOW)
    moments = []
    for when in ("2026-04-07 10:31", "2026-04-07 11:46", "2026-04-08 09:01"):
        with cast.agent.at_work():
            unanswered(made, by=cast.agent.actor, at=at(when))
        found = fresh(cast, made)
        moments.append((found.state, found.calls_at, found.tries))
    assert moments == [
        ("planned", at("2026-04-07 11:45"), 1),
        ("planned", at("2026-04-08 09:00"), 2),
        ("given-up", at("2026-04-08 09:00"), 3),
    ]
    again = ("S. Monster", "wij konden u niet bereiken en bellen opnieuw")
    assert mails(cast)[1:] == [again, again, ("S. Monster", "wij konden u niet bereiken")]
    assert (fresh(cast, made).ticket.call_at, fresh(cast, made).ticket.state) == (None, "open")
    assert fresh(cast, made).ticket.unanswered_since == at(NOW)


def test_cancelled_the_ticket_stays_and_another_may_be_asked_for(cast: Cast, perplex: AgreementVersion) -> None:
    made = asked(cast, "2026-04-08 10:00", now=NOW)
    with cast.support_contact.at_work():
        cancel(made, by=cast.support_contact.actor, at=at(NOW))
        with pytest.raises(NoCallStands):
            cancel(made, by=cast.support_contact.actor, at=at(NOW))
    found = fresh(cast, made)
    assert (found.state, found.ticket.state, found.ticket.call_at) == ("cancelled", "open", None)
    assert asked(cast, "2026-04-08 10:00", now=NOW, ticket=found.ticket).state == "planned"


def test_both_faces_from_asking_to_what_was_said(
    cast: Cast, perplex: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 09:50") - timezone.now()  # type: ignore[attr-defined]
    customer, agent = signed_in(cast.support_contact), signed_in(cast.agent)
    assert "/portal/call-backs/" in customer.get("/portal/contact/").content.decode()
    fields = {"once": str(uuid7()), "phone": "020 123 45 67", "text": "Het scherm blijft leeg."}
    refused = customer.post("/portal/call-backs/", fields | {"start": "2026-04-10T08:00:00+00:00"})
    assert (refused.status_code, "dinsdag 7 april 2026 10:15" in refused.content.decode()) == (409, True)
    wrong = customer.post("/portal/call-backs/", fields | {"phone": "bel maar", "start": "2026-04-08T08:00:00+00:00"})
    assert (wrong.status_code, "zoals 020 123 45 67" in wrong.content.decode()) == (422, True)
    page = customer.post("/portal/call-backs/", fields | {"start": "2026-04-08T08:00:00+00:00"}, follow=True)
    assert "8 april 10:00" in page.content.decode()
    with cast.agent.at_work():
        made = CallBack.objects.select_related("ticket").get()
    assert "Wij bellen u" in customer.get(f"/portal/tickets/{made.ticket_id}/").content.decode()
    assert 'href="tel:0201234567"' in agent.get(f"/desk/tickets/{made.ticket_id}/").content.decode()
    assert "De klant vroeg om gebeld te worden" in agent.get("/desk/queue/").content.decode()
    assert f"/desk/call-backs/{made.id}/" in agent.get("/desk/call-backs/").content.decode()
    assert signed_in(cast.stranger).get(f"/portal/call-backs/{made.id}/").status_code == 404
    assert agent.post(f"/desk/call-backs/{made.id}/spoke/", {"said": ""}).status_code == 422
    assert agent.post(f"/desk/call-backs/{made.id}/nobody/").status_code == 302
    told = agent.post(f"/desk/call-backs/{made.id}/spoke/", {"said": "Het werkt weer."}, follow=True)
    assert "Wat er is gezegd, staat bij de melding." in told.content.decode()
    assert "Het werkt weer." in customer.get(f"/portal/tickets/{made.ticket_id}/").content.decode()


def test_the_list_asks_the_same_of_the_database_however_many_stand(
    cast: Cast, perplex: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at(NOW) - timezone.now()  # type: ignore[attr-defined]
    agent, asked_of = signed_in(cast.agent), []
    for minutes in (("00",), ("15", "30")):
        for minute in minutes:
            asked(cast, f"2026-04-08 10:{minute}", now=NOW)
        with counted() as queries:
            assert agent.get("/desk/call-backs/").status_code == 200
        asked_of.append(len(queries))
    assert asked_of[0] == asked_of[1]
