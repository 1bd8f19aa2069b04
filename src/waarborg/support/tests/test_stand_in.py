"""While a colleague is away, what comes for him reaches who stands in; who left handles nothing any more."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from waarborg.customers.actions.person_left import person_left
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.appointments.roster import NoStretch, OwnStandIn, be_absent
from waarborg.support.actions.assign import HandlerAway, assign, assign_team
from waarborg.support.actions.give_back import GIVE_BACK, give_back
from waarborg.support.actions.note import note
from waarborg.support.actions.reopen import reopen
from waarborg.support.actions.reply import reply
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import Mention, StaffAbsence, Ticket
from waarborg.support.rules.absence import Away, reached
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
A, B, C, D = (UUID(int=number) for number in range(1, 5))
FIRST, LAST = date(2026, 4, 7), date(2026, 4, 10)
# For pages, which are read today.
FOR_EVER = date(2099, 12, 31)


@pytest.mark.parametrize(
    ("stands_in", "whom"),
    [
        ({}, None),
        ({A: None}, None),
        ({A: B}, B),
        ({A: B, B: C}, C),
        ({A: B, B: None}, None),
        ({A: B, B: A}, None),
        ({A: D}, None),  # who left
    ],
    ids=["there", "nobody", "one", "who is away too", "and has nobody", "each other", "left"],
)
def test_whom_it_reaches(stands_in: dict[UUID, UUID | None], whom: UUID | None) -> None:
    away = {person: Away(LAST, stand_in) for person, stand_in in stands_in.items()}
    assert reached(A, away, {A, B, C}) == whom


def away(cast: Cast, stand_in: Player | None, *, last: date = LAST) -> StaffAbsence:
    agent = cast.agent
    with agent.at_work():
        return be_absent(
            agent.person.id,
            by=agent.actor,
            at=NOW,
            first=FIRST,
            last=last,
            stand_in=stand_in.person if stand_in else None,
        )


def of_agent(cast: Cast, when: str = "2026-04-07 08:00") -> Ticket:
    """A ticket that the agent took before he went."""
    ticket = reported(cast, when)
    with cast.agent.at_work():
        return assign(ticket, by=cast.agent.actor, at=at(when), to=(cast.agent.person.id, cast.agent.person.name))


def lines(cast: Cast, player: Player) -> list[tuple[str, str, str]]:
    with cast.manager.at_work():
        rows = Mention.objects.filter(person_id=player.person.id).order_by("id")
        return [(one.what, one.instead_of, one.handed_to) for one in rows]


def mails(cast: Cast) -> list[tuple[str, str]]:
    with cast.manager.at_work():
        rows = OutboxMail.objects.filter(template="support/mail/stand_in.txt")
        return sorted((one.to_name, one.subject) for one in rows)


def says(cast: Cast, ticket: Ticket, when: str) -> None:
    contact = cast.support_contact
    with contact.at_work():
        reply(ticket, by=contact.actor, at=at(when), text="Is er al nieuws?")


def test_who_stands_in_hears_of_it(cast: Cast, appreo: AgreementVersion) -> None:
    away(cast, cast.manager)
    assert mails(cast) == [("K. Voorbeeld", "U vervangt R. Specimen")]


def test_a_reply_reaches_the_stand_in_and_is_found_by_who_comes_back(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = of_agent(cast)
    away(cast, cast.manager)
    says(cast, ticket, "2026-04-08 09:00")
    says(cast, ticket, "2026-04-13 09:00")  # he is back
    assert lines(cast, cast.manager) == [("replied", "R. Specimen", "")]
    assert lines(cast, cast.agent) == [("replied", "", "K. Voorbeeld")]
    assert mails(cast) == [
        ("K. Voorbeeld", f"{ticket.shown_number}: in plaats van R. Specimen"),
        ("K. Voorbeeld", "U vervangt R. Specimen"),
    ]


def test_where_nobody_stands_in_the_team_hears_of_it(cast: Cast, appreo: AgreementVersion) -> None:
    other = make_player(cast.provider, "J. Model", "j.model@example.nl", roles.SUPPORT)
    with cast.manager.at_work():
        members = [cast.agent.person.id, other.person.id]
        team = keep_team(None, by=cast.manager.actor, at=NOW, name="Techniek", members=members)
    ticket = of_agent(cast)
    with cast.manager.at_work():
        assign_team(ticket, by=cast.manager.actor, at=NOW, team=team)
    away(cast, None)
    says(cast, ticket, "2026-04-08 09:00")
    assert lines(cast, other) == [("replied", "R. Specimen", "")]
    assert lines(cast, cast.agent) == [("replied", "", "J. Model")]


def test_a_mention_reaches_the_stand_in_but_not_who_wrote_it(cast: Cast, appreo: AgreementVersion) -> None:
    other = make_player(cast.provider, "J. Model", "j.model@example.nl", roles.SUPPORT)
    ticket = of_agent(cast)
    away(cast, other)
    for player in (cast.manager, other):
        with player.at_work():
            note(ticket, by=player.actor, at=at("2026-04-08 09:00"), text="@R. Specimen kijk je?")
    assert lines(cast, other) == [("mentioned", "R. Specimen", "")]
    assert [handed for _, _, handed in lines(cast, cast.agent)] == ["J. Model", "J. Model"]


def test_giving_to_who_is_away_is_refused_with_the_stand_in_and_done_anyway(
    cast: Cast, appreo: AgreementVersion
) -> None:
    other = make_player(cast.provider, "J. Model", "j.model@example.nl", roles.SUPPORT)
    ticket = reported(cast, "2026-04-07 08:00")
    away(cast, other)
    to = (cast.agent.person.id, cast.agent.person.name)
    with cast.manager.at_work(), pytest.raises(HandlerAway) as refused:
        assign(ticket, by=cast.manager.actor, at=at("2026-04-08 09:00"), to=to)
    assert refused.value.say("nl") == "R. Specimen is afwezig tot en met vrijdag 10 april 2026; vervanging: J. Model."
    with cast.manager.at_work():
        assert (Ticket.objects.get().assignee_id, Mention.objects.count()) == (None, 0)
        assign(ticket, by=cast.manager.actor, at=at("2026-04-08 09:00"), to=to, anyway=True)
    assert lines(cast, other) == [("given", "R. Specimen", "")]
    assert lines(cast, cast.agent) == [("given", "", "J. Model")]


def test_everybody_keeps_his_own_days_and_the_service_manager_those_of_all(cast: Cast) -> None:
    agent, manager = cast.agent, cast.manager
    days = {"at": NOW, "first": FIRST, "last": LAST}
    with agent.at_work():
        with pytest.raises(NotAllowed):
            be_absent(manager.person.id, by=agent.actor, **days)
        with pytest.raises(OwnStandIn):
            be_absent(agent.person.id, by=agent.actor, **days, stand_in=agent.person)
        with pytest.raises(NoStretch):
            be_absent(agent.person.id, by=agent.actor, at=NOW, first=LAST, last=FIRST)
        with pytest.raises(NotFound):
            be_absent(agent.person.id, by=agent.actor, **days, stand_in=cast.owner.person)
        assert not StaffAbsence.objects.exists()
    with manager.at_work():
        made = be_absent(agent.person.id, by=manager.actor, **days, stand_in=manager.person)
    assert (made.person_id, made.stand_in_name) == (agent.person.id, "K. Voorbeeld")
    # Who named himself needs no mail about it.
    assert mails(cast) == []


def test_the_page_says_who_is_away_and_offers_the_stand_in(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket, manager = of_agent(cast), signed_in(cast.manager)
    manager_id, agent_id = str(cast.manager.person.id), str(cast.agent.person.id)
    form = {"form": "away", "person": agent_id, "first": str(FIRST), "last": str(FOR_EVER), "stand_in": manager_id}
    assert manager.post("/desk/roster/", form).status_code == 302
    assert "vervanger: K. Voorbeeld" in manager.get("/desk/roster/").content.decode()
    page = manager.get(f"/desk/tickets/{ticket.id}/").content.decode()
    assert "R. Specimen is afwezig tot en met" in page and "K. Voorbeeld vervangt." in page
    there = f"/desk/tickets/{ticket.id}/assign/"
    manager.post(there, {"person": manager_id})
    refused = manager.post(there, {"person": agent_id})
    assert refused.status_code == 409
    assert "Toch aan R. Specimen geven" in refused.content.decode()
    assert manager.post(there, {"anyway": agent_id}).status_code == 302
    agent = signed_in(cast.agent)
    inbox = agent.get("/desk/mentions/").content.decode()
    assert "melding gegeven · u was afwezig: K. Voorbeeld had dit" in inbox
    made = agent.get("/desk/roster/").content.decode()
    assert "Wie is er afwezig?" not in made
    with cast.agent.at_work():
        absence = StaffAbsence.objects.get()
    agent.post("/desk/roster/", {"form": "back", "absence": str(absence.id)})
    with cast.agent.at_work():
        assert not StaffAbsence.objects.exists()


def test_who_is_away_asks_the_database_the_same_for_one_and_for_three(cast: Cast, signed_in: Enter) -> None:
    agent = signed_in(cast.agent)

    def asked() -> int:
        agent.get("/desk/roster/")
        with counted() as queries:
            agent.get("/desk/roster/")
        return len(queries)

    away(cast, cast.manager, last=FOR_EVER)
    one = asked()
    for _ in range(2):
        away(cast, cast.manager, last=FOR_EVER)
    assert asked() == one


def journal(cast: Cast) -> Sequence[str]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(kind="support.ticket.given-back").order_by("sequence")
        return [str(one.subject_id) for one in rows]


def test_what_a_colleague_had_who_left_returns_to_the_queue_of_its_team(cast: Cast, appreo: AgreementVersion) -> None:
    first, second = of_agent(cast), of_agent(cast)
    with cast.manager.at_work():
        team = keep_team(None, by=cast.manager.actor, at=NOW, name="Techniek", members=[cast.agent.person.id])
        assign_team(first, by=cast.manager.actor, at=NOW, team=team)
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=NOW)
    assert GIVE_BACK in waiting()
    for left in (1, 0):
        with cast.manager.at_work():
            assert give_back(cast.agent.person.id, at=NOW, most=1) == 1
            assert Ticket.objects.filter(assignee_id=cast.agent.person.id).count() == left
    with cast.manager.at_work():
        assert give_back(cast.agent.person.id, at=NOW, most=1) == 0
        found = Ticket.objects.get(id=first.id)
    assert (found.assignee_name, found.team_id, found.state) == ("", team.id, first.state)
    assert journal(cast) == [str(first.id), str(second.id)]


def test_what_is_opened_again_is_not_of_who_left_meanwhile(cast: Cast, appreo: AgreementVersion) -> None:
    ticket, contact = of_agent(cast), cast.support_contact
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 10:00"), text="Klaar.", purpose="resolution")
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=NOW)
    with cast.manager.at_work():
        # What is solved keeps the name of who solved it.
        assert give_back(cast.agent.person.id, at=NOW) == 0
        assert Ticket.objects.get().assignee_name == "R. Specimen"
    with contact.at_work():
        reopen(ticket, by=contact.actor, at=at("2026-04-08 09:00"))
    with cast.manager.at_work():
        found = Ticket.objects.get()
    assert (found.state, found.assignee_id, found.assignee_name) == ("open", None, "")
    assert journal(cast) == [str(ticket.id)]


def waiting() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs")
        return [name for (name,) in cursor.fetchall()]
