"""``waarborg doctor``: look the installation over and say what is not right, with what to do. Changes nothing.

Exit status 0 when nothing is wrong (notes do not count), 1 when something is.
"""

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waarborg.project.doctor.findings import Finding

NAME = "doctor"
HELP = "look the installation over: settings, database, disk, clock, keys, mail, back-ups, jobs, address"
NEEDS_DJANGO = False
_MARKS = {"good": "+", "note": "!", "bad": "x", "skipped": "-"}
_WORDS = {
    "nl": {"good": "Er is niets mis.", "bad": "Dit is mis: {bad}.", "note": "Let op: {note}."},
    "en": {"good": "Nothing is wrong.", "bad": "This is wrong: {bad}.", "note": "Mind: {note}."},
}


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    found = list(_look())
    bad = sorted({one.name for one in found if one.state == "bad"})
    notes = sorted({one.name for one in found if one.state == "note"})
    if args.json:
        print(json.dumps({"good": not bad, "checks": [one.plain(args.lang) for one in found]}, ensure_ascii=False))
    else:
        words = _WORDS[args.lang]
        for one in found:
            print(f"{_MARKS[one.state]} {one.name:<11} {one.say(args.lang)}")
            if one.way_out(args.lang):
                print(f"  {'':<11} {one.way_out(args.lang)}")
        print(words["bad"].format(bad=", ".join(bad)) if bad else words["good"])
        if notes:
            print(words["note"].format(note=", ".join(notes)))
    return 1 if bad else 0


def _look() -> Iterator["Finding"]:
    """What can be looked at without the database first; with settings that cannot be read nothing else can."""
    from waarborg.project.doctor import surroundings

    settings = surroundings.settings()
    yield from settings
    if any(one.state == "bad" for one in settings):
        return
    for check in (surroundings.group, surroundings.disk, surroundings.key_files):
        yield from check()
    yield from _inside()
    yield from surroundings.mail()
    yield from surroundings.scanner()
    yield from surroundings.address()


def _inside() -> Iterator["Finding"]:
    """The database is lent where the group does not run; one that does not answer ends these checks."""
    from waarborg.kernel.errors import Refusal
    from waarborg.project.commandline import set_up_django
    from waarborg.project.doctor.findings import Finding

    try:
        set_up_django()
        from waarborg.project.group.database import database_for_command

        with database_for_command(prepared=False):
            yield from _asked()
    except Refusal as refusal:
        reason = {lang: refusal.say(lang).rstrip(".") for lang in ("nl", "en")}
        yield Finding("database", "bad", {"reason": reason})


def _asked() -> Iterator["Finding"]:
    from waarborg.plumbing import clock
    from waarborg.project.doctor import backups, inside

    answers = inside.database()
    yield from answers
    if answers[0].state == "bad":
        return
    yield from inside.roles()
    schema = inside.migrations()
    yield from schema
    yield from backups.backup(clock.real())
    yield from backups.drill(clock.real())
    if schema[0].which == "bad":
        return
    for check in (inside.the_clock, inside.sealed, inside.jobs, inside.dead_mail):
        yield from check()
