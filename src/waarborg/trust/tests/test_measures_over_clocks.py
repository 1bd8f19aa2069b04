"""A measure over clocks is counted from the journal of these clocks, exactly, and reckoned again by whoever checks."""

from datetime import date, timedelta
from typing import Any

import pytest

from waarborg.trust.queries.presented import present
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.verification import follows
from waarborg.trust.tests import signed
from waarborg.trust.tests.measured import found, under
from waarborg.trust.tests.signed import Chain, changed, check, checked, payload, sealed
from waarborg.trust.tests.test_every_field import another, holder, leaves

SAME_DAY, AVERAGE = "support.same-day", "support.answer-average"
MINUTE = 60_000_000


def question(chain: Chain, number: int, day: str, solved: str | None) -> None:
    chain.note(f"{day} 10:00", "reported", number, kind="question", channel="portal", priority="p4")
    if solved:
        chain.note(solved, "resolved", number)


def questions(good: int, late: int, never: int = 0) -> Chain:
    """So many questions on 14 April 2026: solved that afternoon, three days later, or not at all."""
    chain = Chain()
    for number in range(1, good + late + never + 1):
        question(chain, number, "2026-04-14", None)
    for number in range(1, good + 1):
        chain.note("2026-04-14 16:00", "resolved", number)
    for number in range(good + 1, good + late + 1):
        chain.note("2026-04-17 11:00", "resolved", number)
    return chain


def share(report: dict[str, Any]) -> tuple[str, int, int]:
    one = found(report, SAME_DAY)
    return one["verdict"], one["measure"]["numerator"], one["measure"]["denominator"]


def said(report: dict[str, Any], promise: str, lang: str = "nl") -> dict[str, Any]:
    told = present(report, sha256="0" * 64, fingerprint="00", lang=lang)
    row = next(one for one in told["rows"] if one["id"] == promise)
    measure = next(one for one in told["measures"] if one["words"] == row["words"])
    return {"measured": row["measured"], "verdict": row["verdict"], "lines": measure["lines"]}


# ---- a share, per month ----------------------------------------------------------------------------------------------
@pytest.mark.clause("PX-92")
def test_of_a_hundred_questions_eighty_three_were_solved_the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "perplex-dbc")
    report = payload(questions(83, 17))
    assert share(report) == ("met", 83, 100)
    told = said(report, SAME_DAY)
    assert (told["measured"], told["verdict"]) == ("83 van 100, 83\N{NO-BREAK SPACE}%", "nagekomen")
    first, *more = told["lines"]
    assert first.startswith("April 2026: 100 keer beslist. Het gaat om ‘Een vraag om informatie (Prio 4) lossen wij")
    assert more == [
        "Wat telt: hoogstens 1 werkdag na het begin.",
        "Daarvan telt 83 van 100: 83\N{NO-BREAK SPACE}%.",
        "Norm: meer dan 50\N{NO-BREAK SPACE}%.",
    ]
    assert said(report, SAME_DAY, "en")["measured"] == "83 of 100, 83\N{NO-BREAK SPACE}%"
    assert checked(report).number == report["number"]


def test_exactly_half_is_not_more_than_half_and_an_experience_is_exceeded_never_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under(monkeypatch, "perplex-dbc")
    assert share(payload(questions(5, 5))) == ("exceeded", 5, 10)
    assert share(payload(questions(6, 5))) == ("met", 6, 11)


def test_what_nobody_solved_counts_as_soon_as_its_time_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "perplex-dbc")
    assert share(payload(questions(5, 0, never=6))) == ("exceeded", 5, 11)


def test_a_month_without_questions_is_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "perplex-dbc")
    one = found(payload(Chain()), SAME_DAY)
    assert (one["verdict"], one["measure"]["least"], one["measure"]["counted"]) == ("idle", None, 0)


def test_a_month_that_is_not_over_has_a_standing_and_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "perplex-dbc")
    report = payload(questions(1, 3), at="2026-04-20 12:00")
    assert share(report) == ("open", 1, 4)
    assert said(report, SAME_DAY)["lines"][-1] == "De periode loopt tot het einde van april 2026; dit is de stand."


# ---- a mean, per quarter ---------------------------------------------------------------------------------------------
def messages(first: date, minutes: list[int | None]) -> Chain:
    """A message at ten on each open day of web care from `first` on, answered after so many minutes, or not at all."""
    chain, day = Chain(), first
    for number, length in enumerate(minutes, start=1):
        while day.weekday() > 4 or day.isoformat() in ("2026-04-27", "2026-05-14", "2026-05-25", "2026-04-06"):
            day += timedelta(days=1)
        chain.note(f"{day} 10:00", "reported", number, kind="question", channel="mail")
        if length is not None:
            chain.note(f"{day} {10 + length // 60:02d}:{length % 60:02d}", "answered", number)
        day += timedelta(days=1)
    return chain


@pytest.mark.clause("CL-70")
def test_twenty_five_messages_of_a_quarter_average_two_hours_and_six_minutes_and_23_are_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under(monkeypatch, "cliendo")
    chain = messages(date(2026, 5, 18), [116] * 23 + [241] * 2)
    may = payload(chain, "2026-05", "2026-06-01 06:00")
    report = payload(chain, "2026-06", "2026-07-01 06:00", after=may)
    one = found(report, AVERAGE)
    assert (one["verdict"], one["measure"]["known"], one["measure"]["least"]) == ("met", 25, [126 * MINUTE, 1])
    assert said(report, AVERAGE)["measured"] == "gemiddeld 2:06 werkuren"
    clocks = [found(one, "support.answer")["measured"] for one in (may, report)]
    # 23 of 25 within half a working day: 92 %.
    assert [sum(one[key] for one in clocks) for key in ("met", "count")] == [23, 25]
    # The messages of May come along outside the segment of June, so that the quarter can be reckoned from this alone.
    assert {run["sequences"][0] for run in one["evidence"]} - {
        line["sequence"] for line in report["journal"]["entries"]
    }
    assert checked(report).number == report["number"]
    assert found(may, AVERAGE)["verdict"] == "open"


def test_what_is_not_answered_yet_leaves_the_verdict_open_only_where_it_could_change_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under(monkeypatch, "cliendo")
    unknown = payload(messages(date(2026, 6, 26), [30] * 2 + [None]), "2026-06", "2026-07-01 06:00")
    one = found(unknown, AVERAGE)
    assert (one["verdict"], one["measure"]["known"], one["measure"]["counted"]) == ("not-measured", 2, 3)
    assert one["measure"]["most"] is None
    assert "Van 1 daarvan is nog niet bekend hoelang het duurt" in said(unknown, AVERAGE)["lines"][1]
    assert said(unknown, AVERAGE)["measured"].endswith("; 2 van 3 bekend")
    # Forty days of waiting are over the whole budget, whatever is still to come.
    known = payload(messages(date(2026, 5, 4), [30] * 2 + [None]), "2026-06", "2026-07-01 06:00")
    assert found(known, AVERAGE)["verdict"] == "exceeded"
    assert said(known, AVERAGE)["lines"][0].startswith("April tot en met juni 2026: 3 keer beslist.")
    told = present(known, sha256="0" * 64, fingerprint="00", lang="nl")["lead"]
    assert ("één buiten de ervaring", True) in told


# ---- the share that was met, and fewer than agreed -------------------------------------------------------------------
def share_of_met(target: str, **more: Any) -> dict[str, Any]:
    measure = {
        "of": "clock support.pick-up",
        "statistic": "share",
        "over": "month",
        "per": "customer",
        "target": target,
    }
    words = {"nl": "Wij pakken {target} op tijd op.", "en": "We pick up {target} in time."}
    return words | {"clauses": [], "level": "guarantee", "measure": {**measure, **more}}


@pytest.mark.parametrize(("target", "verdict"), [(">= 50 %", "met"), (">= 50.01 %", "broken")])
def test_the_share_of_clocks_that_were_met_is_compared_exactly(
    monkeypatch: pytest.MonkeyPatch, target: str, verdict: str
) -> None:
    under(monkeypatch, "appreo", support__in_time=share_of_met(target))
    report = payload(signed.april())
    one = found(report, "support.in-time")
    assert (one["verdict"], one["measure"]["least"]) == (verdict, [1, 2])
    assert checked(report).number == report["number"]


def test_fewer_cases_than_agreed_give_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "appreo", support__in_time=share_of_met(">= 90 %", sample=3))
    report = payload(signed.april())
    assert found(report, "support.in-time")["verdict"] == "not-measured"
    assert said(report, "support.in-time")["lines"][-1] == "Bij minder dan 3 gevallen geven wij geen oordeel."


def test_conditions_choose_the_clocks_by_the_words_of_their_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "appreo", support__in_time=share_of_met(">= 90 %", where={"channel": ["phone"]}))
    chain = signed.april()
    chain.note("2026-04-20 10:00", "reported", 3, kind="incident", channel="phone", priority="p1")
    chain.note("2026-04-20 10:30", "picked-up", 3)
    one = found(payload(chain), "support.in-time")
    assert (one["verdict"], one["measure"]["counted"]) == ("met", 1)


# ---- what is told of the whole service is not proven by one customer -------------------------------------------------
def test_a_measure_over_all_customers_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "appreo", support__in_time=share_of_met(">= 90 %", per="service"))
    one = found(payload(signed.april()), "support.in-time")
    assert (one["enforced"], one["verdict"], one["evidence"]) == (False, "not-measured", [])
    assert one["waits"] == {"nl": "de tijden van alle klanten samen", "en": "the times of all customers together"}


# ---- checked ---------------------------------------------------------------------------------------------------------
def test_whatever_single_thing_of_the_measure_is_changed_checking_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "appreo", support__in_time=share_of_met(">= 50 %"))
    report = payload(signed.april())
    place = next(n for n, one in enumerate(report["promises"]) if one["id"] == "support.in-time")
    tried = 0
    for path in leaves(report["promises"][place], ("promises", place)):
        with pytest.raises(Wrong):
            checked(changed(report, lambda one, path=path: _another(one, path)))  # type: ignore[misc]
        tried += 1
    assert tried > 40


def _another(report: dict[str, Any], path: tuple[str | int, ...]) -> None:
    held = holder(report, path)
    held[path[-1]] = another(held[path[-1]])


def test_a_late_message_of_an_earlier_month_left_out_of_the_quarter_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "cliendo")
    chain = messages(date(2026, 5, 18), [116] * 8 + [400] * 2 + [116] * 8)
    may = payload(chain, "2026-05", "2026-06-01 06:00")
    june = payload(chain, "2026-06", "2026-07-01 06:00", after=may)
    before, after = check(sealed(may)), check(sealed(june))
    follows(before, after)
    late = signed.ticket(9)
    chain.lines = [line for line in chain.lines if line["subject"][1] != late or line["at"] >= "2026-06"]
    told = payload(chain, "2026-06", "2026-07-01 06:00", after=may)
    with pytest.raises(Wrong) as caught:
        follows(before, check(sealed(told)))
    assert (caught.value.fault, caught.value.params["promise"]) == ("left-out", AVERAGE)
