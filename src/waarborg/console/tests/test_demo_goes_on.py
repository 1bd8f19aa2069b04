"""While a demonstration runs, its invented systems go on to make their back-ups: what was promised stays kept."""

from datetime import timedelta

import pytest

from waarborg.console.demo.going_on import KEYS, MOST, make_backups
from waarborg.continuity.models import Plan, Run
from waarborg.continuity.tests.told import again, at, backed_up, operator_of, planned
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast: Cast) -> Plan:
    operator = operator_of(cast)
    made = planned(cast, operator, KEYS[0], every=7200)
    backed_up(operator, made, "2026-03-04 08:00", size=10**9)
    return again(operator, made)


def go_on(when: str) -> int:
    with tenancy.enter(Role.DESK):
        return make_backups(at=at(when))


def contents(plan: Plan) -> list[str]:
    with tenancy.enter(Role.DESK):
        return [
            f"{one:%H:%M}" for one in Run.objects.filter(plan=plan).order_by("as_of").values_list("as_of", flat=True)
        ]


def test_each_is_made_when_it_is_due_and_once(plan: Plan) -> None:
    assert [go_on(when) for when in ("2026-03-04 10:02", "2026-03-04 10:03", "2026-03-04 10:04")] == [0, 1, 0]
    assert contents(plan) == ["08:00", "10:00"]


def test_what_was_not_made_while_it_stood_still_is_made_up_for_in_its_time(plan: Plan) -> None:
    assert go_on("2026-03-04 15:00") == 3
    assert contents(plan) == ["08:00", "10:00", "12:00", "14:00"]


def test_after_a_long_stand_still_it_goes_on_the_minute_after(plan: Plan) -> None:
    when = at("2026-03-04 08:00") + timedelta(hours=2 * (MOST + 5), minutes=3)
    assert [go_on(f"{when:%Y-%m-%d %H:%M}") for _ in range(3)] == [MOST, 5, 0]


def test_plans_that_somebody_made_himself_are_left_alone(cast: Cast) -> None:
    operator = operator_of(cast)
    own = planned(cast, operator)
    backed_up(operator, own, "2026-03-04 08:00")
    assert go_on("2026-03-04 18:00") == 0
    assert contents(own) == ["08:00"]
