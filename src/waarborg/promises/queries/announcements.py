"""Versions that were announced: where each stands, and what the agreement in force says of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from waarborg.customers.models import Organisation
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import AgreementVersion, Announcement, Binding, Objection
from waarborg.promises.queries.standing import compiled
from waarborg.promises.queries.states import holds
from waarborg.promises.rules.applying import (
    LEAVING,
    Facts,
    Right,
    Ruling,
    right_to_object,
    ruling,
    takes_acceptance,
    ways_out,
)

LIGHT = tuple(f"{of}__{name}" for of in ("version", "replaces") for name in ("canonical", "source"))


@dataclass(frozen=True)
class Standing:
    """An announcement with what the agreement in force says of it now."""

    announcement: Announcement
    ruling: Ruling
    right: Right | None
    takes_acceptance: bool
    ways_out: Sequence[str]
    objections: Sequence[Objection]

    @property
    def open_objection(self) -> Objection | None:
        return next((one for one in self.objections if one.decided_at is None), None)

    def may_object(self, now: datetime, roles: frozenset[str]) -> bool:
        """Whether somebody in these roles may object at this instant."""
        right = self.right
        if right is None or self.open_objection or not self.announcement.pending(now):
            return False
        return (right.until is None or now <= right.until) and (not right.roles or bool(right.roles & roles))


def facts_of(held: Announcement) -> Facts:
    """Two queries."""
    objection = Objection.objects.filter(announcement_id=held.id, decided_at__isnull=True).exists()
    return Facts(held.announced_at, held.delivered_at, held.accepted_at, objection, holds(LEAVING, held.tenant_id))


def facts(tenant: UUID, version: AgreementVersion) -> Facts:
    """What is known of a version and a customer; nothing where it was never announced to him."""
    rows = Announcement.objects.filter(tenant_id=tenant, version_id=version.id, state=Announcement.State.OPEN)
    held = rows.order_by("-announced_at").first()
    return facts_of(held) if held else Facts(leaving=holds(LEAVING, tenant))


def judged(held: Announcement) -> Ruling:
    """What the version in force says of the announced one; nothing where it is worse in no respect."""
    agreement = compiled(held.replaces.sha256).agreement
    known = facts_of(held)
    if held.needs_notice:
        return ruling(agreement, known)
    # Better terms need no notice; whoever objects is heard all the same, and whoever leaves keeps what he has.
    waits = tuple(one for one in ruling(agreement, known).waits if one[0] in ("objection", "leaving"))
    return Ruling(waits=waits)


def standing_of(held: Announcement) -> Standing:
    """Five queries at most."""
    agreement = compiled(held.replaces.sha256).agreement
    objections = list(Objection.objects.filter(announcement_id=held.id).order_by("-filed_at"))
    return Standing(
        held,
        judged(held),
        right_to_object(agreement, facts_of(held), applies=held.starts_at),
        takes_acceptance(agreement),
        ways_out(agreement),
        objections,
    )


def _rows() -> Any:
    return Announcement.objects.select_related("version", "replaces").defer(*LIGHT)


def pending(tenant: UUID, now: datetime) -> list[Announcement]:
    """What was announced to a customer and is not in force yet, the newest first. One query."""
    rows = _rows().filter(tenant_id=tenant, state=Announcement.State.OPEN)
    return [one for one in rows.order_by("-announced_at") if one.pending(now)]


def announced(tenant: UUID, agreement: str, version: str) -> Announcement | None:
    """The last announcement of a version to a customer. One query."""
    rows = _rows().filter(tenant_id=tenant, version__agreement=agreement, version__version=version)
    found: Announcement | None = rows.order_by("-announced_at").first()
    return found


def find(announcement: UUID, *, tenant: UUID | None = None) -> Announcement:
    """Of this customer only, where `tenant` is given. Raises NotFound."""
    rows = _rows().filter(id=announcement)
    found: Announcement | None = (rows.filter(tenant_id=tenant) if tenant else rows).first()
    if found is None:
        raise NotFound()
    return found


@dataclass(frozen=True, slots=True)
class Reached:
    """A version that a customer may read: `binding` is the last one to it, `announcement` the last one of it."""

    version: AgreementVersion
    binding: Binding | None
    announcement: Announcement | None


def reached(tenant: UUID, agreement: str, version: str) -> Reached:
    """A version that binds, bound or will bind a customer, or was announced to him. Raises NotFound for any other."""
    rows = Binding.objects.filter(tenant_id=tenant, version__agreement=agreement, version__version=version)
    light = (f"version__{name}" for name in ("canonical", "source"))
    bound = rows.select_related("version").defer(*light).order_by("-starts_at").first()
    told = announced(tenant, agreement, version)
    if told is not None and told.state == Announcement.State.WITHDRAWN:
        told = None
    if bound is None and told is None:
        raise NotFound()
    return Reached(bound.version if bound else told.version, bound, told)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Told:
    """A customer in the list of those to whom a version was announced."""

    organisation: Organisation
    announcement: Announcement
    objection: Objection | None
    waits: Sequence[str]


def told_of(version: AgreementVersion, now: datetime, *, limit: int = 100) -> list[Told]:
    """To whom a version was announced where it is not in force yet, and those who keep what they have."""
    rows = _rows().filter(version_id=version.id).exclude(state=Announcement.State.WITHDRAWN)
    held = [one for one in rows.order_by("-announced_at")[: limit * 2] if not one.applies(now)]
    names = {one.tenant_id: one for one in Organisation.objects.filter(tenant_id__in={a.tenant_id for a in held})}
    objections = {
        one.announcement_id: one
        for one in Objection.objects.filter(announcement_id__in=[one.id for one in held]).order_by("filed_at")
    }
    found = [
        Told(names[one.tenant_id], one, objections.get(one.id), [wait for wait, _ in judged(one).waits])
        for one in held
        if one.tenant_id in names
    ]
    return sorted(found, key=lambda one: one.organisation.name.casefold())[:limit]


def open_objections() -> list[tuple[Objection, Organisation]]:
    """Those that wait for a decision, the oldest first. Two queries."""
    rows = Objection.objects.filter(decided_at__isnull=True).select_related("announcement__version")
    held = list(rows.defer("announcement__version__canonical", "announcement__version__source").order_by("filed_at"))
    names = {one.tenant_id: one for one in Organisation.objects.filter(tenant_id__in={one.tenant_id for one in held})}
    return [(one, names[one.tenant_id]) for one in held if one.tenant_id in names]


def objection(identifier: UUID) -> Objection:
    """Raises NotFound."""
    rows = Objection.objects.select_related("announcement__version", "announcement__replaces")
    found: Objection | None = rows.filter(id=identifier).first()
    if found is None:
        raise NotFound()
    return found


def objection_labels(ids: list[UUID]) -> dict[UUID, str]:
    """For links: the version that is objected to, by whom."""
    rows = Objection.objects.filter(id__in=ids).select_related("announcement__version")
    return {one.id: f"{one.announcement.version} · {one.filer}" for one in rows}
