"""Telling of an incident, saying more of it, ending it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from waarborg.availability.actions.alarms.raising import alarm_for, follow
from waarborg.availability.actions.fill_in import Filler, filler
from waarborg.availability.actions.refusals import (
    ChangedMeanwhile,
    NextPassed,
    NoComponent,
    NotInOrder,
    NotYet,
    NoWords,
    TooLong,
    WrongPhase,
)
from waarborg.availability.events import BEGAN, ENDED, LOOKED_BACK, OPENED, RESOLVED, UPDATED
from waarborg.availability.models import Incident, Outage, Update
from waarborg.availability.permissions import TELL
from waarborg.availability.queries.incidents import component_items, locked
from waarborg.availability.rules import incidents as rules
from waarborg.catalogue.models import Item
from waarborg.kernel.canonical import sha256_hex
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require

LONGEST_TITLE, LONGEST_TEXT = 150, 5000


@dataclass(frozen=True, slots=True)
class Said:
    """One message: how far we are, the words (Dutch first; English where there is any), and until when we say more."""

    phase: str
    text_nl: str
    text_en: str = ""
    next_at: datetime | None = None


@action("availability.incident.open")
def open_incident(
    title_nl: str,
    said: Said,
    effects: Mapping[UUID, str],
    *,
    provider: UUID,
    by: Actor,
    at: datetime,
    title_en: str = "",
    begins_at: datetime | None = None,
) -> Incident:
    """Tell of an incident: `effects` is how badly each component is hit, by its identifier.

    Visitors read of it where one of the components stands on the public status page, customers always. Places in the
    texts ({component}, {time}; rules/incident_texts) are filled in.
    Raises NotAllowed, NotFound, NoComponent, NoWords, TooLong, NotYet, NextPassed, WrongPhase.
    """
    require(by, TELL)
    begins = begins_at or at
    hit = _hit(effects)
    put = filler(hit.values(), begins, at)
    title_nl, title_en = checked_titles(put(title_nl, "nl"), put(title_en, "en"))
    said = _right(said, put, at)
    if said.phase not in rules.RUNNING:
        raise WrongPhase()
    if begins > at:
        raise NotYet(path="begins_at")
    public = any(item.shown_publicly for item in hit.values())
    made = Incident.objects.create(
        tenant_id=provider,
        audience="public" if public else "customers",
        title_nl=title_nl,
        title_en=title_en,
        phase=said.phase,
        begins_at=begins,
        told_at=at,
        next_at=said.next_at,
    )
    keys = " ".join(sorted(item.key for item in hit.values()))
    _write(made, said, at)
    _note(OPENED, made, said, by=by, at=at, components=keys)
    for identifier, item in hit.items():
        _begin(made, item, effects[identifier], begins, by=by, at=at)
    alarm_for(made, by=by, at=at)
    return made


@action("availability.incident.update")
def update_incident(
    incident: UUID,
    said: Said,
    effects: Mapping[UUID, str] | None = None,
    *,
    revision: int,
    by: Actor,
    at: datetime,
    ends_at: datetime | None = None,
) -> Incident:
    """Say more of an incident. `effects` is how badly each component is hit from `at` on, those left out not any more;
    None leaves all as it is. With the phase `resolved` everything ends at `ends_at`, or `at`. Places are filled in.

    Raises NotAllowed, NotFound, ChangedMeanwhile, WrongPhase, NoComponent, NoWords, TooLong, NotYet, NotInOrder,
    NextPassed.
    """
    require(by, TELL)
    held = locked(incident)
    if held.revision != revision:
        raise ChangedMeanwhile()
    if not rules.may_follow(held.phase, said.phase):
        raise WrongPhase()
    said = _right(said, filler(_about(held, effects), held.begins_at, at), at)
    resolved = said.phase == rules.RESOLVED
    if held.runs and resolved:
        _end_all(held, ends_at or at, by=by, at=at)
    elif held.runs and effects is not None:
        _change_effects(held, effects, by=by, at=at)
    held.phase, held.told_at, held.next_at = said.phase, at, said.next_at if not resolved else None
    held.revision += 1
    held.save()
    _write(held, said, at)
    kind = {rules.RESOLVED: RESOLVED, rules.LOOKED_BACK: LOOKED_BACK}.get(said.phase, UPDATED)
    _note(kind, held, said, by=by, at=at)
    if held.runs:
        # It may have become bad enough for an alarm only now.
        alarm_for(held, by=by, at=at)
    else:
        follow(held, by=by, at=at)
    return held


def _hit(effects: Mapping[UUID, str]) -> dict[UUID, Item]:
    """Raises NoComponent, NotFound."""
    if not effects or any(effect not in rules.EFFECTS for effect in effects.values()):
        raise NoComponent()
    return component_items(effects)


def checked_titles(nl: str, en: str) -> tuple[str, str]:
    """Titles tidied. Raises NoWords, TooLong."""
    nl, en = " ".join(nl.split()), " ".join(en.split())
    if not nl:
        raise NoWords(path="title_nl")
    for path, words in (("title_nl", nl), ("title_en", en)):
        if len(words) > LONGEST_TITLE:
            raise TooLong(most=LONGEST_TITLE, path=path)
    return nl, en


def _about(held: Incident, effects: Mapping[UUID, str] | None) -> list[Item]:
    """What a message is about: what is hit from now on, or all that was where nothing is any more."""
    if effects:
        return list(component_items(effects).values())
    rows = list(held.outages.select_related("component").order_by("begins_at", "id"))
    running = [one.component for one in rows if one.ends_at is None]
    return list(dict.fromkeys(running or [one.component for one in rows]))


def _right(said: Said, put: Filler, at: datetime) -> Said:
    """With its places filled. Raises NoWords, TooLong, NextPassed."""
    said = replace(said, text_nl=put(said.text_nl, "nl"), text_en=put(said.text_en, "en"))
    if not said.text_nl.strip():
        raise NoWords(path="text_nl")
    for path, words in (("text_nl", said.text_nl), ("text_en", said.text_en)):
        if len(words) > LONGEST_TEXT:
            raise TooLong(most=LONGEST_TEXT, path=path)
    if said.next_at is not None and said.next_at <= at:
        raise NextPassed(path="next_at")
    return said


def _change_effects(held: Incident, effects: Mapping[UUID, str], *, by: Actor, at: datetime) -> None:
    hit = _hit(effects)
    running = {one.component_id: one for one in held.outages.filter(ends_at__isnull=True).select_related("component")}
    for identifier, one in running.items():
        if effects.get(identifier) != one.effect:
            _end(one, max(at, one.begins_at), by=by, at=at)
    for identifier, item in hit.items():
        if identifier not in running or running[identifier].effect != effects[identifier]:
            _begin(held, item, effects[identifier], at, by=by, at=at)
    # Somebody may have put a component on the public page since; what was public stays so.
    if any(item.shown_publicly for item in hit.values()) and held.audience != "public":
        held.audience = "public"
        held.outages.update(audience="public")
        held.updates.update(audience="public")


def _end_all(held: Incident, ends: datetime, *, by: Actor, at: datetime) -> None:
    if ends > at:
        raise NotYet(path="ends_at")
    running = list(held.outages.filter(ends_at__isnull=True).select_related("component"))
    latest = max((held.begins_at, *(one.begins_at for one in running)))
    if ends < latest:
        raise NotInOrder(begin=latest, path="ends_at")
    for one in running:
        _end(one, ends, by=by, at=at)
    held.ends_at = ends


def _begin(held: Incident, item: Item, effect: str, begins: datetime, *, by: Actor, at: datetime) -> None:
    made = Outage.objects.create(
        tenant_id=held.tenant_id,
        audience=held.audience,
        incident=held,
        component=item,
        effect=effect,
        begins_at=begins,
    )
    _note_outage(BEGAN, made, item, by=by, at=at, moment=begins)


def _end(one: Outage, ends: datetime, *, by: Actor, at: datetime) -> None:
    one.ends_at = ends
    one.save(update_fields=["ends_at"])
    _note_outage(ENDED, one, one.component, by=by, at=at, moment=ends)


def _write(held: Incident, said: Said, at: datetime) -> None:
    Update.objects.create(
        tenant_id=held.tenant_id,
        audience=held.audience,
        incident=held,
        phase=said.phase,
        text_nl=said.text_nl.strip(),
        text_en=said.text_en.strip(),
        at=at,
    )


def _note(kind: str, held: Incident, said: Said, *, by: Actor, at: datetime, **data: str) -> None:
    words = sha256_hex(f"{said.text_nl.strip()}\0{said.text_en.strip()}".encode())
    journal.record(
        kind,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"phase": said.phase},
        data={"sha256": words, **data},
    )


def _note_outage(kind: str, one: Outage, item: Item, *, by: Actor, at: datetime, moment: datetime) -> None:
    journal.record(
        kind,
        tenant=one.tenant_id,
        subject=one.ref,
        related=(one.incident.ref,),
        by=by,
        at=at,
        properties={"component": item.key, "effect": one.effect},
        data={"moment": moment.isoformat()},
    )
