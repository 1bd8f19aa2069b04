"""Taking back a message that waits: on all its tickets at once, as long as none of them has it."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import announce
from waarborg.support.actions.bulk.hold import NEEDED
from waarborg.support.actions.locking import QUEUE
from waarborg.support.models import HeldMessage, Sending
from waarborg.support.rules.bulk.held import BACK, GOING, HELD


class AlreadyGoing(Refusal):
    """Its moment came first."""

    code = "support.sending.already-going"
    nl = "Dit bericht is al verstuurd en is niet meer terug te halen."
    en = "This message was sent already and cannot be taken back any more."
    nl_way_out = "Schrijf de klanten wat er anders is."
    en_way_out = "Write the customers what is different."


@action("support.ticket.bulk")
def take_back(sending: UUID, *, by: Actor, at: datetime) -> Sending:
    """One's own; the text and its tickets stay until they are sent after all, or a week. Twice is once.

    Whether this or its moment was first, the one statement decides that changes its state. Raises AlreadyGoing,
    NotAllowed, NotFound.
    """
    permissions.require(by, NEEDED)
    mine = Sending.objects.filter(id=sending, person_id=by.person)
    if by.person is not None and mine.filter(state=HELD).update(state=BACK):
        rows = HeldMessage.objects.filter(sending_id=sending)
        topics = [f"ticket.{one}" for one in rows.values_list("ticket_id", flat=True)]
        # Whoever goes on writing sends it by another form, or by this one once more.
        rows.update(stopped=BACK, once=None)
        announce(QUEUE, *topics)
    found = mine.first() if by.person is not None else None
    if found is None:
        raise permissions.NotFound()
    if found.state == GOING:
        raise AlreadyGoing()
    return found


def sent_after_all(sending: UUID, *, by: Actor) -> None:
    """What was taken back went another way: its text is needed no more."""
    for found in Sending.objects.filter(id=sending, person_id=by.person, state=BACK):
        HeldMessage.objects.filter(sending_id=found.id).delete()
        found.delete()
