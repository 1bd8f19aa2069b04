"""The figure of a period and its verdict: the examples of docs/algorithms/availability.md, and an oracle."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.availability.rules.accounting import (
    Claim,
    Unmeasurable,
    accepted,
    account,
    budget_of,
    burned,
    check_measurable,
)
from waarborg.availability.rules.methods import CAUSES, UptimeMethod, uptime
from waarborg.availability.rules.periods import agreed, period
from waarborg.availability.rules.probing import Probing
from waarborg.availability.rules.targets import of_uptime, share
from waarborg.availability.rules.timeline import DEGRADED, OUTAGE, PARTIAL, TROUBLES, WHOLE, Span
from waarborg.availability.rules.words import lasting, share_text
from waarborg.availability.tests import oracle
from waarborg.availability.tests.times import AMSTERDAM, S, at, compiled
from waarborg.kernel.intervals import measure, union

METHOD = UptimeMethod(excludes=("maintenance",))


def month(name, through=None):
    return period(name, AMSTERDAM, through=through)


def figure(name, down, *targets, unknown=(), excluded=(), method=METHOD, through=None, **more):
    """The account of a month in which the service was down for so many seconds from its beginning."""
    over = month(name, through)
    spans = [Span(over.start, over.start + round(down * S))]
    return account(
        spans, union(unknown), union(excluded), agreed(over, None), [*map(of_uptime, targets)], method, **more
    )


@pytest.mark.parametrize(
    ("name", "hours"),
    [("2026-02", 672), ("2026-03", 743), ("2026-04", 720), ("2026-10", 745), ("2027-03", 743), ("2026-12", 744)],
)
def test_a_local_month_is_as_long_as_it_is(name, hours):
    assert measure(agreed(month(name), None)) == hours * 3600 * S


@pytest.mark.parametrize(
    ("name", "target", "allowed"),
    [
        ("2026-03", ">= 99.99 %", "4 min 27.48 s"),
        ("2026-10", ">= 99.99 %", "4 min 28.2 s"),
        ("2026-04", ">= 99.99 %", "4 min 19.2 s"),
        ("2026-04", ">= 99.9999 %", "2.592 s"),
        ("2026-04", ">= 99.9 %", "43 min 12 s"),
        ("2026-10", ">= 99.9 %", "44 min 42 s"),
        ("2026-02", ">= 99.9 %", "40 min 19.2 s"),
    ],
)
def test_what_a_target_allows(name, target, allowed):
    budget = budget_of(of_uptime(target), measure(agreed(month(name), None)))
    assert lasting(budget, "en") == allowed
    assert figure(name, budget / WHOLE / S, target).verdict == "met"
    assert figure(name, budget / WHOLE / S + 0.000001, target).verdict == "broken"


@pytest.mark.clause("TO-08")
def test_43_minutes_and_12_seconds_of_april_pass_and_a_second_more_fails_by_month_or_by_year():
    allowed = {"2026-04": 43.2, "2026-10": 44.7, "2026-02": 40.32}
    for name, minutes in allowed.items():
        assert figure(name, minutes * 60, ">= 99.9 %").verdict == "met"
        assert figure(name, int(minutes * 60) + 1, ">= 99.9 %").verdict == "broken"
    year = figure("2026-01", 525.6 * 60, ">= 99.9 %", through="2026-12")
    assert (year.verdict, year.agreed) == ("met", 365 * 24 * 3600 * S)
    assert figure("2026-01", 525.6 * 60 + 1, ">= 99.9 %", through="2026-12").verdict == "broken"


def test_21_minutes_of_april_pass_at_99_95_per_cent_and_22_fail():
    assert figure("2026-04", 21 * 60, ">= 99.95 %").verdict == "met"
    assert figure("2026-04", 22 * 60, ">= 99.95 %").verdict == "broken"


def test_what_is_shown_is_cut_off_and_never_rounded():
    assert share_text(99896, 100000, "en") == "99.896\N{NO-BREAK SPACE}%"
    assert share_text(9_999_999_999, 10_000_000_000, "en") == "99.99999\N{NO-BREAK SPACE}%"
    assert share_text(1, 1, "nl") == "100\N{NO-BREAK SPACE}%"


def test_at_each_instant_the_largest_weight_counts_once():
    method = uptime({"weights": {"partial-outage": "0.3", "degraded": "0.05"}})
    spans = [Span(0, 100, DEGRADED), Span(40, 80, PARTIAL), Span(50, 60, OUTAGE), Span(55, 58, OUTAGE)]
    found = account(spans, (), (), ((0, 1000),), [], method)
    assert found.stretches == (
        (0, 40, 50_000),
        (40, 50, 300_000),
        (50, 60, WHOLE),
        (60, 80, 300_000),
        (80, 100, 50_000),
    )
    assert Fraction(found.down, WHOLE) == 60 * Fraction(5, 100) + 30 * Fraction(3, 10) + 10


def test_unless_the_method_says_otherwise_partial_counts_whole_and_degraded_not_at_all():
    spans = [Span(0, 10, PARTIAL), Span(20, 30, DEGRADED)]
    assert account(spans, (), (), ((0, 100),), [], METHOD).stretches == ((0, 10, WHOLE),)


def test_an_outage_counts_only_in_service_hours_over_both_clock_changes():
    desk = compiled({"weekly": {"mon-fri": ["09:00-17:00"], "sun": ["01:00-04:00"]}})
    for name, hours in (("2026-10", 22 * 8 + 3 * 3 + 4), ("2027-03", 23 * 8 + 3 * 3 + 2)):
        over = month(name)
        found = account([Span(over.start, over.end)], (), (), agreed(over, desk), [], METHOD)
        assert (found.agreed, found.down) == (hours * 3600 * S, hours * 3600 * S * WHOLE)


def test_an_outage_from_before_the_month_is_clipped_and_not_dropped():
    over = month("2026-10")
    found = account([Span(over.start - 5 * S, over.start + 7 * S)], (), (), agreed(over, None), [], METHOD)
    assert found.down == 7 * S * WHOLE


@pytest.mark.parametrize(
    ("unknown_hours", "down", "verdict", "reason"),
    [
        (0, 43 * 60, "met", "within"),
        (7.2, 42 * 60, "met", "within"),
        (7.2, 43 * 60, "broken", "over"),
        (7.3, 42 * 60, "not-measured", "too-little-known"),
        (700, 43 * 60 + 12, "not-measured", "too-little-known"),
        (700, 43 * 60 + 13, "broken", "over-whatever-is-unknown"),
        (720, 0, "not-measured", "too-little-known"),
    ],
)
def test_too_little_known_is_no_verdict_unless_what_is_known_exceeds_the_whole_budget(
    unknown_hours, down, verdict, reason
):
    over = month("2026-04")
    silent = [(over.end - round(unknown_hours * 3600 * S), over.end)]
    found = figure("2026-04", down, ">= 99.9 %", unknown=silent)
    assert (found.verdict, found.judgements[0].reason) == (verdict, reason)


def test_with_nothing_known_or_nothing_agreed_there_is_no_figure():
    over = month("2026-04")
    method = uptime({"coverage": "0 %", "excludes": ["maintenance"]})
    unseen = figure("2026-04", 60, ">= 99 %", unknown=[(over.start, over.end)], method=method)
    assert (unseen.figure, unseen.verdict, unseen.unseen) == (None, "not-measured", 60 * S)
    closed = figure("2026-04", 60, ">= 99 %", excluded=[(over.start, over.end)])
    assert (closed.figure, closed.judgements[0].reason) == (None, "nothing-agreed")


def test_a_method_that_excludes_nothing_leaves_nothing_out():
    over = month("2026-04")
    work = [(over.start, over.start + 3600 * S)]
    assert figure("2026-04", 60, ">= 99.9 %", excluded=work).down == 0
    assert figure("2026-04", 60, ">= 99.9 %", excluded=work).planned == 60 * S * WHOLE
    assert figure("2026-04", 60, ">= 99.9 %", excluded=work, method=uptime({})).down == 60 * S * WHOLE


def test_an_experience_is_exceeded_and_an_unstated_figure_only_timed():
    assert figure("2026-04", 3600, ">= 99.9 %", experience=True).verdict == "exceeded"
    assert figure("2026-04", 3600, "unstated").verdict == "timed"


def test_a_target_finer_than_the_probes_can_tell_is_refused():
    april = measure(agreed(month("2026-04"), None))
    check_measurable(of_uptime(">= 99.99 %"), april, Probing(60 * S, failures=3))
    with pytest.raises(Unmeasurable) as refused:
        check_measurable(of_uptime(">= 99.9999 %"), april, Probing(60 * S))
    assert "allows 2.592 s of downtime; these probes are certain to see only 1 min" in refused.value.say("en")
    with pytest.raises(Unmeasurable):
        check_measurable(of_uptime("<= 4.5 min"), april, Probing(60 * S, failures=5))


def test_the_budget_that_is_used_up_over_a_month_and_how_fast_it_goes():
    over, target = month("2026-04"), share(">= 99.9 %")
    stretches = [(over.start, over.start + 1296 * S, WHOLE)]
    assert burned(stretches, agreed(over, None), target) == Fraction(1, 2)
    hour = ((over.start, over.start + 3600 * S),)
    assert burned(stretches, hour, target) == Fraction(1296, 3600) * 1000
    assert burned(stretches, hour, share(">= 100 %")) is None


def test_what_is_left_out_needs_a_cause_that_was_agreed_and_evidence():
    claims = [
        Claim(0, 10, "customer-fault", "ticket 17"),
        Claim(20, 30, "customer-fault"),
        Claim(40, 50, "bad luck", "ticket 18"),
    ]
    assert accepted(claims, CAUSES, evidence=True) == ((0, 10),)
    assert accepted(claims, CAUSES, evidence=False) == ((0, 10), (20, 30))


PAIRS = st.lists(st.tuples(st.integers(-5, 45), st.integers(-5, 45)), max_size=4)
SPANS = st.lists(st.builds(Span, st.integers(-5, 45), st.integers(-5, 45), st.sampled_from(TROUBLES)), max_size=5)
WEIGHTS = st.fixed_dictionaries({state: st.sampled_from(["0", "0.3", "0.999999", "1"]) for state in TROUBLES})


@settings(max_examples=300)
@given(SPANS, PAIRS, PAIRS, PAIRS, WEIGHTS, st.integers(0, 10_000), st.sampled_from(["0 %", "50 %", "99 %", "100 %"]))
def test_it_is_what_looking_at_every_unit_of_time_gives(spans, unknown, excluded, hours, weights, ppm, coverage):
    method = uptime({"weights": weights, "coverage": coverage, "excludes": ["maintenance"]})
    target = share(f">= {ppm / 100:.2f} %")
    agreed_time = union((max(0, start), min(40, end)) for start, end in hours)
    found = account(spans, union(unknown), union(excluded), agreed_time, [target], method)
    expected = oracle.downtime(spans, unknown, excluded, agreed_time, dict(method.weights), 40)
    assert (found.agreed, found.known, found.down) == expected
    assert found.verdict == oracle.verdict(*expected, target.millionths, method.coverage)


def test_instants_of_the_tests_know_summer_time():
    assert at("2026-10-25T03:00:00+01:00") - at("2026-10-25 00:00") == 4 * 3600 * S
