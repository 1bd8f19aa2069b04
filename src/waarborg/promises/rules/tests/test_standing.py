"""What holds at an instant: from binding to end, and of promises about a product on the days that it is there."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waarborg.kernel.instants import civil_start, parse_instant, to_us
from waarborg.promises.rules.agreement.after_end import outlasts
from waarborg.promises.rules.agreement.scope import concerns
from waarborg.promises.rules.bought import Purchase, recorded, spans, words_between
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import Registry, live_files, planned
from waarborg.promises.rules.replay import Entry, replay
from waarborg.promises.rules.standing import Standing, Versions, gaps_between
from waarborg.promises.rules.tests.files import read, spoilt

ZONE = "Europe/Amsterdam"
FIRST = date(2026, 1, 1)
ANSWER = "  support.answer:\n"
# As the program knows them: what is planned in the other tests of agreements is live here.
LIVE = Registry.of(live=live_files(), planned=planned())
CHECK = """  support.check:
    nl: Elk kwartaal beantwoorden wij u ten minste één keer.
    en: Each quarter we answer you at least once.
    level: guarantee
    if: {product: records}
    clock: {every: quarter, until: support.ticket.answered}
"""


def made() -> Compiled:
    """The agreement with a duty of each quarter towards who has the records."""
    agreement = read(spoilt(ANSWER, CHECK + ANSWER)).require()
    return compile_agreement(agreement, sha256="", published=datetime(2025, 12, 1, tzinfo=UTC), registry=LIVE)


def start_of(day: date) -> int:
    return civil_start(day, 0, ZONE)


def held_at(versions: Versions, us: int) -> bool:
    found = [terms for since, terms in versions if since <= us]
    return bool(found) and found[-1] is not None


days = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
purchase = st.builds(
    lambda product, first, length: Purchase(
        f"product/{product}", first, None if length is None else first + timedelta(days=length),
        frozenset({("product", product)}),
    ),
    st.sampled_from(["records", "payroll"]), days, st.none() | st.integers(0, 12),
)  # fmt: skip
SCOPED = made()


@given(st.lists(purchase, max_size=5), st.integers(-2, 60))
def test_a_duty_about_a_product_holds_exactly_on_the_days_that_it_is_there(bought: list[Purchase], number: int) -> None:
    day = FIRST + timedelta(days=number)
    standing = Standing(((start_of(FIRST), SCOPED),), (), tuple(bought))
    versions = standing.terms_about("customers.customer").get("support.check", ())
    there = any(
        one.item == "product/records" and one.first <= day and (one.last is None or day <= one.last) for one in bought
    )
    wanted = there and number >= 0
    for us in (start_of(day), start_of(day + timedelta(days=1)) - 1):
        assert held_at(versions, us) is wanted
    assert [since for since, _ in versions] == sorted({since for since, _ in versions})
    agreement = SCOPED.agreement
    assert concerns(agreement.promises["support.check"], agreement, words_between(bought, day, day)) is there


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=6, unique=True).map(sorted),
    st.lists(st.integers(0, 3), min_size=6),
)
def test_between_an_end_and_what_is_agreed_anew_nothing_holds(starts: Sequence[int], early: Sequence[int]) -> None:
    """A binding ends where the next begins, or up to three days before that; the last may have an end, too."""
    ends = [
        (starts[number + 1] if number + 1 < len(starts) else starts[number] + 5) - early[number] % 4
        for number in range(len(starts))
    ]
    bound = [(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]
    gaps = gaps_between(bound)
    standing = Standing(tuple((start, SCOPED) for start, _ in bound), gaps)
    for us in range(70):
        inside = any(start <= us < end for start, end in bound)
        assert (standing.over_since(us) is None) is (inside or us < starts[0])
        terms = next((one for since, one in reversed(list(standing.terms_about("support.ticket")["support.answer"]))
                      if since <= us), None)  # fmt: skip
        assert (terms is not None and bool(terms.from_events)) is inside


def test_a_quarterly_duty_begins_with_the_purchase_and_ends_with_it() -> None:
    """Bought from 10 February, ended after 4 May, and again from 1 June: done once, in March."""
    words = frozenset({("product", "records")})
    bought = (
        Purchase("product/records", date(2026, 2, 10), date(2026, 5, 4), words),
        Purchase("product/records", date(2026, 6, 1), None, words),
    )
    standing = Standing(((start_of(FIRST), SCOPED),), (), bought)
    done = Entry(to_us(parse_instant("2026-03-20T10:00:00+01:00")), 1, "support.ticket.answered", ("support.ticket:1",))
    timeline = replay(
        standing.terms_about("customers.customer")["support.check"], [done], standing.calendars,
        states=standing.states, now=parse_instant("2026-07-02T00:00:00+02:00"), subject="customers.customer:1",
    )  # fmt: skip
    told = [(run.started_us, run.due_us, run.verdict) for run in timeline.runs]
    assert told == [
        (start_of(date(2026, 2, 10)), start_of(date(2026, 4, 1)), "met"),
        (start_of(date(2026, 4, 1)), start_of(date(2026, 7, 1)), "void"),
        (start_of(date(2026, 6, 1)), start_of(date(2026, 7, 1)), "broken"),
        (start_of(date(2026, 7, 1)), start_of(date(2026, 10, 1)), None),
    ]
    assert timeline.runs[1].ended_us == start_of(date(2026, 5, 5))
    assert standing.of_customer == {"support.ticket.answered"}


def test_touching_purchases_are_one_span_and_days_follow_the_clock_change() -> None:
    words = frozenset({("product", "records")})
    bought = [
        Purchase("product/records", date(2026, 3, 29), date(2026, 3, 29), words),
        Purchase("product/records", date(2026, 3, 30), date(2026, 3, 31), words),
    ]
    agreement = SCOPED.agreement
    found = spans(bought, lambda held: concerns(agreement.promises["support.check"], agreement, held), ZONE)
    hours = 3_600_000_000
    assert found == [(start_of(date(2026, 3, 29)), start_of(date(2026, 4, 1)))]
    assert found[0][1] - found[0][0] == 71 * hours


def test_the_last_entry_about_a_purchase_says_how_it_stands() -> None:
    def said(kind: str, which: str, last: str = "") -> tuple[str, str, dict[str, str]]:
        words = {"bought": f"module/{which}", "bought-from": "2026-01-01"} | ({"bought-until": last} if last else {})
        return f"catalogue.purchase.{kind}", which, words

    lines = [said("made", "a"), said("made", "b"), said("ended", "a", "2026-03-01"), said("withdrawn", "b")]
    assert recorded(lines) == [("module/a", "2026-01-01", "2026-03-01")]
    assert recorded([*lines, said("ended", "a")]) == [("module/a", "2026-01-01", None)]


def test_what_is_said_of_leaving_and_of_what_is_left_outlasts_an_agreement() -> None:
    promises = SCOPED.agreement.promises
    assert {name for name in promises if outlasts(promises[name])} == SCOPED.lasting
    assert "support.answer" not in SCOPED.lasting and SCOPED.lasting
