"""Maintenance for tests: customers bound to a published profile, one of whom has what runs on the application."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from waarborg.availability.actions.maintenance import Described, plan_work
from waarborg.availability.models import Work, WorkAnnouncement, WorkComponent
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.rules.roles import OPERATOR
from waarborg.customers.tests.cast import Cast
from waarborg.notices.models import Notice
from waarborg.plumbing.actors import Actor
from waarborg.promises.profiles import documents, profile
from waarborg.promises.tests.agreements import publish_and_bind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OSLO = ZoneInfo("Europe/Oslo")


def local(text: str, zone: ZoneInfo = AMSTERDAM) -> datetime:
    """`2026-10-25 01:00` on the wall, in UTC: lengths are of elapsed time."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def agreed(cast: Cast, name: str, monkeypatch: pytest.MonkeyPatch) -> Stock:
    """Both customers are bound to this profile, and Merendaal has the records, which run on the application."""
    monkeypatch.setattr("waarborg.promises.tests.agreements.documents", lambda _: documents(name))
    publish_and_bind(cast, profile(name), name=f"{name}.yaml")
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    return stock


def operator(cast: Cast) -> Actor:
    """The manager, signed in as an operator."""
    return replace(cast.manager.actor, roles=frozenset({OPERATOR}))


def described(stock: Stock, kind: str = "regular", **more: object) -> Described:
    given = {
        "title_nl": "Nieuwe schijven",
        "text_nl": "De applicatie is er even niet.",
        "title_en": "New disks",
        "text_en": "The application is away for a while.",
        "components": (stock.application.id,),
        **more,
    }
    return Described(kind, **given)  # type: ignore[arg-type]


def planned(
    cast: Cast,
    stock: Stock,
    window: tuple[datetime, datetime],
    at: datetime,
    *,
    kind: str = "regular",
    by: Actor | None = None,
    reason: str = "",
    alongside: bool = False,
    **more: object,
) -> Work:
    with cast.manager.at_work():
        return plan_work(
            described(stock, kind, **more), *window, provider=cast.provider.id, by=by or cast.manager.actor, at=at,
            reason=reason, alongside=alongside,
        )  # fmt: skip


def nothing_happened(cast: Cast) -> bool:
    """What was refused left no row and told nobody."""
    with cast.manager.at_work():
        rows = (Work, WorkComponent, WorkAnnouncement, Notice)
        return not any(one.objects.exists() for one in rows)
