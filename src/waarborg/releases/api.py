"""Features and roll-outs for programs: which features are on for a customer, and how far a version is."""

from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from waarborg.customers.queries import organisation
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.operations import by_of, reads
from waarborg.releases.models import Feature, Rollout
from waarborg.releases.permissions import READ, SEE_FEATURES, USE
from waarborg.releases.queries import features, rollouts

router = Router(tags=["releases"])
Impact = Literal["none", "process"]
Registered = Literal["expected", "available", "requested", "consented", "active", "declined"]


class FeatureOut(Schema):
    """`key` is the word by which the application asks for it."""

    id: UUID
    key: str
    nl: str
    en: str
    impact: Impact
    released_at: datetime | None


class Features(Schema):
    items: list[FeatureOut]
    next: str | None


class HeldOut(Schema):
    """`on`: the customer's people can use it now. `state` is what the register says."""

    key: str
    impact: Impact
    state: Registered
    on: bool


class HeldFeatures(Schema):
    items: list[HeldOut]


class WaveOut(Schema):
    """`share` is a percentage of the customers, null for the last wave, which takes the others."""

    number: int
    share: float | None
    starts_at: datetime
    started_at: datetime | None
    health: Literal["unknown", "healthy", "unhealthy"]


class RolloutOut(Schema):
    id: UUID
    version: str
    state: Literal["planned", "running", "stopped", "done"]
    waves: list[WaveOut] = Field(description="In the order in which they begin.")


class Rollouts(Schema):
    items: list[RolloutOut]
    next: str | None


def _may_ask(by: Actor, tenant: UUID | None = None) -> None:
    """Our own application for any customer, a customer's program for itself. Raises NotFound, NotAllowed."""
    require(by, SEE_FEATURES if by.is_staff else USE, tenant=tenant)


def _feature(one: Feature) -> FeatureOut:
    return FeatureOut(
        id=one.id, key=one.key, nl=one.nl, en=one.en, impact=cast(Impact, one.impact), released_at=one.released_at
    )


@router.get("/features", **reads("releases:read", "features_list", Features))
def list_features(request: HttpRequest, cursor: pages.Cursor = None, limit: pages.Limit = pages.LIMIT) -> Features:
    """Everything that you may see, in the order in which it was recorded."""
    _may_ask(by_of(request))
    place = pages.after(cursor, pages.identifier)
    rows = Feature.objects.filter(id__gt=place[0]) if place else Feature.objects.all()
    shown, later = pages.cut(list(rows.order_by("id")[: limit + 1]), limit, lambda one: (one.id,))
    return Features(items=[_feature(one) for one in shown], next=later)


@router.get("/customers/{uuid:customer}/features", **reads("releases:read", "customer_features", HeldFeatures))
def list_customer_features(request: HttpRequest, customer: UUID) -> HeldFeatures:
    """Which features are on for a customer. What is not among them is off."""
    by, at = by_of(request), clock.now()
    _may_ask(by, customer)
    house = organisation(customer)
    access_log.read(by=by, tenant=house.id, what=house.ref, why="API", at=at)
    held = features.of_customer(house.id, at=at)
    return HeldFeatures(
        items=[
            HeldOut(
                key=one.feature.key, impact=cast(Impact, one.feature.impact), state=cast(Registered, one.state),
                on=one.is_on,
            )
            for one in held
        ]
    )  # fmt: skip


@router.get("/rollouts", **reads("releases:read", "rollouts_list", Rollouts))
def list_rollouts(request: HttpRequest, cursor: pages.Cursor = None, limit: pages.Limit = pages.LIMIT) -> Rollouts:
    """All of them, in the order in which they were planned."""
    require(by_of(request), READ)
    place = pages.after(cursor, pages.identifier)
    rows = Rollout.objects.prefetch_related("waves")
    rows = rows.filter(id__gt=place[0]) if place else rows
    shown, later = pages.cut(list(rows.order_by("id")[: limit + 1]), limit, lambda one: (one.id,))
    return Rollouts(items=[_rollout(one) for one in shown], next=later)


def _rollout(one: Rollout) -> RolloutOut:
    waves = [
        WaveOut(
            number=each.number, share=None if each.share is None else float(each.share), starts_at=each.starts_at,
            started_at=each.started_at, health=cast(Literal["unknown", "healthy", "unhealthy"], each.health),
        )
        for each in rollouts.waves_of(one)
    ]  # fmt: skip
    state = cast(Literal["planned", "running", "stopped", "done"], one.state)
    return RolloutOut(id=one.id, version=one.version, state=state, waves=waves)
