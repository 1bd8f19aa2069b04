"""``waarborg backup``: take one now, list what there is, show the recovery key, begin at a new and empty place."""

import argparse
import json
import sys
import time
from typing import Any

from waarborg.project.recovery.base_backup import Manifest
from waarborg.project.recovery.target import Target

NAME = "backup"
HELP = "take a back-up now, list them, show the recovery key"
NEEDS_DJANGO = True
# The archive closes a segment within half a minute, and copies it at once.
_PATIENCE_SECONDS = 120.0
_WORDS = {
    "nl": {
        "taken": "Reservekopie {id} is gemaakt: {size} MB, compleet tot {ended}.",
        "none": "Er ligt nog geen reservekopie op {place}.",
        "line": "{id}   {ended}   {size:>8} MB   PostgreSQL {major}, versie {release}",
        "reaches": "Terug te zetten tot kort voor nu: {segments} segmenten sinds de oudste.",
        "begun": "Van nu af gaan reservekopieën naar {place}; `waarborg backup now` maakt er meteen een.",
        "key": "Bewaar deze sleutel buiten deze machine. Zonder haar is geen reservekopie te lezen:",
    },
    "en": {
        "taken": "Back-up {id} was taken: {size} MB, complete up to {ended}.",
        "none": "There is no back-up at {place} yet.",
        "line": "{id}   {ended}   {size:>8} MB   PostgreSQL {major}, release {release}",
        "reaches": "Can be put back up to just now: {segments} segments since the oldest.",
        "begun": "From now on back-ups go to {place}; `waarborg backup now` takes one at once.",
        "key": "Keep this key outside this machine. Without it no back-up can be read:",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="now|list|key|init")
    verbs.add_parser("now", help="take one and wait until it can be put back")
    verbs.add_parser("list", help="what lies at the target")
    verbs.add_parser("key", help="show the recovery key, to keep it elsewhere")
    verbs.add_parser("init", help="the place is a new, empty one on purpose: begin there")


def run(args: argparse.Namespace) -> int:
    from waarborg.project.recovery.target import target

    words = _WORDS[args.lang]
    if args.verb == "key":
        return _key(args, words)
    where = target()
    if args.verb == "init":
        return _init(args, where, words)
    return _now(args, where, words) if args.verb == "now" else _list(args, where, words)


def _key(args: argparse.Namespace, words: dict[str, str]) -> int:
    from waarborg.project.recovery.sealing import identity

    key = str(identity(make=True))
    if args.json:
        print(json.dumps({"key": key}))
    else:
        print(words["key"], file=sys.stderr)
        print(key)
    return 0


def _init(args: argparse.Namespace, where: Target, words: dict[str, str]) -> int:
    where.begin(anew=True)
    print(json.dumps({"place": where.place}) if args.json else words["begun"].format(place=where.place))
    return 0


def _list(args: argparse.Namespace, where: Target, words: dict[str, str]) -> int:
    from waarborg.project.recovery import base_backup

    found = base_backup.manifests(where)
    segments = len(where.names("wal"))
    if args.json:
        print(json.dumps({"bases": [_plain(one) for one in found], "segments": segments}))
        return 0
    for one in found:
        print(words["line"].format(**_plain(one)))
    print(words["reaches"].format(segments=segments) if found else words["none"].format(place=where.place))
    return 0


def _now(args: argparse.Namespace, where: Target, words: dict[str, str]) -> int:
    from waarborg.project import database_address
    from waarborg.project.group.database import database_for_command
    from waarborg.project.recovery import base_backup
    from waarborg.project.recovery.refusals import ExternalDatabase
    from waarborg.project.recovery.sealing import identity

    if not database_address.embedded():
        raise ExternalDatabase()
    recipient = identity(make=True).to_public()
    where.begin()
    with database_for_command():
        taken = base_backup.take(where, recipient)
        bring(where, taken.last, recipient)
    print(json.dumps(_plain(taken)) if args.json else words["taken"].format(**_plain(taken)))
    return 0


def bring(where: Target, last: str, recipient: Any) -> None:
    """Carry off files and changes until the target has the segment `last`. Raises BaseFailed, TargetFull, TargetAway,
    StoreAway."""
    from waarborg.plumbing.files.stores import store_in_use
    from waarborg.project import database_address
    from waarborg.project.recovery import shipping
    from waarborg.project.recovery.refusals import BaseFailed

    shipping.Files.begin(where).ship(store_in_use(), recipient)
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not shipping.brought(where, last):
        if time.monotonic() > deadline:
            raise BaseFailed(reason=f"archive: {last}")
        shipping.ship_segments(database_address.layout(), where, recipient)
        time.sleep(0.2)


def _plain(one: Manifest) -> dict[str, Any]:
    return {
        "id": one.id,
        "ended": one.ended,
        "size": round(one.size / 1e6, 1),
        "major": one.major,
        "release": one.release,
    }
