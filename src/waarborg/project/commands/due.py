"""``waarborg due``: when something falls due, and why. One at a time, or in bulk from lines of JSON."""

import argparse
import json
import re
import sys
from typing import Any

from waarborg.kernel.due import COUNTINGS, due
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.explain import explain
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.instants import from_us, parse_instant, to_us
from waarborg.project.due_calendar import read_calendar_file
from waarborg.project.due_lines import Lines, NotAPause, assumed, local_text, utc_text
from waarborg.project.refusals import WrongUse

NAME = "due"
HELP = "calculate when something falls due, and explain it"
NEEDS_DJANGO = False


class UnreadableFile(BadInput):
    code = "due.file.unreadable"
    exit_code = 2
    nl = "Het bestand {file} kan niet worden gelezen: {reason}."
    en = "The file {file} cannot be read: {reason}."
    nl_way_out = "Kijk of het pad klopt en of u het bestand mag lezen; - is standaardinvoer."
    en_way_out = "Check the path, and that you may read the file; - is standard input."


def configure(parser: argparse.ArgumentParser) -> None:
    # Else argparse takes `--within -4h` for an option and never says that a duration cannot be negative.
    parser._negative_number_matcher = re.compile(r"-\d")
    parser.add_argument("--calendar", metavar="FILE", help="YAML or JSON with a calendar, or an agreement (FILE#name)")
    parser.add_argument("--from", dest="start", metavar="INSTANT", help="such as 2026-04-03T16:30:00+02:00")
    parser.add_argument("--within", metavar="DURATION", help='such as "4 business hours", "5 business days", 48h')
    parser.add_argument("--counting", choices=COUNTINGS, help="for days and months; rolling where it is not given")
    parser.add_argument(
        "--pause", action="append", default=[], metavar="A/B", help="instants; A/ for one that still lasts"
    )
    parser.add_argument("--explain", action="store_true", help="say how the due time came about")
    parser.add_argument("--jsonl", metavar="FILE", help="answer lines of JSON from a file, or - for standard input")


def run(args: argparse.Namespace) -> int:
    if args.jsonl is not None:
        if any((args.calendar, args.start, args.within, args.counting, args.pause, args.explain)):
            raise WrongUse(message="--jsonl", usage="waarborg due")
        return _bulk(args.jsonl, args.lang)
    missing = [
        name
        for name, value in (("--calendar", args.calendar), ("--from", args.start), ("--within", args.within))
        if not value
    ]
    if missing:
        raise WrongUse(message=", ".join(missing), usage="waarborg due")
    return _single(args)


def _bulk(source: str, lang: str) -> int:
    # A line may carry any text: the encoding of the terminal must not decide whether the answer can be written.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    lines = Lines(lang)

    def write(text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    if source == "-":
        lines.answer_all(sys.stdin.buffer, write)
    else:
        try:
            with open(source, "rb") as file:
                lines.answer_all(file, write)
        except OSError as error:
            raise UnreadableFile(file=source, reason=error.strerror or str(error)) from error
    return 1 if lines.bad else 0


def _single(args: argparse.Namespace) -> int:
    start = to_us(_read("--from", parse_instant, args.start))
    within = _read("--within", parse_duration, args.within)
    pauses = [_read(f"--pause[{number}]", _pause, text) for number, text in enumerate(args.pause)]
    calendar = GrowingCalendar(read_calendar_file(args.calendar))
    counting = args.counting or "rolling"

    def calculate(compiled: Any) -> Any:
        return due(compiled, from_us(start), within, counting=counting, pauses=pauses)

    try:
        found = calendar.work_out(start, calculate)
    except BadInput as problem:
        raise problem.under("--pause") if problem.path.startswith("[") else problem from None
    at = None if found.at is None else to_us(found.at)
    answer: dict[str, Any] = {
        "due": None if at is None else utc_text(at),
        "due_local": None if at is None else local_text(calendar, at),
    }
    lines = explain(found, args.lang) + ([] if args.counting else assumed(within, args.lang))
    if args.json:
        print(json.dumps(answer | ({"explanation": lines} if args.explain else {}), ensure_ascii=False))
        return 0
    print(answer["due_local"] or lines[-1])
    notes = lines if args.explain else [] if args.counting else assumed(within, args.lang)
    for line in notes:
        print(f"  {line}")
    return 0


def _pause(text: str) -> tuple[Any, Any]:
    begin, slash, end = text.partition("/")
    if not slash:
        raise NotAPause
    return parse_instant(begin), parse_instant(end) if end else None


def _read(place: str, read: Any, text: str) -> Any:
    try:
        return read(text)
    except BadInput as problem:
        raise problem.under(place) from None
