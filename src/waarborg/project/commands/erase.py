"""``waarborg erase CUSTOMER --yes --reason R``: erase one customer; ``--replay`` after a back-up was put back."""

import argparse
import json
from typing import Any

NAME = "erase"
HELP = "erase one customer, or erase again after a restore"
NEEDS_DJANGO = True
_WORDS = {
    "nl": {"removed": "Gewist", "kept": "Bewaard", "until": "tot", "again": "Opnieuw gewist"},
    "en": {"removed": "Erased", "kept": "Kept", "until": "until", "again": "Erased again"},
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", nargs="?", help="short name or identifier of the customer")
    parser.add_argument("--reason", help="why, such as the number of the request; it stays in the ledger")
    parser.add_argument("--yes", action="store_true", help="really do it: nothing brings it back")
    parser.add_argument("--replay", action="store_true", help="erase again what a restored back-up has brought back")


def run(args: argparse.Namespace) -> int:
    from waarborg.plumbing import clock
    from waarborg.plumbing.erasure import replay
    from waarborg.project.group.database import database_for_command
    from waarborg.project.refusals import WrongUse

    if not args.replay and not (args.customer and args.reason and args.yes):
        raise WrongUse(message="CUSTOMER --reason R --yes", usage="waarborg erase")
    with database_for_command():
        if args.replay:
            again = [str(tenant) for tenant in replay(at=clock.now())]
            _print(args, {"again": again}, [f"{_WORDS[args.lang]['again']}: {tenant}" for tenant in again])
            return 0
        erased = _erase(args)
    _print(args, erased, _told(erased, _WORDS[args.lang]))
    return 0


def _erase(args: argparse.Namespace) -> dict[str, Any]:
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.erasure import erase_customer
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.customer_argument import customer

    tenant = customer(args.customer)
    with tenancy.enter(Role.DESK):
        entry = erase_customer(tenant, by=SYSTEM, at=clock.now(), reason=args.reason)
    return {"tenant": str(tenant), "erasure": str(entry.id), "removed": entry.removed, "kept": entry.kept}


def _told(erased: dict[str, Any], words: dict[str, str]) -> list[str]:
    lines = [f"{words['removed']}: {table} {rows}" for table, rows in sorted(erased["removed"].items())]
    for kept in erased["kept"]:
        until = f" {words['until']} {kept['until']}" if kept["until"] else ""
        lines.append(f"{words['kept']}: {kept['table']} {kept['rows']}{until} ({kept['why']})")
    return lines


def _print(args: argparse.Namespace, found: dict[str, Any], lines: list[str]) -> None:
    print(json.dumps(found) if args.json else "\n".join(lines))
