"""A figure of the whole service is stated in each customer's journal; the report's verdict follows from that line."""

import copy
from typing import Any

import pytest

from waarborg.promises.rules.figures import RECORDED, Stated, words_of
from waarborg.trust.queries.presented import present
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.tests.measured import found, under
from waarborg.trust.tests.signed import Chain, changed, checked, payload, rehashed

SUBJECT = ["promises.figure", "0198a000-0000-7000-c000-000000000001"]
COUNT, SHARE, GAIN = (
    "support.article.count",
    "support.article.share-of-questions",
    "support.ticket.handling-time-gain",
)
ASKED = (
    "Vragen van alle klanten: {part} waarvan de vrager zei dat een artikel ze beantwoordde, en {other} die bij ons zijn"
    " gemeld."
)
ALIKE = (
    "Dit cijfer gaat over de hele dienst en volgt niet uit uw journaal alleen. Wie het is toegezegd, heeft dezelfde"
    " regel: sha256 {statement} (regel 2)."
)
MEDIANS = (
    "The one in the middle of 61 reports that were complete at once took us 14 minutes, the one in the middle of 48"
    " others 37 minutes."
)


def state(chain: Chain, when: str, of: str, over: str, months: str, figure: tuple[int, int], **parts: int) -> Chain:
    first, _, last = months.partition(" ")
    words = (of, over, "service", "Europe/Amsterdam", first, last or first, *figure, tuple(sorted(parts.items())))
    chain.write(when, RECORDED, SUBJECT, words_of(Stated(*words)))
    return chain


def answered(part: int, whole: int = 500) -> dict[str, Any]:
    """The report of April, made on 2 May; the figure was stated the night before."""
    chain = state(
        Chain(), "2026-05-01 03:40", SHARE, "month", "2026-04", (part, whole), answered=part, reported=whole - part
    )
    return payload(chain, at="2026-05-02 06:00")


@pytest.mark.clause("PX-90")
@pytest.mark.parametrize(("part", "verdict", "value"), [(410, "met", "82"), (399, "broken", "79,8")])
def test_of_500_questions_of_a_month_410_answered_are_enough_and_399_are_not(
    monkeypatch: pytest.MonkeyPatch, part: int, verdict: str, value: str
) -> None:
    under(monkeypatch, "perplex-dbc")
    report = answered(part)
    one = found(report, "support.knowledge")
    assert (one["verdict"], one["enforced"], one["measure"]["numerator"]) == (verdict, True, part)
    assert one["measure"]["explanation"]["nl"] == [
        f"April 2026: {value}\N{NO-BREAK SPACE}%.",
        ASKED.format(part=part, other=500 - part),
        "Norm: ten minste 80\N{NO-BREAK SPACE}%.",
        ALIKE.format(statement=one["measure"]["statement"]),
    ]
    assert checked(report).number == report["number"]


def test_everybody_who_was_told_the_same_figure_has_the_same_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "perplex-dbc")
    hashes = [found(answered(part), "support.knowledge")["measure"]["statement"] for part in (410, 410, 411)]
    assert hashes[0] == hashes[1] != hashes[2]


@pytest.mark.clause("CL-10")
def test_the_gain_of_a_complete_report_is_told_with_both_medians_and_their_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    under(monkeypatch, "cliendo")
    chain = state(
        Chain(), "2026-07-01 03:40", GAIN, "quarter", "2026-04 2026-06", (37, 14),
        complete=61, incomplete=48, minutes=14, minutes_incomplete=37,
    )  # fmt: skip
    report = payload(chain, "2026-06", "2026-07-02 06:00")
    one = found(report, "support.complete-is-faster")
    assert (one["verdict"], one["measure"]["explanation"]["en"][:2]) == (
        "met",
        [
            "April to June 2026: 2.64 times.",
            MEDIANS,
        ],
    )
    assert checked(report).number == report["number"]
    earlier = found(payload(chain, "2026-05", "2026-07-02 06:00"), "support.complete-is-faster")
    assert (earlier["verdict"], earlier["waits"]["nl"]) == (
        "not-measured", "het vastgestelde cijfer over april tot en met juni 2026"
    )  # fmt: skip


@pytest.mark.clause("CL-14")
def test_one_day_with_too_few_articles_breaks_the_promise_for_the_month(monkeypatch: pytest.MonkeyPatch) -> None:
    under(monkeypatch, "cliendo")
    chain = state(Chain(), "2026-04-01 03:40", COUNT, "now", "2026-04", (103, 1), published=103)
    state(chain, "2026-04-12 03:40", COUNT, "now", "2026-04", (99, 1), published=99)
    report = payload(chain)
    one = found(report, "support.articles")
    assert (one["verdict"], one["measure"]["numerator"]) == ("broken", 99)
    assert one["measure"]["explanation"]["nl"][:2] == [
        "Op 1 april 2026: 103 (regel 2).", "Op 12 april 2026: 99 (regel 3)."
    ]  # fmt: skip
    told = present(report, sha256="0" * 64, fingerprint="00", lang="nl")
    row = next(row for row in told["rows"] if row["id"] == "support.articles")
    assert (row["measured"], row["state"], row["evidence"]) == ("99", "broken", "J 2 e.v.")
    assert checked(report).number == report["number"]


@pytest.mark.parametrize("what", ["figure", "verdict", "left out", "statement", "line"])
def test_whatever_is_changed_of_a_figure_checking_it_refuses(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    under(monkeypatch, "perplex-dbc")

    def change(report: dict[str, Any]) -> None:
        one = found(report, "support.knowledge")
        if what == "figure":
            one["measure"]["numerator"] = one["measure"]["stated"][0]["numerator"] = 410
        elif what == "verdict":
            one["verdict"] = "met"
        elif what == "left out":
            one |= {"measure": None, "verdict": "not-measured", "enforced": False}
        elif what == "statement":
            one["measure"]["statement"] = "0" * 64
        else:
            report["journal"]["others"][0]["properties"]["numerator"] = "410"
            rehashed(report)

    with pytest.raises(Wrong):
        checked(changed(answered(399), change))


def test_a_second_figure_for_the_same_month_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stated 399 and then 410 is found out by the next report, whose lines have no gap."""
    under(monkeypatch, "perplex-dbc")
    chain = Chain()
    for day, part in (("01", 399), ("02", 410)):
        state(chain, f"2026-05-{day} 03:40", SHARE, "month", "2026-04", (part, 500), answered=part, reported=500 - part)
    with pytest.raises(Wrong) as wrong:
        payload(chain, "2026-05", "2026-06-02 06:00")
    assert "2026-04" in str(copy.copy(wrong.value).say("en"))
