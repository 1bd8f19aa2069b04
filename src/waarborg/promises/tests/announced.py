"""Versions that are announced, for tests: the agreements of Perplex-DBC and 24Office and their successors."""

from datetime import datetime
from typing import Any

from django.db import connection

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.bring_in import bring_in
from waarborg.promises.actions.deliveries import note_deliveries
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion, Announcement, Binding, Objection
from waarborg.promises.profiles import documents, profile
from waarborg.support.tests.reports import at

# What makes the next version of each worse for the customer.
WORSE = {
    "24office": (
        "earliest: 1 month after promises.version.delivered",
        "earliest: 3 weeks after promises.version.delivered",
    ),
    "perplex-dbc": ("2 months after promises.version.announced]", "1 month after promises.version.announced]"),
}


def publish_profile(cast: Cast, name: str, version: str, *, when: str, worse: bool = False) -> AgreementVersion:
    """The profile as its own version, or the next one, which is worse."""
    text = profile(name).decode()
    first = next(line for line in text.splitlines() if line.startswith("version: "))
    text = text.replace(first, f"version: {version}", 1)
    if worse:
        old, new = WORSE[name]
        assert old in text
        text = text.replace(old, new)
    with cast.manager.at_work():
        made: AgreementVersion = publish(
            text.encode(), by=cast.manager.actor, at=at(when), provider=cast.provider.id, name=f"{name}.yaml",
            documents=documents(name),
        )  # fmt: skip
    return made


def bound_to(cast: Cast, name: str, *, since: str = "2026-01-01 00:00") -> AgreementVersion:
    """Both customers bound to the profile, as version 1."""
    version = publish_profile(cast, name, "1", when="2025-12-01 09:00")
    with cast.manager.at_work():
        for customer in (cast.merendaal, cast.hazelvoort):
            bind(version, by=cast.manager.actor, at=at(since), tenant=customer.id)
    return version


def announced(cast: Cast, version: AgreementVersion, *, when: str, since: str) -> Announcement:
    """Announced to Merendaal."""
    with cast.manager.at_work():
        bring_in(version, [cast.merendaal.id], by=cast.manager.actor, at=at(when), effective=at(since))
        return Announcement.objects.select_related("version").get(tenant_id=cast.merendaal.id, version=version)


def again(cast: Cast, held: Announcement) -> Announcement:
    """As it stands now."""
    with cast.manager.at_work():
        return Announcement.objects.get(id=held.id)


def mails_become(state: str, held: Announcement, cast: Cast) -> None:
    """What the mail server made of the mails of an announcement."""
    with cast.manager.at_work(), connection.cursor() as cursor:
        mails = again(cast, held).mails
        cursor.execute("UPDATE outbox_mail SET state = %s WHERE id = ANY(%s::uuid[])", [state, mails])


def delivered(cast: Cast, held: Announcement, when: str) -> Announcement:
    mails_become("sent", held, cast)
    note_deliveries(at=at(when))
    return again(cast, held)


def bindings(cast: Cast) -> list[tuple[str, datetime]]:
    """The versions that bind Merendaal and since when, the oldest first."""
    with cast.manager.at_work():
        rows = Binding.objects.filter(tenant_id=cast.merendaal.id).order_by("starts_at").select_related("version")
        return [(one.version.version, one.starts_at) for one in rows]


def kinds(cast: Cast) -> list[str]:
    """What the journal of Merendaal tells of versions and objections."""
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(kind__regex=r"^promises\.(version|objection)\.").order_by("sequence")
        return [kind.removeprefix("promises.") for kind in rows.values_list("kind", flat=True)]


def as_(player: Player, act: Any, *given: Any, when: str) -> Any:
    """An action carried out by somebody at an instant."""
    with player.at_work():
        return act(*given, by=player.actor, at=at(when))


def objections(cast: Cast) -> list[Objection]:
    with cast.manager.at_work():
        return list(Objection.objects.order_by("filed_at"))
