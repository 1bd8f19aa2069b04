"""What the provider declares holds until it has to be looked at again; the customer's page says so."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementVersion
from waarborg.promises.rules.agreement.declarations import last_day
from waarborg.promises.rules.agreement.promise import Fact
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]


def until(source: dict[str, str], review: str | None = None) -> str:
    fact = Fact.model_validate({"source": source, "owner": "provider.operator", "review": review})
    return last_day(fact, date.fromisoformat(source["declared"])).isoformat()


@pytest.mark.parametrize(
    ("declared", "review", "last"),
    [
        ("2026-01-01", "12 months", "2026-12-31"),
        ("2026-02-28", "12 months", "2027-02-27"),
        ("2024-02-29", "12 months", "2025-02-27"),
        ("2026-08-31", "6 months", "2027-02-27"),
        ("2026-01-01", "90 days", "2026-03-31"),
        ("2026-01-01", "2026-06-30", "2026-06-30"),
    ],
)
def test_a_declaration_holds_through_the_day_before_it_is_to_be_looked_at_again(
    declared: str, review: str, last: str
) -> None:
    assert until({"declared": declared}, review) == last


def test_of_an_end_and_a_review_the_first_counts() -> None:
    assert until({"declared": "2026-01-01", "until": "2026-06-30"}, "12 months") == "2026-06-30"
    assert until({"declared": "2026-01-01", "until": "2028-06-30"}, "12 months") == "2026-12-31"


@pytest.mark.parametrize(("now", "state"), [("2026-12-31 23:59", "holds"), ("2027-01-01 00:01", "expired")])
def test_the_customers_page_tells_when_it_has_expired(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object, now: str, state: str
) -> None:
    settings.CLOCK_OFFSET = at(now) - timezone.now()  # type: ignore[attr-defined]
    page = signed_in(cast.owner).get("/portal/agreement/").content.decode()
    assert f'id="security.hosting" data-state="{state}"' in page
