"""The lane of the queue: what falls due on the days ahead, each item a mark at its due time."""

from collections import deque
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from waarborg.kernel.instants import from_us, to_us
from waarborg.kernel.intervals import union
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pictures.axis import Axis
from waarborg.plumbing.web.pictures.labels import Row
from waarborg.plumbing.web.pictures.sheet import Sheet

HEIGHT = 96
_TOP, _FLOOR = 20, 70
_STACK = 3
# How near two marks may stand before they are stacked, in percent of the picture: 16 pixels on 470.
_NEAR = 3.4


def queue_lane(
    days: Sequence[tuple[datetime, datetime]],
    items: Sequence[Any],
    *,
    now: datetime,
    lang: str,
    zone: str,
    width: float | None = None,
    sprite: str = "",
) -> str:
    """The picture as SVG text.

    `days` are the open stretches to show (today from now on, tomorrow); `items` have `due` and `state`, as attributes
    or as a pair. What is due outside the stretches is not drawn, but is said in the name of the picture.
    """
    opens = union((to_us(a), to_us(b)) for a, b in days)
    if not opens:
        return ""
    axis = Axis(opens, opens[0][0], opens[-1][1], gap=0.035)
    sheet = Sheet(HEIGHT, width=width, sprite=sprite)
    for piece in axis.pieces:
        sheet.rect(piece.left, _TOP, piece.width, _FLOOR - _TOP, "z-day" if piece.open else "st-gap")
        if piece.open:
            sheet.line(piece.left, _FLOOR, piece.left + piece.width, _FLOOR, "g-axis")
    _hours(sheet, axis, zone, lang)
    _headings(sheet, axis, now, lang, zone)
    if opens[0][0] <= to_us(now) <= opens[-1][1]:
        sheet.line(axis.at(to_us(now)), _TOP, axis.at(to_us(now)), _FLOOR + 4, "st-now")
    pairs = sorted((_pair(item) for item in items), key=lambda pair: pair[0])
    _marks(sheet, axis, [(to_us(due), state) for due, state in pairs])
    return sheet.finish(_in_words(pairs, now, lang, zone), "w-pic w-horizon-pic")


def _pair(item: Any) -> tuple[datetime, str]:
    return (item[0], item[1]) if isinstance(item, tuple) else (item.due, item.state)


def _hours(sheet: Sheet, axis: Axis, zone: str, lang: str) -> None:
    row = Row()
    for piece in axis.pieces:
        if not piece.open:
            continue
        hour = -(-piece.start // 3_600_000_000) * 3_600_000_000
        ends = [piece.end, piece.start] if piece.start == hour else [piece.end]
        for us in ends:
            text = wording.time_of_day(from_us(us), lang, zone)
            row.place(axis.at(us), text, "g-note", anchors=("end",) if us == piece.end else ("start",))
        while hour < piece.end:
            sheet.line(_inside(axis, piece, hour), _FLOOR, _inside(axis, piece, hour), _FLOOR + 4, "g-axis")
            row.place(
                _inside(axis, piece, hour),
                wording.time_of_day(from_us(hour), lang, zone),
                "g-note",
                anchors=("middle",),
            )
            hour += 3_600_000_000
        sheet.line(piece.left + piece.width, _FLOOR, piece.left + piece.width, _FLOOR + 4, "g-axis")
    row.draw(sheet, 87)


def _inside(axis: Axis, piece: Any, us: int) -> float:
    # An instant at the seam of two pieces belongs to the one asked for, not to the gap before it.
    return piece.left if us == piece.start else axis.at(us)


def _headings(sheet: Sheet, axis: Axis, now: datetime, lang: str, zone: str) -> None:
    nl, today, row = wording.tongue(lang) == "nl", wording.local_date(now, zone), Row()
    seen: set[date] = set()
    for piece in axis.pieces:
        d = wording.local_date(from_us(piece.start), zone)
        if not piece.open or d in seen:
            continue
        seen.add(d)
        full = wording.day(d, lang)
        if d == today:
            at = wording.time_of_day(now, lang, zone)
            texts = [f"Vandaag, nu {at}", "Vandaag"] if nl else [f"Today, now {at}", "Today"]
        elif (d - today).days == 1:
            texts = [f"Morgen, {full}", "Morgen"] if nl else [f"Tomorrow, {full}", "Tomorrow"]
        else:
            texts = [full.capitalize(), wording.day(d, lang, short=True)]
        # Late in the day the heading of today reaches over the next day, whose own then stands right.
        if not row.place(piece.left, texts, "g-strong", anchors=("start",)):
            row.place(piece.left + piece.width, texts, "g-strong", anchors=("end",))
    row.draw(sheet, 13)


def _marks(sheet: Sheet, axis: Axis, items: Sequence[tuple[int, str]]) -> None:
    """Marks on the floor of the lane, stacked where they would cover each other; the highest says how many more."""
    # In order of time, so that only the last ones can be near: with hundreds of them this was most of a page.
    near: deque[float] = deque()
    for us, state in items:
        if not axis.low <= us <= axis.high:
            continue
        x = min(max(axis.at(us), 1.2), 98.8)
        while near and x - near[0] >= _NEAR:
            near.popleft()
        if len(near) < _STACK:
            sheet.mark(x, _FLOOR - 19 - len(near) * 17, state)
        near.append(x)


def _in_words(pairs: Sequence[tuple[datetime, str]], now: datetime, lang: str, zone: str) -> str:
    nl, today = wording.tongue(lang) == "nl", wording.local_date(now, zone)
    by_day: dict[date, list[str]] = {}
    place = ZoneInfo(zone)
    for due, state in pairs:
        by_day.setdefault(wording.local_date(due, place), []).append(state)
    told = []
    for d, states in by_day.items():
        words = f"{wording.date_words(d, lang, today=today)} {len(states)}"
        tight = sum(1 for state in states if state == "risk")
        if tight:
            words += f" ({tight} {'krap' if nl else 'tight'})"
        told.append(words)
    head = "Wat er af moet" if nl else "What is due"
    return f"{head}: {', '.join(told)}." if told else f"{head}: {'niets' if nl else 'nothing'}."
