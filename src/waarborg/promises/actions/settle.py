"""Where an announced version stands: bound from the first instant at which the agreement in force lets it, or not."""

from datetime import datetime

from waarborg.customers.actions.authority import lock_organisation
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.withdraw_binding import take_back_whole
from waarborg.promises.models import Announcement, Binding
from waarborg.promises.queries.announcements import judged


def hold(announcement: Announcement) -> Announcement:
    """The announcement as it stands, locked together with its customer. In the desk's scope."""
    lock_organisation(announcement.tenant_id)
    rows = Announcement.objects.select_for_update(of=("self",)).select_related("version", "replaces")
    held: Announcement = rows.get(id=announcement.id)
    return held


def settle(held: Announcement, *, by: Actor, at: datetime) -> None:
    """Put the binding where what is known now puts it: later, sooner, or nowhere as long as something is awaited.

    `held` is locked (`hold`). What applies already stays. Raises as `bind`.
    """
    if held.applies(at):
        return
    found = judged(held)
    starts = None
    if held.state == Announcement.State.OPEN and not found.waits:
        starts = max(one for one in (held.wanted_at, found.earliest, at) if one is not None)
    if starts != held.starts_at:
        _move(held, starts, by=by, at=at)
    held.save()


def _move(held: Announcement, starts: datetime | None, *, by: Actor, at: datetime) -> None:
    binding = Binding.objects.select_related("version").filter(id=held.binding).first() if held.binding else None
    if binding is not None and binding.starts_at > at:
        take_back_whole(binding, by=by, at=at)
    held.starts_at, held.binding = starts, None
    # What `bind` judges is what stands in the database.
    held.save()
    if starts is not None:
        later = starts if starts > at else None
        # What a customer sets in motion is bound by the product itself.
        who = by if by.kind == "staff" else SYSTEM
        made = bind(held.version, by=who, at=at, tenant=held.tenant_id, effective=later, words=held.words or None)
        held.binding = made.id
