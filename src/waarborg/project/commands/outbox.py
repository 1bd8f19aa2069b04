"""``waarborg outbox list|again|drop``: outgoing mail by state, and dead letters sent again or given up."""

import argparse
import json
from typing import Any
from uuid import UUID

NAME = "outbox"
HELP = "show outgoing mail; send undelivered mail again, or give it up"
NEEDS_DJANGO = True
_STATES = ("waiting", "retrying", "dead", "dropped", "sent", "kept")
_WORDS = {
    "nl": {
        "none": "Hier staat geen mail.",
        "more": "En meer: ga verder met --before {before}.",
        "again": "{n} bericht(en) opnieuw.",
        "drop": "Het bericht is opgegeven.",
    },
    "en": {
        "none": "No mail here.",
        "more": "And more: go on with --before {before}.",
        "again": "{n} message(s) go again.",
        "drop": "The message has been given up.",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|again|drop")
    shown = verbs.add_parser("list", help="fifty messages in one state, the newest first, without their text")
    shown.add_argument("--state", choices=_STATES, default="dead", help="which (default: dead)")
    shown.add_argument("--before", type=UUID, help="the identifier of the last one of the page before")
    again = verbs.add_parser("again", help="send undelivered mail again, with all its attempts")
    which = again.add_mutually_exclusive_group(required=True)
    which.add_argument("mail", nargs="?", type=UUID, help="its identifier")
    which.add_argument("--kind", help="all undelivered mail of this template")
    drop = verbs.add_parser("drop", help="give one undelivered message up")
    drop.add_argument("mail", type=UUID, help="its identifier")
    drop.add_argument("--reason", required=True, help="why; it stays with the message")


def run(args: argparse.Namespace) -> int:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.group.database import database_for_command

    with database_for_command(), tenancy.enter(Role.DESK):
        found = _list(args) if args.verb == "list" else _done(args)
    if args.json:
        print(json.dumps(found, default=str, ensure_ascii=False))
    else:
        print("\n".join(_said(args, found, _WORDS[args.lang])))
    return 0


def _list(args: argparse.Namespace) -> dict[str, Any]:
    from waarborg.plumbing.outbox import queries

    rows = queries.in_state(args.state, before=args.before, limit=queries.SHOWN + 1)
    page = rows[: queries.SHOWN]
    names = (
        "id",
        "tenant_id",
        "to_address",
        "template",
        "subject",
        "state",
        "attempts",
        "written",
        "failure",
        "reason",
    )
    return {
        "counts": queries.counts(),
        "mails": [{name: getattr(one, name) for name in names} for one in page],
        "before": page[-1].id if len(rows) > queries.SHOWN else None,
    }


def _done(args: argparse.Namespace) -> dict[str, Any]:
    from waarborg.plumbing import clock
    from waarborg.plumbing.outbox import queries, send_again
    from waarborg.project.at_the_machine import actor

    by, at = actor(), clock.now()
    if args.verb == "again" and args.kind:
        return {"mails": send_again.send_all_again(args.kind, by=by, at=at)}
    mail = queries.find(args.mail)
    if args.verb == "again":
        send_again.send_again(mail, by=by, at=at)
    else:
        send_again.drop(mail, reason=args.reason, by=by, at=at)
    return {"mails": 1}


def _said(args: argparse.Namespace, found: dict[str, Any], words: dict[str, str]) -> list[str]:
    if args.verb != "list":
        return [words[args.verb].format(n=found["mails"])]
    lines = ["   ".join(f"{name} {number}" for name, number in found["counts"].items())]
    for one in found["mails"]:
        written = f"{one['written']:%Y-%m-%d %H:%M}"
        why = one["reason"] or one["failure"]
        lines.append(f"{one['id']}  {written}  {one['attempts']:>2}x  {one['to_address']}  {one['subject']}  {why}")
    lines += [] if found["mails"] else [words["none"]]
    return [*lines, *([words["more"].format(before=found["before"])] if found["before"] else [])]
