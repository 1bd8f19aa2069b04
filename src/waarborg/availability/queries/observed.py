"""What components were over a time: as measured, as people told it, and with what was found out later laid over it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from waarborg.availability.models import Finding, Outage, WorkComponent
from waarborg.availability.models import Transition as Measured
from waarborg.availability.models import Work as Worked
from waarborg.availability.queries.maintenance import judged_work
from waarborg.availability.queries.transitions import transitions_of_components
from waarborg.availability.rules import incidents
from waarborg.availability.rules.accounting import Claim
from waarborg.availability.rules.findings import CORRECTION, EXCLUSION
from waarborg.availability.rules.maintenance import Work
from waarborg.availability.rules.probing import Correction, corrected
from waarborg.availability.rules.timeline import (
    DEGRADED,
    OUTAGE,
    PARTIAL,
    UP,
    Span,
    Transition,
    spans_of,
    weighed,
)
from waarborg.kernel.canonical import canonical_json, sha256_hex
from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import Intervals

# What people say of an incident, as the states that are measured.
STATES: Final = {incidents.DOWN: OUTAGE, incidents.PARTIAL: PARTIAL, incidents.DEGRADED: DEGRADED}
_HEAVIEST: Final = {DEGRADED: 1, PARTIAL: 2, OUTAGE: 3}
_BY_WEIGHT: Final = {weight: state for state, weight in _HEAVIEST.items()}


@dataclass(frozen=True, slots=True)
class Observed:
    """Spans, unknown time and maintenance of one component, in microseconds. `claims` are what is asked to be left out,
    `incidents` (start, end, incident) what people told. `probed`: it is measured, so silence is unknown; else what
    nobody told of counts as working."""

    spans: tuple[Span, ...] = ()
    unknown: Intervals = ()
    works: tuple[Work, ...] = ()
    claims: tuple[Claim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    incidents: tuple[tuple[int, int, UUID], ...] = field(default=())
    probed: bool = False
    corrected: bool = False

    @property
    def sha256(self) -> str:
        """The hash of all that a figure is counted from: whoever counts again from the same has the same."""
        return sha256_hex(self.written.encode())

    @property
    def written(self) -> str:
        """All that a figure is counted from, as JSON in its one spelling."""
        rows: dict[str, Any] = {
            "spans": [[one.start, one.end, one.state] for one in self.spans],
            "unknown": [list(one) for one in self.unknown],
            "works": [
                [one.name, [[said.at, said.planned] for said in one.announcements], list(one.actual)]
                for one in self.works
                if one.announcements  # what nobody was told of leaves nothing out, and customers do not read it
            ],
            "claims": [[one.start, one.end, one.cause, one.evidence] for one in self.claims],
            "probed": self.probed,
        }
        return canonical_json(rows).decode()


def observed(components: Collection[UUID], start: int, until: int) -> dict[UUID, Observed]:
    """What these components were in `[start, until)`; what goes on lasts to its end. Seven queries at most, however
    many there are."""
    if not components or start >= until:
        return {one: Observed() for one in components}
    told: dict[UUID, list[tuple[int, int, str, UUID]]] = {}
    mended: set[UUID] = set()
    for component, effect, begins, ends, incident, was_corrected in _outages(components, start, until):
        end = min(until, to_us(ends)) if ends is not None else until
        mended |= {component} if was_corrected else set()
        told.setdefault(component, []).append((max(start, to_us(begins)), end, STATES[effect], incident))
    found: dict[UUID, list[Finding]] = {}
    for one in _findings(components, start, until):
        found.setdefault(one.component_id, []).append(one)
    measured = _measured(components, start, until)
    works = _works(components, start, until)
    made = {
        one: _together(
            told.get(one, ()), found.get(one, ()), measured.get(one), works.get(one, ()), start=start, until=until
        )
        for one in components
    }
    return {one: replace(seen, corrected=one in mended or bool(seen.corrections)) for one, seen in made.items()}


def _outages(components: Collection[UUID], start: int, until: int) -> Iterable[tuple[Any, ...]]:
    rows = Outage.objects.filter(component_id__in=components, begins_at__lt=from_us(until))
    rows = rows.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=from_us(start))).order_by("begins_at", "id")
    return rows.values_list("component_id", "effect", "begins_at", "ends_at", "incident_id", "corrected")


def _findings(components: Collection[UUID], start: int, until: int) -> Iterable[Finding]:
    rows = Finding.objects.filter(component_id__in=components, begins_at__lt=from_us(until))
    return rows.filter(ends_at__gt=from_us(start)).order_by("at", "id")


def _measured(components: Collection[UUID], start: int, until: int) -> dict[UUID, tuple[Transition, ...]]:
    """Of what is measured, and was before the end of this time: one that never was rests on people's word alone."""
    held = Measured.objects.filter(component_id__in=components, withdrawn_at__isnull=True, at__lt=from_us(until))
    probed = set(held.order_by("component_id").values_list("component_id", flat=True).distinct())
    return transitions_of_components(probed, from_us(start), from_us(until)) if probed else {}


def _works(components: Collection[UUID], start: int, until: int) -> dict[UUID, tuple[Work, ...]]:
    """By component; a window of maintenance is read once, however many components it is about."""
    held = Worked.objects.filter(began_at__lt=from_us(until))
    held = held.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=from_us(start))).order_by("began_at", "id")
    works = {one.id: judged_work(one, from_us(until)) for one in held.prefetch_related("announcements")}
    found: dict[UUID, set[UUID]] = {}
    if works:
        rows = WorkComponent.objects.filter(work_id__in=works, component_id__in=components)
        for component, work in rows.values_list("component_id", "work_id"):
            found.setdefault(component, set()).add(work)
    return {one: tuple(work for each, work in works.items() if each in named) for one, named in found.items()}


def _together(
    told: Iterable[tuple[int, int, str, UUID]],
    found: Iterable[Finding],
    measured: tuple[Transition, ...] | None,
    works: tuple[Work, ...],
    *,
    start: int,
    until: int,
) -> Observed:
    """People's words and measurements together, the worst at each instant; what was found out later over both."""
    told, found = list(told), list(found)
    base = measured if measured is not None else (Transition(start, UP),)
    spans, unknown = spans_of(base, until)
    every = [*spans, *(Span(begin, end, state) for begin, end, state, _ in told)]
    corrections = tuple(
        Correction(to_us(one.begins_at), to_us(one.ends_at), one.word, one.reason)
        for one in found
        if one.kind == CORRECTION
    )
    if corrections:
        spans, unknown = spans_of(corrected(_states(every, unknown, start, until), corrections), until)
    else:
        spans = tuple(every)
    return Observed(
        spans=spans,
        unknown=unknown,
        works=works,
        claims=tuple(
            Claim(to_us(one.begins_at), to_us(one.ends_at), one.word, one.evidence)
            for one in found
            if one.kind == EXCLUSION
        ),
        corrections=corrections,
        incidents=tuple((begin, end, incident) for begin, end, _, incident in told),
        probed=measured is not None,
    )


def _states(spans: Iterable[Span], unknown: Intervals, start: int, until: int) -> tuple[Transition, ...]:
    """One state at each instant: the worst that was measured or told, else unknown, else up."""
    stretches = [
        (begin, end, _BY_WEIGHT[weight]) for begin, end, weight in weighed(spans, _HEAVIEST, ((start, until),))
    ]
    return _laid([*((begin, end, "unknown") for begin, end in unknown), *stretches], start)


def _laid(stretches: Iterable[tuple[int, int, str]], start: int) -> tuple[Transition, ...]:
    found: tuple[Transition, ...] = (Transition(start, UP),)
    return corrected(found, [Correction(begin, end, state, "-") for begin, end, state in stretches])
