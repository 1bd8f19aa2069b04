"""Pictures: length for open time only, labels that never overlap, the numbers in the name, everything escaped."""

import re
from datetime import date, datetime
from functools import cache
from itertools import combinations
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from waarborg.kernel.calendars import CalendarRules, CompiledCalendar, compile_calendar
from waarborg.kernel.due import due
from waarborg.kernel.instants import to_us
from waarborg.plumbing.web.pictures import clock_timeline, day_bars, meter, queue_lane, stamp_card
from waarborg.plumbing.web.pictures.axis import Axis
from waarborg.plumbing.web.pictures.labels import WIDTHS
from waarborg.plumbing.web.pictures.sheet import text_width

ZONE = "Europe/Amsterdam"
DAY = 86_400_000_000
HOUR = 3_600_000_000


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


@cache
def desk() -> CompiledCalendar:
    week = {day: ["09:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    rules = CalendarRules.from_mapping({"timezone": ZONE, "weekly": week, "holidays": "NL"})
    return compile_calendar(rules, date(2026, 1, 1), date(2027, 12, 31))


def timeline(
    start: str = "2026-04-03T16:30",
    within: str = "4 business hours",
    now: str = "2026-04-07T11:42",
    *,
    state: str = "risk",
    stopped: str = "",
    lang: str = "nl",
    with_opens: bool = True,
    pauses: tuple[tuple[str, str | None], ...] = (),
    **more: Any,
) -> str:
    spans = [(local(a), local(b) if b else None) for a, b in pauses]
    found = due(desk(), local(start), within, pauses=spans, now=local(now))
    last = max(to_us(found.at) if found.at else 0, to_us(local(now)))
    opens = desk().intervals(to_us(local(start)) - DAY, last + DAY) if with_opens else ()
    stop = local(stopped) if stopped else None
    return clock_timeline(found.steps, local(start), found.at, local(now), stop, state, lang, ZONE, opens=opens, **more)


def rects(svg: str, cls: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(w))
        for x, w in re.findall(rf'<rect x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%"[^>]*class="{cls}"', svg)
    ]


def name_of(svg: str) -> str:
    return re.search(r'aria-label="([^"]*)"', svg)[1]  # type: ignore[index]


def test_only_open_time_gets_length() -> None:
    axis = Axis(((0, 4 * HOUR), (100 * HOUR, 104 * HOUR)), 0, 104 * HOUR)
    first, gap, second = axis.pieces
    assert first.width == pytest.approx(second.width)
    assert gap.width < first.width
    assert [piece.open for piece in axis.pieces] == [True, False, True]
    assert axis.at(2 * HOUR) == pytest.approx(first.width / 2)
    assert axis.at(104 * HOUR) == pytest.approx(100)


def test_counted_left_and_total_are_in_proportion() -> None:
    svg = timeline()
    todo, done = sum(w for _, w in rects(svg, "st-todo")), sum(w for _, w in rects(svg, "st-done"))
    # 4:00 in all, of which 0:30 on Friday and 2:42 on Tuesday have passed at 11:42.
    assert done / todo == pytest.approx(192 / 240, abs=0.002)
    assert len(rects(svg, "st-gap")) == 1


def test_the_name_has_the_numbers_in_both_languages() -> None:
    assert name_of(timeline(start_label="gemeld")) == (
        "Tijdlijn. vrijdag 3 april 16:30 gemeld. Telt niet: weekend, Tweede Paasdag."
        " Uiterlijk dinsdag 7 april 12:30. Nu is het dinsdag 7 april 11:42."
    )
    assert name_of(timeline(lang="en", start_label="reported")) == (
        "Timeline. Friday 3 April 16:30 reported. Not counted: weekend, Easter Monday."
        " Due by Tuesday 7 April 12:30. It is now Tuesday 7 April 11:42."
    )


def test_a_pause_is_hatched_in_open_time_only_and_told() -> None:
    svg = timeline(
        "2026-06-01T10:00", now="2026-06-02T16:00", state="running", pauses=(("2026-06-01T12:00", "2026-06-02T15:00"),)
    )
    paused = rects(svg, "st-pause")
    assert len(paused) == 2
    # 12:00-17:00 on Monday and 9:00-15:00 on Tuesday.
    assert paused[0][1] / paused[1][1] == pytest.approx(5 / 6, abs=0.01)
    assert "Stond stil van maandag 1 juni 12:00 tot dinsdag 2 juni 15:00." in name_of(svg)


def test_lateness_is_drawn_thinner_after_the_due_time() -> None:
    svg = timeline("2026-04-07T10:20", "1 business hour", state="late")
    (over,) = rects(svg, "st-over")
    (todo,) = rects(svg, "st-todo")
    assert over[0] == pytest.approx(todo[0] + todo[1], abs=0.02)
    assert over[1] / todo[1] == pytest.approx(22 / 60, abs=0.01)


def test_a_stopped_clock_carries_its_mark_and_no_now() -> None:
    svg = timeline(within="1 business hour", state="met", stopped="2026-04-03T16:48", sprite="/s.svg")
    assert 'href="/s.svg#m-met"' in svg
    assert "st-now" not in svg
    assert "Klaar vrijdag 3 april 16:48." in name_of(svg)


def test_a_clock_held_by_an_open_pause_has_no_due_time() -> None:
    found = due(desk(), local("2026-06-01T10:00"), "4 business hours", pauses=[(local("2026-06-01T12:00"), None)])
    svg = clock_timeline(
        found.steps, local("2026-06-01T10:00"), None, local("2026-06-01T14:00"), None, "paused", "nl", ZONE
    )
    assert "st-due" not in svg
    assert rects(svg, "st-pause")


CASES = [
    {},
    {"within": "40 business hours", "pauses": (("2026-04-07T09:10", "2026-04-07T10:05"),)},
    {"start": "2026-04-07T10:20", "within": "1 business hour"},
    {"start": "2026-12-24T10:00", "within": "5 business days", "now": "2026-12-29T11:00"},
    {"within": "20 business days", "now": "2026-04-20T11:42"},
    {"now": "2026-04-09T11:42"},
    {"within": "1 business hour", "stopped": "2026-04-03T16:48"},
    {"with_opens": False},
    {"lang": "en", "start_label": "reported by telephone"},
    {"start": "2026-04-07T16:59", "within": "1 business hour", "now": "2026-04-07T17:00"},
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
@pytest.mark.parametrize("width", [*WIDTHS, 320, 410, 640, 1200])
def test_no_label_overlaps_another_or_leaves_the_picture(case: dict[str, Any], width: int) -> None:
    rows: dict[str, list[tuple[float, float, str]]] = {}
    for x, y, anchor, cls, words in re.findall(
        r'<text x="([\d.]+)%" y="([\d.]+)"(?: text-anchor="(\w+)")? class="([^"]+)">([^<]*)</text>', timeline(**case)
    ):
        fit, gone = re.search(r"fit-(\d+)", cls), re.search(r"gone-(\d+)", cls)
        if (fit and int(fit[1]) > width) or (gone and int(gone[1]) <= width):
            continue
        size, at = text_width(words, bold="note" not in cls), float(x) / 100 * width
        low = at - {"": 0, "middle": size / 2, "end": size}[anchor]
        assert low >= -1.5
        assert low + size <= width + 1.5
        rows.setdefault(y, []).append((low, low + size, words))
    for labels in rows.values():
        for one, other in combinations(labels, 2):
            assert one[1] <= other[0] or other[1] <= one[0], (one, other)


def test_the_due_time_is_named_on_the_narrowest_phone() -> None:
    for case in CASES:
        if not case.get("stopped"):
            assert 'class="st-strong fit fit-280"' in timeline(**case)


def test_what_people_wrote_is_escaped() -> None:
    svg = timeline(start_label='<script>"x"&')
    assert "<script>" not in svg
    assert "&lt;script&gt;&quot;x&quot;&amp;" in svg
    ElementTree.fromstring(svg)
    assert "<b>" not in stamp_card([("<b>x</b>", 'javascript:"', ["met"])], lang="nl")
    assert "<b>" not in day_bars([("out", 60_000_000, "<b>")], label="<b>", lang="nl")
    assert 'aria-label="&lt;b&gt;"' in meter(1, 2, label="<b>")


def test_pictures_carry_no_style_and_no_script() -> None:
    lane = queue_lane(
        [(local("2026-04-07T09:00"), local("2026-04-07T17:00"))],
        [],
        now=local("2026-04-07T11:42"),
        lang="nl",
        zone=ZONE,
    )
    for svg in (timeline(), lane, meter(1, 2, label="x"), day_bars([("ok", 0, "")], label="x", lang="nl")):
        assert " style=" not in svg
        assert "<script" not in svg
        ElementTree.fromstring(svg)


def test_on_paper_the_picture_stands_by_itself() -> None:
    svg = timeline(within="1 business hour", state="met", stopped="2026-04-03T16:48", width=500)
    root = ElementTree.fromstring(svg)
    assert root.get("width") == "500"
    assert "class=" not in svg
    assert "%" not in svg
    assert "var(" not in svg
    assert "<use" not in svg


def test_the_lane_says_how_much_is_due_and_stacks_what_would_cover() -> None:
    days = [
        (local("2026-04-07T11:42"), local("2026-04-07T17:00")),
        (local("2026-04-08T09:00"), local("2026-04-08T17:00")),
    ]
    items = [
        (local("2026-04-07T12:05"), "risk"),
        (local("2026-04-07T12:06"), "risk"),
        (local("2026-04-08T09:20"), "running"),
        (local("2026-04-20T09:00"), "running"),
    ]
    svg = queue_lane(days, items, now=local("2026-04-07T11:42"), lang="nl", zone=ZONE, sprite="/s.svg")
    assert name_of(svg) == "Wat er af moet: vandaag 2 (2 krap), morgen 1, maandag 20 april 1."
    assert len(re.findall("<use", svg)) == 3
    assert len(set(re.findall(r'y="([\d.]+)" width="16"', svg))) == 2
    assert queue_lane([], [], now=local("2026-04-07T11:42"), lang="nl", zone=ZONE) == ""


def test_longer_outages_have_deeper_notches() -> None:
    heights = []
    for minutes in (1, 2, 12, 45, 240, 1440):
        svg = day_bars([("out", minutes * 60_000_000, "")], label="x", lang="nl")
        heights.append(max(float(h) for h in re.findall(r'height="([\d.]+)" class="b-out"', svg)))
    assert heights == sorted(heights)
    assert heights[0] == 11
    assert heights[-1] == 30


def test_the_stamp_card_tells_screen_readers_what_it_shows() -> None:
    html = stamp_card([("Ondersteuning", "#a", ["met", "met", "risk"])], lang="nl", sprite="/s.svg")
    assert '<span class="visually-hidden">: 2 nagekomen en 1 krap</span>' in html
    assert html.count("<use") == 3
    several = stamp_card([("Beveiliging", "#b", ["holds", "holds", "holds", "holds", "running"])], lang="nl")
    assert '<span class="visually-hidden">: 4 gelden en 1 loopt</span>' in several


def test_a_meter_never_runs_over() -> None:
    assert 'width="100%" height="8" rx="4" class="mt-on"' in meter(12, 10, label="x")
    assert "mt-on" not in meter(0, 10, label="x")
