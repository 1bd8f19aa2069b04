"""Working out what components were, from the results that came in: transitions, and what is told because of them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.keep_transitions import keep_transitions
from waarborg.availability.events import MEASURED, MEASURED_ANEW
from waarborg.availability.models import Watch
from waarborg.availability.queries import measuring as reading
from waarborg.availability.rules.watched import Seen, reaches_back, settled, watched
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actors import Actor


def measure(watches: Sequence[UUID], *, by: Actor, at: datetime) -> list[Watch]:
    """Work out these watches up to `at`; answers those whose state is another than it was. Each is locked first.

    Continues where it stopped; results that came late reach as far back as they may count.
    """
    rows = Watch.objects.select_for_update(of=("self",)).select_related("component", "incident")
    held = list(rows.filter(id__in=watches).order_by("id"))
    begins = {one.id: _begin(one, at) for one in held}
    found = reading.seen([(one, begins[one.id]) for one in held])
    for one in held:
        # Late results may make failures before them count: then it begins earlier, and more has to be read.
        start = _reach(one, found[one.component_id], begins[one.id])
        if start < begins[one.id]:
            begins[one.id] = start
            found |= reading.seen([(one, start)])
    changed = [one for one in held if _work_out(one, found[one.component_id], begins[one.id], by=by, at=at)]
    fields = ["state", "state_since", "settled_at", "late_from"]
    Watch.objects.bulk_update(held, fields, batch_size=500)
    return changed


def _begin(one: Watch, at: datetime) -> datetime:
    late = one.late_from or one.settled_at
    return max(one.floor_at, min(one.settled_at, late, at))


def _reach(one: Watch, seen: Sequence[Seen], begin: datetime) -> datetime:
    if one.late_from is None:
        return begin
    return max(one.floor_at, min(begin, from_us(reaches_back(seen, to_us(begin)))))


def _work_out(one: Watch, seen: Sequence[Seen], start: datetime, *, by: Actor, at: datetime) -> bool:
    found = watched(seen, to_us(start), to_us(at))
    late, one.late_from = one.late_from, None
    one.settled_at = max(start, from_us(settled(seen, to_us(at))))
    if not found:
        return False
    was = one.state
    # The usual case: all is as it was, and nothing stands there that would have to go.
    if late is None and len(found) == 1 and found[0].state == was and one.state_since <= start:
        return False
    _, withdrawn = keep_transitions(one.component, found, start, provider=one.tenant_id, at=at)
    one.state = found[-1].state
    if one.state != was or one.state_since > from_us(found[-1].at):
        one.state_since = from_us(found[-1].at)
    if withdrawn:
        _note(MEASURED_ANEW, one, by=by, at=at, since=from_us(found[0].at))
    if one.state != was:
        _note(MEASURED, one, by=by, at=at, since=one.state_since)
    return one.state != was


def _note(kind: str, one: Watch, *, by: Actor, at: datetime, since: datetime) -> None:
    journal.record(
        kind,
        tenant=one.tenant_id,
        subject=one.ref,
        by=by,
        at=at,
        properties={"component": one.component.key, "state": one.state},
        data={"since": since.isoformat()},
    )
