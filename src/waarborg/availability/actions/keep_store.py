"""Setting up stores of metrics from which histograms are read: making, changing, pausing and removing them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from waarborg.availability.actions.probe_refusals import NoName, ProbeChanged
from waarborg.availability.events import STORE_KEPT, STORE_REMOVED
from waarborg.availability.models import Store
from waarborg.availability.models.probes import SEAL
from waarborg.availability.permissions import KEEP_STORES
from waarborg.availability.queries.stores import locked_store
from waarborg.availability.rules.otlp.points import UNITS
from waarborg.availability.rules.store_ranges import are_matchers, is_name
from waarborg.availability.rules.watching import (
    PROMETHEUS,
    BadTarget,
    OutOfRange,
    check_bearer,
    check_reach,
    check_sent_safely,
    place_of,
)
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken

LONGEST_NAME: Final = 60
STEPS: Final = (5, 10, 15, 20, 30, 60)
MOST_BACK: Final = 34
_SECOND_US: Final = 10**6


class StoreNameTaken(BadInput):
    code = "availability.store.name-taken"
    nl = "Er is al een opslag {name}."
    en = "There is a store {name} already."


class NotAHistogram(BadInput):
    code = "availability.store.histogram"
    nl = "“{name}” kan geen naam van een histogram zijn."
    en = "“{name}” cannot be the name of a histogram."
    nl_way_out = "Geef de naam zonder _bucket, zoals http_server_request_duration_seconds."
    en_way_out = "Give the name without _bucket, such as http_server_request_duration_seconds."


class NotMatchers(BadInput):
    code = "availability.store.matchers"
    nl = "Dit kiest geen reeksen."
    en = "This does not choose series."
    nl_way_out = 'Schrijf labels zoals in PromQL, met komma\'s ertussen: job="web", env=~"prod.*"'
    en_way_out = 'Write labels as in PromQL, with commas between: job="web", env=~"prod.*"'


class NotAStep(BadInput):
    code = "availability.store.step"
    nl = "Kies een van {steps} seconden, en een eenheid van tijd."
    en = "Choose one of {steps} seconds, and a unit of time."


@dataclass(frozen=True, slots=True)
class StoreSaid:
    """What is to be read: the fields of the model; `back` is how many days of the past to begin with. A bearer of None
    keeps the one there is, at the same address."""

    name: str
    target: str
    histogram: str
    matchers: str = ""
    unit: str = "s"
    step: int = 15
    enabled: bool = True
    bearer: str | None = None
    back: int = 0


@action("availability.store.keep")
def make_store(said: StoreSaid, *, provider: UUID, by: Actor, at: datetime) -> Store:
    """Read this histogram from now on, and `back` days of what was.

    Raises NotAllowed, NoName, StoreNameTaken, BadTarget, PrivateAddress, BadBearer, BearerInClear, NotAHistogram,
    NotMatchers, NotAStep, OutOfRange.
    """
    require(by, KEEP_STORES)
    _check(said)
    if not 0 <= said.back <= MOST_BACK:
        raise OutOfRange(least=0, most=MOST_BACK, path="back")
    made = Store(tenant_id=provider, made_at=at, read_until=_on_step(at - timedelta(days=said.back), said.step))
    _write(made, said)
    _note(STORE_KEPT, made, by=by, at=at, did="made")
    return made


@action("availability.store.keep")
def change_store(store: UUID, said: StoreSaid, *, revision: int, by: Actor, at: datetime) -> Store:
    """Read it so from now on, from where it got to. Raises as make_store, and NotFound, ProbeChanged."""
    require(by, KEEP_STORES)
    held = locked_store(store)
    if held.revision != revision:
        raise ProbeChanged()
    _check(said)
    held.revision += 1
    held.read_until = _on_step(held.read_until, said.step)
    _write(held, said)
    _note(STORE_KEPT, held, by=by, at=at, did="changed")
    return held


@action("availability.store.remove")
def remove_store(store: UUID, *, by: Actor, at: datetime) -> None:
    """Read it no more; what was counted stays. Raises NotAllowed, NotFound."""
    require(by, KEEP_STORES)
    held = locked_store(store)
    held.removed_at, held.sealed_bearer, held.enabled = at, "", False
    held.save(update_fields=["removed_at", "sealed_bearer", "enabled"])
    _note(STORE_REMOVED, held, by=by, at=at, did="removed")


def _check(said: StoreSaid) -> None:
    if not said.name.strip() or len(said.name) > LONGEST_NAME or "\0" in said.name:
        raise NoName(most=LONGEST_NAME, path="name")
    place_of(PROMETHEUS, said.target)
    if urlsplit(said.target).query or len(said.target) > 500:
        raise BadTarget(target=said.target[:80], kind=PROMETHEUS, path="target")
    check_reach(PROMETHEUS, said.target, settings.PROBE_INSIDE)
    check_bearer(PROMETHEUS, said.bearer or "")
    if said.bearer:
        check_sent_safely(said.target, settings.PROBE_INSIDE)
    if not is_name(said.histogram):
        raise NotAHistogram(name=said.histogram[:80], path="histogram")
    if len(said.matchers) > 1000 or not are_matchers(said.matchers):
        raise NotMatchers(path="matchers")
    if said.step not in STEPS or said.unit not in UNITS:
        raise NotAStep(steps=", ".join(map(str, STEPS)), path="step")


def _on_step(when: datetime, step: int) -> datetime:
    us = to_us(when)
    return from_us(us - us % (step * _SECOND_US))


def _write(held: Store, said: StoreSaid) -> None:
    """Where another host is asked from now on, the token of the former one is forgotten: it is not sent there."""
    if said.bearer:
        held.sealed_bearer = SEAL.close(said.bearer.encode())
    elif said.bearer is not None or urlsplit(held.target)[:2] != urlsplit(said.target)[:2]:
        held.sealed_bearer = ""
    held.name, held.target, held.histogram = said.name.strip(), said.target, said.histogram
    held.matchers, held.unit, held.step = said.matchers.strip(), said.unit, said.step
    held.enabled, held.complaint, held.left_out = said.enabled, "", {}
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if not taken(error, "availability_store_name"):
            raise
        raise StoreNameTaken(name=held.name, path="name") from None


def _note(kind: str, held: Store, *, by: Actor, at: datetime, did: str) -> None:
    journal.record(
        kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at,
        properties={"histogram": held.histogram, "did": did}, data={"name": held.name, "target": held.target},
    )  # fmt: skip
