"""The service documents' own examples of availability and response time, and their measures as profiles write them."""

from pathlib import Path

import pytest

import waarborg
from waarborg.availability.rules.accounting import Claim, accepted, account, budget_of, downtime_within
from waarborg.availability.rules.indicators import (
    DOWNTIME,
    INTERRUPTION,
    UPTIME,
    NotCounted,
    interruptions,
    period_of,
    response_promise,
    uptime_target,
)
from waarborg.availability.rules.maintenance import Announcement, Notice, Work, judge
from waarborg.availability.rules.methods import CAUSES, UptimeMethod
from waarborg.availability.rules.periods import agreed, period
from waarborg.availability.rules.probing import Result
from waarborg.availability.rules.response.figures import Promise, observe, respond
from waarborg.availability.rules.response.probed import samples
from waarborg.availability.rules.response.tallies import by_minute
from waarborg.availability.rules.targets import length, of_uptime
from waarborg.availability.rules.timeline import WHOLE, Span
from waarborg.availability.rules.words import lasting, share_text
from waarborg.availability.tests.times import AMSTERDAM, S, at, compiled
from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.intervals import measure, union
from waarborg.promises.rules.agreement import load

PROFILES = Path(waarborg.__file__).parent / "promises" / "profiles"
METHOD = UptimeMethod(excludes=("maintenance",))
DAYS = GrowingCalendar(CalendarRules.from_mapping({"weekly": {"mon-sun": ["00:00-24:00"]}}, timezone=AMSTERDAM))


def month(name, spans, *targets, excluded=()):
    over = period(name, AMSTERDAM)
    return account(spans, (), excluded, agreed(over, None), [*map(of_uptime, targets)], METHOD)


def down(begin, seconds):
    return Span(at(begin), at(begin) + round(seconds * S))


@pytest.mark.clause("AP-19")
def test_percentage_missed_and_minutes_met_are_both_told_and_october_is_an_hour_longer():
    found = month("2026-02", [down("2026-02-10 12:00", 4.2 * 60)], ">= 99.99 %", "<= 4.5 min")
    assert [one.verdict for one in found.judgements] == ["broken", "met"]
    assert share_text(found.figure.numerator, found.figure.denominator, "en") == "99.98958\N{NO-BREAK SPACE}%"
    october = measure(agreed(period("2026-10", AMSTERDAM), None))
    assert (october, budget_of(of_uptime(">= 99.99 %"), october)) == (44_700 * 60 * S, 447 * 60 * S * WHOLE // 100)


@pytest.mark.clause("AP-20")
def test_a_sunday_night_counts_like_any_other_time():
    sunday = month("2026-12", [down("2026-12-27 03:00", 120)])
    thursday = month("2026-12", [down("2026-12-10 11:00", 120)])
    assert sunday.down == thursday.down == 120 * S * WHOLE
    assert sunday.figure == thursday.figure


@pytest.mark.clause("PX-64")
def test_announced_maintenance_counts_nothing_its_overrun_counts_and_a_claim_needs_evidence():
    planned = Announcement(at("2026-05-01 12:00"), (at("2026-05-11 21:00"), at("2026-05-12 07:00")))
    work = Work((planned,), ((at("2026-05-11 21:00"), at("2026-05-12 07:05")),))
    left_out = judge(work, Notice(parse_duration("5 days"), DAYS), None).excluded
    outages = [down("2026-05-11 21:10", 30 * 60), down("2026-05-12 07:00", 5 * 60), down("2026-05-20 10:00", 60)]
    claim = Claim(at("2026-05-20 10:00"), at("2026-05-20 10:01"), "customer-fault")
    excluded = union(left_out, accepted([claim], CAUSES, evidence=True))
    assert lasting(month("2026-05", outages, excluded=excluded).down, "en") == "6 min"
    proven = Claim(claim.start, claim.end, claim.cause, "ticket 2026-117")
    excluded = union(left_out, accepted([proven], CAUSES, evidence=True))
    assert lasting(month("2026-05", outages, excluded=excluded).down, "en") == "5 min"


@pytest.mark.clause("TO-05")
def test_a_mean_of_exactly_50_ms_is_met_and_probes_without_an_answer_have_no_time():
    def probed(*lengths):
        good = [Result(minute * 60 * S, minute * 60 * S + ms * 1000, True) for minute, ms in enumerate(lengths)]
        bad = Result(9000 * S, 9030 * S, False)
        return observe(by_minute(samples([*good, bad]), []).values(), promise)

    promise = Promise("mean", length("<= 50 ms"))
    found = respond(probed(*[20] * 90, *[320] * 10), promise)
    assert (found.count, found.least, found.verdict) == (100, 50_000_000, "met")
    found = respond(probed(*[20] * 90, *[320] * 10, 80), promise)
    assert (found.count, found.least * 101, found.verdict) == (101, 5080 * 10**6, "broken")


def test_planned_and_unplanned_minutes_and_those_in_business_hours_stand_apart():
    night = (at("2026-04-12 00:00"), at("2026-04-12 06:00"))
    outages = [down("2026-04-12 01:00", 42 * 60), down("2026-04-14 17:58", 3 * 60)]
    found = month("2026-04", outages, excluded=(night,))
    office = compiled({"weekly": {"mon-fri": ["08:00-17:59"]}})
    in_hours = downtime_within(found, agreed(period("2026-04", AMSTERDAM), office))
    assert [lasting(one, "nl") for one in (found.planned, found.down, in_hours)] == ["42 min", "3 min", "1 min"]


def measures():
    for name in ("24office", "appreo", "cliendo", "perplex-dbc", "superoffice"):
        agreement = load(PROFILES / f"{name}.yaml").require()
        for promise in agreement.promises.values():
            if promise.measure is not None and promise.measure.of.startswith("availability."):
                yield promise.measure


def test_every_measure_of_availability_in_the_profiles_can_be_worked_out():
    found = list(measures())
    assert len(found) == 12
    for one in found:
        over = period_of(one, "2026-10", AMSTERDAM)
        assert over.last == ("2026-12" if one.over == "year" else "2026-10")
        if one.of in (UPTIME, DOWNTIME):
            assert uptime_target(one).text == one.target.text
            with pytest.raises(NotCounted):
                response_promise(one)
        else:
            assert response_promise(one).target.text == one.target.text
            with pytest.raises(NotCounted):
                uptime_target(one)


def test_the_longest_interruption_by_a_restart_is_held_against_three_seconds():
    one = next(one for one in measures() if one.of == INTERRUPTION and one.statistic == "max")
    promise = response_promise(one)
    works = [Work((), ((at("2026-10-05 02:00"), at("2026-10-05 02:01")),))]
    restarts = {1.8: "met", 3: "met", 3.4: "broken"}
    for seconds, verdict in restarts.items():
        tally = interruptions(works, [down("2026-10-05 02:00:10", seconds)], METHOD, promise)
        assert respond(observe([tally], promise), promise).verdict == verdict
