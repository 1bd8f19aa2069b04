"""The terms of the Cliendo profile, counted in its own calendar: the scenarios of its clauses, to the minute."""

from datetime import timedelta

import pytest

from waarborg.kernel.instants import from_us
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.sign_in_policy import requires_second_factor
from waarborg.promises.tests.profile_clocks import Counted, at, counted, log, shown

EXTRA = """\
amendment: merendaal-extra
amends: cliendo 2026.1
customer: merendaal
effective: 2026-06-01
calendars: {long-desk: {nl: ruime tijden, en: long hours, weekly: {mon-sat: ["08:00-20:00"]}, holidays: NL}}
promises:
  support.answer: {level: guarantee, clock: {within: 2 business hours, calendar: long-desk}}
  extra.uptime: {offered: false, measure: {target: ">= 99.95 %"}}
"""


@pytest.fixture(scope="module")
def cliendo() -> Counted:
    return counted("cliendo")


@pytest.mark.clause("CL-68")
def test_web_care_is_open_from_ten_to_five_and_rests_on_ascension_day(cliendo: Counted) -> None:
    week = cliendo.agreement.calendars["web-care"].week()
    assert {day: hours for day, hours in week.items() if hours} == dict.fromkeys(
        ("mon", "tue", "wed", "thu", "fri"), ("10:00-17:00",)
    )
    # A chat after closing: the clock begins on Friday at ten, after Ascension Day.
    assert cliendo.term_due("1 business minute", "2026-05-13 17:05", "web-care") == "Fri 2026-05-15 10:01"


@pytest.mark.clause("CL-70")
@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ("2026-03-13 15:00", "Mon 2026-03-16 11:30"),  # two hours on Friday, half past eleven on Monday
        ("2026-04-03 15:00", "Tue 2026-04-07 11:30"),  # Easter Monday
        ("2026-05-13 17:05", "Fri 2026-05-15 13:30"),  # Ascension Day
        ("2026-03-16 10:00", "Mon 2026-03-16 13:30"),  # half of seven hours
    ],
)
@pytest.mark.parametrize("channel", ["portal", "mail", "chat"])
def test_a_message_has_a_first_answer_within_half_a_working_day(
    cliendo: Counted, reported: str, expected: str, channel: str
) -> None:
    assert cliendo.due("support.answer", reported, channel=channel) == expected


@pytest.mark.clause("CL-70")
def test_a_first_answer_meets_the_clock_and_asking_back_does_not_hold_it(cliendo: Counted) -> None:
    asked = log(
        ("2026-03-13 15:00", "reported", {"channel": "mail"}),
        ("2026-03-16 11:30", "answered"),
        ("2026-03-16 11:30", "asked-back"),
    )
    assert cliendo.run("support.answer", asked).verdict == "met"
    late = log(("2026-03-13 15:00", "reported", {"channel": "mail"}), ("2026-03-16 11:31", "answered"))
    assert cliendo.run("support.answer", late).verdict == "broken"
    assert cliendo.promise("support.answer").clock.pause == ()  # type: ignore[union-attr]


@pytest.mark.clause("CL-02")
def test_support_is_best_effort_a_missed_target_without_credit_and_without_charge(cliendo: Counted) -> None:
    clocks = [
        cliendo.promise(name)
        for name, promise in cliendo.agreement.promises.items()
        if promise.clock and not promise.offered and promise.clock.within and "support.answer" in name
    ]
    assert [(one.level, one.remedy) for one in clocks] == [("target", None)]
    # Nine working hours: the target is missed, and nothing is charged for the help.
    found = cliendo.run("support.answer", log(("2026-03-16 10:00", "reported"), ("2026-03-17 12:00", "answered")))
    assert found.verdict == "broken"
    free = cliendo.promise("support.included").rule
    assert free is not None and (free.act, free.allowed) == (("billing.charge.raise",), "never")


@pytest.mark.clause("CL-71")
def test_a_telephone_message_has_two_working_days_over_christmas(cliendo: Counted) -> None:
    assert cliendo.due("support.telephone", "2026-12-24 16:00", channel="phone") == "Tue 2026-12-29 16:00"
    assert cliendo.due("support.telephone", "2026-12-24 16:00", channel="mail") is None
    assert cliendo.due("support.answer", "2026-12-24 16:00", channel="phone") is None


@pytest.mark.clause("CL-71")
def test_asking_back_pauses_a_telephone_message_until_the_reply(cliendo: Counted) -> None:
    entries = log(
        ("2026-12-24 16:00", "reported", {"channel": "phone"}),
        ("2026-12-28 11:00", "answered"),
        ("2026-12-28 11:00", "asked-back"),
    )
    assert cliendo.run("support.telephone", entries, "2026-12-29 16:30").state == "paused"
    replied = [*entries, *log(("2026-12-29 12:00", "customer-replied"), first=4)]
    found = cliendo.run("support.telephone", replied)
    # Eight open hours of waiting: the term moves by as much.
    assert (found.state, shown(found.due_us)) == ("running", "Wed 2026-12-30 17:00")


@pytest.mark.clause("CL-85")
def test_a_fault_in_the_coupling_is_timed_and_shown_without_a_term(cliendo: Counted) -> None:
    entries = log(("2026-03-16 10:00", "reported", {"kind": "coupling"}), ("2026-03-18 15:00", "resolved"))
    found = cliendo.run("coupling.repair", entries)
    assert (shown(found.stopped_us), found.due_us, found.verdict) == ("Wed 2026-03-18 15:00", None, None)
    assert cliendo.due("coupling.repair", "2026-03-16 10:00", kind="question") is None


@pytest.mark.clause("CL-15")
def test_an_urgent_case_is_timed_from_the_word_urgent_to_the_first_contact(cliendo: Counted) -> None:
    marked, contacted = ("2026-03-13 16:55", "marked-urgent"), ("2026-03-13 17:03", "contacted")
    found = cliendo.run("urgent.contact", log(marked, contacted))
    assert found.stopped_us is not None
    assert from_us(found.stopped_us) - from_us(at(marked[0])) == timedelta(minutes=8)
    assert found.due_us is None


@pytest.mark.clause("CL-63")
def test_a_cancellation_is_confirmed_within_five_working_days_over_easter(cliendo: Counted) -> None:
    requested = "contracts.termination.requested"
    assert cliendo.due("contract.cancel-confirmed", "2026-04-03 12:00", requested) == "Mon 2026-04-13 12:00"
    # Notice counts from the cancellation, whenever it is confirmed.
    leave = cliendo.promise("contract.leave").rule
    assert leave is not None and leave.earliest is not None
    assert [moment.anchor for moment in leave.earliest.items] == [requested]


@pytest.mark.clause("CL-66", "CL-21")
@pytest.mark.parametrize(
    ("promise", "anchor", "expected"),
    [
        ("contract.leave", "2026-01-31 12:00", "Sat 2026-02-28 12:00"),
        ("contract.leave", "2026-02-01 12:00", "Sun 2026-03-01 12:00"),
        ("contract.trial", "2026-03-01 10:00", "Tue 2026-03-31 10:00"),  # over the start of summer time
    ],
)
def test_the_terms_of_leaving_and_trying_count_from_date_to_date(
    cliendo: Counted, promise: str, anchor: str, expected: str
) -> None:
    rule = cliendo.promise(promise).rule
    moments = rule and (rule.earliest or rule.latest)
    assert moments and len(moments.items) == 1
    assert cliendo.term_due(str(moments.items[0].amount), anchor) == expected


@pytest.mark.clause("CL-45")
def test_an_hour_without_a_back_up_breaks_the_hourly_promise_and_not_the_daily_one(cliendo: Counted) -> None:
    # Of a day that a daily plan keeps: one of the plan that runs every hour is no version of a day.
    kept = {"pace": "daily"}
    made = log(
        ("2026-03-16 13:00", "continuity.backup.completed", {"pace": "hourly"}),
        ("2026-03-16 14:00", "continuity.backup.completed", kept),
    )
    hourly = cliendo.timeline("data.backup-hourly", made, "2026-03-16 15:01").runs[-1]
    daily = cliendo.timeline("data.backup-daily", made, "2026-03-16 15:01").runs[-1]
    assert (shown(hourly.due_us), hourly.verdict) == ("Mon 2026-03-16 15:00", "broken")
    assert (shown(daily.due_us), daily.verdict) == ("Tue 2026-03-17 14:00", None)
    fine = cliendo.timeline("data.backup-hourly", made, "2026-03-16 14:20").runs[-1]
    assert fine.verdict is None


@pytest.mark.clause("CL-40")
def test_the_external_audit_comes_back_within_twelve_months_and_is_announced_sixty_days_before(
    cliendo: Counted,
) -> None:
    audit = cliendo.promise("security.audit")
    assert audit.clock is not None and audit.warn is not None
    assert cliendo.term_due(str(audit.clock.every), "2025-09-10 10:00") == "Thu 2026-09-10 10:00"
    assert [str(warning.at) for warning in audit.warn] == ["60 days before"]


# ---- extra agreements ------------------------------------------------------------------------------------------------
@pytest.mark.clause("CL-88", "CL-90")
def test_an_extra_agreement_gives_one_customer_other_hours_and_a_shorter_term() -> None:
    extra = counted("cliendo", EXTRA)
    assert extra.loaded.problems == ()
    assert extra.due("support.answer", "2026-06-06 19:30", channel="mail") == "Mon 2026-06-08 09:30"
    assert extra.promise("support.answer").level == "guarantee"
    # Everybody else keeps the base agreement.
    assert counted("cliendo").due("support.answer", "2026-06-06 19:30", channel="mail") == "Mon 2026-06-08 13:30"


@pytest.mark.clause("CL-89")
@pytest.mark.parametrize("figure", ["99.5", "99.95", "99.99"])
def test_an_extra_agreement_may_guarantee_uptime_within_the_room_given(figure: str) -> None:
    extra = counted("cliendo", EXTRA.replace("99.95", figure))
    assert extra.loaded.problems == ()
    measure = extra.promise("extra.uptime").measure
    assert measure is not None and str(measure.target) == f">= {figure} %"
    assert not extra.promise("extra.uptime").offered


@pytest.mark.clause("CL-89")
@pytest.mark.parametrize("figure", ["99.999", "99.4"])
def test_uptime_outside_the_room_is_refused(figure: str) -> None:
    base = counted("cliendo").loaded
    loaded = load(EXTRA.replace("99.95", figure).encode(), name="amendment.yaml", base=base)
    assert [one.say("en") for one in loaded.problems] == [
        f"{figure} is outside what the agreement allows here: 99.5..99.99 %"
    ]


def test_what_is_offered_binds_nobody_before_it_is_taken_up(cliendo: Counted) -> None:
    offered = {name for name, promise in cliendo.agreement.promises.items() if promise.offered}
    assert offered == {name for name in cliendo.agreement.promises if name.startswith("extra.")}


@pytest.mark.clause("CL-46")
def test_the_second_step_is_the_organisations_own_choice(cliendo: Counted) -> None:
    assert not requires_second_factor(cliendo.agreement)
    rule = cliendo.promise("access.second-factor-for-all")
    assert rule.if_ is not None and rule.if_["second-factor"].words == ("required",)


def test_only_dealing_with_the_telephone_and_repairing_the_coupling_pause(cliendo: Counted) -> None:
    paused = {name for name, one in cliendo.agreement.promises.items() if one.clock and one.clock.pause}
    assert paused == {"support.telephone", "coupling.repair"}
