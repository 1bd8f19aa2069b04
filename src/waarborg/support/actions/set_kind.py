"""Saying what kind of report it is: clocks that hang on the kind are judged anew, with who and why beside it."""

from datetime import datetime

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.actions.locking import locked, note_event, require_live
from waarborg.support.models import Ticket
from waarborg.support.rules import states


class NoSuchKind(BadInput):
    """The agreement of this customer has no such word."""

    code = "support.ticket.kind"
    nl = "De soort {kind} bestaat niet in deze overeenkomst."
    en = "The kind {kind} does not exist in this agreement."
    nl_way_out = "Kies een van: {choices}."
    en_way_out = "Choose one of: {choices}."


class KindReasonNeeded(BadInput):
    code = "support.ticket.kind-reason"
    nl = "Zet erbij waarom de soort verandert; dat blijft in het journaal staan."
    en = "Say why the kind changes; it stays in the journal."


@action("support.ticket.set-kind")
def set_kind(ticket: Ticket, kind: str, *, by: Actor, at: datetime, why: str) -> Ticket:
    """Give a live ticket another kind of its customer's agreement, with a reason. Clocks of promises about that kind
    begin, counted from the report, and others cease; a verdict given stays (SEMANTICS 3). The same again changes
    nothing. Raises NoSuchKind, KindReasonNeeded, NotInThisState, NotAllowed."""
    permissions.require(by, "support.ticket.set-kind", tenant=ticket.tenant_id)
    ticket = locked(ticket)
    require_live(ticket)
    choices = promises.scheme_words(ticket.tenant_id, "kind", at=at) or list(states.KINDS)
    if kind not in choices:
        raise NoSuchKind(kind=kind, choices=", ".join(choices), path="kind")
    if kind == ticket.kind:
        return ticket
    if not why.strip():
        raise KindReasonNeeded(path="why")
    data = {"from": ticket.kind, "to": kind, "why": why.strip()}
    note_event(ticket, "ticket.kind-set", by=by, at=at, properties={"kind": kind}, data=data)
    ticket.kind = kind
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    return ticket
