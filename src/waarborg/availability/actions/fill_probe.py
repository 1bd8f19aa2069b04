"""Filling in what a probe that asks a store of metrics missed: while we were away, or the store was, it saw on.

Only of what is asked from our own place; a place elsewhere may reach a store that we do not. A result that is there
stays as it is. What comes in late is worked out anew, as from any place (`actions/deliver.py`).
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings

from waarborg.availability.actions.deliver import Delivered, deliver
from waarborg.availability.actions.read_store import ask_range
from waarborg.availability.models import Place, Probe, ProbeResult
from waarborg.availability.queries.seals import sealed_until
from waarborg.availability.rules.keeping import oldest_taken
from waarborg.availability.rules.store_ranges import Span, goodness
from waarborg.availability.rules.watching import PROMETHEUS
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.tenancy import Role

MOST_STEPS: Final = 500
MOST_ASKED: Final = 10
# What is younger may still be written by the prober itself.
YOUNG: Final = timedelta(seconds=90)
_SECOND_US: Final = 10**6


def fill_probe(probe: UUID, *, at: datetime) -> int:
    """Ask for every stretch without a result until shortly ago, at most ten answers. Called outside any scope. Gives
    how many results are new; where the store does not answer wholly, the stretch stays to be asked again."""
    new = 0
    for _ in range(MOST_ASKED):
        with tenancy.enter(Role.DESK):
            held = Probe.objects.filter(id=probe, kind=PROMETHEUS, enabled=True, removed_at__isnull=True).first()
            own = Place.objects.filter(own=True).first()
            if held is None or own is None or own.id not in held.places:
                return new
            span, until = _missed(held, own.id, at)
            if span is None:
                Probe.objects.filter(id=held.id, revision=held.revision).update(filled_until=from_us(until))
                return new
            asked = held.task
        ahead = int(clock.offset() // timedelta(seconds=1))
        there = Span(span.start - ahead, span.end - ahead, span.step)
        streams, said = ask_range(asked.target, asked.bearer, asked.conditions.query, there)
        if said:
            return new
        found = [
            Delivered(probe, (instant + ahead) * _SECOND_US, 0, good, "" if good else "value", 200)
            for instant, good in goodness(streams, asked.conditions.least).items()
        ]
        with tenancy.enter(Role.DESK):
            rows = Probe.objects.filter(id=probe, revision=held.revision, enabled=True)
            if not rows.update(filled_until=from_us(span.end * _SECOND_US)):
                return new
            new += deliver(own.id, found, at=at).new
    return new


def _missed(held: Probe, place: UUID, at: datetime) -> tuple[Span | None, int]:
    """The first stretch without a result, on whole turns of the probe; and until when all was looked at (us)."""
    every = held.every
    oldest = oldest_taken(to_us(at), int(settings.PROBE_DAYS), sealed_until())
    since = max(to_us(held.filled_until or held.counts_from), to_us(held.counts_from), oldest)
    until = max(since, to_us(at - YOUNG) - 2 * every * _SECOND_US)
    rows = ProbeResult.objects.filter(
        probe_id=held.id, place_id=place, started_at__gt=from_us(since), started_at__lt=from_us(until)
    )
    last = since
    for started in [*rows.order_by("started_at").values_list("started_at", flat=True), None]:
        now = until if started is None else to_us(started)
        if now - last > 2 * every * _SECOND_US:
            start = -(-(last + every * _SECOND_US) // (every * _SECOND_US)) * every
            end = (now - every * _SECOND_US // 2) // _SECOND_US
            if start <= end:
                return Span(start, end, every).first(MOST_STEPS), until
        last = now
    return None, until


def to_fill() -> list[UUID]:
    """The probes that ask a store. One query; in the desk's scope."""
    rows = Probe.objects.filter(kind=PROMETHEUS, enabled=True, removed_at__isnull=True).order_by("id")
    return list(rows.values_list("id", flat=True))
