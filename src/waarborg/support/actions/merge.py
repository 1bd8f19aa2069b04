"""Merging: a ticket goes on in another one of the same customer, clocks and all (SEMANTICS 3). It cannot be undone."""

from collections.abc import Sequence
from datetime import datetime

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import note_event, pick_up_if_new, require_live
from waarborg.support.actions.mails import tell_state
from waarborg.support.models import Follower, Ticket


class OfAnother(Refusal):
    """What one customer reported never goes on under the eyes of another."""

    code = "support.ticket.merge-customer"
    nl = "{number} is van een andere klant."
    en = "{number} is of another customer."
    nl_way_out = "Koppel de meldingen; dat leest geen van beide klanten."
    en_way_out = "Link the tickets; neither customer reads of that."


class IntoItself(Refusal):
    code = "support.ticket.merge-self"
    status = 422
    nl = "Een melding kan niet in zichzelf opgaan."
    en = "A ticket cannot go on in itself."


class MergeReasonNeeded(Refusal):
    code = "support.ticket.merge-reason"
    status = 422
    nl = "Zet erbij waarom; dat blijft in het journaal staan."
    en = "Say why; it stays in the journal."


@action("support.ticket.merge")
def merge(into: Ticket, others: Sequence[Ticket], *, by: Actor, at: datetime, why: str) -> Ticket:
    """Each of `others` goes on in `into`: its clocks that run or are paused end there and are carried on here, verdicts
    stand; who could read one of them reads the other. Raises OfAnother, IntoItself, MergeReasonNeeded, NotInThisState,
    NotAllowed."""
    permissions.require(by, "support.ticket.merge", tenant=into.tenant_id)
    if not why.strip():
        raise MergeReasonNeeded(path="why")
    wanted = {one.id for one in others}
    if into.id in wanted:
        raise IntoItself(path="other")
    # By id, as whoever else holds several tickets does.
    held = {one.id: one for one in Ticket.objects.select_for_update().filter(id__in=[into.id, *wanted]).order_by("id")}
    parent = held[into.id]
    require_live(parent)
    for child in (held[one] for one in sorted(wanted)):
        if child.tenant_id != parent.tenant_id:
            raise OfAnother(number=child.shown_number)
        require_live(child)
        _absorb(parent, child, by=by, at=at, why=why.strip())
    parent.revision += 1
    parent.changed_at = at
    parent.save()
    return parent


def _absorb(parent: Ticket, child: Ticket, *, by: Actor, at: datetime, why: str) -> None:
    for one in (child, parent):
        pick_up_if_new(one, by=by, at=at)
    said = {"why": why, "into": parent.shown_number, "what": child.shown_number}
    note_event(child, "ticket.merged", by=by, at=at, related=(parent.ref,), data=said)
    note_event(parent, "ticket.absorbed", by=by, at=at, related=(child.ref,), data=said)
    child.enter("merged")
    child.merged_into_id = parent.id
    child.reopen_asked_at = None
    child.revision += 1
    child.changed_at = at
    child.save()
    # What had gone on in it goes on where it goes.
    moved = Ticket.objects.filter(tenant_id=child.tenant_id, merged_into_id=child.id).update(merged_into_id=parent.id)
    parent.took_in += 1 + moved
    _read_both(parent, child, at)
    tell_state(child, "merged", at=at, but=by)


def _read_both(parent: Ticket, child: Ticket, at: datetime) -> None:
    """Those of the customer who could read one of the two read both; staff who followed one follow where it goes on."""
    for one, other in ((parent, child), (child, parent)):
        readers = {(row.person_id, row.name, row.side) for row in Follower.objects.filter(ticket=other)}
        if other.reporter_id is not None:
            readers.add((other.reporter_id, other.reporter_name, "customer"))
        there = {one.reporter_id, *Follower.objects.filter(ticket=one).values_list("person_id", flat=True)}
        Follower.objects.bulk_create(
            Follower(tenant_id=one.tenant_id, ticket=one, person_id=person, name=name, side=side, since=at)
            for person, name, side in sorted(readers)
            if person not in there and (one is parent or side == "customer")
        )
