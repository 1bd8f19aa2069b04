"""The page of sealed days: which there are, and of one whether root, hours and journal fit."""

import html
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.models import DaySeal, HourResult, Place, Probe
from waarborg.availability.reactions.measured import days
from waarborg.availability.tests.test_seal_day import LATER, two_days, utc
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.slots import counted

SignIn = Callable[[Player], Client]
PAGE = "/desk/probes/sealed/"


@pytest.fixture(autouse=True)
def later(settings: Any) -> None:
    settings.CLOCK_OFFSET = LATER - timezone.now()


def text(client: Client, path: str = PAGE, status: int = 200) -> str:
    answered = client.get(path)
    assert answered.status_code == status
    return html.unescape(answered.content.decode())


def test_a_sealed_day_is_checked_on_its_page_and_one_that_does_not_fit_is_told(cast: Cast, signed_in: SignIn) -> None:
    two_days(cast, make_stock(cast, utc(7)).application)
    days(at=LATER)
    client = signed_in(cast.manager)
    page = text(client, f"{PAGE}?day=2026-04-09")
    assert "Wortel, uren, samenvattingen en journaal zijn opnieuw bepaald en zeggen hetzelfde." in page
    assert page.count("1000 ms") == 2 * 21
    with cast.manager.at_work():
        probe, place, day = Probe.objects.get(), Place.objects.get(own=True), DaySeal.objects.get(day=date(2026, 4, 9))
        HourResult.objects.create(
            tenant_id=day.tenant_id, probe=probe, place=place, at=utc(9, "03:30"), count=1, bad=1, took=0, longest=0
        )
    page = text(client, f"{PAGE}?day=2026-04-09")
    assert "de samenvattingen per uur zijn niet die waarop het zegel rust" in page
    assert "zeggen hetzelfde" not in page
    assert text(client, f"{PAGE}?day=2026-04-30", 404)
    assert text(client, f"{PAGE}?day=yesterday", 404)


def test_before_any_day_is_sealed_it_says_what_comes(cast: Cast, signed_in: SignIn) -> None:
    assert "Er is nog geen dag verzegeld" in text(signed_in(cast.manager))


@pytest.mark.parametrize("many", [1, 3])
def test_more_days_ask_the_database_no_more_often(cast: Cast, signed_in: SignIn, many: int) -> None:
    with cast.manager.at_work():
        DaySeal.objects.bulk_create(
            DaySeal(
                tenant_id=cast.provider.id, day=date(2026, 4, 1) + timedelta(days=n), results=0, root="0" * 64,
                hours=[], sealed_at=LATER,
            )
            for n in range(many)
        )  # fmt: skip
    client = signed_in(cast.manager)
    text(client)
    with counted() as statements:
        assert text(client).count("<tr data-row>") == many
    assert len(statements) <= 12
