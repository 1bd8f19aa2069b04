"""What went wrong in the demonstration's months, as its staff told of it: three incidents, the last one looked back
upon. Rows and entries as the actions of availability write them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from waarborg.availability.events import BEGAN, ENDED, LOOKED_BACK, OPENED, RESOLVED, TEMPLATE_KEPT, UPDATED
from waarborg.availability.models import Incident, IncidentTemplate, Outage, Update
from waarborg.availability.rules import incidents as rules
from waarborg.catalogue.models import Item
from waarborg.kernel.canonical import sha256_hex
from waarborg.kernel.instants import to_us
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Pending

KINDS = {rules.RESOLVED: RESOLVED, rules.LOOKED_BACK: LOOKED_BACK}


@dataclass(frozen=True)
class Told:
    """An incident so many days ago: which component, how badly, for how many minutes, and by minute what was said."""

    days: int
    component: str
    effect: str
    lasted: int
    nl: str
    en: str
    said: tuple[tuple[int, str, str, str], ...]


HISTORY = (
    Told(71, "web", rules.DEGRADED, 48, "De webapplicatie was traag", "The web application was slow", (
        (6, rules.INVESTIGATING, "Pagina's openen traag. Wij zoeken uit waarom.",
         "Pages open slowly. We are finding out why."),
        (48, rules.RESOLVED, "Een zware rapportage hield de database bezig. Zij draait nu 's nachts.",
         "A heavy report kept the database busy. It runs at night now."),
    )),
    Told(33, "chain", rules.DOWN, 95, "Berichten van een ketenpartner kwamen niet door",
         "Messages of another party did not come through", (
        (10, rules.IDENTIFIED, "De dienst van een ketenpartner is weg. Onze eigen dienst werkt; berichten wachten.",
         "The service of another party is away. Our own service works; messages wait."),
        (95, rules.RESOLVED, "De ketenpartner is terug. Alle berichten die wachtten, zijn bezorgd.",
         "The other party is back. All messages that waited have been delivered."),
    )),
    Told(12, "sync", rules.PARTIAL, 23, "De app haalde geen nieuwe gegevens op", "The app fetched no new data", (
        (4, rules.INVESTIGATING, "De app toont gegevens van eerder vanochtend. De webapplicatie werkt gewoon.",
         "The app shows data of earlier this morning. The web application works as usual."),
        (15, rules.IDENTIFIED, "Een certificaat was verlopen. Wij zetten een nieuw neer.",
         "A certificate had expired. We are putting a new one in place."),
        (23, rules.RESOLVED, "De app haalt weer nieuwe gegevens op.", "The app fetches new data again."),
        (1500, rules.LOOKED_BACK, "Certificaten worden nu dertig dagen voor het einde gemeld, en vanzelf vernieuwd.",
         "Certificates are now reported thirty days before they end, and renewed by themselves."),
    )),
)  # fmt: skip


# What is ready for the night: name, title, how far, text, how badly; Dutch and English.
READY = (
    ("Storing, eerste bericht", ("Storing: {onderdeel}", "Outage: {component}"), rules.INVESTIGATING,
     ("Sinds {tijd} werkt {onderdeel} niet. Wij zoeken uit waarom. Wat u intussen kunt doen: ...",
      "Since {time} {component} does not work. We are finding out why. What you can do meanwhile: ..."), rules.DOWN),
    ("Storing, opgelost", ("Storing: {onderdeel}", "Outage: {component}"), rules.RESOLVED,
     ("De storing van {tijd} is voorbij: {onderdeel} werkt weer.",
      "The outage of {time} is over: {component} works again."), rules.DOWN),
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    rows: list[Incident | Outage | Update]
    entries: list[Pending]


def history(items: dict[str, Item], *, now: datetime, chance: Random) -> Written:
    """Of the components that the agreement names and that the history knows; others have none."""
    written = Written([], [])
    for told in HISTORY:
        if told.component in items:
            _write(written, told, items[told.component], now - timedelta(days=told.days, minutes=90), chance)
    return written


def texts(house: UUID, *, at: datetime, identify: Callable[[datetime], UUID]) -> tuple[list[Any], list[Pending]]:
    """Texts that the service manager keeps ready, with their entries."""
    rows = [
        IncidentTemplate(
            id=identify(at), tenant_id=house, name=name, title_nl=title[0], title_en=title[1], phase=phase,
            text_nl=text[0], text_en=text[1], effect=effect,
        )
        for name, title, phase, text, effect in READY
    ]  # fmt: skip
    return rows, [Pending(TEMPLATE_KEPT, house, one.ref, SYSTEM, at, data={"phase": one.phase}) for one in rows]


def _write(written: Written, told: Told, item: Item, begins: datetime, chance: Random) -> None:
    def identified(at: datetime) -> dict[str, Any]:
        made = uuid7(unix_ms=to_us(at) // 1000, source=chance)
        return {"id": made, "tenant_id": item.tenant_id, "audience": item.audience}

    ends = begins + timedelta(minutes=told.lasted)
    said = [(begins + timedelta(minutes=minute), phase, nl, en) for minute, phase, nl, en in told.said]
    held = Incident(
        **identified(said[0][0]), title_nl=told.nl, title_en=told.en, phase=said[-1][1], begins_at=begins,
        ends_at=ends, told_at=said[-1][0], revision=len(said) - 1,
    )  # fmt: skip
    outage = Outage(
        **identified(said[0][0]), incident=held, component=item, effect=told.effect, begins_at=begins, ends_at=ends
    )
    written.rows.extend([held, outage])
    written.entries.extend(_outage_entries(outage, item, said[0][0]))
    for number, (at, phase, nl, en) in enumerate(said):
        written.rows.append(Update(**identified(at), incident=held, phase=phase, text_nl=nl, text_en=en, at=at))
        kind = OPENED if number == 0 else KINDS.get(phase, UPDATED)
        data = {"sha256": sha256_hex(f"{nl}\0{en}".encode())} | ({"components": item.key} if number == 0 else {})
        properties = {"phase": phase}
        written.entries.append(Pending(kind, held.tenant_id, held.ref, SYSTEM, at, properties=properties, data=data))


def _outage_entries(one: Outage, item: Item, told_at: datetime) -> Iterator[Pending]:
    said = {"component": item.key, "effect": one.effect}
    for kind, moment, at in ((BEGAN, one.begins_at, told_at), (ENDED, one.ends_at, one.ends_at)):
        if moment is not None and at is not None:
            data = {"moment": moment.isoformat()}
            related = (one.incident.ref,)
            yield Pending(kind, one.tenant_id, one.ref, SYSTEM, at, related=related, properties=said, data=data)
