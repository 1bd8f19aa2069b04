"""Rounds of a duty that recurs, counted by month: the same as somebody finds who looks every minute."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waarborg.kernel.instants import to_us
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.rounds import Late, Rounds, judge, terms_of

MINUTE, HOUR = 60 * 10**6, 3600 * 10**6


def at(text: str) -> int:
    """In UTC."""
    return to_us(datetime.fromisoformat(text).replace(tzinfo=UTC))


def version(name: str) -> Compiled:
    agreement = load(profile(name), name=f"{name}.yaml").require()
    published = datetime(2026, 1, 2, tzinfo=UTC)
    return compile_agreement(agreement, sha256="0" * 64, published=published, registry=known())


APPREO, CLIENDO = version("appreo"), version("cliendo")
FOUR_HOURS = terms_of(APPREO, "data.backup")


def counted(done: list[int], begin: int, end: int, since: int, until: int | None = None) -> Rounds:
    return judge(FOUR_HOURS, APPREO, sorted(done), since=since, begin=begin, end=end, until=until)


def oracle(done: list[int], begin: int, end: int, since: int, until: int | None) -> tuple[int, int]:
    """How many rounds ended in time and how many were late, looked at minute by minute from the beginning of all."""
    last = end if until is None else min(end, until)
    met = late = 0
    due, is_late = since + 4 * HOUR, False
    carried = since < begin
    for now in range(since, last + MINUTE + 1, MINUTE):
        if now > begin and carried:
            # A round that is overdue when the month begins was counted before; another begins with the month.
            carried = False
            if is_late or due <= begin:
                due, is_late, fresh = begin + 4 * HOUR, False, True
            else:
                fresh = False
        elif now == since and not carried:
            fresh = False
        if now > due and not is_late and (until is None or due < until):
            is_late = True
            late += begin < due <= end and now > begin
        if now in done and since < now <= last:
            if not is_late:
                counts = now > begin if due == begin else now >= begin
                at_end = now < last or due == last
                met += counts and at_end and not (now > begin and fresh)
            if now > begin:
                fresh = False
            due, is_late = now + 4 * HOUR, False
    return met, late


BEGIN, END = at("2026-03-02 00:00"), at("2026-03-04 00:00")


@settings(max_examples=150, deadline=None)
@given(
    st.sets(st.integers(-24, 48), max_size=20),
    st.integers(-24, 30),
    st.one_of(st.none(), st.integers(-12, 60)),
)
def test_a_month_is_what_somebody_finds_who_looks_every_minute(times: set[int], since: int, until: int | None) -> None:
    # Whole hours, so that instants often meet.
    step = HOUR
    done = [BEGIN + one * step for one in times if BEGIN + one * step <= END]
    starts, ends = BEGIN + since * step, None if until is None else BEGIN + until * step
    if ends is not None and ends <= max(starts, BEGIN):
        ends = None
    # What `judge` is given: of the time before the month the last one alone.
    before = [max((one for one in done if one < BEGIN), default=None)]
    given_ = [one for one in [*before, *(one for one in done if one >= BEGIN)] if one is not None]
    found = counted(given_, BEGIN, END, starts, ends)
    assert (found.met, len(found.late)) == oracle(done, BEGIN, END, starts, ends)


@pytest.mark.parametrize(
    ("done", "march", "april"),
    [
        # Due at the very end of the month and complete then: of the month that ends.
        (["2026-03-03 20:00", "2026-03-04 00:00"], (2, 0), (0, 1)),
        # Due then and not there: late in the month that ends; the next begins with the new one.
        (["2026-03-03 20:00"], (1, 1), (0, 1)),
        (["2026-03-03 20:00", "2026-03-04 03:00"], (1, 1), (0, 1)),
        # Complete at the turn, and not due yet: of the month that begins.
        (["2026-03-03 21:00", "2026-03-04 00:00"], (0, 1), (1, 1)),
    ],
)
def test_at_the_turn_of_a_month_each_round_is_counted_once(
    done: list[str], march: tuple[int, int], april: tuple[int, int]
) -> None:
    made, since = [at(one) for one in done], at("2026-03-03 16:00")
    first = counted([one for one in made if one <= END], BEGIN, END, since)
    last = END + 24 * HOUR
    second = counted([one for one in made if one >= END or one == max(made[:1])], END, last, since)
    assert [(one.met, len(one.late)) for one in (first, second)] == [march, april]


def test_how_late_it_was_is_told_up_to_the_end_of_the_month() -> None:
    found = counted([at("2026-03-02 01:00")], BEGIN, END, at("2026-03-01 22:00"))
    assert found.late == (Late(at("2026-03-02 05:00"), None, END),)
    assert (found.late[0].by_us, found.longest) == (43 * HOUR, (47 * HOUR, END))
