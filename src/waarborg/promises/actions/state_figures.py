"""Reckoning the figures that agreements promise, and stating them: here, and in each customer's journal (ADR 21)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
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
from waarborg.plumbing.indicators import Counted, NothingYet, counted_by
from waarborg.promises.models import Figure
from waarborg.promises.queries.figures import asked_of, used
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.agreement.indicator_measures import NOW
from waarborg.promises.rules.agreement.promise import Measure
from waarborg.promises.rules.figures import RECORDED, Asked, Stated, judged, period_of, says_the_same, words_of
from waarborg.promises.rules.registry import known

log = structlog.stdlib.get_logger(__name__)
# Why a figure is stated again, where its indicator says nothing more exact; and how many months are looked back at.
LATE, LOOKED_BACK = "late", 3
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
        months = _restated(asked, last)
        if asked.over == NOW or not _rows(asked, last, told=False).exists():
            months = [*months, (first, last)]
        for one in months:
            try:
                with transaction.atomic():
                    counted = counted_by(asked.indicator, *edges(asked, *one, at), asked.about)
                    _keep(house.id, asked, one, counted, by=by, at=at)
            except NothingYet as nothing:
                log.info(
                    "nothing to reckon a figure from yet", indicator=asked.indicator, last=one[1], why=str(nothing)
                )
            except Exception:
                log.exception("a figure could not be reckoned", indicator=asked.indicator, last=one[1])


def _restated(asked: Asked, last: str) -> list[tuple[str, str]]:
    """The periods stated before that are looked at again, since late data and corrections may have changed them."""
    name = known().find("indicator", asked.indicator)
    if name is None or not name.restated or asked.over == NOW:
        return []
    number = int(last[:4]) * 12 + int(last[5:]) - LOOKED_BACK
    since = f"{number // 12}-{number % 12 + 1:02d}"
    rows = _of(asked).filter(told=False, last__gte=since, last__lte=last)
    return sorted(set(rows.values_list("first", "last")))


def edges(asked: Asked, first: str, last: str, at: datetime) -> tuple[datetime, datetime]:
    """The first instant of a period and the one behind its last; now for what is asked of this moment."""
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
        made = _stated(asked, months, one)
        held = _rows(asked, months[1], told=False).filter(tenant_id=tenant).first()
        if held is not None and asked.over != NOW:
            if says_the_same(held.stated, made):
                continue
            made = _next(made, held.stated, one.because)
        row, changed = _put(tenant, made, told=False, at=at)
        if changed and tenant == house:
            _write(row, by=by, at=at)


def _next(made: Stated, held: Stated, because: str) -> Stated:
    """The version after the one that was stated, which it names and of which it says why it no longer holds."""
    return replace(made, version=held.version + 1, replaces=held.statement, because=because or LATE)


def _stated(asked: Asked, months: tuple[str, str], one: Counted) -> Stated:
    parts = tuple(sorted(one.parts.items()))
    named = (asked.indicator, asked.over, asked.per, asked.zone)
    return Stated(*named, *months, one.numerator, one.denominator, parts, asked.about, one.rows)


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
        if found is not None and (held is None or _says_otherwise(held.stated, found.stated, measures)):
            written += _tell(tenant, found.stated, by=by, at=at)
        for one in _versions_since(asked, source, tenant, last):
            written += _tell(tenant, one, by=by, at=at)
    return written


def _tell(tenant: UUID, one: Stated, *, by: Actor, at: datetime) -> int:
    row, changed = _put(tenant, one, told=True, at=at)
    if changed:
        _write(row, by=by, at=at)
    return int(changed)


def _versions_since(asked: Asked, source: UUID, tenant: UUID, last: str) -> list[Stated]:
    """What was stated again after this customer was told, the oldest first."""
    name = known().find("indicator", asked.indicator)
    if asked.over == NOW or name is None or not name.restated:
        return []
    told: dict[str, int] = {}
    for row in _of(asked).filter(told=True, tenant_id=tenant, last__lte=last):
        told[row.last] = max(row.version, told.get(row.last, 0))
    rows = _of(asked).filter(told=False, tenant_id=source, last__in=told, version__gt=1).order_by("last", "version")
    return [row.stated for row in rows if row.version > told[row.last]]


def _says_otherwise(held: Stated, found: Stated, measures: Iterable[Measure]) -> bool:
    """Whether a promise about how things stand now is kept where it was not, or the other way about. What is over is
    stated again as a version of its own only."""
    if held.over != NOW:
        return False
    return any(judged(one, held) != judged(one, found) for one in measures)


def _rows(asked: Asked, last: str, *, told: bool) -> QuerySet[Figure]:
    """The newest version first."""
    return _of(asked).filter(last=last, told=told).order_by("-version")


def _of(asked: Asked) -> QuerySet[Figure]:
    named = {"indicator": asked.indicator, "over": asked.over, "per": asked.per, "zone": asked.zone}
    found: QuerySet[Figure] = Figure.objects.filter(**named, about=asked.about)
    return found


def _put(tenant: UUID, one: Stated, *, told: bool, at: datetime) -> tuple[Figure, bool]:
    named: dict[str, object] = {"indicator": one.indicator, "over": one.over, "per": one.per, "zone": one.zone}
    named |= {"last": one.last} | {"about": one.about, "version": one.version}
    row = Figure.objects.select_for_update().filter(tenant_id=tenant, told=told, **named).first()
    if row is None:
        row = Figure(tenant_id=tenant, told=told, **named)
    elif row.stated == one:
        return row, False
    row.first, row.numerator, row.denominator = one.first, one.numerator, one.denominator
    row.parts, row.at = dict(one.parts), at
    row.rows, row.replaces, row.because = list(one.rows), one.replaces, one.because
    row.save()
    return row, True


def _write(row: Figure, *, by: Actor, at: datetime) -> None:
    words = words_of(row.stated)
    journal.record(
        RECORDED, tenant=row.tenant_id, subject=row.ref, by=by, at=at, properties=words, reason_if_late=BEHIND
    )
