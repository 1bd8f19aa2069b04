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
    from waarborg.project.group import state
    from waarborg.project.group.database import database_for_command

    release = version("waarborg")
    upgrading.look_before()
    with database_for_command(prepared=False):
        steps = upgrading.pending()
    if not steps:
        return _print(args, {"release": release, "steps": []}, "nothing")
    place = "" if args.without_backup else upgrading.ask_target()
    if args.check:
        found = {"release": release, "steps": steps, "backup": place}
        return _print(args, found, "would", "backup" if place else "bare", place=place)
    if state.in_the_foreground():
        raise upgrading.SomebodyElseStarts()
    return _carry_out(args, release, steps, place)


def _carry_out(args: argparse.Namespace, release: str, steps: list[str], place: str) -> int:
    from django.db import connections

    from waarborg.plumbing import clock
    from waarborg.project import upgrading
    from waarborg.project.commands import down, up
    from waarborg.project.group import state

    runs = state.running()
    # The large part while people are still served: when it fails, nothing has been stopped.
    backup = _copied_while_it_runs() if runs and place else ""
    if runs:
        # Nothing is written any more by the old program once the rest is carried off: that is all there was.
        down.run(argparse.Namespace(json=False))
        # They led to the server that ended with it.
        connections.close_all()
    with ExitStack() as lent:
        _borrow(lent)
        if place and not backup:
            backup = upgrading.backed_up()
        before = upgrading.carried_off(backup) if place else clock.real()
        upgrading.migrate(before, backup)
        done = upgrading.Upgraded(release, tuple(steps), backup, before.isoformat(), runs)
        upgrading.note(done, at=clock.now())
    upgrading.keep(done)
    if runs:
        up.start()
    words = ["done", *(["back"] if backup else []), *(["started"] if runs else [])]
    return _print(args, asdict(done), *words)


def _copied_while_it_runs() -> str:
    """Empty where the running server keeps no archive, because WAARBORG_BACKUP was set after it had started."""
    from waarborg.project import upgrading
    from waarborg.project.recovery.refusals import NoArchive

    try:
        return upgrading.backed_up()
    except NoArchive:
        return ""


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
