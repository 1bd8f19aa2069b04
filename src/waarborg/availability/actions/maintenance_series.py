"""Maintenance that recurs by a rule in local time: planned once, made into windows some months ahead, skipped or ended.

Each window is a row like any other: it can be moved or cancelled by itself, and the agreements hold it to the same
rules. A wall time that does not exist moves forward by the gap; of an hour that comes twice a beginning is the first
and an end the second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from waarborg.availability.actions.change_maintenance import cancel_held
from waarborg.availability.actions.maintenance import LONGEST, Described, make, note, right
from waarborg.availability.actions.maintenance_refusals import (
    EndsFirst,
    LastsTooLong,
    NeverHappens,
    NoSuchDate,
    NotAnnounced,
    WorkChanged,
)
from waarborg.availability.actions.maintenance_rules import hold
from waarborg.availability.actions.maintenance_telling import publish_words
from waarborg.availability.events import SERIES_ENDED, SERIES_PLANNED, SERIES_SKIPPED, WORK_ANNOUNCED
from waarborg.availability.models import Series, SeriesComponent, Work, WorkAnnouncement
from waarborg.availability.permissions import PLAN_WORK
from waarborg.availability.queries.maintenance_rules import rules_for
from waarborg.availability.queries.maintenance_words import series_words
from waarborg.availability.rules import maintenance as judging
from waarborg.availability.rules import recurring
from waarborg.availability.rules import work_kinds as rules
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import from_us, to_us
from waarborg.notices.actions.write import Words
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.web.wording import local_date

# So far ahead windows are made, however long a rule goes on.
MONTHS = 6
AHEAD = timedelta(days=184)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`rule` as in RFC 5545, without an end or with one; `first` is a wall time in `zone`. Each lasts `minutes`, or
    until `ends` on the wall. `tell_days`: so many days ahead customers are told of each again; 0: of the whole once.
    """

    rule: str
    first: datetime
    minutes: int
    zone: str
    tell_days: int = 0
    ends: time | None = None


@action("availability.series.plan")
def plan_series(described: Described, rhythm: Rhythm, *, provider: UUID, by: Actor, at: datetime) -> Series:
    """Plan maintenance that recurs, and tell customers of the whole. Every window of the first months is held to the
    agreements in force.

    Raises NotAllowed, NotFound, UnreadableRepeat, NeverHappens, EndsFirst, LastsTooLong, UnknownKind, NoPart, NoWords,
    TooLong, NotAnnounced, NotThisCase, NotByThem, OutsideHours, TooSoon.
    """
    require(by, PLAN_WORK)
    items = right(described)
    if not described.told:
        raise NotAnnounced()
    if rhythm.minutes <= 0:
        raise EndsFirst(path="minutes")
    if timedelta(minutes=rhythm.minutes) > LONGEST:
        raise LastsTooLong(days=LONGEST.days, path="minutes")
    held = _row(described, rhythm, provider=provider, at=at)
    windows = _windows(held, at)
    if not windows:
        raise NeverHappens(months=MONTHS, path="rule")
    for _day, window in windows:
        found = rules_for(items, held.kind, held.severity, at=from_us(window[0]), bought_at=at)
        hold(found, [judging.Announcement(to_us(at), window)], by=by, at=at)
    held.save()
    SeriesComponent.objects.bulk_create(
        SeriesComponent(tenant_id=provider, audience=held.audience, series=held, component=one) for one in items
    )
    words = series_words(held, items, [(from_us(start), from_us(end)) for _, (start, end) in windows[:5]])
    publish_words(Words(*words), items, until=None, at=at)
    _note(SERIES_PLANNED, held, by=by, at=at, rule=held.rule, first=held.first, zone=held.zone)
    fill_series(held, items, at=at)
    return held


def fill_series(held: Series, items: Sequence[Item], *, at: datetime) -> int:
    """Make the windows that are not there yet, some months ahead; gives how many. Asked again, it makes none twice.

    Each was announced at this instant: from now on the status page and the sign-in page show it.
    """
    there = set(held.works.values_list("occurrence", flat=True))
    made = 0
    for day, (start, end) in _windows(held, at):
        if day in there:
            continue
        described = Described(
            held.kind, held.title_nl, held.text_nl, (), held.title_en, held.text_en, held.severity, held.by_schedule,
            held.audience == "public",
        )  # fmt: skip
        one = make(
            described, items, from_us(start), from_us(end), provider=held.tenant_id, at=at, series=held, occurrence=day
        )
        WorkAnnouncement.objects.create(
            tenant_id=one.tenant_id, audience=one.audience, work=one, at=at, change=rules.ANNOUNCED,
            from_at=one.from_at, until_at=one.until_at,
        )  # fmt: skip
        note(WORK_ANNOUNCED, one, items, by=SYSTEM, at=at, series=str(held.id))
        made += 1
    held.made_until = local_date(at + AHEAD, held.zone)
    held.save(update_fields=["made_until"])
    return made


@action("availability.series.skip")
def skip_date(series: UUID, day: date, why: tuple[str, str], *, by: Actor, at: datetime) -> Work:
    """Leave one date out, and tell customers. Raises NotAllowed, NotFound, NoSuchDate, NoReason, TooLong,
    WrongState."""
    require(by, PLAN_WORK)
    held = _locked(series)
    one = held.works.filter(occurrence=day).first()
    if one is None:
        raise NoSuchDate(day=day.isoformat(), path="day")
    held.skipped = sorted({*held.skipped, day.isoformat()})
    held.revision += 1
    held.save()
    _note(SERIES_SKIPPED, held, by=by, at=at, day=day.isoformat())
    return cancel_held(one, why, by=by, at=at)


@action("availability.series.end")
def end_series(series: UUID, why: tuple[str, str], *, revision: int, by: Actor, at: datetime) -> Series:
    """No more from now on: what lies ahead is cancelled, each told. Raises NotAllowed, NotFound, WorkChanged, NoReason,
    TooLong."""
    require(by, PLAN_WORK)
    held = _locked(series)
    if held.revision != revision or held.ended_at is not None:
        raise WorkChanged()
    held.ended_at = at
    held.revision += 1
    held.save()
    _note(SERIES_ENDED, held, by=by, at=at)
    for one in held.works.filter(state__in=rules.AHEAD, from_at__gt=at).order_by("from_at"):
        cancel_held(one, why, by=by, at=at, quiet=True)
    words = series_words(held, components_of(held), [], why=why)
    publish_words(Words(*words), components_of(held), until=None, at=at)
    return held


def components_of(held: Series) -> list[Item]:
    """By word. One query."""
    return [one.component for one in held.parts.select_related("component").order_by("component__key")]


def _windows(held: Series, at: datetime) -> list[tuple[date, tuple[int, int]]]:
    """The dates within the months ahead and the instants of each, those that are skipped left out."""
    first = datetime.fromisoformat(held.first)
    found = recurring.occurrences(
        held.rule,
        first,
        held.minutes,
        held.zone,
        since=at,
        until=local_date(at + AHEAD, held.zone),
        ends=time.fromisoformat(held.ends) if held.ends else None,
    )
    return [(day, window) for day, window in found if day.isoformat() not in held.skipped]


def _row(described: Described, rhythm: Rhythm, *, provider: UUID, at: datetime) -> Series:
    return Series(
        tenant_id=provider,
        audience=described.audience,
        kind=described.kind,
        severity=described.severity,
        title_nl=described.title_nl.strip(),
        title_en=described.title_en.strip(),
        text_nl=described.text_nl.strip(),
        text_en=described.text_en.strip(),
        by_schedule=described.by_schedule,
        zone=rhythm.zone,
        first=rhythm.first.strftime("%Y-%m-%dT%H:%M"),
        minutes=rhythm.minutes,
        ends=f"{rhythm.ends:%H:%M}" if rhythm.ends else "",
        rule=rhythm.rule.strip().removeprefix("RRULE:"),
        tell_days=rhythm.tell_days,
        announced_at=at,
    )


def _locked(series: UUID) -> Series:
    found: Series | None = Series.objects.select_for_update().filter(id=series, ended_at__isnull=True).first()
    if found is None:
        raise NotFound()
    return found


def _note(kind: str, held: Series, *, by: Actor, at: datetime, **data: str) -> None:
    journal.record(
        kind,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"maintenance-kind": held.kind},
        data=data,
    )
