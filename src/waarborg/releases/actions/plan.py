"""Planning a release, and changing it until it is published."""

from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.kernel.canonical import sha256_hex
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken
from waarborg.releases.actions.refusals import (
    ChangedMeanwhile,
    NotPlanned,
    NoVersion,
    PatchOfNothing,
    TooLong,
    UnknownChannel,
    UnknownKind,
    VersionTaken,
)
from waarborg.releases.events import CHANGED, PLANNED, SUMMARISED
from waarborg.releases.models import Channel, Release
from waarborg.releases.permissions import PLAN
from waarborg.releases.queries import releases as reading
from waarborg.releases.rules import channels, kinds


@dataclass(frozen=True, slots=True)
class Described:
    """What a release is: its version, kind and purpose (rules/kinds.py), for when it is planned, and what customers
    read of it, in Dutch and perhaps in English. `patches` is the version that a patch belongs to, `channels` are where
    customers get it."""

    version: str
    planned_for: datetime
    kind: str = kinds.VERSION
    purpose: str = kinds.INNOVATION
    patches: UUID | None = None
    build: str = ""
    summary_nl: str = ""
    summary_en: str = ""
    notes_nl: str = ""
    notes_en: str = ""
    channels: tuple[str, ...] = (channels.WEB,)


@action("releases.release.plan")
def plan(described: Described, *, provider: UUID, by: Actor, at: datetime) -> Release:
    """A release to come, which customers do not see yet.

    Raises NotAllowed, NotFound, NoVersion, VersionTaken, UnknownKind, UnknownChannel, PatchOfNothing,
    TooLong.
    """
    require(by, PLAN)
    made = Release(tenant_id=provider)
    _write(made, described)
    _note(PLANNED, made, by=by, at=at)
    if made.summary_nl:
        journal.record(SUMMARISED, tenant=made.tenant_id, subject=made.ref, by=by, at=at)
    return made


@action("releases.release.change")
def change(release: UUID, described: Described, *, revision: int, by: Actor, at: datetime) -> Release:
    """Say it otherwise, as long as it is not published. `revision` is that of the release as it was read.

    Raises as `plan`, and NotPlanned, ChangedMeanwhile.
    """
    require(by, PLAN)
    held = reading.locked(release)
    if held.state != kinds.PLANNED:
        raise NotPlanned()
    if held.revision != revision:
        raise ChangedMeanwhile()
    had = bool(held.summary_nl)
    held.revision += 1
    _write(held, described)
    _note(CHANGED, held, by=by, at=at)
    if held.summary_nl and not had:
        journal.record(SUMMARISED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    return held


def _write(row: Release, described: Described) -> None:
    """Raises NotFound, NoVersion, VersionTaken, UnknownKind, UnknownChannel, PatchOfNothing,
    TooLong."""
    for field in fields(described):
        given = getattr(described, field.name)
        if field.name not in ("patches", "channels"):
            setattr(row, field.name, given.replace("\r\n", "\n").strip() if isinstance(given, str) else given)
    row.version = " ".join(row.version.split())
    if not 1 <= len(row.version) <= kinds.LONGEST_VERSION:
        raise NoVersion(path="version", most=kinds.LONGEST_VERSION)
    if row.kind not in kinds.KINDS or row.purpose not in kinds.PURPOSES:
        raise UnknownKind(path="kind")
    if not described.channels or not set(described.channels) <= set(channels.CHANNELS):
        raise UnknownChannel(path="channels")
    row.patches = reading.version(described.patches) if described.patches else None
    if row.is_patch is not (row.patches is not None):
        raise PatchOfNothing(path="patches")
    for name, most in (("summary", kinds.LONGEST_SUMMARY), ("notes", kinds.LONGEST_NOTES)):
        for path in (f"{name}_nl", f"{name}_en"):
            if len(getattr(row, path)) > most:
                raise TooLong(path=path, most=most)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if not taken(error, "releases_release_version"):
            raise
        raise VersionTaken(path="version", version=row.version) from None
    _keep_channels(row, described.channels)


def _keep_channels(row: Release, wanted: tuple[str, ...]) -> None:
    """What a store was told already stays with its channel."""
    listed = [one for one in channels.CHANNELS if one in wanted]
    Channel.objects.filter(release=row).exclude(channel__in=listed).delete()
    Channel.objects.bulk_create(
        [Channel(tenant_id=row.tenant_id, release=row, channel=one) for one in listed], ignore_conflicts=True
    )


def _note(kind: str, held: Release, *, by: Actor, at: datetime) -> None:
    """The words by their hash: what customers read stands in the row."""
    said = "\0".join((held.summary_nl, held.summary_en, held.notes_nl, held.notes_en))
    journal.record(
        kind,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"release-kind": held.kind, "purpose": held.purpose},
        data={
            "version": held.version,
            "planned": held.planned_for.isoformat(),
            "sha256": sha256_hex(said.encode()),
        },
    )
