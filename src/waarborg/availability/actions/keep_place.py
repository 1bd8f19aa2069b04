"""Keeping the places from where is probed: the own one, and others that come in by a token."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.availability.actions.probe_refusals import NameTaken, NoName, OwnPlace, PlaceNeeded
from waarborg.availability.events import PLACE_MADE, PLACE_RENEWED, PLACE_REVOKED
from waarborg.availability.models import Place, Probe
from waarborg.availability.permissions import KEEP_PROBES
from waarborg.availability.queries.probes import digest
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken

LONGEST_NAME = 60
OWN_NAME = "Waarborg"


def own_place(provider: UUID, *, at: datetime) -> Place:
    """The place where the platform itself runs; there once anything is probed."""
    found: Place = Place.objects.get_or_create(
        tenant_id=provider, own=True, defaults={"name": OWN_NAME, "made_at": at}
    )[0]
    return found


@action("availability.place.make")
def make_place(name: str, *, provider: UUID, by: Actor, at: datetime, run_by: str = "") -> tuple[Place, str]:
    """A place elsewhere, run by us or by the party `run_by`. Answers it and its token, which is not kept.

    Raises NotAllowed, NoName, NameTaken.
    """
    require(by, KEEP_PROBES)
    name, run_by = name.strip(), run_by.strip()
    if not name or max(len(name), len(run_by)) > LONGEST_NAME:
        raise NoName(most=LONGEST_NAME, path="name")
    own_place(provider, at=at)
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            made = Place.objects.create(
                tenant_id=provider, name=name, run_by=run_by, token_digest=digest(token), made_at=at
            )
    except IntegrityError as error:
        if not taken(error, "availability_place_name"):
            raise
        raise NameTaken(name=name, path="name") from None
    _note(PLACE_MADE, made, by=by, at=at)
    return made, token


@action("availability.place.renew")
def renew_place(place: UUID, *, by: Actor, at: datetime) -> str:
    """A new token for a place that stands; the one before opens nothing from now on, and what the place saw meanwhile
    it delivers with the new one. Raises NotAllowed, NotFound, OwnPlace."""
    require(by, KEEP_PROBES)
    held, token = _held(place), secrets.token_urlsafe(32)
    held.token_digest = digest(token)
    held.save(update_fields=["token_digest"])
    _note(PLACE_RENEWED, held, by=by, at=at)
    return token


@action("availability.place.revoke")
def revoke_place(place: UUID, *, by: Actor, at: datetime) -> None:
    """Its token opens nothing any more. Raises NotAllowed, NotFound, OwnPlace, PlaceNeeded."""
    require(by, KEEP_PROBES)
    held = _held(place)
    needing = Probe.objects.filter(places__contains=[held.id], removed_at__isnull=True).first()
    if needing is not None:
        raise PlaceNeeded(probe=needing.name)
    held.revoked_at, held.token_digest = at, ""
    held.save(update_fields=["revoked_at", "token_digest"])
    _note(PLACE_REVOKED, held, by=by, at=at)


def _held(place: UUID) -> Place:
    """For a change: one of others that stands. Raises NotFound, OwnPlace."""
    held: Place | None = Place.objects.select_for_update().filter(id=place, revoked_at__isnull=True).first()
    if held is None:
        raise NotFound()
    if held.own:
        raise OwnPlace()
    return held


def _note(kind: str, held: Place, *, by: Actor, at: datetime) -> None:
    properties = {"run_by": "somebody else" if held.run_by else "us"}
    journal.record(
        kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at, properties=properties, data={"name": held.name}
    )
