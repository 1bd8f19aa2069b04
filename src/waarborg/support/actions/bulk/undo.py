"""One press sets back what was just done with several tickets; what cannot be set back is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.locking import note_event
from waarborg.support.actions.mails import tell_state
from waarborg.support.models import BulkAct, Ticket
from waarborg.support.rules.bulk import Why, is_open, stays

NEEDED = {"take": "support.ticket.assign", "priority": "support.ticket.prioritise"}
KEPT = timedelta(days=1)


class UndoIsOver(Refusal):
    code = "support.bulk.undo-over"
    nl = "Dit is niet meer in één keer terug te zetten: het is te lang geleden, of al gedaan."
    en = "This can no longer be set back at once: it is too long ago, or was done already."
    nl_way_out = "Wijzig de meldingen zelf; hun journaal zegt wat er stond."
    en_way_out = "Change the tickets themselves; their journal says what stood there."


@dataclass(frozen=True, slots=True)
class Before:
    """A ticket as it was before the act, and what the act makes of it."""

    ticket: UUID
    number: str
    was: str
    was_name: str
    made: str


@dataclass(frozen=True, slots=True)
class Undone:
    """The numbers of what was set back, and (number, why) of what was not."""

    back: list[str]
    stayed: list[tuple[str, Why]]


@action("support.ticket.bulk")
def remember(act: str, items: Sequence[Before], *, by: Actor, at: datetime) -> BulkAct:
    """Part of each act that can be set back. What is older than a day is forgotten. Raises NotAllowed."""
    permissions.require(by, NEEDED[act])
    if by.person is None or by.tenant is None:
        raise permissions.NotFound()
    BulkAct.objects.filter(done_at__lt=at - KEPT).delete()
    kept = [
        {"ticket": str(one.ticket), "number": one.number, "was": one.was, "was_name": one.was_name, "made": one.made}
        for one in items
    ]
    made: BulkAct = BulkAct.objects.create(tenant_id=by.tenant, person_id=by.person, act=act, items=kept, done_at=at)
    return made


@action("support.ticket.bulk")
def undo(bulk: UUID, *, by: Actor, at: datetime) -> Undone:
    """Of one's own act, once. A pick-up that came with it stays: somebody did look. Raises UndoIsOver, NotAllowed,
    NotFound."""
    held: BulkAct | None = BulkAct.objects.select_for_update().filter(id=bulk, person_id=by.person).first()
    if held is None:
        raise permissions.NotFound()
    permissions.require(by, NEEDED[held.act])
    if held.undone_at is not None or not is_open(held.done_at, at):
        raise UndoIsOver()
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    told = Undone([], [])
    # By id, as the act itself goes: two who meet wait for each other.
    for item in sorted(held.items, key=lambda one: str(one["ticket"])):
        ticket = Ticket.objects.select_for_update().filter(id=UUID(item["ticket"])).first()
        why: Why | None = "gone" if ticket is None else _why(held.act, item, ticket)
        if ticket is None or why is not None:
            told.stayed.append((item["number"], why or "gone"))
            continue
        _set_back(held.act, item, ticket, by=by, at=at)
        told.back.append(item["number"])
    return told


def _why(act: str, item: dict[str, str], ticket: Ticket) -> Why | None:
    now_is = str(ticket.assignee_id or "") if act == "take" else ticket.priority
    return stays(act, item["was"], now_is, item["made"], live=ticket.is_live)


def _set_back(act: str, item: dict[str, str], ticket: Ticket, *, by: Actor, at: datetime) -> None:
    data = {"act": act, "from": item["made"], "to": item["was"]}
    note_event(ticket, "ticket.set-back", by=by, at=at, data=data)
    if act == "take":
        ticket.assignee_id = UUID(item["was"]) if item["was"] else None
        ticket.assignee_name = item["was_name"]
    else:
        # The clocks follow the priority, in either direction.
        change = {"from": ticket.priority, "to": item["was"], "why": ""}
        words = {"priority": item["was"]}
        note_event(ticket, "ticket.reprioritised", by=by, at=at, properties=words, data=change)
        ticket.priority = item["was"]
    ticket.revision += 1
    ticket.changed_at = at
    ticket.save()
    if act == "priority":
        tell_state(ticket, "priority", at=at, but=by)
