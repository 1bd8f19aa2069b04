"""Labels: put on a ticket, taken off, and the list of them kept in order. Only staff ever see one."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import Tag, Ticket, TicketTag
from waarborg.support.rules.tags import tidy

MOST = 20


class NoWord(BadInput):
    code = "support.tag.empty"
    nl = "Vul een label in."
    en = "Fill in a label."


class TooMany(BadInput):
    code = "support.tag.too-many"
    nl = "Een melding heeft hooguit {most} labels."
    en = "A ticket has at most {most} labels."
    nl_way_out = "Haal er eerst een af."
    en_way_out = "Take one off first."


class WordTaken(BadInput):
    """Two labels with one word would be one label that is counted twice."""

    code = "support.tag.taken"
    nl = "Het label {word} is er al."
    en = "The label {word} exists already."


@action("support.ticket.tag")
def tag(ticket: Ticket, word: str, *, by: Actor, at: datetime) -> Tag:
    """Put a label on a ticket; a word that no ticket bore before joins the list. Twice is once. Raises NoWord, TooMany,
    NotAllowed."""
    permissions.require(by, "support.ticket.tag", tenant=ticket.tenant_id)
    word = tidy(word)
    if not word:
        raise NoWord(path="word")
    ticket = locked(ticket)
    found = _tag(word, by)
    borne = set(TicketTag.objects.filter(ticket_id=ticket.id).values_list("tag_id", flat=True))
    if found.id in borne:
        return found
    if len(borne) >= MOST:
        raise TooMany(most=MOST)
    TicketTag.objects.create(tenant_id=ticket.tenant_id, ticket_id=ticket.id, tag=found)
    note_event(ticket, "ticket.tagged", by=by, at=at, data={"tag": found.word})
    return found


@action("support.ticket.tag")
def untag(ticket: Ticket, word: str, *, by: Actor, at: datetime) -> None:
    """Take a label off; one that is not on it leaves everything as it is. Raises NotAllowed."""
    permissions.require(by, "support.ticket.tag", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    gone, _ = TicketTag.objects.filter(ticket_id=ticket.id, tag__word=tidy(word)).delete()
    if gone:
        note_event(ticket, "ticket.untagged", by=by, at=at, data={"tag": tidy(word)})


def _tag(word: str, by: Actor) -> Tag:
    """The label of the provider's list, offered again where it had been put away."""
    found: Tag | None = Tag.objects.filter(word=word).first()
    if found is None:
        try:
            with transaction.atomic():
                made: Tag = Tag.objects.create(tenant_id=by.tenant, word=word)
                return made
        except IntegrityError as error:
            if not taken(error, "support_tag_word"):
                raise
            # A colleague typed it at the same moment.
            found = Tag.objects.get(word=word)
    if not found.active:
        found.active = True
        found.save()
    return found


@action("support.tag.manage")
def keep_tag(tag_id: UUID, *, by: Actor, at: datetime, word: str, active: bool) -> Tag:
    """Give a label another word, or put it away: it stays on the tickets that bear it. Raises NoWord, WordTaken,
    NotAllowed, NotFound."""
    permissions.require(by, "support.tag.manage")
    found: Tag | None = Tag.objects.select_for_update().filter(id=tag_id).first()
    if found is None:
        raise permissions.NotFound()
    word = tidy(word)
    if not word:
        raise NoWord(path="word")
    found.word, found.active = word, active
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        if not taken(error, "support_tag_word"):
            raise
        raise WordTaken(word=word, path="word") from error
    return found
