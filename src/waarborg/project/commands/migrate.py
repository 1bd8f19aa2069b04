"""``waarborg migrate``: bring the database's schema up to date, as its owner."""

import argparse
import json

NAME = "migrate"
HELP = "bring the database up to date without a back-up"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--roles", action="store_true", help="only print the SQL that makes the database roles")


def run(args: argparse.Namespace) -> int:
    from waarborg.plumbing.embedded_postgres import roles

    if args.roles:
        print(json.dumps(roles.statements()) if args.json else "\n".join(roles.statements()))
        return 0
    from waarborg.project.group.database import database_for_command
    from waarborg.project.schema import bring_up_to_date

    with database_for_command(prepared=False):
        bring_up_to_date(verbosity=0 if args.json else 1)
    if args.json:
        print(json.dumps({"schema": "ok"}))
    return 0
