"""What a check of the watch looks at: whether probes looked without a break, from two places that do not depend on each
other (TO-06)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from waarborg.availability.models import Probe, ProbeResult, Watch
from waarborg.availability.queries.transitions import transitions_of_component
from waarborg.availability.rules.timeline import UNKNOWN
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown, Outcome
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web import wording

BACK: Final = timedelta(days=1)
SOURCES: Final = 2
# A probe of just now has not answered yet; and results are worked out within minutes.
STARTS: Final = timedelta(minutes=10)
STALE: Final = timedelta(hours=1)


def continuous_watch(at: datetime) -> Outcome:
    """Of the last day every component that is probed is known throughout, and two places looked. What became unknown
    was silent for longer than is agreed for it; that is how states are worked out (rules/watched)."""
    with tenancy.enter(Role.DESK):
        probes = list(Probe.objects.filter(enabled=True, removed_at__isnull=True).order_by("component_id", "id"))
        if not probes:
            return Outcome(False, "Geen enkel onderdeel wordt gemeten.", "No component is probed.", why="nothing")
        settled = dict(Watch.objects.values_list("component_id", "settled_at"))
        items = Item.objects.in_bulk({one.component_id for one in probes})
        looked = 0
        for component, item in sorted(items.items(), key=lambda pair: pair[1].key):
            own = [one for one in probes if one.component_id == component]
            begins = max(at - BACK, min(one.counts_from for one in own) + STARTS)
            if begins >= at:
                continue
            ends = min(at, settled.get(component, begins))
            if at - ends > STALE:
                return _silent(item, to_us(at) - to_us(ends))
            if silence := _unknown(component, begins, ends):
                return _silent(item, silence)
            if (sources := _sources(own, begins)) < SOURCES:
                return _one_source(item, sources)
            looked += 1
    if not looked:
        raise NotKnown(nl="Er wordt nog maar net gemeten.", en="Probing has only just begun.")
    return Outcome(
        True,
        f"Het laatste etmaal zonder onderbreking gemeten, elk van ten minste twee plaatsen: {looked} van {len(items)}.",
        f"Probed without a break in the last day, each from at least two places: {looked} of {len(items)}.",
    )


def _unknown(component: UUID, begins: datetime, ends: datetime) -> int:
    """How long it was unknown, in microseconds. One query."""
    found = transitions_of_component(component, begins, ends)
    until = [*(one.at for one in found[1:]), to_us(ends)]
    return sum(end - one.at for one, end in zip(found, until, strict=True) if one.state == UNKNOWN)


def _sources(own: Sequence[Probe], begins: datetime) -> int:
    """From how many places it was looked at. One query."""
    rows = ProbeResult.objects.filter(probe_id__in=[one.id for one in own], started_at__gte=begins)
    return len(set(rows.values_list("place_id", flat=True).distinct()))


def _silent(item: Item, us: int) -> Outcome:
    return Outcome(
        False,
        f"Van {item.say('nl')} is het laatste etmaal {wording.amount(us, 'nl')} niet bekend hoe het ging.",
        f"Of {item.say('en')} it is not known for {wording.amount(us, 'en')} of the last day how it went.",
        why="silent",
    )


def _one_source(item: Item, sources: int) -> Outcome:
    return Outcome(
        False,
        f"{item.say('nl')} is van {sources} plaats gemeten; zo ziet niemand het als die plaats zelf wegvalt.",
        f"{item.say('en')} was probed from {sources} place; nobody sees it when that place itself is gone.",
        why="one-source",
    )


CHECKS = {"availability.continuous-watch": continuous_watch}
