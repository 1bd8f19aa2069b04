"""``waarborg drill``: put the newest back-up back beside what runs, look at it, say how long and how far behind.

Nothing of the running installation is touched. Exit status 0 when what came back is right, 1 when it is not.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waarborg.project.recovery.drill import Drilled

NAME = "drill"
HELP = "put the newest back-up back on trial, beside what runs, and check it"
NEEDS_DJANGO = True
_WORDS = {
    "nl": {
        "good": "De reservekopie {base} is op proef teruggezet in {seconds} s: {tenants} organisaties, {entries}"
        " journaalregels en {files} bestanden, allemaal nagekeken en gelijk aan wat hier staat.",
        "behind": "De laatste regel erin is van {newest}, {behind} s vóór de laatste hier.",
        "bad": "De reservekopie is niet goed: {problem}",
        "way_out": "Er is niets veranderd. Zie docs/runbooks/backups.md, en maak een nieuwe met `waarborg backup now`.",
    },
    "en": {
        "good": "Back-up {base} was put back on trial in {seconds} s: {tenants} organisations, {entries} journal"
        " entries and {files} files, all of them checked and equal to what stands here.",
        "behind": "The last entry in it is of {newest}, {behind} s before the last one here.",
        "bad": "The back-up is not right: {problem}",
        "way_out": "Nothing was changed. See docs/runbooks/backups.md, and take a new one with `waarborg backup now`.",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--key", type=Path, metavar="FILE", help="the recovery key as you keep it elsewhere")
    parser.add_argument("--folder", type=Path, metavar="F", help="a folder with room; default: the data folder")


def run(args: argparse.Namespace) -> int:
    from waarborg.plumbing import clock
    from waarborg.project import database_address
    from waarborg.project.group.database import database_for_command
    from waarborg.project.named_file import content_of
    from waarborg.project.recovery import drill
    from waarborg.project.recovery.refusals import ExternalDatabase
    from waarborg.project.recovery.sealing import identity
    from waarborg.project.recovery.target import target

    if not database_address.embedded():
        raise ExternalDatabase()
    target()
    key = str(identity(content_of(args.key).decode(errors="replace") if args.key else ""))
    with database_for_command():
        done = drill.drill(key, at=clock.real(), folder=args.folder)
        drill.keep(done)
        drill.note(done, at=clock.now())
    print(json.dumps(asdict(done)) if args.json else "\n".join(_told(done, _WORDS[args.lang])))
    return 0 if done.good else 1


def _told(done: "Drilled", words: dict[str, str]) -> list[str]:
    if not done.good:
        return [words["bad"].format(problem=done.problem), words["way_out"]]
    lines = [words["good"].format(**asdict(done))]
    if done.behind is not None:
        lines.append(words["behind"].format(newest=done.newest, behind=round(done.behind, 1)))
    return lines
