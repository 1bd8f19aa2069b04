"""Labels, teams and who follows: what stands beside a ticket, and what it does to who sees and hears of it."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalData, JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.assign import assign, assign_team
from waarborg.support.actions.follow import follow, share, unshare
from waarborg.support.actions.reply import reply
from waarborg.support.actions.tag import NoWord, TooMany, WordTaken, keep_tag, tag, untag
from waarborg.support.actions.teams import NameTaken, keep_team
from waarborg.support.models import Follower, Tag, Team, TeamMember, Ticket, TicketTag
from waarborg.support.queries.beside import beside
from waarborg.support.queries.tickets import tagged, visible
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
NINE = at("2026-04-07 09:00")
TEN = at("2026-04-07 10:00")


def told(cast: Cast, ticket: Ticket, kind: str) -> list[dict[str, object]]:
    with cast.agent.at_work():
        entries = JournalEntry.objects.filter(subject_id=ticket.id, kind=f"support.ticket.{kind}").order_by("sequence")
        data = JournalData.objects.filter(
            tenant_id=ticket.tenant_id, sequence__in=[one.sequence for one in entries]
        ).order_by("sequence")
        return [json.loads(one.data) for one in data]


def team_of(cast: Cast, name: str, *players: Player) -> Team:
    with cast.manager.at_work():
        made: Team = keep_team(
            None, by=cast.manager.actor, at=NINE, name=name, members=[one.person.id for one in players]
        )
    return made


def test_a_label_is_one_word_however_it_is_typed(cast: Cast, appreo: AgreementVersion) -> None:
    ticket, other = reported(cast, "2026-04-07 09:00"), reported(cast, "2026-04-07 09:10")
    with cast.agent.at_work():
        for typed in ("  Facturatie ", "#facturatie", "FACTURATIE,"):
            tag(ticket, typed, by=cast.agent.actor, at=TEN)
        tag(other, "rooster", by=cast.agent.actor, at=TEN)
        assert beside(ticket).tags == ["facturatie"]
        assert beside(ticket).words == ["facturatie", "rooster"]
        assert [one.id for one in tagged(Ticket.objects.all(), "facturatie")] == [ticket.id]
        untag(ticket, "Facturatie", by=cast.agent.actor, at=TEN)
        untag(ticket, "Facturatie", by=cast.agent.actor, at=TEN)
        assert beside(ticket).tags == []
    assert told(cast, ticket, "tagged") == [{"tag": "facturatie"}]
    assert told(cast, ticket, "untagged") == [{"tag": "facturatie"}]


def test_a_label_that_says_nothing_or_is_one_too_many_is_refused(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        with pytest.raises(NoWord):
            tag(ticket, " #, ", by=cast.agent.actor, at=TEN)
        for number in range(20):
            tag(ticket, f"w{number}", by=cast.agent.actor, at=TEN)
        with pytest.raises(TooMany):
            tag(ticket, "nog een", by=cast.agent.actor, at=TEN)
        assert TicketTag.objects.count() == 20
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        tag(ticket, "van de klant", by=cast.owner.actor, at=TEN)


def test_a_label_gets_another_word_and_is_put_away_without_leaving_its_tickets(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        kept = tag(ticket, "factuur", by=cast.agent.actor, at=TEN)
        tag(ticket, "rooster", by=cast.agent.actor, at=TEN)
    with cast.manager.at_work():
        with pytest.raises(WordTaken):
            keep_tag(kept.id, by=cast.manager.actor, at=TEN, word="Rooster", active=True)
        keep_tag(kept.id, by=cast.manager.actor, at=TEN, word="facturatie", active=False)
        assert beside(ticket).tags == ["facturatie", "rooster"]
        assert beside(ticket).words == ["rooster"]
    with cast.agent.at_work():
        # Typed again it is offered again.
        assert tag(ticket, "facturatie", by=cast.agent.actor, at=TEN).active
        assert Tag.objects.count() == 2
        with pytest.raises(NotAllowed):
            keep_tag(kept.id, by=cast.agent.actor, at=TEN, word="x", active=True)


def test_a_team_takes_a_ticket_from_who_is_not_in_it_and_picks_nothing_up(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    mine, other = team_of(cast, "Techniek", cast.agent), team_of(cast, "Facturatie", cast.manager)
    with cast.agent.at_work():
        assign_team(ticket, by=cast.agent.actor, at=NINE, team=mine)
        found = Ticket.objects.get(id=ticket.id)
        assert (found.team_id, found.assignee_id, found.picked_up_at) == (mine.id, None, None)
        assign(ticket, by=cast.agent.actor, at=TEN, to=(cast.agent.person.id, cast.agent.person.name))
        assign_team(ticket, by=cast.agent.actor, at=TEN, team=mine)
        assert Ticket.objects.get(id=ticket.id).assignee_id == cast.agent.person.id
        assign_team(ticket, by=cast.agent.actor, at=TEN, team=other)
        found = Ticket.objects.get(id=ticket.id)
        assert (found.team_id, found.assignee_id, found.assignee_name) == (other.id, None, "")
        assert beside(found).team == "Facturatie"
    assert [one["name"] for one in told(cast, ticket, "team-set")] == ["Techniek", "Facturatie"]


def test_teams_are_kept_by_a_service_manager_and_names_are_given_once(cast: Cast) -> None:
    team = team_of(cast, "Techniek", cast.agent, cast.manager)
    with cast.manager.at_work():
        with pytest.raises(NameTaken):
            keep_team(None, by=cast.manager.actor, at=TEN, name=" techniek ", members=[])
        keep_team(
            team.id, by=cast.manager.actor, at=TEN, name="Techniek", members=[cast.manager.person.id], active=False
        )
        assert list(TeamMember.objects.values_list("person_id", flat=True)) == [cast.manager.person.id]
        assert not Team.objects.get().active
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        keep_team(None, by=cast.agent.actor, at=TEN, name="Nog een", members=[])


def test_a_colleague_reads_along_from_when_an_authorised_contact_says_so(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    user = cast.ordinary_user
    with user.at_work():
        assert list(visible(user.actor)) == []
        with pytest.raises(NotAllowed):
            share(ticket, user.person, by=user.actor, at=TEN)
    with cast.support_contact.at_work():
        share(ticket, user.person, by=cast.support_contact.actor, at=TEN)
        share(ticket, user.person, by=cast.support_contact.actor, at=TEN)
        with pytest.raises(NotFound):
            share(ticket, cast.stranger.person, by=cast.support_contact.actor, at=TEN)
        assert Follower.objects.count() == 1
    with user.at_work():
        assert [one.id for one in visible(user.actor)] == [ticket.id]
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=TEN, text="We zoeken het uit.", purpose="message")
        mails = OutboxMail.objects.filter(subject__contains="antwoord").order_by("to_name")
        assert [one.to_name for one in mails] == ["G. Model", "S. Monster"]
    with user.at_work():
        unshare(ticket, user.person, by=user.actor, at=TEN)
        assert list(visible(user.actor)) == []
    assert len(told(cast, ticket, "shared")) == len(told(cast, ticket, "unshared")) == 1


def test_staff_who_follow_hear_what_the_customer_says(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.manager.at_work():
        follow(ticket, cast.manager.person, by=cast.manager.actor, at=NINE)
    with cast.owner.at_work():
        reply(ticket, by=cast.owner.actor, at=TEN, text="Het is er nog.")
    with cast.agent.at_work():
        mails = OutboxMail.objects.filter(template="support/mail/customer_said.txt")
        assert [(one.to_name, one.tenant_id) for one in mails] == [("K. Voorbeeld", cast.provider.id)]


def test_the_pages_show_and_set_it(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    team = team_of(cast, "Techniek", cast.agent)
    agent, address = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/"
    assert agent.post(f"{address}tag/", {"word": "Navraag"}).headers["Location"] == f"{address}#labels"
    assert agent.post(f"{address}tag/", {"word": ""}).status_code == 422
    agent.post(f"{address}team/", {"team": str(team.id)})
    agent.post(f"{address}follow/")
    agent.post(f"{address}readers/", {"person": str(cast.ordinary_user.person.id)})
    page = agent.get(address).content.decode()
    for word in ("navraag", "Techniek", "G. Model", "Niet meer volgen"):
        assert word in page
    assert ticket.subject in agent.get("/desk/queue/?tag=navraag").content.decode()
    assert ticket.subject not in agent.get("/desk/queue/?tag=rooster").content.decode()
    assert ticket.subject in agent.get(f"/desk/queue/?team={team.id}").content.decode()
    assert ticket.subject in agent.get("/desk/tickets/?tag=navraag").content.decode()
    assert "navraag" in agent.get("/desk/tags/").content.decode()
    assert "R. Specimen" in agent.get("/desk/teams/").content.decode()
    portal = signed_in(cast.ordinary_user).get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert ticket.subject in portal
    assert "navraag" not in portal
    assert "Techniek" not in portal


def test_a_ticket_of_somebody_who_left_says_so(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        assign(ticket, by=cast.agent.actor, at=TEN, to=(cast.agent.person.id, cast.agent.person.name))
        Person.objects.filter(id=cast.agent.person.id).update(active=False, left_at=TEN)
    manager = signed_in(cast.manager)
    assert "werkt hier niet meer" in manager.get(f"/desk/tickets/{ticket.id}/").content.decode()
    assert "Staat op naam van iemand die hier niet meer werkt" in manager.get("/desk/queue/").content.decode()
