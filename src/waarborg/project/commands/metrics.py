"""``waarborg metrics check FILE``, ``waarborg metrics apply FILE``: which metrics are about which part of the service.

Exit status 0 when the file is good (and applied), 1 when something is wrong with it, 2 when it cannot be opened.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NAME = "metrics"
HELP = "check or apply the rules by which metrics are read"
NEEDS_DJANGO = True
_WORDS = {
    "nl": {"good": "{file}: {n} regels, in orde.", "applied": "{file}: {n} regels gelden vanaf nu."},
    "en": {"good": "{file}: {n} rules, in order.", "applied": "{file}: {n} rules hold from now on."},
}


def configure(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="check|apply")
    for name, said in (("check", "say what is wrong with a file of rules"), ("apply", "read metrics by this file")):
        one = commands.add_parser(name, help=said, allow_abbrev=False)
        one.add_argument("file", type=Path, help="YAML; - reads standard input")


def run(args: argparse.Namespace) -> int:
    from waarborg.availability.actions.apply_mapping import MappingRefused, apply_mapping
    from waarborg.availability.queries.metrics import parts_by_key
    from waarborg.availability.rules.mapping import checked
    from waarborg.customers.queries import provider
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.group.database import database_for_command
    from waarborg.project.named_file import content_of
    from waarborg.promises.rules.agreement.yaml_nodes import MAX_BYTES

    source, name = content_of(args.file, most=MAX_BYTES), str(args.file)
    with database_for_command():
        house = None
        with tenancy.enter(Role.DESK):
            house = provider()
            rules, problems = checked(source, name, parts_by_key() if house else None)
        if problems:
            return _refused(problems, MappingRefused(problems=problems), args)
        if args.command == "apply" and house is not None:
            with tenancy.enter(Role.DESK, house.id):
                apply_mapping(source, name=name, provider=house.id, by=SYSTEM, at=clock.now())
    done = "applied" if args.command == "apply" and house is not None else "good"
    if args.json:
        print(json.dumps({"file": name, "rules": len(rules), "applied": done == "applied"}))
    else:
        print(_WORDS[args.lang][done].format(file=name, n=len(rules)))
    return 0


def _refused(problems: Iterable[Any], refusal: Any, args: argparse.Namespace) -> int:
    from waarborg.project.commandline import problem as told

    if args.json:
        every = [one.as_mapping(args.lang) for one in problems]
        print(json.dumps(told(refusal, args.lang) | {"problems": every}, ensure_ascii=False))
    else:
        for one in problems:
            print(f"{one.place}: {one.say(args.lang)}", file=sys.stderr)
    return 1
