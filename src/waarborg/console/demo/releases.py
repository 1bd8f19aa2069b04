"""Releases of the demonstration's product over half a year: versions and updates in the promised rhythms, in their
channels, with what they brought; one to come, and a browser that waits for its test. Rows and entries as the actions of
releases write them; of what lies behind nobody was told anew."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from waarborg.customers.models import Organisation
from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import SERVICE_MANAGER
from waarborg.kernel.instants import to_us
from waarborg.notices.actions.publish import publish
from waarborg.notices.actions.write import Meant, Words, write
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Pending, Ref
from waarborg.promises.rules.agreement import Agreement
from waarborg.releases.actions.platforms import record_test, register
from waarborg.releases.events import ACTIVATED, PUBLISHED
from waarborg.releases.models import Channel, Item, Release, RunningBuild
from waarborg.releases.rules import channels, items, kinds

# Often enough for the rhythms that are promised, whatever the clock did in between.
VERSIONS, FEWER, UPDATES = timedelta(days=20), timedelta(days=91), timedelta(days=13)
BACK = timedelta(days=192)
BROUGHT = (
    ("function", "Reistijd in de planning", "Travel time in the planning", "wish"),
    ("function", "Foto's bij een rapportage", "Photographs with a report", "wish"),
    ("improvement", "Zoeken in het dossier gaat sneller", "Searching a file is faster", "vision"),
    ("legal", "Nieuwe codelijst wijkverpleging", "New code list of district nursing", "vision"),
    ("function", "Afspraken verzetten door te slepen", "Moving appointments by dragging", "wish"),
    ("improvement", "De app werkt langer zonder verbinding", "The app works longer without a connection", "vision"),
    ("fix", "Urenlijst telt pauzes één keer", "Timesheet counts breaks once", "wish"),
    ("function", "Handtekening op het scherm", "Signature on the screen", "vision"),
)


@dataclass(frozen=True)
class Written:
    rows: list[Any] = field(default_factory=list)
    entries: list[Pending] = field(default_factory=list)

    @property
    def activated(self) -> list[Release]:
        return [one for one in self.rows if isinstance(one, Release) and one.activated_at is not None]


def history(provider: UUID, agreement: Agreement, *, now: datetime, chance: Random) -> Written:
    """The provider's rows and entries. Few versions where the agreement says so, stores where it promises them."""
    written = Written()
    every = FEWER if "releases.versions" in agreement.promises else VERSIONS
    stores = channels.STORES if "releases.channels" in agreement.promises else ()
    # Early in the morning, before anybody works.
    begin = (now - BACK).replace(hour=4, minute=30, second=0, microsecond=0)
    events = [(begin + timedelta(days=1) + every * number, True) for number in range(BACK // every + 1)]
    events += [(begin + UPDATES * number, False) for number in range(BACK // UPDATES + 1)]
    version, patch = 0, 0
    newest: Release | None = None
    for at, is_version in sorted(events):
        if at > now - timedelta(hours=2):
            continue
        if is_version:
            version, patch = version + 1, 0
            name = f"{at:%y}.{version}"
            more: dict[str, Any] = {"kind": kinds.VERSION, "purpose": kinds.INNOVATION}
        else:
            patch += 1
            name = f"{at:%y}.{version}.{patch}" if newest else f"{at:%y}.0.{patch}"
            kind = kinds.PATCH if newest else kinds.VERSION
            more = {"kind": kind, "purpose": kinds.MAINTENANCE, "patches": newest}
        made = _activated(written, provider, name, at, more, chance, stores if is_version else ())
        if is_version:
            newest = made
            for place in range(3):
                _brought(written, made, BROUGHT[(version * 3 + place) % len(BROUGHT)], chance)
    _to_come(written, provider, f"{now:%y}.{version + 1}", now, chance)
    return written


def _identified(provider: UUID, at: datetime, chance: Random, audience: str = "public") -> dict[str, Any]:
    return {"id": uuid7(unix_ms=to_us(at) // 1000, source=chance), "tenant_id": provider, "audience": audience}


def _activated(
    written: Written, provider: UUID, name: str, at: datetime, more: dict[str, Any], chance: Random,
    stores: tuple[str, ...],
) -> Release:  # fmt: skip
    told = at - timedelta(hours=12)
    maintenance = more["purpose"] == kinds.MAINTENANCE
    held = Release(
        **_identified(provider, told, chance), version=name, **more, build=f"{chance.getrandbits(28):07x}",
        summary_nl="Kleine reparaties en onderhoud." if maintenance else "Nieuwe functies voor planning en dossier.",
        summary_en="Small repairs and maintenance." if maintenance else "New functions for planning and files.",
        notes_nl="Wat er is gewijzigd staat hieronder per onderdeel.",
        notes_en="What changed stands below, piece by piece.",
        state=kinds.ACTIVATED, planned_for=at, published_at=told, activated_at=at,
        interruption_ms=chance.choice((0, 0, 0, 350, 800)) if maintenance else 0, failed_requests=0, requests=10_000,
    )  # fmt: skip
    written.rows.append(held)
    written.rows.append(Channel(**_identified(provider, told, chance), release=held, channel=channels.WEB, live_at=at))
    for store in stores:
        written.rows.append(
            Channel(
                **_identified(provider, told, chance), release=held, channel=store, submitted_at=at,
                approved_at=at + timedelta(hours=2), live_at=at + timedelta(hours=2),
            )
        )  # fmt: skip
    words = {"release-kind": held.kind, "purpose": held.purpose}
    written.entries.extend(
        Pending(kind, provider, held.ref, SYSTEM, when, properties=words, data={"version": name})
        for kind, when in ((PUBLISHED, told), (ACTIVATED, at))
    )
    return held


def _brought(written: Written, held: Release, said: tuple[str, str, str, str], chance: Random) -> None:
    kind, nl, en, origin = said
    told = held.published_at or held.planned_for
    written.rows.append(
        Item(
            **_identified(held.tenant_id, told, chance), release=held, kind=kind, title_nl=nl, title_en=en,
            origin=origin, published_at=told,
            effective_on=(told + timedelta(days=30)).date().replace(day=1) if kind == items.LEGAL else None,
        )
    )  # fmt: skip


def _to_come(written: Written, provider: UUID, name: str, now: datetime, chance: Random) -> None:
    held = Release(
        **_identified(provider, now, chance, "provider"), version=name, planned_for=now + timedelta(days=9),
        summary_nl="De planning stelt een volgorde voor.", summary_en="The planning proposes an order.",
    )  # fmt: skip
    written.rows.append(held)
    written.rows.append(Channel(**_identified(provider, now, chance, "provider"), release=held, channel=channels.WEB))
    written.rows.append(
        Item(
            **_identified(provider, now, chance, "provider"), release=held, kind=items.FUNCTION,
            title_nl="Volgorde van bezoeken", title_en="Order of visits", origin=items.WISH,
        )
    )  # fmt: skip


def heard(tenant: UUID, releases: list[Release], *, since: datetime) -> list[Pending]:
    """What a customer's own journal says of them, where its agreement promises a rhythm."""
    return [
        Pending(
            ACTIVATED,
            tenant,
            one.ref,
            SYSTEM,
            one.activated_at,
            related=(Ref("customers.customer", tenant),),
            properties={"release-kind": one.kind, "purpose": one.purpose},
            data={"version": one.version},
        )
        for one in releases
        if one.activated_at is not None and one.activated_at >= since
    ]


def set_up_releases(*, now: datetime) -> None:
    """In the scope of the desk, when everything else stands: the newest release is told of, every customer runs its
    build, and of two platforms one was tested."""
    house = Organisation.objects.get(kind="provider")
    newest = Release.objects.filter(kind=kinds.VERSION, activated_at__isnull=False).order_by("-activated_at").first()
    found = holders(house.id, SERVICE_MANAGER, at=now)
    if newest is None or not found:
        return
    words = Words(f"Nieuw in {newest.version}", newest.summary_nl, f"New in {newest.version}", newest.summary_en)
    told = publish(write(None, words, Meant("release", by_mail=False), by=SYSTEM, at=now).id, by=SYSTEM, at=now)
    Release.objects.filter(id=newest.id).update(notice_id=told.id)
    RunningBuild.objects.bulk_create(
        RunningBuild(tenant_id=house.id, customer_id=one, build=newest.build, reported_at=now)
        for one in Organisation.objects.filter(kind="customer").values_list("id", flat=True)
    )
    manager = found[0]
    roles = frozenset({SERVICE_MANAGER})
    by = Actor(kind="staff", tenant=house.id, person=manager.id, name=manager.name, roles=roles)
    more: dict[str, Any] = {"owner": manager.id, "due_on": (now + timedelta(days=10)).date(), "provider": house.id}
    tested = register("chrome", "154", **more, by=by, at=now)
    record_test(tested.id, "works", release=newest.version, by=by, at=now)
    register("ios", "27", **more, by=by, at=now)
