"""Days of minutes of response times: sealed when nothing can change them, dropped under that seal, the hours stay."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from waarborg.availability.actions.seal_minutes import KEPT, SETTLED, drop_minutes, seal_minutes
from waarborg.availability.events import MINUTES_SEALED
from waarborg.availability.models import HourTally, MinuteSeal, MinuteTally
from waarborg.availability.queries.minute_seals import faults_of_minutes, first_unsealed
from waarborg.availability.tests.otlp import mapped, message, point, sent, token
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]
DAY = date(2026, 4, 7)
SEALED, DROPPED = NOW + SETTLED + timedelta(days=1), NOW + KEPT + timedelta(days=1)


@pytest.fixture(autouse=True)
def measured(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three minutes of two hours of a Tuesday, and one of the first of the month."""
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW + timedelta(minutes=2))
    make_stock(cast)
    mapped(cast)
    key, first = token(cast.manager), NOW - timedelta(days=6)
    times = [NOW, NOW - timedelta(minutes=1), NOW - timedelta(hours=2), first]
    for number, one in enumerate(times):
        given = point([3, 0, 0, 1, 0], 3.0, at=one, http_route="/clients", tenant=cast.merendaal.slug)
        assert sent(client, key, message(given, instance=str(number))).content == b"{}"


def night(at: object = SEALED) -> tuple[int, int]:
    with tenancy.enter(Role.DESK):
        return seal_minutes(by=SYSTEM, at=at), drop_minutes(by=SYSTEM, at=at)  # type: ignore[arg-type]


def there() -> tuple[int, int]:
    with tenancy.enter(Role.DESK):
        return MinuteTally.objects.count(), HourTally.objects.count()


def faults() -> list[str]:
    with tenancy.enter(Role.DESK):
        return faults_of_minutes(MinuteSeal.objects.get(day=DAY))


def test_a_day_is_sealed_once_after_forty_days_and_dropped_after_a_hundred_while_its_hours_stay() -> None:
    assert (there(), night(NOW + SETTLED)) == ((4, 3), (1, 0))
    assert (night(), night()) == ((1, 0), (0, 0))
    with tenancy.enter(Role.DESK):
        made = MinuteSeal.objects.get(day=DAY)
        entry = JournalEntry.objects.get(kind=MINUTES_SEALED, subject_id=made.id)
        assert first_unsealed() is None
    assert (made.minutes, [one.count for one in made.sealed_hours]) == (3, [1, 2])
    assert entry.properties == {"day": "2026-04-07", "minutes": "3", "root": made.root}
    assert (faults(), there()) == ([], (4, 3))
    # The first of the month stays: in zones of half an hour a month begins within an hour.
    assert (night(DROPPED), night(DROPPED), there()) == ((0, 1), (0, 0), (1, 3))
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda: MinuteTally.objects.filter(count=4).update(count=5), ["results"]),
        (lambda: HourTally.objects.update(least_ns=1), ["roll-ups", "results"]),
        (lambda: MinuteTally.objects.all().delete(), ["results"]),
    ],
    ids=["a minute changed", "an hour changed", "minutes gone"],
)
def test_what_no_longer_fits_its_seal_is_named_and_is_not_dropped(
    change: Callable[[], object], expected: list[str]
) -> None:
    night()
    with tenancy.enter(Role.DESK):
        change()
    before = there()
    assert faults() == expected
    assert night(DROPPED) == (0, 0)
    assert there() == before


def test_the_page_says_whether_a_day_fits(cast: Cast, signed_in: SignIn) -> None:
    night()
    client = signed_in(cast.manager)
    assert "Minuten van responstijden" in client.get("/desk/probes/sealed/").content.decode()
    assert "past" in client.get("/desk/probes/sealed/?minutes=2026-04-07").content.decode()
    with tenancy.enter(Role.DESK):
        HourTally.objects.update(least_ns=1)
    shown = client.get("/desk/probes/sealed/?minutes=2026-04-07").content.decode()
    assert "de samenvattingen per uur zijn niet die waarop het zegel rust" in shown
