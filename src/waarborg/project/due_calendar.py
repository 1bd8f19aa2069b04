"""The calendar of a file: one calendar as YAML or JSON, or one of those in an agreement file (FILE#name)."""

import json
from typing import Any

from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.errors import BadInput

MAX_BYTES = 2 * 1024 * 1024
_ABSENT = ("null", "~", "")
_TOO_LARGE = {"nl": "het is groter dan 2 MB", "en": "it is larger than 2 MB"}


class CalendarFileUnreadable(BadInput):
    code = "due.calendar-file.unreadable"
    nl = "Het kalenderbestand {file} kan niet worden gelezen: {reason}."
    en = "The calendar file {file} cannot be read: {reason}."
    nl_way_out = "Geef een YAML- of JSON-bestand in UTF-8 met een kalender, van hooguit 2 MB."
    en_way_out = "Give a YAML or JSON file in UTF-8 with a calendar, of 2 MB at most."


class NoCalendarFile(BadInput):
    code = "due.calendar-file.unopened"
    exit_code = 2
    nl = "Het kalenderbestand {file} is niet te openen: {reason}."
    en = "The calendar file {file} cannot be opened: {reason}."
    nl_way_out = "Kijk of het pad klopt en of u het bestand mag lezen."
    en_way_out = "Check the path, and that you may read the file."


class WhichCalendar(BadInput):
    code = "due.calendar-file.which"
    nl = "{file} heeft meer dan één kalender, of niet die u noemt."
    en = "{file} has more than one calendar, or not the one you name."
    nl_way_out = "Noem er een achter een hekje: {file}#{names}."
    en_way_out = "Name one after a hash: {file}#{names}."


def read_calendar_file(name: str) -> CalendarRules:
    """The rules in a file. Raises BadInput that names the file, and in it the place."""
    file, _, wanted = name.partition("#")
    content = _content(file)
    timezone = None
    prefix = file
    if isinstance(content, dict) and "calendars" in content:
        calendars, timezone = content["calendars"], content.get("timezone")
        known = sorted(calendars) if isinstance(calendars, dict) else []
        if not wanted and len(known) == 1:
            wanted = known[0]
        if wanted not in known:
            raise WhichCalendar(file=file, names=", ".join(known) or "?")
        content = calendars[wanted]
        prefix = f"{file}: calendars.{wanted}"
    elif wanted:
        raise WhichCalendar(file=file, names="?")
    if isinstance(content, dict):
        content = {key: None if value in _ABSENT else value for key, value in content.items()}
        content = {key: value for key, value in content.items() if value is not None or key == "holidays"}
    try:
        return CalendarRules.from_mapping(content, timezone=timezone)
    except BadInput as problem:
        problem.path = f"{prefix}: {problem.path}" if problem.path else prefix
        raise


def _content(file: str) -> Any:
    try:
        with open(file, "rb") as opened:
            source = opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise NoCalendarFile(file=file, reason=getattr(error, "strerror", None) or str(error)) from error
    if len(source) > MAX_BYTES:
        raise CalendarFileUnreadable(file=file, reason=_TOO_LARGE)
    if source.lstrip()[:1] == b"{":
        try:
            return json.loads(source)
        except (ValueError, RecursionError):
            pass  # YAML may begin with a brace too; its reader names line and column
    from waarborg.promises.rules.agreement.yaml_nodes import read

    documents, problems = read(source, file)
    if problems:
        problem = problems[0]
        raise CalendarFileUnreadable(file=file, reason=_Sentence(problem))
    return documents[0].content


class _Sentence:
    """What the reader of agreement files says about a problem, in the language of whoever reads it."""

    def __init__(self, problem: Any) -> None:
        self.problem = problem

    def say(self, lang: str) -> str:
        place, said = self.problem.place, self.problem.say(lang).rstrip(".")
        where = "regel {}, kolom {}" if lang == "nl" else "line {}, column {}"
        return f"{where.format(place.line, place.column)}: {said}"
