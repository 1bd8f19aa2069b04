"""What the agreements say of starting a wave: the evenings, the share, and that the first has to be well."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from waarborg.kernel.instants import from_us, to_us
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.releases.rules.agreed_waves import asked, breached, next_start, strictest, terms_in
from waarborg.releases.rules.waves import Terms, terms

HERE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(scope="module")
def superoffice() -> Agreement:
    return load(profile("superoffice"), name="superoffice.yaml").require()


def us(text: str) -> int:
    """Local time of Amsterdam."""
    return to_us(datetime.fromisoformat(text).replace(tzinfo=HERE).astimezone(UTC))


def local(found: int | None) -> str:
    return f"{from_us(found).astimezone(HERE):%a %Y-%m-%d %H:%M}" if found is not None else "never"


@pytest.mark.clause("SO-32")
def test_the_first_wave_starts_on_its_tuesday_evening_and_the_rest_on_the_friday_after(superoffice: Agreement) -> None:
    first, rest = asked(superoffice, 1), asked(superoffice, 2)
    assert [one.promise for one in (*first, *rest)] == ["maintenance.upgrade-first", "maintenance.upgrade-rest"]
    assert local(next_start(first, us("2026-03-05 09:00"))) == "Tue 2026-03-24 22:00"
    assert local(next_start(rest, us("2026-03-24 22:00"))) == "Fri 2026-03-27 22:00"
    assert breached(first, us("2026-03-24 22:00"), healthy=False) is None
    assert breached(first, us("2026-03-24 21:59"), healthy=True) == first[0]
    assert breached(first, us("2026-03-31 22:00"), healthy=True) == first[0]


@pytest.mark.clause("SO-32")
def test_the_rest_follows_only_when_the_first_wave_is_well(superoffice: Agreement) -> None:
    (rest,) = asked(superoffice, 2)
    assert breached([rest], us("2026-03-27 22:00"), healthy=False) == rest
    assert breached([rest], us("2026-03-27 22:00"), healthy=True) is None
    assert rest.said["nl"] == "Dit is niet de avond voor deze groep, of bij de eerste groep gaat het niet goed."


def test_an_agreement_without_a_rule_asks_nothing() -> None:
    perplex = load(profile("perplex-dbc"), name="perplex-dbc.yaml").require()
    assert (asked(perplex, 1), terms_in(perplex)) == ((), None)
    assert next_start((), us("2026-03-05 09:00")) == us("2026-03-05 09:00")


@pytest.mark.clause("SO-32")
def test_the_share_is_the_agreed_one_and_of_several_the_smallest(superoffice: Agreement) -> None:
    agreed = terms_in(superoffice)
    assert agreed == terms({"share": "10 %", "salt": "superoffice"})
    other = Terms(agreed.share / 2, "other")
    assert (strictest([agreed, other]), strictest([])) == (other, None)
