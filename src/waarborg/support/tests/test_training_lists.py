"""The lists of trainings, of the catalogue of help and of extra support ask the database as often for three rows as for
one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.rules.help import days
from waarborg.support.tests.extra.stretches import asked as extra_asked
from waarborg.support.tests.help.offers import booked, kept, priced
from waarborg.support.tests.reports import at
from waarborg.support.tests.sessions.dates import comes, evaluation_planned, offered

Enter = Callable[[Player], Client]
NOW = at("2026-03-02 09:00")


def dated(cast: Cast, number: int) -> None:
    """A training more, to which two of the customer come."""
    session = offered(cast, f"2026-04-{14 + number} 10:00", at=NOW)
    for player in (cast.owner, cast.support_contact):
        comes(player, session, at=NOW)


def catalogued(cast: Cast, number: int) -> None:
    """An offer more with its price, a date, and days that were booked of it."""
    offer = kept(cast, days.CONSULTANCY, f"Adviesdag {number}", unit=days.DAY, at=NOW)
    priced(cast, offer, "2026-03-02", "1050.00", at=NOW)
    booked(cast, offer, f"2026-03-{10 + number}", at=NOW)
    dated(cast, number)


def evaluated(cast: Cast, number: int) -> None:
    evaluation_planned(cast, f"2026-04-{20 + number} 10:00", at=NOW)


def stretched(cast: Cast, number: int) -> None:
    extra_asked(cast, at("2026-06-01 20:00") + timedelta(days=number), now=NOW)


@pytest.mark.parametrize(
    ("address", "player", "more"),
    [
        ("/portal/sessions/", "owner", dated),
        ("/portal/sessions/followed/", "owner", dated),
        ("/desk/sessions/", "manager", dated),
        ("/desk/evaluations/", "manager", evaluated),
        ("/portal/offers/", "owner", catalogued),
        ("/desk/offers/", "manager", catalogued),
        ("/portal/extra-support/", "owner", stretched),
    ],
)
def test_three_rows_ask_no_more_than_one(
    cast: Cast,
    appreo: AgreementVersion,
    signed_in: Enter,
    settings: object,
    address: str,
    player: str,
    more: Callable[[Cast, int], None],
) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]
    client, asked = signed_in(getattr(cast, player)), []
    for number in range(3):
        more(cast, number)
        if number in (0, 2):
            client.get(address)
            with counted() as queries:
                assert client.get(address).status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1]
