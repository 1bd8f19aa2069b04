"""An answer with what goes along: one press, one act, each part as by hand, and all of it or nothing."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import Crossed
from waarborg.support.actions.answer_along import TeamPutAway, answer_along
from waarborg.support.actions.prioritise import NoSuchPriority, ReasonNeeded
from waarborg.support.actions.reply import reply
from waarborg.support.actions.set_aside import AsideReasonNeeded
from waarborg.support.actions.snippets import keep_snippet
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import Message, Team, Ticket
from waarborg.support.queries.beside import beside
from waarborg.support.rules.along import Along, together
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
TEN = at("2026-04-07 10:00")


def team(cast: Cast, name: str = "Techniek", *, active: bool = True) -> Team:
    with cast.manager.at_work():
        members = [cast.manager.person.id]
        return keep_team(None, by=cast.manager.actor, at=TEN, name=name, members=members, active=active)


def sent(cast: Cast, ticket: Ticket, along: Along, *, now: datetime = TEN, **more: object) -> Message:
    with cast.agent.at_work():
        said = {"text": "Wij zoeken verder.", "purpose": "message", "revision": 1, "once": UUID(int=7), **more}
        return answer_along(ticket, by=cast.agent.actor, at=now, along=along, **said)  # type: ignore[arg-type]


def stands(cast: Cast, ticket: Ticket) -> tuple[object, ...]:
    """All that an answer with its parts can change, of one ticket."""
    with cast.agent.at_work():
        now = Ticket.objects.get(id=ticket.id)
        said = Message.objects.filter(ticket=ticket, side="staff").count()
        return (
            now.state, now.waits_for, now.priority, now.assignee_id, now.team_id, beside(now).tags, now.revision, said
        )  # fmt: skip


def test_each_part_is_done_with_the_answer(cast: Cast, appreo: AgreementVersion) -> None:
    ticket, to = reported(cast, "2026-04-07 09:00", priority="p2"), team(cast)
    along = Along(
        tags=("koppeling", "rooster"), team=to.id, priority="p1", whom="Leverancier", why="De lijn ligt eruit."
    )
    sent(cast, ticket, along)
    state, whom, priority, assignee, given, tags, _revision, said = stands(cast, ticket)
    assert (state, whom, priority) == ("third-party", "Leverancier", "p1")
    # The writer, who took it up by answering, is not in that team: there it is nobody's yet.
    assert (assignee, given, tags, said) == (None, to.id, ["koppeling", "rooster"], 1)


def test_what_is_solved_can_go_to_the_writer_or_to_a_team(cast: Cast, appreo: AgreementVersion) -> None:
    mine, theirs, to = (
        reported(cast, "2026-04-07 09:00", priority="p2"),
        reported(cast, "2026-04-07 09:01", priority="p2"),
        team(cast),
    )
    sent(cast, mine, Along(to_me=True), purpose="resolution")
    sent(cast, theirs, Along(team=to.id), purpose="resolution", once=UUID(int=8))
    assert stands(cast, mine)[:5] == ("resolved", "", mine.priority, cast.agent.person.id, None)
    assert stands(cast, theirs)[4] == to.id


def test_the_same_form_twice_does_all_of_it_once(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    along = Along(priority="p1", whom="Leverancier", why="De lijn ligt eruit.")
    first = sent(cast, ticket, along)
    before = stands(cast, ticket)
    assert sent(cast, ticket, along, now=at("2026-04-07 10:01")).id == first.id
    assert stands(cast, ticket) == before


@pytest.mark.parametrize(
    ("along", "refusal"),
    [
        (Along(tags=("a",), priority="p1"), ReasonNeeded),
        (Along(tags=("a",), priority="p9", why="Om de proef."), NoSuchPriority),
        (Along(tags=("a",), to_me=True, whom="Leverancier"), AsideReasonNeeded),
        (Along(tags=("a",), team=UUID(int=5)), TeamPutAway),
    ],
)
def test_when_one_part_is_refused_nothing_is_done(
    cast: Cast, appreo: AgreementVersion, along: Along, refusal: type[Refusal]
) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    before = stands(cast, ticket)
    with pytest.raises(refusal):
        sent(cast, ticket, along)
    assert stands(cast, ticket) == before


def test_a_team_that_was_put_away_since_is_named_as_the_reason(cast: Cast, appreo: AgreementVersion) -> None:
    ticket, to = reported(cast, "2026-04-07 09:00", priority="p2"), team(cast, active=False)
    before = stands(cast, ticket)
    with pytest.raises(TeamPutAway):
        sent(cast, ticket, Along(team=to.id))
    assert stands(cast, ticket) == before


def test_a_new_message_holds_it_all_for_confirmation(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    with cast.support_contact.at_work():
        reply(ticket, by=cast.support_contact.actor, at=at("2026-04-07 09:30"), text="Er is meer stuk.")
    before = stands(cast, ticket)
    along = Along(tags=("a",), priority="p1", why="De lijn ligt eruit.")
    with pytest.raises(Crossed):
        sent(cast, ticket, along)
    assert stands(cast, ticket) == before
    sent(cast, ticket, along, revision=before[6])
    assert stands(cast, ticket)[2] == "p1"


def test_a_customer_has_no_such_answer(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    with cast.support_contact.at_work(), pytest.raises(NotAllowed):
        answer_along(
            ticket, by=cast.support_contact.actor, at=TEN, along=Along(to_me=True), text="Ik", purpose="message"
        )


def test_of_two_texts_the_later_leads_and_the_labels_of_both_stay() -> None:
    one, two = Along(tags=("a", "b"), to_me=True, priority="p2"), Along(tags=("b", "c"), team=UUID(int=1))
    assert together(one, two) == Along(tags=("a", "b", "c"), team=UUID(int=1), priority="p2")
    assert together(one, Along()) == one


def test_the_composer_says_what_will_happen_and_each_part_can_be_taken_off(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = TEN - timezone.now()  # type: ignore[attr-defined]
    ticket, to = reported(cast, "2026-04-07 09:00", priority="p2"), team(cast)
    with cast.agent.at_work():
        by = cast.agent.actor
        parts = {
            "tag": "lijn, rooster",
            "team": to.id,
            "priority": "p1",
            "for_whom": "Leverancier",
            "why": "Alles ligt.",
        }
        snippet = keep_snippet(None, by=by, at=TEN, name="Door", nl="Wij geven het door.", **parts)  # type: ignore[arg-type]
        other = keep_snippet(None, by=by, at=TEN, name="Ander", nl="Dag.", priority="spoed")
    agent, address = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/"
    form = {"text": "", "purpose": "message", "revision": "1", "once": str(uuid7())}
    page = agent.post(f"{address}answer/", {**form, "snippet": str(snippet.id)}).content.decode()
    assert "De melding gaat naar team Techniek." in page
    assert "Wij wachten daarna op Leverancier." in page
    for name, value in (("with_tag", "lijn"), ("with_tag", "rooster"), ("with_given", to.id), ("with_priority", "p1")):
        assert f'name="{name}" value="{value}" checked' in page
    assert 'name="with_why" maxlength="500" autocomplete="off" value="Alles ligt."' in page
    page = agent.post(f"{address}answer/", {**form, "snippet": str(other.id)}).content.decode()
    assert "prioriteit spoed staat niet in de overeenkomst" in page
    # The reason was emptied: refused whole, with the text and what was left on; the team was taken off.
    typed = {**form, "text": "Wij geven het door.", "with_priority": "p1", "with_tag": ["lijn"], "with_why": ""}
    answer = agent.post(f"{address}answer/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Wij geven het door.</textarea>" in page
    assert 'name="with_priority" value="p1" checked' in page
    assert 'name="with_given"' not in page
    assert agent.post(f"{address}answer/", {**typed, "with_why": "Alles ligt."}).status_code == 302
    state, _whom, priority, assignee, given, tags, _revision, said = stands(cast, ticket)
    assert (state, priority, assignee) == ("open", "p1", cast.agent.person.id)
    assert (given, tags, said) == (None, ["lijn"], 1)
