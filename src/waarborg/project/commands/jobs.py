"""``waarborg jobs list|retry|cancel``: what *Administration, Jobs* on the desk shows and does, without a page."""

import argparse
import json
from dataclasses import asdict
from typing import Any

NAME = "jobs"
HELP = "show the jobs that wait, run, hang or failed; run one again, cancel one"
NEEDS_DJANGO = True
_STATES = ("waiting", "planned", "running", "stalled", "failed", "cancelled")
_WORDS = {
    "nl": {
        "none": "Hier staan geen taken.",
        "more": "En meer: ga verder met --before {before}.",
        "retry": "{n} taak/taken opnieuw.",
        "cancel": "Taak {job} is geannuleerd.",
    },
    "en": {
        "none": "No jobs here.",
        "more": "And more: go on with --before {before}.",
        "retry": "{n} job(s) run again.",
        "cancel": "Job {job} has been cancelled.",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|retry|cancel")
    shown = verbs.add_parser("list", help="fifty jobs in one state, the newest first, and how many there are in each")
    shown.add_argument("--state", choices=_STATES, default="failed", help="which (default: failed)")
    shown.add_argument("--task", default="", help="part of a task's name")
    shown.add_argument("--before", type=int, help="the number of the last one of the page before")
    again = verbs.add_parser("retry", help="run a failed or stalled job again, with all its attempts")
    which = again.add_mutually_exclusive_group(required=True)
    which.add_argument("job", nargs="?", type=int, help="its number")
    which.add_argument("--task", help="all failed jobs of this task")
    verbs.add_parser("cancel", help="take out a job that waits").add_argument("job", type=int, help="its number")


def run(args: argparse.Namespace) -> int:
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.group.database import database_for_command

    with database_for_command(), tenancy.enter(Role.DESK):
        found = _list(args) if args.verb == "list" else _done(args)
    if args.json:
        print(json.dumps(found, default=str))
    else:
        print("\n".join(_said(args, found, _WORDS[args.lang])))
    return 0


def _list(args: argparse.Namespace) -> dict[str, Any]:
    from waarborg.plumbing.queue import looking

    rows = looking.jobs(args.state, task=args.task, before=args.before, limit=looking.PAGE + 1)
    page = rows[: looking.PAGE]
    more = page[-1].id if len(rows) > looking.PAGE else None
    return {"counts": looking.counts(), "jobs": [asdict(one) for one in page], "before": more}


def _done(args: argparse.Namespace) -> dict[str, Any]:
    from waarborg.plumbing import clock
    from waarborg.plumbing.queue import deciding
    from waarborg.project.at_the_machine import actor

    by, at = actor(), clock.now()
    if args.verb == "cancel":
        deciding.cancel(args.job, by=by, at=at)
        return {"job": args.job}
    if args.task:
        return {"jobs": deciding.retry_all(args.task, by=by, at=at)}
    deciding.retry(args.job, by=by, at=at)
    return {"jobs": 1}


def _said(args: argparse.Namespace, found: dict[str, Any], words: dict[str, str]) -> list[str]:
    if args.verb != "list":
        return [words[args.verb].format(n=found.get("jobs"), job=found.get("job"))]
    lines = ["   ".join(f"{name} {number}" for name, number in found["counts"].items())]
    for one in found["jobs"]:
        given = " ".join(f"{name}={value}" for name, value in one["arguments"].items())
        moment = one["due"] if args.state in ("waiting", "planned") else one["since"]
        lines.append(f"{one['id']:>9}  {one['task']:<36} {one['attempts']:>3}x  {str(moment or '-')[:19]}  {given}")
    lines += [] if found["jobs"] else [words["none"]]
    return [*lines, *([words["more"].format(before=found["before"])] if found["before"] else [])]
