"""Due times in bulk: a JSON line in, a JSON line out, many calendars, each compiled once.

A bad line gives `{"error": ..., "line": n}` and the rest goes on. The common shape of a line (calendar first, then the
rest) is read without parsing the calendar again: its text is looked up as it stands.
"""

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, BinaryIO

from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.due import COUNTINGS, UnknownCounting, due, due_us
from waarborg.kernel.durations import Duration, parse_duration
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.explain import explain
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.instants import from_us, parse_instant, to_us
from waarborg.kernel.intervals import Intervals
from waarborg.kernel.pauses import read_pauses
from waarborg.kernel.zones import DAY, EPOCH_ORDINAL, MINUTE, SECOND

KEYS = ("calendar", "from", "within", "counting", "pauses", "lang")
LONGEST_LINE = 1024 * 1024
MOST_CALENDARS = 10_000
_CHUNK = 256 * 1024
_NAIVE_EPOCH = datetime.fromordinal(EPOCH_ORDINAL)
_NO_PAUSES: Intervals = ()
_HEAD = '{"calendar":'


class NotJson(BadInput):
    code = "due.line.not-json"
    nl = "Deze regel is geen JSON-object: {reason}."
    en = "This line is not a JSON object: {reason}."
    nl_way_out = 'Schrijf één object per regel, zoals {{"calendar": ..., "from": ..., "within": ...}}.'
    en_way_out = 'Write one object per line, such as {{"calendar": ..., "from": ..., "within": ...}}.'


class NotUtf8(BadInput):
    code = "due.line.not-utf8"
    nl = "Deze regel is geen UTF-8."
    en = "This line is not UTF-8."
    nl_way_out = "Sla het bestand op als UTF-8."
    en_way_out = "Save the file as UTF-8."


class LineTooLong(BadInput):
    code = "due.line.too-long"
    nl = "Deze regel is langer dan {limit} tekens."
    en = "This line is longer than {limit} characters."
    nl_way_out = "Schrijf één berekening per regel."
    en_way_out = "Write one calculation per line."


class UnknownKey(BadInput):
    code = "due.line.unknown-key"
    nl = "“{key}” hoort hier niet."
    en = "“{key}” does not belong here."
    nl_way_out = "Bedoelde u “{near}”?"
    en_way_out = "Did you mean “{near}”?"


class Missing(BadInput):
    code = "due.line.missing"
    nl = "Hier ontbreekt “{key}”."
    en = "“{key}” is missing here."
    nl_way_out = "Geef calendar, from en within."
    en_way_out = "Give calendar, from and within."


class NotAPause(BadInput):
    code = "due.line.not-a-pause"
    nl = "Een pauze is een begin en een einde."
    en = "A pause is a start and an end."
    nl_way_out = (
        'Schrijf ["2026-06-01T12:00:00+02:00", "2026-06-02T15:00:00+02:00"], of null als einde als zij nog duurt.'
    )
    en_way_out = 'Write ["2026-06-01T12:00:00+02:00", "2026-06-02T15:00:00+02:00"], or null as end while it lasts.'


class UnknownLanguage(BadInput):
    code = "due.line.unknown-language"
    nl = "“{lang}” is geen taal die wij spreken."
    en = "“{lang}” is not a language we speak."
    nl_way_out = "Schrijf nl of en, of laat lang weg als u geen uitleg wilt."
    en_way_out = "Write nl or en, or leave lang out where you want no explanation."


class Lines:
    """Answers lines. `lang` is the language of errors in lines that name none; `bad` counts the lines refused."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.bad = 0
        self.number = 0
        self._by_text: dict[str, GrowingCalendar] = {}
        self._by_content: dict[str, GrowingCalendar] = {}

    def answer_all(self, source: BinaryIO, write: Callable[[str], Any]) -> None:
        """Answers every line of a binary stream, as soon as a read returns it."""
        read = getattr(source, "read1", source.read)
        rest, overlong = b"", False
        while chunk := read(_CHUNK):
            pieces = (rest + chunk).split(b"\n")
            rest = pieces.pop()
            answers = []
            for piece in pieces:
                answers.append(self._too_long() if overlong or len(piece) > LONGEST_LINE else self.answer(piece))
                overlong = False
            if len(rest) > LONGEST_LINE:
                rest, overlong = b"", True
            if answers:
                write("\n".join(answers) + "\n")
        if rest or overlong:
            write((self._too_long() if overlong else self.answer(rest)) + "\n")

    def answer(self, line: bytes) -> str:
        """The answer to one line, as one line of JSON."""
        self.number += 1
        try:
            calendar, content = self._read(line.decode())
            return _answer(calendar, content)
        except UnicodeDecodeError:
            return self._error(NotUtf8(), b"")
        except Refusal as refusal:
            return self._error(refusal, line)

    def _too_long(self) -> str:
        self.number += 1
        return self._error(LineTooLong(limit=LONGEST_LINE), b"")

    def _error(self, refusal: Refusal, line: bytes) -> str:
        """In the language that the line itself names, whatever else is wrong with it."""
        self.bad += 1
        lang = _lang_of(line) or self.lang
        sentence = refusal.in_full(lang)
        return json.dumps({"error": sentence, "line": self.number, "code": refusal.code}, ensure_ascii=False)

    def _read(self, text: str) -> tuple[GrowingCalendar, dict[str, Any]]:
        """The calendar of a line, and its other keys.

        A known text between `{"calendar":` and `,"from"` is a whole JSON value, so what follows it is read on its own.
        """
        begin = end = -1
        if text.startswith(_HEAD):
            begin = 13 if text.startswith(" ", 12) else 12
            end = text.find(', "from":', begin)
            if end < 0:
                end = text.find(',"from":', begin)
            known = self._by_text.get(text[begin:end]) if end > 0 else None
            if known is not None:
                content = _object("{" + text[end + 1 :])
                if "calendar" not in content:
                    return known, content
        content = _object(text)
        if "calendar" not in content:
            raise Missing(key="calendar")
        written = content.pop("calendar")
        calendar = self._calendar(written)
        if end > 0 and _is_whole(text[begin:end], written):
            self._by_text[text[begin:end]] = calendar
        return calendar, content

    def _calendar(self, written: Any) -> GrowingCalendar:
        key = json.dumps(written, sort_keys=True)
        calendar = self._by_content.get(key)
        if calendar is None:
            try:
                rules = CalendarRules.from_mapping(written)
            except BadInput as problem:
                raise problem.under("calendar") from None
            if len(self._by_content) >= MOST_CALENDARS:
                self._by_content.clear()
                self._by_text.clear()
            calendar = self._by_content[key] = GrowingCalendar(rules)
        return calendar


def _is_whole(text: str, written: Any) -> bool:
    try:
        return bool(json.loads(text) == written)
    except ValueError:
        return False


def _lang_of(line: bytes) -> str | None:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return None
    said = content.get("lang") if isinstance(content, dict) else None
    return said if said in ("nl", "en") else None


def _object(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except RecursionError:
        raise NotJson(reason="...") from None
    except ValueError as error:
        raise NotJson(reason=str(error)) from None
    if not isinstance(content, dict):
        raise NotJson(reason=type(content).__name__)
    return content


def _answer(calendar: GrowingCalendar, content: dict[str, Any]) -> str:
    try:
        start = to_us(parse_instant(content["from"]))
        within = parse_duration(content["within"])
    except KeyError as error:
        raise Missing(key=error.args[0]) from None
    except BadInput as problem:
        raise _placed(problem, content) from None
    counting, lang, pauses = "rolling", None, _NO_PAUSES
    if len(content) > 2:
        counting, lang, pauses = _rest(content)
    if lang is None:
        compiled = calendar.covering(start)
        try:
            at = due_us(compiled, start, within, counting, pauses)
        except Refusal:
            at = calendar.work_out(start, lambda compiled: due_us(compiled, start, within, counting, pauses))
        return _said(calendar, at)
    return _explained(calendar, content, start, within, counting, lang)


def _placed(problem: BadInput, content: Mapping[str, Any]) -> BadInput:
    """The refusal with the key it belongs to: "from" is read first."""
    return problem.under("from" if problem.code.startswith(("kernel.instant", "kernel.date")) else "within")


def _rest(content: Mapping[str, Any]) -> tuple[str, str | None, Intervals]:
    counting, lang = content.get("counting"), content.get("lang")
    for key in content:
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1)
            raise UnknownKey(key=key, near=near[0] if near else ", ".join(KEYS))
    if counting is None:
        counting = "rolling"
    elif counting not in COUNTINGS:
        raise UnknownCounting(counting=counting).under("counting")
    if lang not in (None, "nl", "en"):
        raise UnknownLanguage(lang=lang).under("lang")
    pairs = list(_pauses(content.get("pauses")))
    try:
        return counting, lang, read_pauses(pairs) if pairs else ()
    except BadInput as problem:
        raise problem.under("pauses") from None


def _pauses(written: Any) -> Iterator[tuple[datetime, datetime | None]]:
    if written is not None and not isinstance(written, list):
        raise NotAPause(path="pauses")
    for number, pair in enumerate(written or ()):
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] is None:
            raise NotAPause(path=f"pauses[{number}]")
        try:
            yield parse_instant(pair[0]), None if pair[1] is None else parse_instant(pair[1])
        except BadInput as problem:
            raise problem.under(f"pauses[{number}]") from None


def _said(calendar: GrowingCalendar, at: int | None) -> str:
    if at is None:
        return '{"due": null, "due_local": null}'
    return f'{{"due": "{utc_text(at)}", "due_local": "{local_text(calendar, at)}"}}'


def _explained(
    calendar: GrowingCalendar, content: Mapping[str, Any], start: int, within: Duration, counting: str, lang: str
) -> str:
    pairs = list(_pauses(content.get("pauses")))
    found = calendar.work_out(
        start, lambda compiled: due(compiled, from_us(start), within, counting=counting, pauses=pairs)
    )
    lines = explain(found, lang)
    if content.get("counting") is None:
        lines += assumed(within, lang)
    at = None if found.at is None else to_us(found.at)
    return f'{_said(calendar, at)[:-1]}, "explanation": {json.dumps(lines, ensure_ascii=False)}}}'


def assumed(within: Duration, lang: str) -> list[str]:
    """Says that rolling was assumed, where the counting matters and nobody gave it."""
    if within.kind not in ("business-days", "days", "months"):
        return []
    if lang == "nl":
        return ["Aangenomen: counting rolling (zelfde tijd, zoveel later); closing telt tot het einde van de dag"]
    return ["Assumed: counting rolling (same time, so much later); closing counts until the end of the day"]


def utc_text(us: int) -> str:
    """2026-04-07T10:30:00Z, with microseconds where there are any."""
    return wall_text(us) + "Z"


def local_text(calendar: GrowingCalendar, us: int) -> str:
    """2026-04-07T12:30:00+02:00 in the zone of the calendar."""
    wall = calendar.covering(us).offsets.to_wall(us)
    return wall_text(wall) + _offset_text(wall - us)


def wall_text(us: int) -> str:
    """2026-04-07T10:30:00. Whole seconds, by far the most, are put together from texts made before."""
    day, time = divmod(us, DAY)
    seconds, rest = divmod(time, SECOND)
    if rest:
        return (_NAIVE_EPOCH + timedelta(microseconds=us)).isoformat()
    return _date_text(day) + _MINUTES[seconds // 60] + _SECONDS[seconds % 60]


@lru_cache(maxsize=4096)
def _date_text(day: int) -> str:
    return date.fromordinal(day + EPOCH_ORDINAL).isoformat()


def _offset_text(offset: int) -> str:
    text = _OFFSETS.get(offset)
    if text is None:
        minutes, rest = divmod(abs(offset), MINUTE)
        text = f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
        if rest:
            text += f":{rest // 1_000_000:02d}"
        _OFFSETS[offset] = text
    return text


_OFFSETS: dict[int, str] = {}
_MINUTES = tuple(f"T{minute // 60:02d}:{minute % 60:02d}:" for minute in range(1440))
_SECONDS = tuple(f"{second:02d}" for second in range(60))
