"""Definitions of the Appreo profile that promises refer to: they say what their clauses say."""

from datetime import UTC, date, datetime

import pytest

from waarborg.customers.rules.roles import CUSTOMER_ROLES, PROVIDER_ROLES
from waarborg.kernel.instants import civil_start
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay.from_agreement import compiled_calendars

AGREEMENT = load(profile("appreo")).require()
HOUR = 3_600_000_000


@pytest.mark.clause("AP-20")
@pytest.mark.parametrize(("month", "hours"), [(3, 743), (5, 744), (10, 745), (12, 744)])
def test_every_hour_of_day_and_night_counts_for_availability_holidays_and_changes_of_the_clock_included(
    month: int, hours: int
) -> None:
    uptime = AGREEMENT.methods["uptime"].settings
    assert (uptime["hours"], uptime["excludes"]) == ("always", [])
    published = datetime(2026, 1, 1, tzinfo=UTC)
    calendar = compiled_calendars(AGREEMENT, date(2025, 1, 1), date(2027, 12, 31), published)["always"]
    first, after = date(2026, month, 1), date(2026 + month // 12, month % 12 + 1, 1)
    start, end = (civil_start(day, 0, AGREEMENT.timezone) for day in (first, after))
    assert calendar.open_between(start, end) == end - start == hours * HOUR


@pytest.mark.clause("AP-51")
@pytest.mark.parametrize(
    ("name", "nl", "filled_by"),
    [
        ("administrator", "uw beheerder", CUSTOMER_ROLES),
        ("user", "een gebruiker", CUSTOMER_ROLES),
        ("service-desk", "de servicedesk", PROVIDER_ROLES),
        ("success", "uw klantadviseur", PROVIDER_ROLES),
    ],
)
def test_each_role_of_customer_and_vendor_is_one_that_people_can_be_given(
    name: str, nl: str, filled_by: frozenset[str]
) -> None:
    role = AGREEMENT.roles[name]
    assert role.nl == nl
    assert set(role.is_) <= set(filled_by)
    assert not any(known().is_planned("role", one) for one in role.is_)
