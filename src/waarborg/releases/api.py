"""Releases for programs: what is new for everybody, which features are on for a customer, how far a version is; and for
staff's deployment scripts what was activated and runs."""

from datetime import datetime
from typing import Annotated, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from waarborg.customers.queries import organisation
from waarborg.plumbing import access_log, clock
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.rest import pages
from waarborg.plumbing.rest.input import Body, Word
from waarborg.plumbing.rest.operations import by_of, reads, writes
from waarborg.releases.actions.activate import MOST, Measured, activate
from waarborg.releases.actions.report_builds import report_builds
from waarborg.releases.models import Channel, Feature, Release, Rollout
from waarborg.releases.permissions import ACTIVATE, READ, SEE_FEATURES, USE
from waarborg.releases.queries import features, rollouts
from waarborg.releases.queries import releases as reading

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


KindWord = Literal["version", "patch"]
StateWord = Literal["planned", "published", "activated"]
Figure = Annotated[int | None, Field(ge=0, le=MOST)]


class ChannelOut(Schema):
    channel: Literal["web", "ios", "android"]
    submitted_at: datetime | None
    approved_at: datetime | None
    live_at: datetime | None


class ReleaseOut(Schema):
    """Figures are null where nobody measured them. What is only planned is read by staff alone."""

    id: UUID
    version: str
    kind: KindWord
    purpose: Literal["maintenance", "innovation"]
    state: StateWord
    build: str
    summary_nl: str
    summary_en: str
    planned_for: datetime
    published_at: datetime | None
    activated_at: datetime | None
    interruption_ms: int | None
    failed_requests: int | None
    requests: int | None
    channels: list[ChannelOut]


class Releases(Schema):
    items: list[ReleaseOut]
    next: str | None


class Activation(Body):
    """`version` as it was planned, and what was measured while it was activated; what is left out was not measured."""

    version: Word
    interruption_ms: Figure = None
    failed_requests: Figure = None
    requests: Figure = None


class Builds(Body):
    """By the short name of a customer, the build that runs for it."""

    builds: dict[Word, Word] = Field(min_length=1, max_length=10_000)


class BuildsOut(Schema):
    reported: int


def told(held: Release, rows: list[Channel]) -> ReleaseOut:
    own = {name: getattr(held, name) for name in ReleaseOut.model_fields if name != "channels"}
    named = [ChannelOut(**{name: getattr(one, name) for name in ChannelOut.model_fields}) for one in rows]
    return ReleaseOut(**own, channels=named)


def _one(held: Release) -> ReleaseOut:
    return told(held, reading.channels_of([held.id]).get(held.id, []))


@router.get("/releases", **reads("releases:read", "releases_list", Releases))
def list_releases(
    request: HttpRequest,
    cursor: pages.Cursor = None,
    limit: pages.Limit = pages.LIMIT,
    kind: Annotated[KindWord | None, Query()] = None,
) -> Releases:
    """Releases, the one planned last first; of what is not published customers' programs hear nothing."""
    require(by_of(request), READ, tenant=by_of(request).tenant)
    rows = Release.objects.filter(kind=kind) if kind else Release.objects.all()
    place = pages.after(cursor, pages.identifier)
    rows = rows.filter(id__lt=place[0]) if place else rows
    # Identifiers are made in the order of time (UUID version 7).
    found = list(rows.defer("notes_nl", "notes_en").order_by("-id")[: limit + 1])
    shown, later = pages.cut(found, limit, lambda one: (one.id,))
    there = reading.channels_of([one.id for one in shown]) if shown else {}
    return Releases(items=[told(one, there.get(one.id, [])) for one in shown], next=later)


@router.post("/activations", **writes("releases:write", "releases_activate", ReleaseOut, made=False, conditional=False))
def activate_release(request: HttpRequest, body: Activation) -> ReleaseOut:
    """A release runs for customers from now on: what a deployment script says when it is done. For staff."""
    by = by_of(request)
    require(by, ACTIVATE)
    given = body.model_dump(exclude={"version"})
    return _one(activate(reading.named(body.version).id, Measured(**given), by=by, at=clock.now()))


@router.post("/builds", **writes("builds:write", "builds_report", BuildsOut, made=False, conditional=False))
def tell_builds(request: HttpRequest, body: Builds) -> BuildsOut:
    """Which build runs for which customer, once a day at least. All of it is taken down, or nothing. For staff."""
    return BuildsOut(reported=report_builds(body.builds, by=by_of(request), at=clock.now()))
