"""An answer with what goes along with its text, in one act: each part by its own action, so with its own permission,
reason and refusal, and all of them or none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.answer import Crossed, answer
from waarborg.support.actions.assign import assign, assign_team
from waarborg.support.actions.locking import locked
from waarborg.support.actions.prioritise import prioritise
from waarborg.support.actions.say import said_before
from waarborg.support.actions.set_aside import wait_for
from waarborg.support.actions.tag import tag
from waarborg.support.models import Message, Team, Ticket
from waarborg.support.rules.along import Along
from waarborg.support.rules.once import once_with


class TeamPutAway(Refusal):
    """A text outlives the team that it names."""

    code = "support.answer.team-put-away"
    nl = "Het team waaraan deze melding zou gaan, is opgeborgen. Uw tekst staat er nog en is niet verstuurd."
    en = "The team that this ticket would go to was put away. Your text is still here and was not sent."
    nl_way_out = "Haal het vinkje bij het team weg, of wijzig de tekst bij Teksten."
    en_way_out = "Take the tick at the team off, or change the text under Texts."


@action("support.ticket.answer")
def answer_along(
    ticket: Ticket,
    *,
    by: Actor,
    at: datetime,
    along: Along,
    text: str,
    revision: int | None = None,
    once: UUID | None = None,
    **said: Any,
) -> Message:
    """As `answer`, which takes `said` too. The same `once` twice gives the first message and does nothing else.

    Raises TeamPutAway, and what `answer`, `assign`, `assign_team`, `prioritise`, `tag` and `wait_for` raise.
    """
    held = locked(ticket)
    if not along or said_before(held, once_with(once, text)):
        return answer(ticket, by=by, at=at, text=text, revision=revision, once=once, **said)
    if revision is not None and revision != held.revision:
        raise Crossed(number=held.shown_number)
    if along.priority:
        prioritise(ticket, by=by, at=at, priority=along.priority, reason=along.why)
    if along.to_me and by.person is not None:
        assign(ticket, by=by, at=at, to=(by.person, by.name))
    # What is resolved goes to no team any more; what stays open, any other part would take up.
    last = said.get("purpose") != "resolution"
    if along.team and not last:
        _to_team(ticket, along.team, by=by, at=at)
    # What the writer saw was held against the ticket above; the parts themselves changed it since.
    message = answer(ticket, by=by, at=at, text=text, once=once, **said)
    for word in along.tags:
        tag(ticket, word, by=by, at=at)
    if along.whom:
        wait_for(ticket, along.whom, by=by, at=at, why=along.why)
    if along.team and last:
        _to_team(ticket, along.team, by=by, at=at)
    return message


def _to_team(ticket: Ticket, team: UUID, *, by: Actor, at: datetime) -> None:
    found = Team.objects.filter(id=team, active=True).first()
    if found is None:
        raise TeamPutAway()
    assign_team(ticket, by=by, at=at, team=found)
