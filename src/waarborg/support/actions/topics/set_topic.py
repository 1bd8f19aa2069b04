"""The topic of a ticket: said by staff, read by the customer at once, and contested by it (CL-11)."""

from datetime import datetime

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.actions.reply import reply
from waarborg.support.models import Ticket
from waarborg.support.permissions import CONTEST_TOPIC, SET_TOPIC
from waarborg.support.queries.topics import topics


class NoSuchTopic(BadInput):
    code = "support.topic.unknown"
    nl = "Dit onderwerp kent de overeenkomst van deze klant niet: {topic}."
    en = "The agreement of this customer does not know this topic: {topic}."
    nl_way_out = "Kies een van: {choices}."
    en_way_out = "Choose one of: {choices}."


class TopicReasonNeeded(BadInput):
    code = "support.topic.why"
    nl = "Zet erbij waarom; de klant leest het ook."
    en = "Say why; the customer reads it too."


class NothingToContest(Refusal):
    code = "support.topic.nothing-to-contest"
    nl = "Van deze melding is geen onderwerp bepaald."
    en = "No topic was set for this report."


@action("support.ticket.set-topic")
def set_topic(ticket: Ticket, topic: str, *, by: Actor, at: datetime, why: str) -> Ticket:
    """Say what a live ticket is about, with a reason that the customer reads too. The same again changes nothing, but
    answers whoever contested it. Raises NoSuchTopic, TopicReasonNeeded, NotInThisState, NotAllowed."""
    permissions.require(by, SET_TOPIC, tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    known = topics(ticket.tenant_id, at=at)
    if topic not in known:
        raise NoSuchTopic(topic=topic[:40], choices=", ".join(known), path="topic")
    if topic == ticket.topic and ticket.topic_contested_at is None:
        return ticket
    if not why.strip():
        raise TopicReasonNeeded(path="why")
    data = {"from": ticket.topic, "to": topic, "why": why.strip()}
    note_event(ticket, "ticket.topic-set", by=by, at=at, properties={"topic": topic}, data=data)
    ticket.topic, ticket.topic_why, ticket.topic_contested_at = topic, why.strip()[:500], None
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    return ticket


@action("support.ticket.contest-topic")
def contest_topic(ticket: Ticket, *, by: Actor, at: datetime, why: str) -> Ticket:
    """The customer sees it otherwise: what it says is a reply on the ticket, and staff choose again.

    Raises NothingToContest, TopicReasonNeeded, MayNotAsk, NotInThisState, NotAllowed, NotFound.
    """
    permissions.require(by, CONTEST_TOPIC, tenant=ticket.tenant_id)
    held = locked(ticket)
    if not held.topic:
        raise NothingToContest()
    if not why.strip():
        raise TopicReasonNeeded(path="why")
    reply(held, by=by, at=at, text=why.strip())
    held = locked(ticket)
    note_event(held, "ticket.topic-contested", by=by, at=at)
    held.topic_contested_at = at
    held.save(update_fields=["topic_contested_at"])
    return held
