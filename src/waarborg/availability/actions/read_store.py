"""Reading a histogram from a store of metrics: on from where the last reading got, however long ago that was.

What is counted and how far it was read are committed together, so a break at whichever moment neither loses nor doubles
anything. A store that is away, gives a part or refuses keeps its place: the span is asked again a minute later.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings

from waarborg.availability.actions.take_metrics import BEHIND, Taken, take_metrics
from waarborg.availability.models import Store
from waarborg.availability.queries.stores import find_store
from waarborg.availability.rules.otlp.points import Received
from waarborg.availability.rules.promql import EMPTY, SILENT, TOO_MUCH
from waarborg.availability.rules.store_ranges import Span, Stream, address_of, histogram_query, points_of, read
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import clock, outward, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role

# A store has what it saw a little later, and what other processes send it later still.
DELAY: Final = timedelta(seconds=60)
MOST_STEPS: Final = 240
MOST_ASKED: Final = 30
SECONDS: Final = 20.0
LIMIT: Final = 32 * 1024 * 1024
_MOST_REASONS: Final = 10
_SECOND_US: Final = 10**6


@dataclass(slots=True)
class _Reading:
    """A store as it was found, and how many instants are asked at once: fewer where that is too much for it."""

    held: Store
    steps: int


def read_store(store: UUID, *, at: datetime) -> str:
    """Read on until the present, at most thirty answers. Called outside any scope, because it asks others. Answers why
    it stopped before that (`rules/promql.py`); empty where nothing is wrong."""
    reading = _begin(store, at)
    said = ""
    for _ in range(MOST_ASKED):
        span = None if reading is None else _next(reading, at)
        if reading is None or span is None:
            return said
        held = reading.held
        query = histogram_query(held.histogram, held.matchers)
        streams, said = ask_range(held.target, held.bearer, query, span)
        if said == TOO_MUCH and reading.steps > 1:
            reading.steps = max(1, len(span.instants) // 2)
            continue
        if said:
            return _stopped(held, said, at)
        if not _counted(held, streams, span, at):
            return ""
        said = "" if streams else EMPTY
    return said


def ask_range(target: str, bearer: str, query: str, span: Span) -> tuple[list[Stream], str]:
    """What a store says of a span, and what is wrong with that; outside any scope."""
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        answer = outward.ask(
            address_of(target, query, span),
            headers=headers, inside=settings.PROBE_INSIDE, seconds=SECONDS, limit=LIMIT,
        )  # fmt: skip
    except outward.OutOfReach as error:
        return [], TOO_MUCH if error.why == "large" else SILENT
    return read(answer.status, answer.body)


def _begin(store: UUID, at: datetime) -> _Reading | None:
    """The store; where it was left for so long that nothing of then is taken any more, from what still is."""
    with tenancy.enter(Role.DESK):
        try:
            held = find_store(store)
        except NotFound:
            return None
        if not held.enabled:
            return None
        oldest = to_us(at - BEHIND + DELAY)
        if to_us(held.read_until) < oldest:
            step = held.step * _SECOND_US
            held.read_until = from_us(oldest - oldest % step + step)
            Store.objects.filter(id=held.id, revision=held.revision).update(read_until=held.read_until)
    return _Reading(held, MOST_STEPS)


def _ahead() -> int:
    """How far the product's clock is ahead of the store's, in whole seconds: it is set in a demonstration."""
    return int(clock.offset() // timedelta(seconds=1))


def _next(reading: _Reading, at: datetime) -> Span | None:
    """What is to be asked now; None where nothing is yet."""
    step = reading.held.step
    ahead = _ahead()
    start = to_us(reading.held.read_until) // _SECOND_US - ahead + step
    end = (to_us(at - DELAY) // _SECOND_US - ahead - start) // step * step + start
    return Span(start, end, step).first(reading.steps) if start <= end else None


def _counted(held: Store, streams: list[Stream], span: Span, at: datetime) -> bool:
    """Count the span and say so, in one transaction; False where somebody else did, or changed the store meanwhile."""
    ahead = _ahead()
    points, left_out = points_of(streams, held.histogram, held.unit, source=str(held.id), ahead=ahead)
    until = from_us((span.end + ahead) * _SECOND_US)
    with tenancy.enter(Role.DESK, held.tenant_id):
        rows = Store.objects.filter(id=held.id, revision=held.revision, read_until=held.read_until, enabled=True)
        if not rows.update(read_until=until, read_at=at, complaint="" if streams else EMPTY):
            return False
        taken = take_metrics(Received(points, []), provider=held.tenant_id, by=SYSTEM, at=at)
        counted = held.counted + taken.counted
        Store.objects.filter(id=held.id).update(counted=counted, left_out=_reasons(taken, left_out))
    taken.after_commit()
    held.read_until, held.counted = until, counted
    return True


def _reasons(taken: Taken, left_out: Counter[str]) -> dict[str, int]:
    return dict((taken.rejected + left_out).most_common(_MOST_REASONS))


def _stopped(held: Store, said: str, at: datetime) -> str:
    with tenancy.enter(Role.DESK):
        Store.objects.filter(id=held.id, revision=held.revision).update(complaint=said, read_at=at)
    return said
