"""The terms of the Appreo profile, counted in its own calendar: the scenarios of its clauses, to the minute."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.due import due
from waarborg.kernel.instants import to_us
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Clock, Promise

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(scope="module")
def appreo() -> Agreement:
    return load(profile("appreo"), name="appreo.yaml").require()


@pytest.fixture(scope="module")
def desk(appreo: Agreement) -> CompiledCalendar:
    calendar = appreo.calendars["desk"]
    rules = CalendarRules.from_mapping(
        {
            "timezone": appreo.timezone_of("desk"),
            "weekly": {day: list(hours) for day, hours in calendar.week().items() if hours},
            "holidays": calendar.holidays.preset,
        }
    )
    return compile_calendar(rules, date(2026, 1, 1), date(2027, 12, 31))


def at(text: str) -> datetime:
    """An instant given as Amsterdam wall time."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def clock_of(appreo: Agreement, promise: str) -> Clock:
    clock = appreo.promises[promise].clock
    assert clock is not None, promise
    return clock


def due_local(appreo: Agreement, desk: CompiledCalendar, promise: str, start: str) -> str:
    """When the promise's own term, counted from `start`, falls due, as Amsterdam wall time."""
    clock = clock_of(appreo, promise)
    term = clock.within or clock.every
    counting = appreo.counting_of(appreo.promises[promise])
    found = due(desk, at(start), str(term), counting=str(counting)).at
    assert found is not None
    return f"{found.astimezone(AMSTERDAM):%a %Y-%m-%d %H:%M}"


@pytest.mark.clause("AP-23")
def test_the_desk_is_open_five_days_of_eight_hours(desk: CompiledCalendar) -> None:
    monday, next_monday = to_us(at("2026-03-02 00:00")), to_us(at("2026-03-09 00:00"))
    assert desk.open_between(monday, next_monday) == timedelta(hours=40) // timedelta(microseconds=1)
    assert desk.is_open(to_us(at("2026-03-06 16:59")))
    assert not desk.is_open(to_us(at("2026-03-06 17:00")))
    assert not desk.is_open(to_us(at("2026-03-07 12:00")))


@pytest.mark.clause("AP-23")
@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ("2026-04-10 16:30", "Mon 2026-04-13 12:30"),
        ("2026-04-03 16:30", "Tue 2026-04-07 12:30"),  # Easter Monday
    ],
)
def test_a_clock_rests_outside_opening_hours(
    appreo: Agreement, desk: CompiledCalendar, reported: str, expected: str
) -> None:
    assert due_local(appreo, desk, "support.pick-up", reported) == expected


@pytest.mark.clause("AP-24")
def test_a_highest_priority_report_is_picked_up_within_four_business_hours_over_ascension_day(
    appreo: Agreement, desk: CompiledCalendar
) -> None:
    assert due_local(appreo, desk, "support.pick-up", "2026-05-13 15:00") == "Fri 2026-05-15 11:00"
    assert fits(appreo.promises["support.pick-up"], "p1")
    # Picked up at 10:59 is 3:59 of open time, at 11:01 it is late.
    reported = to_us(at("2026-05-13 15:00"))
    worked = [desk.open_between(reported, to_us(at(f"2026-05-15 {time}"))) for time in ("10:59", "11:01")]
    minutes = [amount // 60_000_000 for amount in worked]
    assert minutes == [239, 241]


@pytest.mark.clause("AP-25")
def test_a_bug_has_five_working_days_over_christmas_and_new_year(appreo: Agreement, desk: CompiledCalendar) -> None:
    assert due_local(appreo, desk, "support.bug", "2026-12-24 10:00") == "Mon 2027-01-04 10:00"
    assert appreo.promises["support.bug"].level == "target"


@pytest.mark.clause("AP-30")
def test_the_highest_priority_has_a_workaround_in_a_day_and_a_fix_in_five_over_kings_day(
    appreo: Agreement, desk: CompiledCalendar
) -> None:
    assert due_local(appreo, desk, "support.workaround", "2026-04-20 09:00") == "Tue 2026-04-21 09:00"
    assert due_local(appreo, desk, "support.fix", "2026-04-20 09:00") == "Tue 2026-04-28 09:00"
    assert {appreo.promises[name].level for name in ("support.workaround", "support.fix")} == {"experience"}
    # A workaround stops its own clock and leaves that of the lasting fix running.
    assert "support.ticket.worked-around" in clock_of(appreo, "support.workaround").until
    assert clock_of(appreo, "support.fix").until == ("support.ticket.resolved",)


@pytest.mark.clause("AP-31")
def test_there_are_exactly_three_priorities(appreo: Agreement) -> None:
    scheme = appreo.schemes["priority"]
    assert list(scheme.values) == ["p1", "p2", "p3"]
    assert scheme.of == "support.ticket"
    assert all(value.criteria and value.criteria.nl and value.criteria.en for value in scheme.values.values())


@pytest.mark.clause("AP-32")
def test_the_second_priority_starts_in_two_days_and_is_solved_in_five_over_whit_monday(
    appreo: Agreement, desk: CompiledCalendar
) -> None:
    assert due_local(appreo, desk, "support.start", "2026-05-22 16:00") == "Wed 2026-05-27 16:00"
    assert due_local(appreo, desk, "support.solve", "2026-05-22 16:00") == "Mon 2026-06-01 16:00"
    assert [appreo.promises[name].level for name in ("support.start", "support.solve")] == ["guarantee", "experience"]


@pytest.mark.clause("AP-33")
def test_a_wish_of_the_third_priority_has_no_clock_of_its_own(appreo: Agreement) -> None:
    on_tickets = {
        name: promise
        for name, promise in appreo.promises.items()
        if promise.clock and "support.ticket.reported" in (promise.clock.from_ or ())
    }
    assert [name for name, promise in on_tickets.items() if fits(promise, "p3", kind="wish")] == []
    bundle = clock_of(appreo, "support.wishes-delivered")
    assert bundle.due is not None
    assert bundle.from_ == ("support.bundle.agreed",)


@pytest.mark.clause("AP-04")
def test_onboarding_counts_from_signing_and_is_clipped_to_the_end_of_the_month(
    appreo: Agreement, desk: CompiledCalendar
) -> None:
    assert due_local(appreo, desk, "contract.onboarding", "2026-01-31 11:00") == "Thu 2026-04-30 11:00"


@pytest.mark.clause("AP-13")
def test_an_audit_is_due_twelve_months_after_the_last(appreo: Agreement, desk: CompiledCalendar) -> None:
    assert due_local(appreo, desk, "security.audit", "2026-03-31 10:00") == "Wed 2027-03-31 10:00"


@pytest.mark.clause("AP-21")
def test_back_ups_are_four_elapsed_hours_apart_in_the_night_of_twenty_five_hours(
    appreo: Agreement, desk: CompiledCalendar
) -> None:
    assert due_local(appreo, desk, "data.backup", "2026-10-25 00:30") == "Sun 2026-10-25 03:30"
    assert due_local(appreo, desk, "data.backup", "2026-10-26 00:30") == "Mon 2026-10-26 04:30"


@pytest.mark.clause("AP-29")
def test_maintenance_updates_are_two_weeks_apart(appreo: Agreement, desk: CompiledCalendar) -> None:
    assert due_local(appreo, desk, "releases.updates", "2026-01-07 08:00") == "Wed 2026-01-21 08:00"
    assert due_local(appreo, desk, "releases.updates", "2026-01-21 08:00") == "Wed 2026-02-04 08:00"


@pytest.mark.clause("AP-34", "AP-36", "AP-39")
@pytest.mark.parametrize("promise", ["releases.innovation", "releases.idea-round", "releases.rhythm"])
def test_releases_and_idea_rounds_are_three_weeks_apart_over_the_start_of_summer_time(
    appreo: Agreement, desk: CompiledCalendar, promise: str
) -> None:
    assert due_local(appreo, desk, promise, "2026-03-04 08:00") == "Wed 2026-03-25 08:00"
    # The same time on the clock, although one day had 23 hours.
    assert due_local(appreo, desk, promise, "2026-03-25 08:00") == "Wed 2026-04-15 08:00"


@pytest.mark.clause("AP-49")
def test_an_export_asked_on_the_last_day_of_access_skips_christmas(appreo: Agreement, desk: CompiledCalendar) -> None:
    assert due_local(appreo, desk, "data.export-delivered", "2026-12-18 12:00") == "Wed 2026-12-30 12:00"


@pytest.mark.clause("AP-47", "AP-50", "AP-52")
@pytest.mark.parametrize(
    ("promise", "anchor", "expected"),
    [
        # A contract ends with its last day, so that the term counts from 24:00.
        ("contract.others-after-end", "2026-02-21 00:00", "Sun 2026-03-08 00:00"),
        ("data.erase", "2026-02-01 00:00", "Tue 2026-03-03 00:00"),
        ("contract.trial", "2026-01-31 14:00", "Mon 2026-03-02 14:00"),
    ],
)
def test_the_terms_of_rules_count_whole_days_from_their_anchor(
    appreo: Agreement, desk: CompiledCalendar, promise: str, anchor: str, expected: str
) -> None:
    rule = appreo.promises[promise].rule
    moments = rule and (rule.earliest or rule.latest)
    assert moments and len(moments.items) == 1
    found = due(desk, at(anchor), str(moments.items[0].amount), counting="rolling").at
    assert found is not None
    assert f"{found.astimezone(AMSTERDAM):%a %Y-%m-%d %H:%M}" == expected


def test_picking_up_starting_and_a_workaround_never_pause(appreo: Agreement) -> None:
    paused = {name for name, promise in appreo.promises.items() if promise.clock and promise.clock.pause}
    assert paused == {"support.bug", "support.fix", "support.solve"}


def fits(promise: Promise, priority: str, kind: str = "incident") -> bool:
    properties = {"priority": priority, "kind": kind}
    return all(choice.fits(properties.get(name)) for name, choice in (promise.if_ or {}).items())
