"""Setting up what is asked of components: making, changing, pausing and removing probes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from waarborg.availability.actions.keep_place import own_place
from waarborg.availability.actions.measure import measure
from waarborg.availability.actions.probe_refusals import (
    KindStays,
    NameTaken,
    NoName,
    ProbeChanged,
    TooFewPlaces,
    UnknownComponent,
    UnknownPlace,
)
from waarborg.availability.actions.try_query import TRY
from waarborg.availability.events import PROBE_KEPT, PROBE_REMOVED
from waarborg.availability.models import Place, Probe, Store, Watch
from waarborg.availability.models.probes import SEAL
from waarborg.availability.permissions import KEEP_PROBES
from waarborg.availability.queries.probes import digest, locked
from waarborg.availability.rules.watching import (
    HEARTBEAT,
    PROMETHEUS,
    Conditions,
    check_bearer,
    check_pace,
    check_query,
    check_reach,
    check_sent_safely,
    place_of,
)
from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import COMPONENT
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.sealing import NoKeyFits
from waarborg.plumbing.taken import taken

LONGEST_NAME = 80
PLAIN = Conditions()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a probe asks: the fields of the model, `every` and `timeout` in seconds; no places is the own place."""

    component: UUID
    name: str
    kind: str
    target: str = ""
    conditions: Conditions = PLAIN
    every: int = 60
    timeout: int = 10
    retries: int = 1
    failures: int = 2
    needed: int = 1
    places: Sequence[UUID] = ()
    # The token by which a store of metrics knows us; None keeps the one there is, at the same address.
    bearer: str | None = None


@action("availability.probe.keep")
def make_probe(asked: Asked, *, provider: UUID, by: Actor, at: datetime) -> tuple[Probe, str]:
    """Ask something of a component from now on. Answers the probe and, of a heartbeat, the token of its address, which
    is not kept.

    Raises NotAllowed, NoName, NameTaken, UnknownComponent, UnknownPlace, TooFewPlaces, BadTarget, PrivateAddress,
    BadCondition, BadBearer, BearerInClear, OutOfRange, TooSlow.
    """
    require(by, KEEP_PROBES)
    places = _right(asked, provider, at)
    item = Item.objects.filter(id=asked.component, kind=COMPONENT, archived_at__isnull=True).first()
    if item is None:
        raise UnknownComponent(path="component")
    token = secrets.token_urlsafe(24) if asked.kind == HEARTBEAT else ""
    made = Probe(
        tenant_id=provider,
        component=item,
        kind=asked.kind,
        made_at=at,
        counts_from=at,
        token_digest=digest(token) if token else "",
    )
    _seal(made, asked)
    _write(made, asked, places)
    _try(made)
    _begin_anew(item, provider, by=by, at=at)
    _note(PROBE_KEPT, made, by=by, at=at, did="made")
    return made, token


@action("availability.probe.keep")
def change_probe(probe: UUID, asked: Asked, *, revision: int, by: Actor, at: datetime) -> Probe:
    """Ask it otherwise from now on. What counts otherwise than before begins anew at this moment: until its first
    result the component is unknown.

    Raises as make_probe, and NotFound, ProbeChanged, KindStays.
    """
    require(by, KEEP_PROBES)
    held = locked(probe)
    if held.revision != revision:
        raise ProbeChanged()
    if (held.kind, held.component_id) != (asked.kind, asked.component):
        raise KindStays(path="kind")
    places = _right(asked, held.tenant_id, at)
    wanted = (asked.target, asked.conditions.as_json(), asked.every, asked.failures, asked.needed, sorted(places))
    before = (held.target, held.conditions, held.every, held.failures, held.needed, sorted(held.places))
    if wanted != before:
        _begin_anew(held.component, held.tenant_id, by=by, at=at)
        held.counts_from = at
    held.revision += 1
    _seal(held, asked)
    _write(held, asked, places)
    _try(held)
    _note(PROBE_KEPT, held, by=by, at=at, did="changed")
    return held


@action("availability.probe.keep")
def set_probe_enabled(probe: UUID, enabled: bool, *, by: Actor, at: datetime) -> Probe:
    """Pause a probe, or let it go on; while it pauses it says nothing of its component. Raises NotAllowed, NotFound."""
    require(by, KEEP_PROBES)
    held = locked(probe)
    if held.enabled == enabled:
        return held
    _begin_anew(held.component, held.tenant_id, by=by, at=at)
    held.enabled, held.counts_from = enabled, at
    held.revision += 1
    held.save(update_fields=["enabled", "counts_from", "revision"])
    _note(PROBE_KEPT, held, by=by, at=at, did="resumed" if enabled else "paused")
    return held


def reseal_bearers() -> int:
    """Tokens for stores of metrics under the first key of the installation; answers how many. In the desk's scope. One
    whose key is not there stays as it is, until somebody gives a new one."""
    done = 0
    for table in (Probe, Store):
        for one in table.objects.select_for_update().exclude(sealed_bearer="").order_by("id"):
            try:
                again = SEAL.renewed(one.sealed_bearer)
            except NoKeyFits:
                continue
            if again is not None:
                done += table.objects.filter(id=one.id).update(sealed_bearer=again)
    return done


@action("availability.probe.remove")
def remove_probe(probe: UUID, *, by: Actor, at: datetime) -> None:
    """Ask it no more; what it saw stays as it was worked out. Raises NotAllowed, NotFound."""
    require(by, KEEP_PROBES)
    held = locked(probe)
    _begin_anew(held.component, held.tenant_id, by=by, at=at)
    held.removed_at, held.token_digest, held.sealed_bearer, held.enabled = at, "", "", False
    held.save(update_fields=["removed_at", "token_digest", "sealed_bearer", "enabled"])
    _note(PROBE_REMOVED, held, by=by, at=at, did="removed")


def _right(asked: Asked, provider: UUID, at: datetime) -> list[UUID]:
    """The places, where all else is right. Raises as make_probe."""
    if not asked.name.strip() or len(asked.name) > LONGEST_NAME:
        raise NoName(most=LONGEST_NAME, path="name")
    place_of(asked.kind, asked.target)
    check_reach(asked.kind, asked.target, settings.PROBE_INSIDE)
    asked.conditions.check()
    check_bearer(asked.kind, asked.bearer or "")
    if asked.bearer:
        check_sent_safely(asked.target, settings.PROBE_INSIDE)
    check_query(asked.kind, asked.target, asked.conditions)
    check_pace(asked.kind, asked.every, asked.timeout, asked.retries, asked.failures)
    own = own_place(provider, at=at)
    wanted = {own.id} if asked.kind == HEARTBEAT or not asked.places else set(asked.places)
    there = set(Place.objects.filter(id__in=wanted, revoked_at__isnull=True).values_list("id", flat=True))
    if there != wanted:
        raise UnknownPlace(path="places")
    if not 1 <= asked.needed <= len(wanted):
        raise TooFewPlaces(places=len(wanted), needed=asked.needed, path="needed")
    return sorted(wanted)


def _seal(held: Probe, asked: Asked) -> None:
    """Where another host is asked from now on, the token of the former one is forgotten: it is not sent there."""
    if asked.bearer:
        held.sealed_bearer = SEAL.close(asked.bearer.encode())
    elif asked.bearer is not None or _origin(held.target) != _origin(asked.target):
        held.sealed_bearer = ""


def _origin(target: str) -> tuple[str, str]:
    parts = urlsplit(target)
    return parts.scheme, parts.netloc


def _try(held: Probe) -> None:
    """What the store says of the query is known as soon as the job has asked it."""
    if held.kind == PROMETHEUS:
        Probe.objects.filter(id=held.id).update(complaint="", tried_at=None)
        jobs.enqueue(TRY, {"probe": held.id})


def _write(made: Probe, asked: Asked, places: list[UUID]) -> None:
    made.name, made.target, made.conditions = asked.name.strip(), asked.target, asked.conditions.as_json()
    made.every, made.timeout, made.retries = asked.every, asked.timeout, asked.retries
    made.failures, made.needed, made.places = asked.failures, asked.needed, places
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        if not taken(error, "availability_probe_name"):
            raise
        raise NameTaken(name=asked.name.strip(), path="name") from None


def _begin_anew(component: Item, provider: UUID, *, by: Actor, at: datetime) -> None:
    """What was measured until now is worked out as it was asked until now; from now on it may be asked otherwise."""
    watch, made = Watch.objects.get_or_create(
        component=component, defaults={"tenant_id": provider, "state_since": at, "settled_at": at, "floor_at": at}
    )
    if not made:
        measure([watch.id], by=by, at=at)
        Watch.objects.filter(id=watch.id).update(floor_at=at, settled_at=at, late_from=None)


def _note(kind: str, held: Probe, *, by: Actor, at: datetime, did: str) -> None:
    journal.record(
        kind,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"component": held.component.key, "kind": held.kind, "did": did},
        data={"name": held.name, "target": held.target},
    )
