"""What pages about maintenance share: a window as its readers see it, a month as a sheet of weeks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from waarborg.availability.models import Work
from waarborg.availability.queries.maintenance_words import window_words
from waarborg.availability.rules import month_sheet
from waarborg.availability.rules import work_kinds as rules
from waarborg.availability.rules.work_calendar import Event
from waarborg.kernel.instants import to_us
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.reader import lang
from waarborg.plumbing.web.reader import zone as zone_of

# What readers can choose without a list of six hundred; any other zone works in the address (SO-40).
ZONES = (
    *("Europe/Amsterdam", "Europe/London", "Europe/Oslo", "Europe/Athens", "America/New_York", "America/Los_Angeles"),
    *("America/Sao_Paulo", "America/Curacao", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo"),
    "Australia/Sydney",
)
# What pages and banners tell of before it comes: so far ahead, and so many at most.
SOON, MOST = timedelta(days=14), 5
# What feeds and calendars hold: so far back and ahead.
BACK, FAR = timedelta(days=90), timedelta(days=400)


def next_ones(works: Iterable[Work]) -> list[Work]:
    """Of these, in order of time, the first few; of what recurs only the next time, or it would hide all else."""
    firsts: dict[UUID, Work] = {}
    for one in works:
        firsts.setdefault(one.series_id or one.id, one)
    return list(firsts.values())[:MOST]


def coming(works: Iterable[Work], now: datetime) -> list[dict[str, Any]]:
    """What goes on and comes, as lines of a page."""
    return [shown(one, now, lang(), zone_of()) for one in next_ones(works)]


def zone_asked(text: str, usual: str) -> str:
    """The zone in which a reader wants times, from an address; the usual one for none, and for what is none."""
    return text if text[:60] in available_timezones() else usual


def month_asked(text: str, today: date) -> date:
    """The first day of a month from an address such as `2026-10`; of this month for none, and for what is none."""
    try:
        found = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        found = today
    return found.replace(day=1) if 2000 <= found.year <= 2090 else today.replace(day=1)


def shown(one: Work, now: datetime, language: str, zone: str) -> dict[str, Any]:
    """A window as its reader sees it, with its components and announcements at hand."""
    names = [part.component.say(language) for part in one.parts.all()]
    worked = window_words(one.began_at, one.ended_at, language, zone) if one.began_at and one.ended_at else ""
    return {
        "work": one,
        "title": one.title(language),
        "text": one.text(language),
        "spoken": "en" if language == "en" and one.title_en else "nl",
        "kind": rules.call_kind(one.kind, language),
        "state": rules.call_state(one.state, language),
        "mark": rules.MARKS[one.state],
        "when": window_words(one.from_at, one.until_at, language, zone),
        "on": wording.enumeration(sorted(names), language),
        "worked": worked,
        "overran": one.overran(now),
        "untold": one.announced_at is None,
        "announcements": [
            {
                "at": told.at,
                "change": rules.call_change(told.change, language),
                "when": window_words(told.from_at, told.until_at, language, zone)
                if told.from_at and told.until_at
                else "",
            }
            for told in sorted(one.announcements.all(), key=lambda each: (each.at, each.id), reverse=True)
        ],
    }


def sheet(month: date, works: Iterable[Work], language: str, zone: str, now: datetime) -> dict[str, Any]:
    """A month's windows by week, what was cancelled left out, with the months around it."""
    windows = [((to_us(one.from_at), to_us(one.until_at)), one) for one in works if one.state != rules.CANCELLED]
    weeks = month_sheet.sheet(month, windows, zone)
    today = wording.local_date(now, zone)
    return {
        "words": wording.month_words(month, language),
        "before": f"{month - timedelta(days=1):%Y-%m}",
        "after": f"{month + timedelta(days=31):%Y-%m}",
        "heads": [wording.DAYS_SHORT[language][number] for number in range(7)],
        "weeks": [
            {
                "number": week[0].date.isocalendar().week,
                "days": [
                    {
                        "date": day.date,
                        "inside": day.inside,
                        "today": day.date == today,
                        "hours": day.hours if day.hours != 24 else 0,
                        "entries": [_entry(entry, day, language, zone) for entry in day.entries],
                    }
                    for day in week
                ],
            }
            for week in weeks
        ],
    }


def _entry(entry: month_sheet.Entry[Work], day: month_sheet.Day[Work], language: str, zone: str) -> dict[str, Any]:
    one = entry.thing
    begins = "" if entry.start is None else wording.time_of_day(one.from_at, language, zone)
    ends = "" if entry.end is None else wording.time_of_day(one.until_at, language, zone)
    return {
        "work": one,
        "title": one.title(language),
        "mark": rules.MARKS[one.state],
        "times": f"{begins or '…'}\N{EN DASH}{ends or '…'}" if begins or ends else "",
    }


def zones(chosen: str) -> list[tuple[str, bool]]:
    """What a reader may choose, the chosen one among them."""
    return [(one, one == chosen) for one in dict.fromkeys((chosen, *ZONES))]


def offset_words(at: datetime, zone: str) -> str:
    """Such as `UTC+1`: by it a reader sees which of two hours is meant."""
    seconds = (at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds()
    minutes = round(seconds / 60)
    rest = f":{abs(minutes) % 60:02}" if minutes % 60 else ""
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60}{rest}"


def events(works: Sequence[Work], language: str, address: Any) -> list[Event]:
    """As a calendar reads them; `address` gives the page of one."""
    return [
        Event(
            uid=f"{one.id}@waarborg",
            sequence=one.revision,
            start=one.from_at,
            end=one.until_at,
            changed=max((told.at for told in one.announcements.all()), default=one.from_at),
            summary=one.title(language),
            description=one.text(language),
            url=address(one),
            cancelled=one.state == rules.CANCELLED,
        )
        for one in works
    ]
