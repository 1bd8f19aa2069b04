"""Reads a calendar from the shape of the agreement file and of the command line, and refuses what cannot be meant."""

import difflib
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from waarborg.kernel import holidays
from waarborg.kernel.calendars.repeats import parse_repeat
from waarborg.kernel.calendars.rules import NO_WEEK, CalendarRules, Change, Holidays, Hours, Recurring, Week
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import parse_date
from waarborg.kernel.zones import DAY, zone

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = ("timezone", "weekly", "holidays", "closed", "open", "recurring", "changes")
ELSEWHERE = ("nl", "en", "deviations")  # keys of the agreement file that say nothing about time
_HOURS = re.compile(r"(\d{2}):(\d{2})-(\d{2}):(\d{2})", re.ASCII)
_WALL = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})", re.ASCII)


class UnknownKey(BadInput):
    code = "kernel.calendar.unknown-key"
    nl = "Een kalender heeft geen “{key}”."
    en = "A calendar has no “{key}”."
    nl_way_out = "Bedoelde u “{near}”?"
    en_way_out = "Did you mean “{near}”?"


class WrongShape(BadInput):
    code = "kernel.calendar.wrong-shape"
    nl = "Hier hoort {expected_nl} te staan, niet {found}."
    en = "This must be {expected_en}, not {found}."
    nl_way_out = "Schrijf bijvoorbeeld {example}."
    en_way_out = "Write for example {example}."


class HoursUnreadable(BadInput):
    code = "kernel.calendar.hours-unreadable"
    nl = "“{text}” zijn geen openingsuren."
    en = "“{text}” are not opening hours."
    nl_way_out = "Schrijf begin en einde met vier cijfers, bijvoorbeeld 09:00-17:00."
    en_way_out = "Write start and end with four digits, for example 09:00-17:00."


class NoSuchTime(BadInput):
    code = "kernel.calendar.no-such-time"
    nl = "“{time}” in “{text}” is geen tijd op de klok."
    en = "“{time}” in “{text}” is not a time of day."
    nl_way_out = "Tijden lopen van 00:00 tot en met 23:59; alleen een einde kan 24:00 zijn."
    en_way_out = "Times run from 00:00 to 23:59; only an end can be 24:00."


class HoursReversed(BadInput):
    code = "kernel.calendar.hours-reversed"
    nl = "“{text}” eindigt voordat het begint; geen opening gaat over middernacht."
    en = "“{text}” ends before it begins; no opening crosses midnight."
    nl_way_out = "Een nacht is twee openingen: schrijf {evening}-24:00 en, op de volgende dag, 00:00-{morning}."
    en_way_out = "A night is two openings: write {evening}-24:00 and, on the next day, 00:00-{morning}."


class MidnightIsStart(BadInput):
    code = "kernel.calendar.midnight-is-start"
    nl = "“{text}” eindigt bij het begin van dezelfde dag."
    en = "“{text}” ends at the beginning of the same day."
    nl_way_out = "Het einde van de dag is 24:00: schrijf {start}-24:00."
    en_way_out = "The end of the day is 24:00: write {start}-24:00."


class HoursEmpty(BadInput):
    code = "kernel.calendar.hours-empty"
    nl = "“{text}” duurt niets."
    en = "“{text}” lasts no time at all."
    nl_way_out = "Laat het weg, of schrijf 00:00-24:00 voor de hele dag."
    en_way_out = "Leave it out, or write 00:00-24:00 for the whole day."


class HoursOverlap(BadInput):
    code = "kernel.calendar.hours-overlap"
    nl = "“{one}” en “{other}” overlappen."
    en = "“{one}” and “{other}” overlap."
    nl_way_out = "Maak er één opening van, of laat de tweede later beginnen."
    en_way_out = "Make them one opening, or let the second begin later."


class UnknownWeekday(BadInput):
    code = "kernel.calendar.unknown-weekday"
    nl = "“{text}” is geen dag van de week."
    en = "“{text}” is not a day of the week."
    nl_way_out = "Schrijf mon, tue, wed, thu, fri, sat of sun, of een reeks zoals mon-fri."
    en_way_out = "Write mon, tue, wed, thu, fri, sat or sun, or a range such as mon-fri."


class WeekdayTwice(BadInput):
    code = "kernel.calendar.weekday-twice"
    nl = "De uren van {day} staan er twee keer: in “{one}” en in “{other}”."
    en = "The hours of {day} are given twice: in “{one}” and in “{other}”."
    nl_way_out = "Noem elke dag één keer."
    en_way_out = "Name each day once."


class ClosedAndOpen(BadInput):
    code = "kernel.calendar.closed-and-open"
    nl = "{date} staat zowel bij closed als bij open."
    en = "{date} stands both under closed and under open."
    nl_way_out = "Haal de datum uit een van beide weg."
    en_way_out = "Remove the date from one of the two."


class NeverOpen(BadInput):
    code = "kernel.calendar.never-open"
    nl = "Deze kalender is nooit open."
    en = "This calendar is never open."
    nl_way_out = "Geef weekly, recurring of open ten minste één opening."
    en_way_out = "Give weekly, recurring or open at least one opening."


class ChangesOutOfOrder(BadInput):
    code = "kernel.calendar.changes-out-of-order"
    nl = "De wijziging vanaf {date} staat niet na de vorige."
    en = "The change from {date} does not come after the one before it."
    nl_way_out = "Zet wijzigingen op volgorde van datum, elke datum één keer."
    en_way_out = "Put changes in order of date, each date once."


def read_calendar(content: Mapping[str, Any], timezone: str | None) -> CalendarRules:
    """See CalendarRules.from_mapping."""
    _keys(content, KEYS, ELSEWHERE)
    with _Under("timezone"):
        name = content.get("timezone", timezone)
        if name is None:
            raise _shape("een tijdzone", "a time zone", None, "Europe/Amsterdam")
        zone(name)
    closed, opened = _exceptions(content)
    with _Under("recurring"):
        listed = _list(content.get("recurring") or [], "[{first: 2026-07-07 22:00, lasts: 4h, repeat: FREQ=WEEKLY}]")
        recurring = tuple(_each(listed, _recurring))
    with _Under("changes"):
        listed = _list(content.get("changes") or [], '[{from: 2027-01-01, weekly: {mon-fri: ["08:00-18:00"]}}]')
        changes = tuple(_each(listed, _change))
        for number, change in enumerate(changes[1:], start=1):
            if change.since <= changes[number - 1].since:
                raise ChangesOutOfOrder(path=f"[{number}]", date=change.since)
    rules = CalendarRules(
        name,
        weekly=_weekly(content.get("weekly") or {}),
        holidays=_holidays(content.get("holidays")),
        closed=closed,
        open=opened,
        recurring=recurring,
        changes=changes,
    )
    for number, (_, settings) in enumerate(rules.settings_by_date()):
        for day in sorted(settings.closed & settings.open.keys()):
            raise ClosedAndOpen(path=f"changes[{number - 1}]", date=day)
    if not (recurring or any(_opens(settings.weekly, settings.open) for _, settings in rules.settings_by_date())):
        raise NeverOpen
    return rules


def _opens(week: Week, opened: Mapping[date, Hours]) -> bool:
    return any(week) or bool(opened)


def _weekly(content: Any) -> Week:
    with _Under("weekly"):
        if not isinstance(content, Mapping):
            raise _shape(
                "een opening per weekdag", "openings by day of the week", content, '{mon-fri: ["09:00-17:00"]}'
            )
        week: list[Hours] = list(NO_WEEK)
        given: dict[int, str] = {}
        for key, hours in content.items():
            days = _weekdays(key)
            with _Under(str(key)):
                for day in days:
                    if day in given:
                        raise WeekdayTwice(day=WEEKDAYS[day], one=given[day], other=key)
                    given[day] = key
                    week[day] = _hours(hours)
        return tuple(week)  # type: ignore[return-value]


def _weekdays(key: Any) -> range:
    first, dash, last = str(key).partition("-")
    if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
        raise UnknownWeekday(text=key)
    begin = WEEKDAYS.index(first)
    end = WEEKDAYS.index(last) if dash else begin
    if end < begin or (dash and end == begin):
        raise UnknownWeekday(text=key)
    return range(begin, end + 1)


def _hours(content: Any) -> Hours:
    texts = _list(content, '["09:00-12:30", "13:30-17:00"]')
    hours = sorted(_each(texts, lambda text: (*_opening(text), text)))
    for (_, end, one), (start, _, other) in pairwise(hours):
        if start < end:
            raise HoursOverlap(one=one, other=other)
    return tuple((start, end) for start, end, _ in hours)


def _opening(text: Any) -> tuple[int, int]:
    match = _HOURS.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise HoursUnreadable(text=text)
    first_hour, first_minute, last_hour, last_minute = (int(group) for group in match.groups())
    start, end = first_hour * 60 + first_minute, last_hour * 60 + last_minute
    if first_minute > 59 or start >= 1440:
        raise NoSuchTime(text=text, time=text[:5])
    if last_minute > 59 or end > 1440:
        raise NoSuchTime(text=text, time=text[6:])
    if start == end:
        raise HoursEmpty(text=text)
    if start > end:
        if end == 0:
            raise MidnightIsStart(text=text, start=text[:5])
        raise HoursReversed(text=text, evening=text[:5], morning=text[6:])
    return start, end


def _holidays(content: Any) -> Holidays:
    with _Under("holidays"):
        if content is None or content == "none":
            return Holidays()
        if isinstance(content, str):
            return Holidays(holidays.check_preset(content))
        if not isinstance(content, Mapping):
            raise _shape("een lijst van feestdagen", "a list of holidays", content, "NL")
        _keys(content, ("preset", "except", "add"))
        preset = content.get("preset")
        with _Under("preset"):
            preset = None if preset in (None, "none") else holidays.check_preset(preset)
        return Holidays(preset, _names(content, "except"), _names(content, "add"))


def _names(content: Mapping[str, Any], key: str) -> frozenset[str]:
    with _Under(key):
        return frozenset(_each(_list(content.get(key) or [], "[whit-monday]"), holidays.check_holiday))


def _exceptions(content: Mapping[str, Any]) -> tuple[frozenset[date], tuple[tuple[date, Hours], ...]]:
    with _Under("closed"):
        closed = frozenset(_each(_list(content.get("closed") or [], "[2026-12-31]"), parse_date))
    with _Under("open"):
        listed = content.get("open") or {}
        if not isinstance(listed, Mapping):
            raise _shape("uren per datum", "hours by date", listed, '{2026-12-24: ["09:00-12:00"]}')
        opened = {}
        for key, hours in listed.items():
            with _Under(str(key)):
                day = parse_date(key)
                opened[day] = _hours(hours)
                if not opened[day]:
                    raise _shape("ten minste één opening", "at least one opening", "[]", '["09:00-12:00"], or closed')
                if day in closed:
                    raise ClosedAndOpen(date=day)
    return closed, tuple(sorted(opened.items()))


def _recurring(content: Any) -> Recurring:
    example = "{first: 2026-07-07 22:00, lasts: 4h, repeat: FREQ=WEEKLY;BYDAY=TU}"
    if not isinstance(content, Mapping):
        raise _shape("een herhaalde opening", "a recurring opening", content, example)
    _keys(content, ("first", "lasts", "repeat"))
    for key in ("first", "lasts", "repeat"):
        if key not in content:
            raise _shape("een waarde", "a value", None, example).under(key)
    with _Under("first"):
        match = _WALL.fullmatch(str(content["first"]))
        try:
            first = datetime.combine(parse_date(match[1]), time.fromisoformat(match[2])) if match else None
        except ValueError:
            first = None
        if first is None:
            raise _shape("een lokale datum en tijd", "a local date and time", content["first"], "2026-07-07 22:00")
    with _Under("lasts"):
        lasts = parse_duration(content["lasts"])
        if lasts.kind != "elapsed" or lasts.amount > 7 * DAY:
            raise _shape("hooguit een week in uren", "hours, at most a week", content["lasts"], "4h")
    with _Under("repeat"):
        return Recurring(first, lasts.amount, parse_repeat(content["repeat"]))


def _change(content: Any) -> Change:
    example = '{from: 2027-01-01, weekly: {mon-fri: ["08:00-18:00"]}}'
    if not isinstance(content, Mapping):
        raise _shape("een wijziging vanaf een datum", "a change from a date", content, example)
    _keys(content, ("from", "weekly", "holidays", "closed", "open"))
    with _Under("from"):
        since = parse_date(content.get("from", ""))
    closed, opened = _exceptions(content)
    return Change(
        since,
        weekly=_weekly(content["weekly"]) if "weekly" in content else None,
        holidays=_holidays(content["holidays"]) if "holidays" in content else None,
        closed=closed if "closed" in content else None,
        open=opened if "open" in content else None,
    )


def _keys(content: Any, known: tuple[str, ...], elsewhere: tuple[str, ...] = ()) -> None:
    if not isinstance(content, Mapping):
        raise _shape(
            "een kalender", "a calendar", content, '{timezone: Europe/Amsterdam, weekly: {mon: ["09:00-17:00"]}}'
        )
    for key in content:
        if key not in known and key not in elsewhere:
            near = difflib.get_close_matches(str(key), known, n=1)
            raise UnknownKey(key=key, near=near[0] if near else ", ".join(known))


def _list(content: Any, example: str) -> list[Any]:
    if not isinstance(content, list | tuple):
        raise _shape("een lijst", "a list", content, example)
    return list(content)


def _each(content: list[Any], read: Any) -> list[Any]:
    found = []
    for number, item in enumerate(content):
        try:
            found.append(read(item))
        except BadInput as problem:
            raise problem.under(f"[{number}]") from None
    return found


def _shape(expected_nl: str, expected_en: str, found: Any, example: str) -> WrongShape:
    shown = {"nl": "niets", "en": "nothing"} if found is None else str(found)
    return WrongShape(expected_nl=expected_nl, expected_en=expected_en, found=shown, example=example)


class _Under:
    """Puts the name of the place before the path of what is refused inside."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, problem: BaseException | None, traceback: Any) -> None:
        if isinstance(problem, BadInput):
            problem.under(self.prefix)
