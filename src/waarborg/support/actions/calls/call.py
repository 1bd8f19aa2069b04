"""Calling about a ticket in an acute situation: who gives its number is put through to whoever handles it (PX-91)."""

from dataclasses import dataclass
from datetime import datetime

from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web.wording import day, local_date, tongue
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Team, Ticket
from waarborg.support.permissions import CALL
from waarborg.support.queries.acute import Calling, calling


class NoCallsByAgreement(Refusal):
    """The agreement gives this caller no right to call."""

    code = "support.call.not-by-agreement"
    status = 403
    nl = "Bellen over een melding hoort niet bij deze overeenkomst."
    en = "Calling about a report is not part of this agreement."
    nl_way_out = "Zet in een reactie bij de melding wat er speelt; dat komt bij dezelfde mensen."
    en_way_out = "Say what is the matter in a reply to the ticket; it reaches the same people."


class NotAnsweredNow(Refusal):
    """The standard message outside the telephone hours."""

    code = "support.call.closed"
    nl = "De telefoon wordt nu niet beantwoord; wel weer {again}."
    en = "The telephone is not answered now; it is again {again}."
    nl_way_out = "Melden op het portaal kan altijd: uw reactie staat daar meteen bij de melding."
    en_way_out = "Reporting in the portal is always possible: your reply stands with the ticket there at once."

    @classmethod
    def of(cls, hours: Calling) -> "NotAnsweredNow":
        return cls(again={lang: _opens(hours, lang) for lang in ("nl", "en")})


@dataclass(frozen=True, slots=True)
class Through:
    """Who takes the call: a colleague by name, else the team, else (both empty) whoever is on duty."""

    ticket: Ticket
    handler: str
    team: str


@action(CALL)
def call(ticket: Ticket, *, by: Actor, at: datetime) -> Through:
    """A contact says that it calls now, or staff take the call by the number that was given. Written down on the ticket
    each time. Raises NoCallsByAgreement, NotAnsweredNow, NotInThisState, NotAllowed."""
    permissions.require(by, CALL, tenant=ticket.tenant_id)
    held = locked(ticket)
    require_live(held)
    hours = calling(held.tenant_id, at=at)
    if hours is None or (by.kind == "contact" and hours.roles and not by.roles & hours.roles):
        raise NoCallsByAgreement()
    if not hours.open:
        raise NotAnsweredNow.of(hours)
    found = _through(held) if by.is_staff else Through(held, held.assignee_name, "")
    note_event(held, "ticket.called", by=by, at=at, data={"handler": found.handler, "team": found.team})
    return found


def _through(ticket: Ticket) -> Through:
    """A colleague who has left takes no calls any more. For the desk's scope: a customer sees neither people nor teams
    of ours, only the name on its ticket."""
    handler = Person.objects.filter(id=ticket.assignee_id, active=True).first() if ticket.assignee_id else None
    team = Team.objects.filter(id=ticket.team_id).first() if ticket.team_id else None
    return Through(ticket, handler.name if handler else "", team.name if team else "")


def _opens(hours: Calling, lang: str) -> str:
    if hours.opens is None:
        return "later"
    begins = hours.local(hours.opens)
    joined = {"nl": "om", "en": "at"}[lang]
    return f"{day(local_date(hours.opens, hours.zone), tongue(lang))} {joined} {begins:%H:%M}"
