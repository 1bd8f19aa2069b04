"""The terms of the 24Office profile: the scenarios of its clauses."""

import pytest

from waarborg.promises.rules.sign_in_policy import requires_second_factor
from waarborg.promises.tests.profile_clocks import Counted, counted, log, shown


@pytest.fixture(scope="module")
def office() -> Counted:
    return counted("24office")


@pytest.mark.clause("TO-12")
def test_the_second_step_is_compulsory_for_everybody(office: Counted) -> None:
    assert requires_second_factor(office.agreement)
    rule = office.promise("security.second-factor-stays").rule
    assert rule is not None and (rule.act, rule.allowed) == (("access.second-factor.remove",), "never")


@pytest.mark.clause("TO-14")
def test_the_nightly_back_up_runs_once_in_the_night_in_which_the_clock_goes_forward(office: Counted) -> None:
    made = log(*((f"2026-03-{day} 02:30", "continuity.backup.completed") for day in (27, 28)))
    # Half past two does not exist that night: due is the same time moved forward by the gap.
    assert shown(office.timeline("continuity.backup", made, "2026-03-28 12:00").runs[-1].due_us) == (
        "Sun 2026-03-29 03:30"
    )
    third = [*made, *log(("2026-03-29 03:30", "continuity.backup.completed"), first=3)]
    runs = office.timeline("continuity.backup", third, "2026-03-29 12:00").runs
    assert [one.verdict for one in runs[-2:]] == ["met", None]
    assert shown(runs[-1].due_us) == "Mon 2026-03-30 03:30"


@pytest.mark.clause("TO-06")
def test_the_alarm_is_timed_in_elapsed_time_over_the_night_in_which_the_clock_goes_back(office: Counted) -> None:
    began = ("2026-10-25T02:59:50+02:00", "availability.outage.began")
    raised = ("2026-10-25T02:00:15+01:00", "availability.alarm.raised")
    found = office.run("availability.alarm", log(began, raised))
    assert found.stopped_us is not None
    assert (found.stopped_us - found.started_us) // 1_000_000 == 25
    assert found.due_us is None


@pytest.mark.clause("TO-18")
def test_new_terms_wait_a_month_from_their_delivery(office: Counted) -> None:
    rule = office.promise("change.notice").rule
    assert rule is not None and rule.earliest is not None
    (moment,) = rule.earliest.items
    assert moment.anchor == "promises.version.delivered"
    assert office.term_due(str(moment.amount), "2026-01-31 10:00") == "Sat 2026-02-28 10:00"


@pytest.mark.clause("TO-05", "TO-08")
@pytest.mark.parametrize(
    ("promise", "statistic", "over", "target"),
    [
        ("availability.response-time", "mean", "month", "<= 50 ms"),
        ("availability.reach", "uptime", "month", ">= 99.9 %"),
    ],
)
def test_speed_and_reach_are_judged_each_month_for_the_website_alone(
    office: Counted, promise: str, statistic: str, over: str, target: str
) -> None:
    measure = office.promise(promise).measure
    assert measure is not None and measure.where is not None
    assert (measure.statistic, measure.over, str(measure.target)) == (statistic, over, target)
    assert measure.where["component"].words == ("website",)
    assert office.promise(promise).level == "guarantee"
