"""``waarborg upgrade``: after a newer release was installed: look, back up, stop, bring the tables along, start again.

``--check`` only says what would happen. Exit status 0 when this release runs or could, 1 when something stands in its
way.
"""

import argparse
import json
import time
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any

NAME = "upgrade"
HELP = "bring the installation to this release, with a back-up before and the way back"
NEEDS_DJANGO = True
_PATIENCE_SECONDS = 30.0
_WORDS = {
    "nl": {
        "nothing": "De tabellen zijn al van versie {release}; er is niets te doen.",
        "would": "Versie {release} brengt {number} stappen: {steps}.",
        "backup": "Eerst wordt een reservekopie gemaakt op {place}.",
        "bare": "Er wordt geen reservekopie gemaakt.",
        "done": "Versie {release}: {number} stappen gezet.",
        "back": "De weg terug: installeer de vorige versie, zet de datamap opzij en voer uit: `waarborg restore --at"
        " {before}` (reservekopie {backup}).",
        "started": "Waarborg loopt weer.",
    },
    "en": {
        "nothing": "The tables are of release {release} already; there is nothing to do.",
        "would": "Release {release} brings {number} steps: {steps}.",
        "backup": "A back-up is taken at {place} first.",
        "bare": "No back-up is taken.",
        "done": "Release {release}: {number} steps taken.",
        "back": "The way back: install the previous release, put the data folder aside and run"
        " `waarborg restore --at {before}` (back-up {backup}).",
        "started": "Waarborg runs again.",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say what would happen")
    parser.add_argument("--without-backup", action="store_true", help="when you have taken a copy yourself")


def run(args: argparse.Namespace) -> int:
    from importlib.metadata import version

    from waarborg.project import upgrading
    from waarborg.project.group.database import database_for_command

    release = version("waarborg")
    upgrading.look_before()
    with database_for_command(prepared=False):
        steps = upgrading.pending()
    if not steps:
        return _print(args, {"release": release, "steps": []}, "nothing")
    place = _place(args)
    if args.check:
        found = {"release": release, "steps": steps, "backup": place}
        return _print(args, found, "would", "backup" if place else "bare", place=place)
    return _carry_out(args, release, steps, place)


def _place(args: argparse.Namespace) -> str:
    """Where the back-up goes; empty where none was asked for. Raises NoWayBack."""
    from waarborg.project import database_address, environment
    from waarborg.project.recovery.target import target
    from waarborg.project.upgrading import NoWayBack

    if args.without_backup:
        return ""
    if not (database_address.embedded() and environment.text("WAARBORG_BACKUP")):
        raise NoWayBack()
    return target().place


def _carry_out(args: argparse.Namespace, release: str, steps: list[str], place: str) -> int:
    from django.db import connections

    from waarborg.plumbing import clock
    from waarborg.project import upgrading
    from waarborg.project.commands import down, up
    from waarborg.project.group import state

    runs = state.running()
    if runs:
        # Nothing is written any more by the old program once the copy is taken: what stands in it is all there was.
        down.run(argparse.Namespace(json=False))
        # They led to the server that ended with it.
        connections.close_all()
    with ExitStack() as lent:
        _borrow(lent)
        backup = upgrading.backed_up()[0] if place else ""
        before = clock.real()
        upgrading.migrate(before, backup)
        done = upgrading.Upgraded(release, tuple(steps), backup, before.isoformat(), runs)
        upgrading.note(done, at=clock.now())
    upgrading.keep(done)
    if runs:
        up.start()
    words = ["done", *(["back"] if backup else []), *(["started"] if runs else [])]
    return _print(args, asdict(done), *words)


def _borrow(lent: ExitStack) -> None:
    """The database, once whoever had it lets go: the group is gone a moment before its server's lock is."""
    from waarborg.plumbing.embedded_postgres.refusals import AlreadySupervised
    from waarborg.project.group.database import database_for_command

    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            lent.enter_context(database_for_command(prepared=False))
            return
        except AlreadySupervised:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def _print(args: argparse.Namespace, found: dict[str, Any], *which: str, place: str = "") -> int:
    if args.json:
        print(json.dumps(found))
        return 0
    steps = found["steps"]
    shown = {**found, "place": place, "number": len(steps), "steps": ", ".join(steps)}
    print("\n".join(_WORDS[args.lang][one].format(**shown) for one in which))
    return 0
