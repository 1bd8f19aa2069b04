"""Releases as tests make them."""

from datetime import UTC, datetime
from typing import Any

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.models import JournalEntry
from waarborg.releases.actions.plan import Described, plan
from waarborg.releases.models import Release

SUMMARY = "De planning laat nu ook de reistijd zien."


def at(text: str) -> datetime:
    """`2026-03-04 08:00`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def described(version: str = "2026.14", **more: Any) -> Described:
    """A version with all that customers read of it."""
    given = {
        "planned_for": at("2026-03-25 08:00"),
        "summary_nl": SUMMARY,
        "summary_en": "The planning now shows travel time too.",
        "notes_nl": "Onder Planning staat bij elk bezoek de reistijd.",
        "build": "4f1c2d9",
    }
    return Described(version, **{**given, **more})


def manager_of(cast: Cast) -> Player:
    """The release manager of the provider."""
    return make_player(cast.provider, "E. Release", "e.release@example.nl", roles.RELEASE_MANAGER)


def planned(
    cast: Cast, by: Player, version: str = "2026.14", *, when: str = "2026-03-01 09:00", **more: Any
) -> Release:
    """A release, planned at `when`."""
    with by.at_work():
        return plan(described(version, **more), provider=cast.provider.id, by=by.actor, at=at(when))


def entries(by: Player) -> list[str]:
    """What the provider's journal says of releases: the last part of each kind, in order."""
    with by.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="releases.", tenant_id=by.actor.tenant).order_by("sequence")
        return [one.rpartition(".")[2] for one in rows.values_list("kind", flat=True)]
