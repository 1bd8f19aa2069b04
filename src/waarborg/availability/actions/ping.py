"""A job reports that it ran, or that it failed; and looking whether jobs reported in time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from waarborg.availability.actions.deliver import Delivered, take
from waarborg.availability.models import Place, Probe
from waarborg.availability.queries.probes import digest
from waarborg.availability.rules.watching import HEARTBEAT, HEARTBEAT_LOOK
from waarborg.kernel.instants import to_us

# After a longer break nobody can say what came in meanwhile.
BREAK = timedelta(seconds=6 * HEARTBEAT_LOOK)
AT_ONCE = 1000


def ping(token: str, *, good: bool, at: datetime) -> bool:
    """Note that the job of this token reported; False where there is none. One within a second adds nothing."""
    rows = Probe.objects.filter(token_digest=digest(token), removed_at__isnull=True)
    fresh = rows.filter(Q(told_at__isnull=True) | Q(told_at__lt=at - timedelta(seconds=1)) | ~Q(told_good=good))
    return bool(fresh.update(told_at=at, told_good=good)) or rows.exists()


def look_at_heartbeats(*, at: datetime) -> int:
    """Write down of each job whether it is in time; answers how many results that made.

    Nothing is said of a job while nobody can have heard it: after a break it gets its whole time anew.
    """
    probes = list(Probe.objects.filter(kind=HEARTBEAT, enabled=True, removed_at__isnull=True))
    own = Place.objects.filter(own=True).first()
    if own is None or not probes:
        return 0
    awake = own.awake_since
    if awake is None or own.seen_at is None or at - own.seen_at > BREAK:
        awake = at
    Place.objects.filter(id=own.id).update(seen_at=at, awake_since=awake)
    found = [result for one in probes if (result := _look(one, awake, at)) is not None]
    return _write(own.id, {one.id: one.tenant_id for one in probes}, found, at)


def _look(one: Probe, awake: datetime, at: datetime) -> Delivered | None:
    patience = timedelta(seconds=one.every + one.timeout)
    told = one.told_at if one.told_at and one.told_at >= one.counts_from else None
    if told is not None and at - told <= patience:
        return Delivered(one.id, to_us(at), 0, one.told_good, "" if one.told_good else "failed")
    if at - max(one.counts_from, awake) <= patience:
        return None
    return Delivered(one.id, to_us(at), 0, False, "silent")


def _write(place: UUID, asked: Mapping[UUID, UUID], found: Sequence[Delivered], at: datetime) -> int:
    parts = [found[begin : begin + AT_ONCE] for begin in range(0, len(found), AT_ONCE)]
    return sum(take(place, asked, part, at=at).new for part in parts)
