"""Pictures of a report: what they show and say follows from the signed figure, on the page, on paper and as a table."""

import io
import json
from typing import Any

import pikepdf
import pytest

from waarborg.promises.rules.figures import RECORDED, Stated, words_of
from waarborg.trust.queries.pdf import draw
from waarborg.trust.queries.presented import present
from waarborg.trust.rules.months import month_in
from waarborg.trust.rules.pictures.course import course_of
from waarborg.trust.rules.pictures.downtime import burn_down, by_day, calendar, over_time
from waarborg.trust.rules.pictures.shapes import WIDE, Picture
from waarborg.trust.rules.pictures.speed import distribution, quantiles
from waarborg.trust.tests.measured import under
from waarborg.trust.tests.signed import Chain, checked, payload, sealed

SUBJECT = ["promises.figure", "0198a000-0000-7000-c000-000000000001"]
MINUTE = 60 * 10**6
AGREED = 30 * 24 * 60 * MINUTE
# Two outages, one over midnight; work left out, and its end that ran over; an hour of which nothing is known.
UPTIME = (
    "outage;@2026-04-02T08:00:00Z;@2026-04-02T08:02:00Z;~120000000",
    "outage;@2026-04-09T21:59:00Z;@2026-04-09T22:01:00Z;~120000000",
    "outage-weighed;@2026-04-20T10:00:00Z;@2026-04-20T10:01:00Z;~60000000;50",
    "excluded;@2026-04-11T22:00:00Z;@2026-04-12T02:00:00Z;@2026-04-01T10:00:00Z",
    "counted-overrun;@2026-04-12T02:00:00Z;@2026-04-12T02:05:00Z",
    "draw-unknown;@2026-04-15T10:00:00Z;@2026-04-15T11:00:00Z",
)
SPEED = (
    "draw-spread;0;500000000;600", "draw-spread;500000000;1000000000;300", "draw-spread;1000000000;2000000000;60",
    "draw-spread;2000000000;;40", "draw-day;2026-04-07;600;0;500000000;1000000000;2000000000",
    "draw-day;2026-04-08;400;500000000;1000000000;2000000000;",
)  # fmt: skip


def uptime(rows: tuple[str, ...] = UPTIME) -> Stated:
    named = ("availability.component.uptime", "month", "component", "Europe/Amsterdam", "2026-04", "2026-04")
    parts = (("agreed", AGREED), ("known", AGREED - 60 * MINUTE))
    return Stated(*named, AGREED - 5 * MINUTE, AGREED, parts, "application;uptime", rows)


def opened(rows: tuple[str, ...] = SPEED) -> Stated:
    named = ("availability.window.open-time", "month", "customer", "Europe/Amsterdam", "2026-04", "2026-04")
    return Stated(*named, 960, 1000, (("count", 1000),), "clients;share;<= 2 s", rows)


def course(rows: tuple[str, ...] = UPTIME) -> Any:
    return course_of(uptime(rows), month_in("2026-04", "Europe/Amsterdam"))


def tones(picture: Picture | None) -> list[str]:
    assert picture is not None
    return [one["tone"] for one in picture.shapes if one["form"] == "rect"]


def test_each_day_has_its_downtime_maintenance_and_unknown_time_and_an_outage_over_midnight_both_days() -> None:
    found = by_day(course(), "nl")
    assert [list(row) for row in found.rows] == [
        ["do 2 april", "2\N{NO-BREAK SPACE}min", "–", "–"],
        ["do 9 april", "1\N{NO-BREAK SPACE}min", "–", "–"],
        ["vr 10 april", "1\N{NO-BREAK SPACE}min", "–", "–"],
        ["zo 12 april", "–", "4\N{NO-BREAK SPACE}uur", "–"],
        ["wo 15 april", "–", "–", "1\N{NO-BREAK SPACE}uur"],
        ["ma 20 april", "1\N{NO-BREAK SPACE}min", "–", "–"],
    ]
    assert found.label.startswith("Uitval per dag in april 2026: do 2 april 2\N{NO-BREAK SPACE}min; do 9 april")
    assert found.label.endswith("; op de andere dagen geen.")
    # Four days with a notch and a stroke, one hollow, one of four stripes, 24 whole bars.
    assert [tones(found).count(one) for one in ("out", "plan", "unknown", "ok")] == [8, 1, 4, 28]


def test_a_month_without_downtime_has_whole_bars_and_says_so() -> None:
    found = by_day(course(()), "en")
    assert (tones(found), found.rows, found.label) == (["ok"] * 30, [], "Downtime by day in April 2026: on no day.")
    assert over_time(course(()), "en") is None
    assert calendar(course(()), "en") is None


def test_what_is_left_of_four_minutes_and_19_seconds_falls_at_each_outage_and_is_gone_on_the_20th() -> None:
    """99.99 % of April: 259.2 s; 240 s were spent by the 10th, and a minute that counts for half on the 20th."""
    found = burn_down(course(), ">= 99.99 %", AGREED, "nl")
    assert found is not None
    space = "\N{NO-BREAK SPACE}"
    assert [list(row) for row in found.rows] == [
        ["do 2 april", f"2{space}min", f"2{space}min{space}19,2{space}s"],
        ["do 9 april", f"1{space}min", f"1{space}min{space}19,2{space}s"],
        ["vr 10 april", f"1{space}min", f"19,2{space}s"],
        ["ma 20 april", f"30{space}s", f"0{space}s"],
    ]
    assert found.label.endswith(f"aan het eind was 0{space}s over, op sinds ma 20 april.")
    assert tones(found) == ["ok"] * 19 + ["out"] * 11
    assert burn_down(course(), "unstated", AGREED, "nl") is None
    assert burn_down(course(), "nonsense", AGREED, "nl") is None


def test_outages_lie_above_and_maintenance_below_where_they_were_in_the_month() -> None:
    found = over_time(course(), "nl")
    assert found is not None
    assert [row[0] for row in found.rows] == [
        "uitval", "uitval", "onderhoud, telt niet mee", "onderhoud, telt mee", "uitval die voor 50 % telt"
    ]  # fmt: skip
    assert list(found.rows[2][1:]) == ["zo 12 april 00:00", "zo 12 april 04:00", "4\N{NO-BREAK SPACE}uur"]
    assert tones(found) == ["out", "out", "plan", "work", "out"]
    rects = [one for one in found.shapes if one["form"] == "rect"]
    assert [one["x"] for one in rects] == sorted(one["x"] for one in rects)
    assert rects[2]["x"] == WIDE * 11 // 30
    assert {one["y"] for one in rects if one["tone"] == "out"} == {0}


def test_the_calendar_has_the_weeks_of_the_month_and_the_work_on_its_days() -> None:
    found = calendar(course(), "en")
    assert found is not None
    # April 2026 begins on a Wednesday: five weeks.
    counts = [tones(found).count(one) for one in ("rest", "plan", "work")]
    assert (found.height, counts) == (5 * 24 + 2, [29, 1, 1])
    assert [list(row)[:2] for row in found.rows] == [
        ["Sun 12 April", "maintenance, does not count"], ["Sun 12 April", "maintenance, counts"]
    ]  # fmt: skip
    assert found.label == "Maintenance in April 2026: Sun 12 April."


def test_lengths_spread_over_bars_with_the_agreed_length_between_them() -> None:
    found = distribution(opened(), 2 * 10**9, "nl")
    assert found is not None
    assert [list(row) for row in found.rows] == [
        ["hoogstens 500 ms", "600", "60\N{NO-BREAK SPACE}%"], ["500 ms – 1 s", "300", "30\N{NO-BREAK SPACE}%"],
        ["1 s – 2 s", "60", "6\N{NO-BREAK SPACE}%"], ["meer dan 2 s", "40", "4\N{NO-BREAK SPACE}%"],
    ]  # fmt: skip
    assert tones(found) == ["ok", "ok", "ok", "out", "out"]
    assert found.label.startswith("Verdeling van 1000 metingen in april 2026: hoogstens 500 ms 600;")


def test_each_day_lies_between_the_lengths_of_its_median_and_of_95_in_a_hundred() -> None:
    found = quantiles(opened(), "en")
    assert found is not None
    assert [list(row) for row in found.rows] == [
        ["Tue 7 April", "600", "at most 500 ms", "1 s – 2 s"], ["Wed 8 April", "400", "500 ms – 1 s", "more than 2 s"],
    ]  # fmt: skip
    assert tones(found) == ["plan", "ok", "plan", "ok"]


@pytest.mark.parametrize(
    "row",
    [
        "outage", "outage;;", "outage;@x;@y", "outage;@2026-04-02T08:00:00Z", "excluded;1;2", "draw-spread;a;b;c",
        "draw-spread;-1;2;3", "draw-day;2026-04-31;1;2;3;4;5", "draw-day;2025-04-03;1;2;3;4;5",
        "draw-spread;1;2;1" + "0" * 50,
        "outage;@2027-04-02T08:00:00Z;@2027-04-03T08:00:00Z", "outage;@2026-04-03T08:00:00Z;@2026-04-02T08:00:00Z",
    ],
)  # fmt: skip
def test_rows_that_nobody_can_read_draw_nothing(row: str) -> None:
    assert by_day(course((row,)), "nl").rows == []
    assert over_time(course((row,)), "nl") is None
    assert distribution(opened((row,)), None, "nl") is None
    assert quantiles(opened((row,)), "nl") is None


@pytest.fixture
def april(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A report with a figure of openings in it, drawn from its own line."""
    under(monkeypatch, "perplex-dbc")
    chain = Chain()
    chain.write("2026-05-01 03:40", RECORDED, SUBJECT, words_of(opened()))
    return payload(chain, at="2026-05-02 06:00")


def test_paper_names_every_picture_for_who_does_not_see_it_and_has_its_table(april: dict[str, Any]) -> None:
    told = present(april, sha256="0" * 64, fingerprint="5A", lang="nl")
    [pictures] = [one["pictures"] for one in told["measures"] if one["pictures"]]
    assert [one["heading"] for one in pictures] == ["Hoe lang het duurde", "Van dag tot dag"]
    assert checked(april).number == april["number"]
    with pikepdf.open(io.BytesIO(draw(sealed(april), "nl"))) as document, document.open_metadata() as claims:
        assert (claims["pdfaid:conformance"], claims["pdfuaid:part"]) == ("A", "1")
        alts, heads = [], 0
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and "/S" in one:
                alts += [str(one.Alt)] if "/Alt" in one else []
                heads += one.S == "/TH"
    assert [one["label"] for one in pictures] == [one for one in alts if one in {p["label"] for p in pictures}]
    assert heads >= sum(len(one["heads"]) for one in pictures)


def test_the_same_shapes_stand_on_page_and_paper(april: dict[str, Any]) -> None:
    told = [present(april, sha256="0" * 64, fingerprint="5A", lang=lang) for lang in ("nl", "en")]
    shapes = [[one["shapes"] for measure in each["measures"] for one in measure["pictures"]] for each in told]
    assert [[one["form"] for one in each] for each in shapes[0]] == [
        [one["form"] for one in each] for each in shapes[1]
    ]
    assert json.loads(json.dumps(shapes)) == shapes
