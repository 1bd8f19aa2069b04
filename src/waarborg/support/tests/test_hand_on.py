"""What stands in the name of a colleague who is away, left or lost the role goes to who is there, or is nobody's."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from waarborg.customers.actions.person_left import person_left
from waarborg.customers.actions.withdraw_authority import withdraw_authority
from waarborg.customers.models import Authority
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.appointments.roster import be_absent
from waarborg.support.actions.appointments.session import permit
from waarborg.support.actions.chats.take import take as take_chat
from waarborg.support.actions.complaints.handle import take as take_complaint
from waarborg.support.actions.extra.roster import roster_extra
from waarborg.support.models import Appointment, CallBack, Chat, Complaint, ExtraSupport, StaffAbsence
from waarborg.support.queries.appointments import unattended
from waarborg.support.reactions import give_back_tickets, hand_on_while_away
from waarborg.support.tests.appointments.sessions import booked, on_duty
from waarborg.support.tests.call_backs.calls import asked
from waarborg.support.tests.chats.talks import opened
from waarborg.support.tests.complaints.cases import adviser, bound_to, filed
from waarborg.support.tests.extra import stretches
from waarborg.support.tests.reports import at

NOW, THEN = "2026-04-07 08:00", "2026-04-08 10:00"


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def away(cast: Cast, *, first: int = 8, last: int = 9, stand_in: Player | None = None) -> None:
    """R. Specimen, on these days of April; what follows by itself is done."""
    agent = cast.agent
    with agent.at_work():
        made = be_absent(
            agent.person.id,
            by=agent.actor,
            at=at(NOW),
            first=date(2026, 4, first),
            last=date(2026, 4, last),
            stand_in=stand_in.person if stand_in else None,
        )
    with tenancy.enter(Role.DESK):
        hand_on_while_away(person=str(agent.person.id), absence=str(made.id), at=at(NOW).isoformat())


def gone(cast: Cast, *, person: UUID | None = None, now: str = NOW) -> None:
    """R. Specimen left; what follows by itself is done."""
    with cast.manager.at_work():
        if person is None:
            person_left(cast.agent.person, by=cast.manager.actor, at=at(now))
    with tenancy.enter(Role.DESK):
        give_back_tickets(person=str(person or cast.agent.person.id), at=at(now).isoformat())


def now_is(cast: Cast, row: Any) -> Any:
    with cast.manager.at_work():
        return type(row).objects.get(id=row.id)


def told(cast: Cast, row: Any) -> list[str]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(subject_id=row.id).order_by("sequence")
        return [one.kind.rpartition(".")[2] for one in rows]


def held_by_agent(cast: Cast, call: CallBack) -> CallBack:
    with cast.manager.at_work():
        CallBack.objects.filter(id=call.id).update(caller_id=cast.agent.person.id, caller_name="R. Specimen")
    return call


def test_a_call_on_a_day_away_is_made_by_who_stands_in(cast: Cast, perplex: AgreementVersion) -> None:
    second = make_player(cast.provider, "A. Eerder", "a.eerder@example.nl", roles.SUPPORT)
    call = held_by_agent(cast, asked(cast, THEN, now=NOW))
    later = held_by_agent(cast, asked(cast, "2026-04-09 10:00", now=NOW, by=cast.stranger))
    away(cast, last=8, stand_in=cast.manager)
    assert now_is(cast, call).caller_id == cast.manager.person.id != second.person.id
    assert now_is(cast, later).caller_id == cast.agent.person.id
    assert told(cast, call) == ["asked", "taken-over"]


def test_a_call_that_nobody_else_can_make_is_nobodys(cast: Cast, perplex: AgreementVersion) -> None:
    call = held_by_agent(cast, asked(cast, THEN, now=NOW))
    with cast.manager.at_work():
        day = date(2026, 4, 8)
        StaffAbsence.objects.create(tenant_id=cast.provider.id, person_id=cast.manager.person.id, first=day, last=day)
    gone(cast)
    found = now_is(cast, call)
    assert (found.caller_id, found.caller_name, found.is_standing) == (None, "", True)
    assert told(cast, call) == ["asked", "given-back"]
    gone(cast, person=cast.agent.person.id)
    assert told(cast, call) == ["asked", "given-back"]


def test_a_session_passes_to_who_is_free_then_and_asks_for_the_yes_again(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    session = booked(cast, THEN)
    on_duty(cast, player=cast.manager)
    with cast.support_contact.at_work():
        permit(session, by=cast.support_contact.actor, at=at(NOW))
    away(cast)
    found = now_is(cast, session)
    assert (found.agent_id, found.agent_name, found.permitted_at) == (cast.manager.person.id, "K. Voorbeeld", None)
    assert (found.starts_at, found.sequence) == (session.starts_at, session.sequence + 1)
    assert told(cast, session)[-1] == "handed-on"
    with cast.manager.at_work():
        mails = OutboxMail.objects.filter(template="support/mail/appointment.txt", subject__contains="andere collega")
        assert sorted(mails.values_list("to_address", flat=True)) == ["k.voorbeeld@example.nl", "s.monster@example.org"]


def test_a_session_for_which_nobody_is_free_is_shown_and_told(cast: Cast, appreo: AgreementVersion) -> None:
    on_duty(cast)
    session = booked(cast, THEN)
    away(cast)
    found = now_is(cast, session)
    assert (found.agent_id, found.state) == (cast.agent.person.id, "planned")
    with cast.manager.at_work():
        assert unattended(Appointment.objects.all(), at=at(NOW)) == {session.id}
        mails = OutboxMail.objects.filter(template="support/mail/unattended.txt")
        assert [one.to_address for one in mails] == ["k.voorbeeld@example.nl"]
    with cast.manager.at_work():
        StaffAbsence.objects.all().delete()
        assert unattended(Appointment.objects.all(), at=at(NOW)) == set()


def test_a_chat_of_who_left_waits_for_somebody_again(cast: Cast, appreo: AgreementVersion) -> None:
    chat = opened(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        take_chat(chat, by=cast.agent.actor, at=at("2026-04-07 09:01"))
    gone(cast, now="2026-04-07 09:05")
    found = now_is(cast, chat)
    assert (found.agent_id, found.agent_name, found.taken_at, found.ended_at) == (None, "", None, None)
    with cast.manager.at_work():
        take_chat(Chat.objects.get(), by=cast.manager.actor, at=at("2026-04-07 09:06"))
        assert Chat.objects.get().agent_name == "K. Voorbeeld"


def test_a_complaint_goes_back_where_its_handler_lost_the_role_and_keeps_its_term(
    cast: Cast, appreo: AgreementVersion
) -> None:
    other = adviser(cast)
    complaint = filed(cast, "2026-04-07 09:00")
    with other.at_work():
        take_complaint(complaint, by=other.actor, at=at("2026-04-07 10:00"))
    gone(cast, person=other.person.id)
    assert now_is(cast, complaint).handler_name == "L. Advies"
    with cast.manager.at_work():
        role = Authority.objects.get(person=other.person)
        withdraw_authority(role, by=cast.manager.actor, at=at("2026-04-07 11:00"))
    gone(cast, person=other.person.id, now="2026-04-07 11:00")
    found: Complaint = now_is(cast, complaint)
    assert (found.handler_id, found.handler_name, found.state) == (None, "", "handling")
    assert told(cast, complaint) == ["filed", "taken", "given-back"]
    with cast.manager.at_work():
        take_complaint(found, by=cast.manager.actor, at=at("2026-04-07 12:00"))
    assert now_is(cast, complaint).handler_name == "K. Voorbeeld"


def test_a_stretch_of_extra_support_is_asked_for_again(cast: Cast, perplex: AgreementVersion) -> None:
    soon = stretches.asked(cast, at("2026-04-08 19:00"), now=at(NOW))
    later = stretches.asked(cast, at("2026-04-08 19:00") + timedelta(days=7), now=at(NOW))
    with cast.manager.at_work():
        for one in (soon, later):
            roster_extra(one, (cast.agent.person.id, "R. Specimen"), by=cast.manager.actor, at=at(NOW))
    away(cast)
    found = [now_is(cast, one) for one in (soon, later)]
    assert [(one.state, one.staff_name) for one in found] == [
        (ExtraSupport.State.REQUESTED, ""), (ExtraSupport.State.ROSTERED, "R. Specimen"),
    ]  # fmt: skip
    assert told(cast, soon) == ["rostered", "given-back"]
