"""``waarborg restore``: put a back-up back into an empty data folder, at any instant, and look at what came back."""

import argparse
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

NAME = "restore"
HELP = "put a back-up back into an empty data folder"
NEEDS_DJANGO = False
_WORDS = {
    "nl": {
        "good": "Teruggezet in {seconds} s uit {base}: {tenants} organisaties, {entries} journaalregels en {files}"
        " bestanden, allemaal nagekeken. De laatste wijziging is van {newest}.",
        "older": "LET OP: {damaged} is beschadigd en overgeslagen. Begonnen is met de oudere {base}, en alle"
        " wijzigingen daarna zijn er gewoon in verwerkt. Maak meteen een nieuwe: `waarborg backup now`.",
        "bad": "Teruggezet, maar dit klopt niet:",
        "again": "Opnieuw gewist: {again}",
        "settings": "Deze installatie had andere waarden voor: {settings}. Zet die terug vóór `waarborg up`.",
        "sessions": "Alle sessies zijn beëindigd. Start nu met `waarborg up`.",
    },
    "en": {
        "good": "Put back in {seconds} s from {base}: {tenants} organisations, {entries} journal entries and {files}"
        " files, all of them checked. The last change is of {newest}.",
        "older": "MIND: {damaged} is damaged and was passed over. This began with the older {base}, and every change"
        " since then is in it all the same. Take a new one at once: `waarborg backup now`.",
        "bad": "Put back, but this is wrong:",
        "again": "Erased again: {again}",
        "settings": "This installation had other values for: {settings}. Put them back before `waarborg up`.",
        "sessions": "All sessions have been ended. Start with `waarborg up` now.",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="source", default="", metavar="URL", help="default: WAARBORG_BACKUP")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the recovery key; default: WAARBORG_BACKUP_KEY")
    parser.add_argument(
        "--customer",
        default="",
        metavar="C",
        help="only this one (short name or identifier), in a folder beside what runs",
    )
    parser.add_argument("--base", default="", metavar="NAME", help="the whole copy to begin from; default: the newest")
    parser.add_argument("--at", metavar="INSTANT", help="such as 2026-10-30T16:30:00+01:00; default: as late as can be")


def run(args: argparse.Namespace) -> int:
    import os
    import secrets

    from waarborg.kernel.instants import parse_instant
    from waarborg.project import database_address
    from waarborg.project.commandline import set_up_django
    from waarborg.project.environment import data_folder
    from waarborg.project.group import state
    from waarborg.project.group.refusals import AlreadyRunning
    from waarborg.project.named_file import content_of

    if state.running():
        raise AlreadyRunning(folder=data_folder())
    given = dict(os.environ)
    # The installation's own secret lies in the back-up: until it is put back, none may be made in its place.
    os.environ.setdefault("WAARBORG_SECRET_KEY", secrets.token_urlsafe(64))
    set_up_django()
    from waarborg.project.recovery.refusals import ExternalDatabase
    from waarborg.project.recovery.restore import must_be_empty, restore
    from waarborg.project.recovery.sealing import identity
    from waarborg.project.recovery.target import target

    if not database_address.embedded():
        raise ExternalDatabase()
    must_be_empty()
    where = target(args.source)
    key = identity(content_of(args.key).decode(errors="replace") if args.key else "")
    at = parse_instant(args.at) if args.at else None
    done = restore(where, key, at=at, given=given, customer=args.customer, base=args.base)
    if not args.customer:
        _go_on_there(where)
    if args.json:
        print(json.dumps(_plain(done)))
    else:
        print("\n".join(_told(done, _WORDS[args.lang])))
    return 0 if done.good else 1


def _go_on_there(where: Any) -> None:
    """Back-ups go on at the place that they came from: should its disk not be mounted later on, that is noticed."""
    from waarborg.kernel.errors import Refusal
    from waarborg.project import environment
    from waarborg.project.recovery.target import target

    if environment.text("WAARBORG_BACKUP") and target().place == where.place:
        with suppress(Refusal):
            where.begin()


def _plain(done: Any) -> dict[str, Any]:
    return {
        "base": done.base,
        "passed_over": done.passed_over,
        "seconds": round(done.seconds, 1),
        "content": done.content,
        "erased_again": done.again,
        "settings": done.settings,
        "good": done.good,
    }


def _told(done: Any, words: dict[str, str]) -> list[str]:
    lines = [words["good"].format(base=done.base, seconds=round(done.seconds, 1), **done.content)]
    if not done.good:
        lines = [words["bad"], *(f"  {one}" for one in done.content["broken"])]
    if done.passed_over:
        lines.insert(0, words["older"].format(base=done.base, damaged=", ".join(done.passed_over)))
    if done.again:
        lines.append(words["again"].format(again=", ".join(done.again)))
    if done.settings:
        lines.append(words["settings"].format(settings=", ".join(done.settings)))
    return [*lines, words["sessions"]]
