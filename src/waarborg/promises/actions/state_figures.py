"""Reckoning the figures that agreements promise, and stating them: here, and in each customer's journal (ADR 21)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import QuerySet

from waarborg.customers.queries import provider
from waarborg.kernel.instants import civil_start, from_us, local, to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.indicators import Counted, counted_by
from waarborg.promises.models import Figure
from waarborg.promises.queries.figures import asked_of, used
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.agreement.indicator_measures import NOW
from waarborg.promises.rules.agreement.promise import Measure
from waarborg.promises.rules.figures import RECORDED, Asked, Stated, judged, period_of, words_of

log = structlog.stdlib.get_logger(__name__)
RECKON, STATE = "promises.reckon-figures", "promises.state-figures"
# The job of a customer waited its turn behind others.
BEHIND = "stated after the figures of everybody had been reckoned"


@action("promises.figure.record")
def reckon(*, by: Actor, at: datetime) -> None:
    """Reckon what agreements in force promise and is not known yet, in the desk's scope: figures of the service go to
    the provider's own journal, those of single customers wait for their turn. One that goes wrong keeps none of the
    others back, and is tried again the next night."""
    house = provider()
    if house is None:
        return
    for asked in used(at=at):
        first, last = period_of(asked.over, f"{local(to_us(at), asked.zone):%Y-%m}")
        if asked.over != NOW and _rows(asked, last, told=False).exists():
            continue
        try:
            with transaction.atomic():
                counted = counted_by(asked.indicator, *_edges(asked, first, last, at), asked.about)
                _keep(house.id, asked, (first, last), counted, by=by, at=at)
        except Exception:
            log.exception("a figure could not be reckoned", indicator=asked.indicator, last=last)


def _edges(asked: Asked, first: str, last: str, at: datetime) -> tuple[datetime, datetime]:
    if asked.over == NOW:
        return at, at
    end = date(int(last[:4]) + int(last[5:]) // 12, int(last[5:]) % 12 + 1, 1)
    begin = date(int(first[:4]), int(first[5:]), 1)
    return from_us(civil_start(begin, 0, asked.zone)), from_us(civil_start(end, 0, asked.zone))


def _keep(
    house: UUID,
    asked: Asked,
    months: tuple[str, str],
    counted: Mapping[UUID | None, Counted],
    *,
    by: Actor,
    at: datetime,
) -> None:
    ours = {house: counted[None]} if asked.per == "service" else {one: of for one, of in counted.items() if one}
    for tenant, one in ours.items():
        row, changed = _put(tenant, _stated(asked, months, one), told=False, at=at)
        if changed and tenant == house:
            _write(row, by=by, at=at)


def _stated(asked: Asked, months: tuple[str, str], one: Counted) -> Stated:
    parts = tuple(sorted(one.parts.items()))
    named = (asked.indicator, asked.over, asked.per, asked.zone)
    return Stated(*named, *months, one.numerator, one.denominator, parts, asked.about)


@action("promises.figure.record")
def state_for(tenant: UUID, *, by: Actor, at: datetime) -> int:
    """Write to the customer's journal the figures that its agreement promises, in the desk's scope: one line for each
    period that is over; of how things stand now one in each of its months, and one more where the promise began or
    ceased to be kept. Gives how many were written; doing it again writes none."""
    house, bound = provider(), standing(tenant)
    if house is None or bound is None or bound.versions[0][0] > to_us(at):
        return 0
    written = 0
    for asked, measures in asked_of(bound, at=at).items():
        _, last = period_of(asked.over, f"{local(to_us(at), asked.zone):%Y-%m}")
        source = house.id if asked.per == "service" else tenant
        found = _rows(asked, last, told=False).filter(tenant_id=source).first()
        held = _rows(asked, last, told=True).filter(tenant_id=tenant).first()
        if found is None or (held is not None and not _says_otherwise(held.stated, found.stated, measures)):
            continue
        row, changed = _put(tenant, found.stated, told=True, at=at)
        if changed:
            _write(row, by=by, at=at)
            written += 1
    return written


def _says_otherwise(held: Stated, found: Stated, measures: Iterable[Measure]) -> bool:
    """Whether a promise about how things stand now is kept where it was not, or the other way about. What is over is
    stated once and for all."""
    if held.over != NOW:
        return False
    return any(judged(one, held) != judged(one, found) for one in measures)


def _rows(asked: Asked, last: str, *, told: bool) -> QuerySet[Figure]:
    named = {"indicator": asked.indicator, "over": asked.over, "per": asked.per, "zone": asked.zone}
    named["about"] = asked.about
    found: QuerySet[Figure] = Figure.objects.filter(**named, last=last, told=told)
    return found


def _put(tenant: UUID, one: Stated, *, told: bool, at: datetime) -> tuple[Figure, bool]:
    named = {"indicator": one.indicator, "over": one.over, "per": one.per, "zone": one.zone, "last": one.last}
    named["about"] = one.about
    row = Figure.objects.select_for_update().filter(tenant_id=tenant, told=told, **named).first()
    if row is None:
        row = Figure(tenant_id=tenant, told=told, **named)
    elif row.stated == one:
        return row, False
    row.first, row.numerator, row.denominator = one.first, one.numerator, one.denominator
    row.parts, row.at = dict(one.parts), at
    row.save()
    return row, True


def _write(row: Figure, *, by: Actor, at: datetime) -> None:
    words = words_of(row.stated)
    journal.record(
        RECORDED, tenant=row.tenant_id, subject=row.ref, by=by, at=at, properties=words, reason_if_late=BEHIND
    )
