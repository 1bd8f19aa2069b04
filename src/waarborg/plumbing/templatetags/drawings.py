"""Pictures of the design system for pages."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.kernel.steps import Step
from waarborg.plumbing.templatetags.waarborg import lang_of_page, sprite, zone_of
from waarborg.plumbing.web import pictures
from waarborg.plumbing.web.pages import page_filter
from waarborg.plumbing.web.pictures.bars import stamp_row
from waarborg.plumbing.web.pieces import forgotten


def _finder(found: Any) -> Callable[[str], Any]:
    return found.get if isinstance(found, dict) else lambda key: getattr(found, key, None)


@page_filter
@pass_context
def clock_timeline(context: Context, explanation: Any, *, zone: str | None = None, **more: Any) -> SafeString:
    """The timeline of a clock.

    `explanation` has `steps`, `start`, `due`, `state` and may have `stopped`, `opens`, `zone`, `start_label`.
    """
    find = _finder(explanation)
    steps = tuple(find("steps") or ())
    start, due, stopped = (find(name) for name in ("start", "due", "stopped"))
    return mark_safe(
        _timeline(
            steps,
            start=start,
            due=due,
            now=_as_drawn(find("now") or context.get("now"), steps, start, due, stopped),
            stopped=stopped,
            state=find("state") or "running",
            lang=lang_of_page(),
            zone=find("zone") or zone_of(zone),
            opens=tuple(find("opens") or ()),
            start_label=find("start_label") or "",
            sprite=sprite(),
            **more,
        )
    )


# The same picture is made once: of a clock that has stopped, whenever it is looked at; of one that runs, each minute.
_timeline = forgotten(lru_cache(1024)(pictures.clock_timeline))

# As all promises stand, which is for hours the same.
_stamps = forgotten(lru_cache(1024)(pictures.stamp_card))

# By the minute too (`DeskCalendar.lane`); an item more or less is another picture.
_lane = forgotten(lru_cache(64)(pictures.queue_lane))


def _as_drawn(
    now: datetime | None, steps: Sequence[Step], start: datetime, due: datetime | None, stopped: datetime | None
) -> datetime | None:
    """The instant to draw as now: to the minute, as it is written, unless something else happened within that minute;
    None where nothing of the picture depends on it."""
    if now is None or (stopped is not None and not any(one.kind == "pause" and one.end is None for one in steps)):
        return None
    minute = now.replace(second=0, microsecond=0)
    turns = (start, due, *(turn for one in steps for turn in (one.start, one.end)))
    return now if any(turn is not None and minute < turn <= now for turn in turns) else minute


@page_filter
def stamp_card(rows: Sequence[Any]) -> SafeString:
    """Rows of `label`, `url`, `states`: all promises at a glance."""
    return mark_safe(_stamps(tuple(map(stamp_row, rows)), lang=lang_of_page(), sprite=sprite()))


@page_filter
def day_bars(days: Sequence[Any], label: str) -> SafeString:
    """A bar a day: see `pictures.day_bars`."""
    return mark_safe(pictures.day_bars(days, label=label, lang=lang_of_page()))


@page_filter
def burn_down(left: Sequence[int], days: int, label: str) -> SafeString:
    """What is left of an allowance each day: see `pictures.burn_down`."""
    return mark_safe(pictures.burn_down(left, days, label=label))


@page_filter
def meter(part: int, whole: int, label: str, *, state: str = "running", pace: int | None = None) -> SafeString:
    """How much of an allowance is used; `pace` draws the line of pro rata."""
    return mark_safe(pictures.meter(part, whole, label=label, state=state, pace=pace))


@page_filter
@pass_context
def queue_lane(context: Context, lane: Any, *, zone: str | None = None) -> SafeString:
    """What is due today and tomorrow: `lane` has `days` (open stretches) and `items` (due, state)."""
    find = _finder(lane)
    return mark_safe(
        _lane(
            tuple(find("days")),
            tuple(find("items")),
            now=find("now") or context["now"],
            lang=lang_of_page(),
            zone=find("zone") or zone_of(zone),
            sprite=sprite(),
        )
    )
