"""The terms of the Perplex-DBC profile, counted in its own calendars: the scenarios of its clauses, to the minute."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.due import due
from waarborg.kernel.lead_times import in_time, latest_announcement
from waarborg.promises.rules.agreement.promise import Rule
from waarborg.promises.rules.agreement.render import render
from waarborg.promises.rules.replay.from_agreement import compiled_calendars
from waarborg.promises.tests.profile_clocks import AMSTERDAM, Counted, at, counted, log, shown

HOUR = 3_600_000_000


@pytest.fixture(scope="module")
def perplex() -> Counted:
    return counted("perplex-dbc")


@pytest.fixture(scope="module")
def calendars(perplex: Counted) -> dict[str, CompiledCalendar]:
    return dict(compiled_calendars(perplex.agreement, date(2025, 1, 1), date(2032, 12, 31)))


def rule_of(perplex: Counted, promise: str) -> Rule:
    rule = perplex.promise(promise).rule
    assert rule is not None, promise
    return rule


def amounts(perplex: Counted, promise: str) -> list[str]:
    """The terms in the moments of a rule, as they stand in the file."""
    rule = rule_of(perplex, promise)
    moments = rule.earliest or rule.latest
    return [str(moment.amount) for moment in (moments.items if moments else ())]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(AMSTERDAM))


# ---- support ---------------------------------------------------------------------------------------------------------
@pytest.mark.clause("PX-93")
@pytest.mark.parametrize(
    "kinds",
    [
        [("2026-04-24 16:00", "reported", {"kind": "wish", "priority": "p5"})],
        [
            ("2026-04-24 16:00", "reported", {"kind": "question", "priority": "p4"}),
            ("2026-04-28 09:00", "kind-set", {"kind": "wish"}),
        ],
    ],
    ids=["reported as one", "found to be one"],
)
def test_a_wish_counts_from_its_report_until_it_is_passed_on_and_has_no_term(
    perplex: Counted, kinds: list[tuple[str, str, dict[str, str]]]
) -> None:
    passed = ("2026-04-28 10:00", "releases.wish.passed-on")
    run = perplex.run("support.wish", log(*kinds, passed))
    assert (shown(run.started_us), shown(run.stopped_us)) == ("Fri 2026-04-24 16:00", "Tue 2026-04-28 10:00")
    assert (run.due_us, run.verdict) == (None, None)


@pytest.mark.clause("PX-94")
def test_a_question_on_friday_before_kings_day_is_due_on_tuesday_at_closing(perplex: Counted) -> None:
    assert perplex.due("support.question", "2026-04-24 16:00", priority="p4") == "Tue 2026-04-28 17:00"
    # A wish has no term at all.
    due_for_a_wish = {
        name: perplex.due(name, "2026-04-24 16:00", priority="p5", kind="wish")
        for name in ("support.question", "support.problem", "support.disturbing", "support.first-class")
    }
    assert set(due_for_a_wish.values()) == {None}


@pytest.mark.clause("PX-94")
def test_crowding_is_told_and_holds_no_term(perplex: Counted) -> None:
    clock = perplex.promise("support.question").clock
    assert clock is not None and clock.pause == ("support.ticket.waiting-for-customer",)
    told = log(
        ("2026-04-24 10:00", "support.desk.crowding-declared"), ("2026-04-24 10:20", "support.desk.customers-told")
    )
    run = perplex.run("support.crowding", told)
    assert run.stopped_us is not None and run.stopped_us - run.started_us == HOUR // 3


@pytest.mark.clause("PX-95")
@pytest.mark.parametrize(
    ("priority", "promise", "reported", "expected"),
    [
        ("p3", "support.problem", "2026-05-13 11:00", "Thu 2026-05-21 11:00"),  # Ascension Day
        ("p2", "support.disturbing", "2026-03-13 15:00", "Mon 2026-03-16 15:00"),  # Friday to Monday
    ],
)
def test_a_problem_has_a_working_week_and_a_disturbing_one_a_working_day(
    perplex: Counted, priority: str, promise: str, reported: str, expected: str
) -> None:
    assert perplex.due(promise, reported, priority=priority) == expected


@pytest.mark.clause("PX-95")
def test_as_far_as_possible_makes_priority_two_an_effort_and_three_a_guarantee(perplex: Counted) -> None:
    assert perplex.promise("support.disturbing").level == "target"
    assert perplex.promise("support.problem").level == "guarantee"


@pytest.mark.clause("PX-95")
def test_a_workaround_stops_the_clock_of_priority_two(perplex: Counted) -> None:
    done = log(("2026-03-13 15:00", "reported", {"priority": "p2"}), ("2026-03-16 14:59", "worked-around"))
    assert perplex.run("support.disturbing", done).verdict == "met"


@pytest.mark.clause("PX-95")
@pytest.mark.parametrize(
    ("priority", "promise", "due"),
    [("p3", "support.problem", "Thu 2026-05-21 11:00"), ("p2", "support.disturbing", "Fri 2026-05-15 11:00")],
)
def test_waiting_for_another_company_is_said_and_holds_neither_clock(
    perplex: Counted, priority: str, promise: str, due: str
) -> None:
    reported = ("2026-05-13 11:00", "reported", {"priority": priority})
    third = perplex.run(promise, log(reported, ("2026-05-13 12:00", "third-party-awaited")), "2026-05-13 16:00")
    assert (third.state, shown(third.due_us)) == ("running", due)
    # Only the answer that we wait for from the customer does.
    asked = perplex.run(promise, log(reported, ("2026-05-13 12:00", "asked-back")), "2026-05-13 16:00")
    assert asked.state == "paused"


@pytest.mark.clause("PX-96")
def test_first_class_has_four_elapsed_hours_over_the_night_in_which_the_clock_goes_back(perplex: Counted) -> None:
    reported = "2026-10-25T01:30+02:00"
    assert perplex.due("support.first-class", reported, priority="p1", plan="first-class") == "Sun 2026-10-25 04:30"
    assert perplex.promise("support.first-class").level == "target"


@pytest.mark.clause("PX-96")
def test_without_first_class_the_same_failure_is_priority_two(perplex: Counted) -> None:
    first = perplex.agreement.schemes["priority"].values["p1"]
    assert first.if_ is not None and first.if_["plan"].words == ("first-class",)
    assert first.else_ == "p2"
    friday = "2026-03-13 15:00"
    assert perplex.due("support.first-class", friday, priority="p1", plan="standard") is None
    assert perplex.due("support.disturbing", friday, priority="p1", plan="standard") == "Mon 2026-03-16 15:00"


@pytest.mark.clause("PX-92")
def test_a_higher_priority_counts_again_from_the_report(perplex: Counted) -> None:
    raised = log(
        ("2026-03-12 10:00", "reported", {"priority": "p4"}), ("2026-03-12 11:00", "reprioritised", {"priority": "p2"})
    )
    assert shown(perplex.run("support.disturbing", raised).due_us) == "Fri 2026-03-13 10:00"
    assert perplex.timeline("support.question", raised).runs[0].verdict == "void"


@pytest.mark.clause("PX-92")
def test_picking_up_is_timed_and_never_broken_and_only_the_support_center_sets_the_priority(perplex: Counted) -> None:
    picked = log(("2026-03-12 10:00", "reported", {"priority": "p4"}), ("2026-03-20 10:00", "picked-up"))
    run = perplex.run("support.pick-up", picked)
    assert (run.is_open, run.verdict) == (False, None)
    assert perplex.due("support.pick-up", "2026-03-12 10:00", priority="p4") is None
    assert rule_of(perplex, "support.priority").who == ("support-center",)
    measure = perplex.promise("support.same-day").measure
    assert measure is not None and (measure.clock, measure.statistic) == ("support.question", "share")


@pytest.mark.clause("PX-98")
@pytest.mark.parametrize(
    ("called", "answered"),
    [
        ("2026-03-13 10:00", False),  # a Friday
        ("2026-12-31 11:00", True),  # a Thursday without an announced deviation
        ("2026-04-06 10:00", False),  # Easter Monday
        ("2026-03-12 12:29", True),
        ("2026-03-12 12:30", False),
    ],
)
def test_the_telephone_is_answered_four_mornings_a_week(
    perplex: Counted, calendars: dict[str, CompiledCalendar], called: str, answered: bool
) -> None:
    assert calendars["phone"].is_open(at(called)) is answered
    assert perplex.agreement.calendars["phone"].deviations == "announced"


@pytest.mark.clause("PX-89")
def test_a_complaint_before_christmas_is_counted_in_all_days(perplex: Counted) -> None:
    filed = log(("2026-12-23 10:00", "support.complaint.filed"))
    assert shown(perplex.run("support.complaint", filed).due_us) == "Mon 2026-12-28 10:00"


@pytest.mark.clause("PX-86")
def test_extra_support_is_asked_for_five_dates_ahead(perplex: Counted, calendars: dict[str, CompiledCalendar]) -> None:
    rule = rule_of(perplex, "support.extra")
    assert (amounts(perplex, "support.extra"), rule.counting) == (["5 days"], "dates")
    begins = instant("2026-12-31 20:00")
    for asked, granted in (("2026-12-26 23:00", True), ("2026-12-27 00:30", False)):
        assert in_time(calendars["always"], instant(asked), begins, "5 days", counting="dates") is granted
    assert rule_of(perplex, "support.extra-charge").where["plan"].words == ("standard",)  # type: ignore[index]


@pytest.mark.clause("PX-87")
def test_only_registered_contacts_report_and_they_always_can(perplex: Counted) -> None:
    """Both rules stand: the right of the contact, and the refusal of everybody else."""
    right, limit = rule_of(perplex, "support.report"), rule_of(perplex, "support.contacts-only")
    assert (right.allowed, limit.allowed) == ("whenever", "only-if")
    assert right.who == limit.who == ("contact",)


# ---- data breaches ---------------------------------------------------------------------------------------------------
@pytest.mark.clause("PX-46", "PX-52")
def test_a_breach_is_told_in_elapsed_hours_over_the_night_in_which_the_clock_goes_forward(perplex: Counted) -> None:
    found = ("2026-03-27 23:30", "privacy.breach.discovered")
    assert shown(perplex.run("breach.told", log(found)).due_us) == "Mon 2026-03-30 00:30"
    for told, verdict in (("2026-03-30 00:29", "met"), ("2026-03-30 00:31", "broken")):
        assert perplex.run("breach.told", log(found, (told, "privacy.breach.customer-told"))).verdict == verdict
    assert shown(perplex.run("breach.authority", log(found)).due_us) == "Tue 2026-03-31 00:30"
    assert perplex.promise("breach.authority").by == "customer"


@pytest.mark.clause("PX-49")
def test_the_clock_of_a_supplier_breach_starts_at_its_message(perplex: Counted) -> None:
    received = log(("2026-04-10 08:00", "privacy.supplier-breach.received"))
    assert shown(perplex.run("breach.supplier", received).due_us) == "Sun 2026-04-12 08:00"


# ---- back-ups and copies ---------------------------------------------------------------------------------------------
@pytest.mark.clause("PX-69")
def test_one_back_up_in_the_night_of_twenty_five_hours(perplex: Counted) -> None:
    made = log(("2026-10-24 02:30", "continuity.backup.completed"))
    run = perplex.timeline("data.backup", made, "2026-10-24 12:00").runs[-1]
    # Half past two occurs twice that night: the later one is the end of the day.
    assert shown(run.due_us) == "Sun 2026-10-25 02:30"


@pytest.mark.clause("PX-73", "PX-76")
@pytest.mark.parametrize(
    ("promise", "event"),
    [("service.misuse", "availability.misuse-check.done"), ("security.scan", "trust.scan.done")],
)
def test_misuse_checks_and_scans_come_every_day(perplex: Counted, promise: str, event: str) -> None:
    run = perplex.timeline(promise, log(("2026-06-05 03:00", event)), "2026-06-05 12:00").runs[-1]
    assert shown(run.due_us) == "Sat 2026-06-06 03:00"


@pytest.mark.clause("PX-70")
def test_a_back_up_is_kept_thirty_days(perplex: Counted) -> None:
    assert amounts(perplex, "data.backup-kept") == amounts(perplex, "data.restore") == ["30 days"]
    assert perplex.term_due("30 days", "2026-01-31 02:30") == "Mon 2026-03-02 02:30"


@pytest.mark.clause("PX-100")
def test_a_research_copy_goes_after_two_weeks_unless_a_new_report_comes(perplex: Counted) -> None:
    answered = ("2026-03-15 12:00", "support.customer.all-answered")
    assert shown(perplex.run("data.research-copy", log(answered)).due_us) == "Sun 2026-03-29 12:00"
    reported = log(answered, ("2026-03-28 09:00", "reported"))
    assert perplex.run("data.research-copy", reported).verdict == "void"
    again = log(answered, ("2026-03-28 09:00", "reported"), ("2026-03-30 09:00", "support.customer.all-answered"))
    assert shown(perplex.timeline("data.research-copy", again).runs[-1].due_us) == "Mon 2026-04-13 09:00"


@pytest.mark.clause("PX-71", "PX-78", "PX-80", "PX-66", "PX-62", "PX-90", "PX-110")
@pytest.mark.parametrize(
    ("promise", "statistic", "target", "level"),
    [
        ("data.restore-average", "mean", "<= 4 h", "experience"),
        ("data.recovery-point", "max", "<= 6 h", "guarantee"),
        ("data.individual", "max", "<= 24 h", "guarantee"),
        ("service.trajectories", "share", ">= 95 %", "guarantee"),
        ("service.clients", "share", ">= 95 %", "guarantee"),
        ("service.network", "uptime", ">= 99.9999 %", "guarantee"),
        ("support.knowledge", "share", ">= 80 %", "guarantee"),
        ("releases.versions", "count", "2..4", "experience"),
    ],
)
def test_measures_have_the_figures_of_their_clauses(
    perplex: Counted, promise: str, statistic: str, target: str, level: str
) -> None:
    measure = perplex.promise(promise).measure
    assert measure is not None
    assert (measure.statistic, str(measure.target), perplex.promise(promise).level) == (statistic, target, level)


# ---- maintenance and releases ----------------------------------------------------------------------------------------
@pytest.mark.clause("PX-65")
def test_maintenance_is_announced_five_local_days_ahead(
    perplex: Counted, calendars: dict[str, CompiledCalendar]
) -> None:
    """119 elapsed hours, because the clock goes forward; in local days it is in time."""
    assert amounts(perplex, "service.maintenance") == ["5 days"]
    start, announced = instant("2026-03-29 21:00"), instant("2026-03-24 21:00")
    assert in_time(calendars["always"], announced, start, "5 days", counting="rolling")
    assert latest_announcement(calendars["always"], start, "5 days", counting="rolling").at == announced
    assert not in_time(calendars["always"], instant("2026-03-24 21:01"), start, "5 days", counting="rolling")


@pytest.mark.clause("PX-65")
def test_the_night_in_which_the_clock_goes_back_lasts_eleven_hours(calendars: dict[str, CompiledCalendar]) -> None:
    night = calendars["night"]
    assert night.open_between(at("2026-10-24 21:00"), at("2026-10-25 07:00")) == 11 * HOUR
    assert not night.is_open(at("2026-10-25 07:00"))
    assert calendars["weekend"].is_open(at("2026-10-25 12:00"))


@pytest.mark.clause("PX-113")
@pytest.mark.parametrize(("completed", "verdict"), [("23:30", "met"), ("23:31", "exceeded")])
def test_a_migration_beyond_two_and_a_half_hours_exceeds_the_experience(
    perplex: Counted, completed: str, verdict: str
) -> None:
    moved = log(
        ("2026-06-06 21:00", "releases.migration.started"),
        (f"2026-06-06 {completed}", "releases.migration.completed"),
    )
    assert perplex.run("releases.migration", moved).verdict == verdict


# ---- contract and money ----------------------------------------------------------------------------------------------
@pytest.mark.clause("PX-20")
def test_an_invoice_without_a_term_is_due_at_the_end_of_the_fourteenth_day(perplex: Counted) -> None:
    clock = perplex.promise("money.pay").clock
    assert clock is not None and (str(clock.within), clock.counting, clock.due) == (
        "14 days", "closing", "billing.invoice.due",
    )  # fmt: skip
    assert perplex.term_due("14 days", "2026-02-15 10:00", counting="closing") == "Mon 2026-03-02 00:00"


@pytest.mark.clause("PX-06", "PX-07", "PX-12", "PX-30", "PX-40")
@pytest.mark.parametrize(
    ("promise", "number", "start", "expected"),
    [
        ("agreement.change", 1, "2026-12-31 00:00", "Sun 2027-02-28 00:00"),
        # A contract that begins on 28 February has its first year until 24:00 of 27 February.
        ("licence.minimum", 0, "2026-02-28 00:00", "Sun 2027-02-28 00:00"),
        ("money.index", 0, "2026-12-31 09:00", "Sun 2027-02-28 09:00"),
        ("licence.our-notice", 0, "2026-02-28 12:00", "Sun 2027-02-28 12:00"),
        ("privacy.subprocessor", 0, "2026-06-01 00:00", "Wed 2026-07-01 00:00"),
    ],
)
def test_the_terms_of_rules_count_from_their_anchor(
    perplex: Counted, promise: str, number: int, start: str, expected: str
) -> None:
    assert perplex.term_due(amounts(perplex, promise)[number], start) == expected


@pytest.mark.clause("PX-32")
def test_an_archive_licence_is_cancelled_twelve_months_before_its_end(
    perplex: Counted, calendars: dict[str, CompiledCalendar]
) -> None:
    assert amounts(perplex, "licence.archive-cancel") == ["12 months"]
    # The term ends with 28 February 2031, so at 24:00.
    latest = latest_announcement(calendars["always"], instant("2031-03-01 00:00"), "12 months").at
    assert latest == instant("2030-03-01 00:00")
    assert rule_of(perplex, "licence.archive-renew").where["months"].words == ("60",)  # type: ignore[index]
    assert due(calendars["always"], instant("2026-03-01 00:00"), "60 months").at == instant("2031-03-01 00:00")


@pytest.mark.clause("PX-27")
def test_raising_is_a_right_and_cutting_waits_for_another_month(perplex: Counted) -> None:
    assert rule_of(perplex, "licence.quantity-raise").allowed == "whenever"
    (limit,) = rule_of(perplex, "licence.not-both").limit
    assert (limit.count, limit.per, limit.same, limit.at_most) == (
        "contracts.quantity.raised", "month", ("module",), "0",
    )  # fmt: skip


@pytest.mark.clause("PX-34")
def test_the_caps_on_damage_stand_per_cause_and_per_year(perplex: Counted) -> None:
    limits = rule_of(perplex, "liability.caps").limit
    assert [(limit.same, limit.per, limit.at_most) for limit in limits] == [
        (("cause",), None, "EUR 100000"), ((), "year", "EUR 250000"),
    ]  # fmt: skip


@pytest.mark.clause("PX-102")
def test_the_customer_has_it_online_or_installed(perplex: Counted) -> None:
    assert list(perplex.agreement.schemes["deployment"].values) == ["online", "installed"]


@pytest.mark.clause("PX-106")
def test_couplings_of_others_are_not_counted(perplex: Counted) -> None:
    counted_parts = {name for name, part in perplex.agreement.components.items() if part.counted}
    assert counted_parts == {"application", "trajectories", "clients", "knowledge-base", "network"}


@pytest.mark.clause("PX-05")
def test_the_dutch_text_leads_and_the_english_one_says_that_it_is_a_translation(perplex: Counted) -> None:
    assert perplex.agreement.language == "nl"
    assert "translation; the Dutch text leads" in render(perplex.agreement, "en", "md")
    assert "vertaling" not in render(perplex.agreement, "nl", "md").partition("## ")[0]


def test_every_clock_of_ours_warns_somebody_except_those_that_another_promise_covers(perplex: Counted) -> None:
    silent = {
        name
        for name, promise in perplex.agreement.promises.items()
        if promise.clock and not perplex.agreement.warn_of(promise) and promise.by == "provider"
    }
    assert silent == {"liability.specification-fix", "support.pick-up"}
