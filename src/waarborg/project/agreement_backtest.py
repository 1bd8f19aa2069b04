"""``waarborg agreement backtest FILE``: what happened, replayed under another agreement.

The events come from a file (`--history`, JSON Lines) or from the journal (`--from`, `--to`). Progress goes to standard
error. Exit status: 0 computed, 1 when a file is refused, 2 when one cannot be opened.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from waarborg.kernel.errors import BadInput
from waarborg.project import agreement_files

TOLD_EVERY = 100_000
Told = Callable[[int], None]
_WORDS = {
    "nl": {
        "head": "{name}: {subjects} onderwerpen, {events} gebeurtenissen",
        "none": "geen enkele termijn beslist",
        "line": "{promise}: {met} van {judged} op tijd",
        "open": ", {open} nog open",
        "without": "Nog niet gehandhaafd, niet berekend: {names}",
        "read": "{done} gebeurtenissen gelezen",
        "progress": "{done} van {of} nagerekend",
    },
    "en": {
        "head": "{name}: {subjects} subjects, {events} events",
        "none": "no term was decided",
        "line": "{promise}: {met} of {judged} in time",
        "open": ", {open} still open",
        "without": "Not yet enforced, not computed: {names}",
        "read": "{done} events read",
        "progress": "{done} of {of} replayed",
    },
}


class NoHistory(BadInput):
    code = "promises.backtest.no-history"
    exit_code = 2
    nl = "Er is niet gezegd welke gebeurtenissen worden nagerekend."
    en = "It was not said which events are to be replayed."
    nl_way_out = "Geef --history BESTAND, of --from DATUM --to DATUM voor die in het journaal."
    en_way_out = "Give --history FILE, or --from DATE --to DATE for those of the journal."


class BackToFront(BadInput):
    code = "promises.backtest.back-to-front"
    exit_code = 2
    nl = "{last} ligt voor {first}."
    en = "{last} lies before {first}."
    nl_way_out = "Geef bij --to de laatste dag, die meetelt."
    en_way_out = "Give the last day at --to; it counts as well."


class Unopened(BadInput):
    code = "promises.backtest.unopened"
    exit_code = 2
    nl = "{file} is niet te openen: {reason}."
    en = "{file} cannot be opened: {reason}."
    nl_way_out = "Kijk of het pad klopt en of u het bestand mag lezen."
    en_way_out = "Check the path, and that you may read the file."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the agreement to try")
    parser.add_argument("--history", metavar="FILE", help="events as JSON Lines (docs/events.schema.json)")
    parser.add_argument("--from", dest="first", metavar="DATE", type=date.fromisoformat, help="of the journal")
    parser.add_argument("--to", dest="last", metavar="DATE", type=date.fromisoformat, help="of the journal, included")
    parser.add_argument("--pictures", metavar="FOLDER", help="write a picture (SVG) of each promise here")


def run(args: argparse.Namespace) -> int:
    from waarborg.project.known_names import known_names
    from waarborg.promises.rules.backtest import backtest

    registry = known_names()
    loaded = agreement_files.opened(args.file, registry)
    if loaded.problems:
        return agreement_files.refuse(loaded.problems, args)
    agreement = loaded.require()
    history = _history(args, agreement, registry)
    found = backtest(agreement, history, registry=registry, progress=_progress(args.lang))
    if args.json:
        from waarborg.promises.rules.backtest.words import as_mapping

        print(json.dumps(as_mapping(found), ensure_ascii=False))
    else:
        _print(found, args.lang)
    if args.pictures:
        _draw(found, Path(args.pictures), args.lang)
    return 0


def _history(args: argparse.Namespace, agreement: Any, registry: Any) -> Any:
    from waarborg.promises.rules.backtest import read_events

    if args.history:
        try:
            with Path(args.history).open("rb") as file:
                return read_events(_counted(file, _reading(args.lang)), registry)
        except OSError as error:
            raise Unopened(file=args.history, reason=error.strerror or str(error)) from error
    if not (args.first and args.last):
        raise NoHistory()
    if args.last < args.first:
        raise BackToFront(first=args.first, last=args.last)
    return _journal(args.first, args.last, agreement, _reading(args.lang))


def _journal(first: date, last: date, agreement: Any, told: Told) -> Any:
    from waarborg.project.commandline import set_up_django

    set_up_django()
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.group.database import database_for_command
    from waarborg.promises.queries.history import history

    with database_for_command(), tenancy.enter(Role.DESK):
        return history(first, last, zone=agreement.timezone, progress=told)


def _reading(lang: str) -> Told:
    """Says every hundred thousand events how many were read."""
    said = [0]

    def told(done: int) -> None:
        if done // TOLD_EVERY > said[0]:
            said[0] = done // TOLD_EVERY
            print(_WORDS[lang]["read"].format(done=done), file=sys.stderr, flush=True)

    return told


def _counted(lines: Iterable[bytes], told: Told) -> Iterator[bytes]:
    for number, line in enumerate(lines, start=1):
        if number % TOLD_EVERY == 0:
            told(number)
        yield line


def _progress(lang: str) -> Any:
    said = [-1]

    def told(done: int, of: int) -> None:
        share = done * 20 // of if of else 20
        if share != said[0] and of > 1000:
            said[0] = share
            print(_WORDS[lang]["progress"].format(done=done, of=of), file=sys.stderr, flush=True)

    return told


def _print(found: Any, lang: str) -> None:
    from waarborg.promises.rules.backtest.words import closeness

    words = _WORDS[lang]
    print(words["head"].format(name=found.agreement.name, subjects=found.subjects, events=found.events))
    for one in found.promises:
        total = one.all
        if not total.verdicts:
            continue
        rest = words["open"].format(open=total.verdicts["open"]) if total.verdicts["open"] else ""
        print("\n" + words["line"].format(promise=one.promise, met=total.verdicts["met"], judged=total.judged) + rest)
        for month, counted in one.months.items():
            if month and counted.judged:
                print(f"  {month}  {counted.verdicts['met']:>6} / {counted.judged:<6}  {closeness(counted, lang)}")
    if not any(one.all.verdicts for one in found.promises):
        print(words["none"])
    if found.without:
        print("\n" + words["without"].format(names=", ".join(found.without)))


def _draw(found: Any, folder: Path, lang: str) -> None:
    from waarborg.promises.rules.backtest import picture

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in found.promises:
            if one.all.bands:
                (folder / f"{one.promise}.svg").write_text(picture(one.all, lang, title=one.promise), encoding="utf-8")
    except OSError as error:
        raise Unopened(file=str(folder), reason=error.strerror or str(error)) from error
