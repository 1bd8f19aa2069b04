"""Sealing a day of raw results, so that they may be dropped: what stands for them is written and journalled first."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from waarborg.availability.events import SEALED
from waarborg.availability.models import DaySeal, HourResult
from waarborg.availability.queries import seals as reading
from waarborg.availability.rules.sealing import Hour, sealed_day, sealed_hour
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor


class StillNeeded(Refusal):
    """Carries `why`, one of `rules/keeping.py`."""

    code = "availability.results.still-needed"
    nl = "De metingen van {day} zijn nog nodig ({why}); zij blijven staan."
    en = "The results of {day} are still needed ({why}); they stay."


@action("availability.results.seal")
def seal_day(day: date, *, by: Actor, at: datetime) -> DaySeal:
    """Write down what stands for the raw results of a day (UTC): a roll-up of each hour, probe and place, and a root
    over all of them, also in the journal. One that is sealed already stays as it is. In the desk's scope.

    Raises StillNeeded while something may change what they say, or a figure that is still to be stated rests on them.
    """
    held: DaySeal | None = DaySeal.objects.filter(day=day).first()
    if held is not None:
        return held
    why = reading.why_not_sealed(day, at)
    house = provider()
    if why or house is None:
        raise StillNeeded(day=f"{day:%Y-%m-%d}", why=why)
    hours = []
    # An hour at a time: a day of five thousand probes is seven million results.
    for begin, end in reading.hours_of(day):
        hour, rows = sealed_hour(to_us(begin), reading.results_of(begin, end))
        hours.append(hour)
        _keep(rows, house.id)
    whole = sealed_day(hours)
    made: DaySeal = DaySeal.objects.create(
        tenant_id=house.id,
        day=day,
        results=whole.count,
        root=whole.root,
        hours=[[one.start, one.count, one.root, one.rolled] for one in hours],
        sealed_at=at,
    )
    journal.record(
        SEALED,
        tenant=house.id,
        subject=made.ref,
        by=by,
        at=at,
        properties={"day": f"{day:%Y-%m-%d}", "results": str(whole.count), "root": whole.root},
        reason_if_late="sealed while later entries were written",
    )
    return made


def _keep(rows: Iterable[Hour], house: UUID) -> None:
    HourResult.objects.bulk_create(
        [
            HourResult(
                tenant_id=house,
                probe_id=one.probe,
                place_id=one.place,
                at=from_us(one.start),
                count=one.count,
                bad=one.bad,
                took=one.took,
                longest=one.longest,
            )
            for one in rows
        ],
        batch_size=2000,
    )
