"""What support weighs and how it compares: exact, and never against fewer than five. See support-use.md."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.support.rules.use.compare import Used, average, compare
from waarborg.support.rules.use.figures import told
from waarborg.support.rules.use.workload import Workload

THREE = Fraction(3)
CLIENDO = Workload.of(
    {
        "counts": ["chat", "mail", "appointment"],
        "weights": {"knowledge": "1", "wording": "1", "frequency": "1", "topic": "2"},
    }
)


def used(*amounts: int, size: int | None = 10, days: int = 365) -> list[Used]:
    return [Used(UUID(int=number + 1), Fraction(amount), size, days) for number, amount in enumerate(amounts)]


def test_two_long_unclear_questions_weigh_more_than_ten_short_clear_ones() -> None:
    ten = sum(CLIENDO.weighted("chat", 2, []) for _ in range(10))
    two = sum(CLIENDO.weighted("chat", 30, ["wording"]) for _ in range(2))
    assert (ten, two) == (20, 60)


def test_a_specialist_topic_weighs_as_the_agreement_says_and_other_channels_do_not_count() -> None:
    assert CLIENDO.weighted("mail", 30, ["topic"]) == 60
    assert CLIENDO.weighted("portal", 30, ["topic"]) == 0
    assert (
        Workload.of({"counts": ["mail"], "weights": {"topic": "1.5", "wording": "2"}}).weighted(
            "mail", 10, ["topic", "wording"]
        )
        == 30
    )


@pytest.mark.clause("CL-04")
def test_three_times_the_average_is_inside_and_a_minute_more_is_over() -> None:
    """CL-04: of an average of 40, 120 is still inside and 121 is 3.025 times as much. The rest makes the average 40."""
    for amount, state, ratio in ((120, "inside", "3"), (121, "over", "3.02")):
        others = [Fraction(40 * 8 - amount, 7)] * 7
        rows = [Used(UUID(int=1), Fraction(amount), 10, 365)] + [
            Used(UUID(int=number + 2), one, 10, 365) for number, one in enumerate(others)
        ]
        found = compare(rows, multiple=THREE)[UUID(int=1)]
        assert (found.expected, told(found.ratio)) == (40, ratio)
        assert found.state == (state if state == "over" else "near")


def test_of_fewer_than_five_customers_there_is_no_average() -> None:
    assert {one.state for one in compare(used(1, 2, 3, 900), multiple=THREE).values()} == {"unknown"}
    assert compare(used(1, 2, 3, 4, 900), multiple=THREE)[UUID(int=5)].state == "over"
    # One of unknown size neither counts nor is compared.
    rows = [*used(1, 2, 3, 4), Used(UUID(int=9), Fraction(50), None, 365)]
    assert compare(rows, multiple=THREE)[UUID(int=9)].ratio is None


def test_a_larger_customer_may_use_more() -> None:
    rows = [*used(10, 10, 10, 10, 10), Used(UUID(int=9), Fraction(100), 100, 365)]
    assert told(compare(rows, multiple=THREE)[UUID(int=9)].ratio) == "1"


@pytest.mark.clause("CL-04")
def test_who_is_a_customer_for_ten_days_is_compared_pro_rata_and_with_thirty_days_at_least() -> None:
    rows = used(365, 365, 365, 365, 365)
    new = Used(UUID(int=9), Fraction(90), 10, 10)
    found = compare([*rows, new], multiple=THREE)[UUID(int=9)]
    # Five use a minute a day, the new one counts as three: a mean of 4/3, times thirty days.
    assert (found.expected, found.state) == (40, "inside")
    half = Used(UUID(int=9), Fraction(90), 10, 90)
    assert compare([*rows, half], multiple=THREE)[UUID(int=9)].expected == 90


def test_figures_are_truncated_and_never_rounded_up() -> None:
    assert [told(one) for one in (Fraction(2999, 1000), Fraction(3), Fraction(1, 3), None, Fraction(-1, 2))] == [
        "2.99", "3", "0.33", "", "-0.5",
    ]  # fmt: skip


AMOUNTS = st.lists(st.integers(0, 10_000), min_size=5, max_size=9)


@given(AMOUNTS, st.integers(1, 50))
def test_measuring_in_another_unit_changes_no_state(amounts: list[int], unit: int) -> None:
    plain = compare(used(*amounts), multiple=THREE)
    scaled = compare(
        [Used(one.customer, one.amount * unit, one.size, one.days) for one in used(*amounts)], multiple=THREE
    )
    assert [one.state for one in plain.values()] == [one.state for one in scaled.values()]
    assert [one.ratio for one in plain.values()] == [one.ratio for one in scaled.values()]


@given(AMOUNTS, st.randoms())
def test_the_order_of_customers_does_not_matter(amounts: list[int], chance: object) -> None:
    rows = used(*amounts)
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert compare(rows, multiple=THREE) == compare(shuffled, multiple=THREE)


@given(AMOUNTS, st.integers(1, 500))
def test_more_use_never_makes_the_own_ratio_smaller(amounts: list[int], more: int) -> None:
    before = compare(used(*amounts), multiple=THREE)[UUID(int=1)].ratio or Fraction(0)
    after = compare(used(amounts[0] + more, *amounts[1:]), multiple=THREE)[UUID(int=1)].ratio
    assert after is not None and after >= before


@given(AMOUNTS)
def test_ratios_of_equals_come_to_one_on_average_and_exactly_the_allowed_is_never_over(amounts: list[int]) -> None:
    found = compare(used(*amounts), multiple=THREE)
    ratios = [one.ratio for one in found.values() if one.ratio is not None]
    assert not ratios or sum(ratios) / len(ratios) == 1
    for one in found.values():
        if one.allowed is not None:
            assert (one.state == "over") == (one.used.amount > one.allowed)


@given(st.lists(st.fractions(0, 100), min_size=5, max_size=20))
def test_an_average_lies_between_the_least_and_the_most(rates: list[Fraction]) -> None:
    for kind in ("mean", "median"):
        assert min(rates) <= average(rates, kind) <= max(rates)  # type: ignore[operator]
