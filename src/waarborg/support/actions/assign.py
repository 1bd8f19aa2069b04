"""Taking a ticket, or giving it to a colleague. Taking it up is the human act that stops the pick-up clock (AP-24)."""

from datetime import datetime
from uuid import UUID

from waarborg.contracts.queries.quotes import is_accepted
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.support.actions.locking import locked, note_event, pick_up_if_new, require_live
from waarborg.support.actions.stand_in import Whom, hand_over, in_place_of
from waarborg.support.models import Team, TeamMember, Ticket
from waarborg.support.rules.topics.places import QUOTED, SCHEME, WORK


class HandlerAway(Refusal):
    """Whoever it was to be given to is away; the page offers who stands in."""

    code = "support.ticket.handler-away"
    nl = "{name} is afwezig tot en met {until}; vervanging: {instead}."
    en = "{name} is away up to and including {until}; in his place: {instead}."
    nl_way_out = "Geef de melding aan wie vervangt, of geef haar toch: dan krijgt de vervanger bericht."
    en_way_out = "Give the ticket to the stand-in, or give it anyway: the stand-in then hears of it."

    @classmethod
    def of(cls, whom: Whom) -> "HandlerAway":
        until = {lang: wording.day(whom.last, lang, year=True) for lang in ("nl", "en")}
        nobody = {"nl": "niemand", "en": "nobody"}
        offers = [(str(one.id), one.name) for one in whom.instead]
        return cls(name=whom.name, until=until, instead=whom.names or nobody, person=str(whom.person), offers=offers)


@action("support.ticket.work")
def assign(ticket: Ticket, *, by: Actor, at: datetime, to: tuple[UUID, str], anyway: bool = False) -> Ticket:
    """Make `to` (person, name) the one who handles it. Assigning to oneself picks it up; to another leaves that to him.

    Another who is away gets it only `anyway`, and then whoever stands in hears of it. Raises HandlerAway,
    NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, "support.ticket.assign", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    person, name = to
    new = ticket.assignee_id != person
    whom = in_place_of(ticket, person, name, at=at) if new and person != by.person else None
    if whom is not None and not anyway:
        raise HandlerAway.of(whom)
    if person == by.person:
        pick_up_if_new(ticket, by=by, at=at)
    if new:
        note_event(ticket, "ticket.assigned", by=by, at=at, data={"person": str(person)})
    ticket.assignee_id, ticket.assignee_name = person, name
    ticket.changed_at = at
    ticket.save()
    if whom is not None:
        but = [by.person] if by.person else []
        hand_over(ticket, whom, "given", uuid7(), by_name=by.name, at=at, but=but)
    return ticket


@action("support.ticket.work")
def assign_team(ticket: Ticket, *, by: Actor, at: datetime, team: Team | None) -> Ticket:
    """Give a ticket to a team, or to none. Who handles it stays, unless that is somebody outside the team.

    Picks nothing up: a team is nobody yet (AP-24). The same again changes nothing. Raises NotInThisState, NotAllowed,
    NotFound for a team that is put away.
    """
    permissions.require(by, "support.ticket.assign", tenant=ticket.tenant_id)
    if team is not None and not team.active:
        raise permissions.NotFound()
    ticket = locked(ticket)
    require_live(ticket)
    chosen = team.id if team else None
    if ticket.team_id == chosen:
        return ticket
    ticket.team_id = chosen
    if team and ticket.assignee_id and not TeamMember.objects.filter(team=team, person_id=ticket.assignee_id).exists():
        ticket.assignee_id, ticket.assignee_name = None, ""
    note_event(
        ticket, "ticket.team-set", by=by, at=at, data={"team": str(chosen or ""), "name": team.name if team else ""}
    )
    ticket.changed_at = at
    ticket.save()
    return ticket


@action(WORK)
def start_work(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket:
    """Work on the cause begins (AP-32's own clock): on some topics only after the customer accepted a quote for it
    (CL-11). Raises NotYetByAgreement, NotInThisState, NotAllowed, NotFound."""
    permissions.require(by, "support.ticket.assign", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    if ticket.topic:
        states = {QUOTED: is_accepted(ticket.tenant_id, ticket.id)}
        promises.require_states(ticket.tenant_id, WORK, at=at, words={SCHEME: ticket.topic}, states=states)
    pick_up_if_new(ticket, by=by, at=at)
    note_event(ticket, "ticket.work-started", by=by, at=at)
    ticket.changed_at = at
    ticket.save()
    return ticket
