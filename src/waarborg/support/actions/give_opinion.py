"""A customer says what it thinks of how a ticket was resolved (PX-89), once for each resolution."""

from datetime import datetime

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import locked, note_event
from waarborg.support.models import Opinion, Ticket
from waarborg.support.permissions import GIVE_OPINION
from waarborg.support.rules import opinions


class TooLate(Refusal):
    code = "support.opinion.too-late"
    nl = "Uw oordeel over {number} kon tot veertien dagen na de oplossing; dat is voorbij."
    en = "Your opinion on {number} could be given until fourteen days after the solution; that is over."
    nl_way_out = "Is er nog iets niet goed, doe dan een nieuwe melding of dien een klacht in."
    en_way_out = "If something is still not right, make a new report or file a complaint."


class NoSuchGrade(BadInput):
    code = "support.opinion.no-such-grade"
    nl = "Kies goed, gaat wel of slecht."
    en = "Choose good, fair or poor."


@action("support.ticket.give-opinion")
def give_opinion(ticket: Ticket, grade: str, *, comment: str = "", by: Actor, at: datetime) -> Opinion:
    """Of its last resolution; a second word takes the place of the first. It stops and starts no clock.

    Raises TooLate, NoSuchGrade, NotAllowed, NotFound.
    """
    permissions.require(by, GIVE_OPINION, tenant=ticket.tenant_id)
    if by.is_staff:
        raise permissions.NotFound()
    held = locked(ticket)
    if grade not in opinions.GRADES:
        raise NoSuchGrade(path="grade")
    if held.resolved_at is None or not opinions.is_open(held.resolved_at, at):
        raise TooLate(number=held.shown_number)
    said = {"grade": grade, "comment": comment.strip()[:2000], "by_id": by.person, "by_name": by.name}
    kept = Opinion.objects.filter(tenant_id=held.tenant_id, ticket=held, resolved_at=held.resolved_at).first()
    if kept is not None and (kept.grade, kept.comment) == (said["grade"], said["comment"]):
        found: Opinion = kept
        return found
    made, _new = Opinion.objects.update_or_create(
        tenant_id=held.tenant_id,
        ticket=held,
        resolved_at=held.resolved_at,
        defaults={**said, "changed_at": at},
        create_defaults={**said, "changed_at": at, "given_at": at},
    )
    note_event(held, "ticket.opinion-given", by=by, at=at, data={"grade": grade})
    opinion: Opinion = made
    return opinion
