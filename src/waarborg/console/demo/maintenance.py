"""Maintenance of the demonstration: patches that were placed, a window that took longer, one that was called off, and
what is planned. Rows and entries as the actions of availability write them; nobody was mailed of what lies behind."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from waarborg.availability.events import SERIES_PLANNED, WORK_ANNOUNCED, WORK_BEGAN, WORK_CANCELLED, WORK_ENDED
from waarborg.availability.models import Series, SeriesComponent, Work, WorkAnnouncement, WorkComponent
from waarborg.availability.rules import recurring
from waarborg.availability.rules import work_kinds as rules
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Pending

ZONE = "Europe/Amsterdam"
NOTICE = timedelta(days=9)
Row = Series | SeriesComponent | Work | WorkComponent | WorkAnnouncement


@dataclass(frozen=True)
class Done:
    """A window so many days from now (before it: negative), at an hour of the night, with what became of it.
    `over`: minutes that it took longer."""

    days: int
    hour: int
    minutes: int
    component: str
    kind: str
    nl: str
    en: str
    text_nl: str
    text_en: str
    cancelled: bool = False
    over: int = 0


HISTORY = (
    Done(-47, 22, 90, "web", rules.INFRASTRUCTURE, "Nieuwe opslag", "New storage",
         "De webapplicatie is een half uur weg. Sla uw werk voor tienen op.",
         "The web application is away for half an hour. Save your work before ten.", over=14),
    Done(-26, 23, 60, "sync", rules.REGULAR, "Verhuizing van de synchronisatie", "Move of the synchronisation",
         "De app toont gegevens van eerder op de avond.", "The app shows data of earlier in the evening.",
         cancelled=True),
    Done(-6, 22, 60, "web", rules.UPGRADE, "Nieuwe versie van de webapplicatie", "New version of the web application",
         "U wordt één keer afgemeld; wat u opsloeg, staat er.",
         "You are signed out once; what you saved is there."),
    Done(6, 22, 120, "web", rules.REGULAR, "Vervanging van een schakelaar", "Replacement of a switch",
         "De webapplicatie is twee keer enkele minuten weg.", "The web application is away twice for some minutes."),
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    rows: list[Row]
    entries: list[Pending]


def history(items: dict[str, Item], *, now: datetime, chance: Random) -> Written:
    """Of the components that the agreement names and that the history knows; others have none."""
    written = Written([], [])
    for done in HISTORY:
        if done.component in items:
            _window(written, done, items[done.component], now, chance)
    if "web" in items:
        _patches(written, items["web"], now, chance)
    return written


def _window(written: Written, done: Done, item: Item, now: datetime, chance: Random) -> None:
    day = (now.astimezone(ZoneInfo(ZONE)) + timedelta(days=done.days)).date()
    begins = datetime.combine(day, time(done.hour), ZoneInfo(ZONE)).astimezone(now.tzinfo)
    ends = begins + timedelta(minutes=done.minutes)
    told = min(begins - NOTICE, now - timedelta(hours=3))
    past = ends + timedelta(minutes=done.over) < now and not done.cancelled
    state = rules.CANCELLED if done.cancelled else rules.DONE if past else rules.PLANNED
    held = Work(
        **_identified(item, told, chance), kind=done.kind, title_nl=done.nl, title_en=done.en, text_nl=done.text_nl,
        text_en=done.text_en, by_schedule=not done.over, from_at=begins, until_at=ends, announced_at=told,
        state=state, began_at=begins if past else None,
        ended_at=ends + timedelta(minutes=done.over) if past else None, revision=2 if past else int(done.cancelled),
    )  # fmt: skip
    _told(written, held, item, told, chance)
    if done.cancelled:
        at = begins - timedelta(days=2)
        written.rows.append(WorkAnnouncement(**_identified(item, at, chance), work=held, at=at, change=rules.CANCELLED))
        written.entries.append(_entry(WORK_CANCELLED, held, item, at))
    if past and held.began_at and held.ended_at:
        written.entries.append(_entry(WORK_BEGAN, held, item, held.began_at))
        written.entries.append(_entry(WORK_ENDED, held, item, held.ended_at))


def _patches(written: Written, item: Item, now: datetime, chance: Random) -> None:
    """Security updates on the second Friday night of each month, planned this week for half a year."""
    told = now - timedelta(days=3, hours=2)
    words = {
        "kind": rules.SECURITY_PATCH,
        "title_nl": "Beveiligingsupdates",
        "title_en": "Security patches",
        "text_nl": "Servers herstarten één voor één; u merkt er hoogstens enkele tellen van.",
        "text_en": "Servers restart one by one; you notice a moment of it at most.",
    }
    first = datetime.combine(date(now.year, 1, 9), time(0))
    rule = "FREQ=MONTHLY;BYDAY=2FR"
    last = (now + timedelta(days=184)).date()
    held = Series(
        **_identified(item, told, chance), **words, zone=ZONE, first=first.strftime("%Y-%m-%dT%H:%M"), minutes=360,
        rule=rule, announced_at=told, made_until=last,
    )  # fmt: skip
    written.rows.append(held)
    written.rows.append(SeriesComponent(**_identified(item, told, chance), series=held, component=item))
    said = {"rule": rule, "first": held.first, "zone": ZONE}
    properties = {"maintenance-kind": held.kind}
    written.entries.append(
        Pending(SERIES_PLANNED, held.tenant_id, held.ref, SYSTEM, told, properties=properties, data=said)
    )
    for day, (start, end) in recurring.occurrences(rule, first, 360, ZONE, since=now + NOTICE, until=last):
        one = Work(
            **_identified(item, told, chance), **words, from_at=from_us(start), until_at=from_us(end),
            announced_at=told, series=held, occurrence=day,
        )  # fmt: skip
        _told(written, one, item, told, chance)


def _told(written: Written, held: Work, item: Item, at: datetime, chance: Random) -> None:
    said = WorkAnnouncement(
        **_identified(item, at, chance), work=held, at=at, change=rules.ANNOUNCED, from_at=held.from_at,
        until_at=held.until_at,
    )  # fmt: skip
    part = WorkComponent(**_identified(item, at, chance), work=held, component=item)
    written.rows.extend([held, part, said])
    written.entries.append(_entry(WORK_ANNOUNCED, held, item, at))


def _identified(item: Item, at: datetime, chance: Random) -> dict[str, Any]:
    return {
        "id": uuid7(unix_ms=to_us(at) // 1000, source=chance),
        "tenant_id": item.tenant_id,
        "audience": "public",
    }


def _entry(kind: str, held: Work, item: Item, at: datetime) -> Pending:
    said = {"from": held.from_at.isoformat(), "until": held.until_at.isoformat(), "components": item.key}
    return Pending(kind, held.tenant_id, held.ref, SYSTEM, at, properties={"maintenance-kind": held.kind}, data=said)
