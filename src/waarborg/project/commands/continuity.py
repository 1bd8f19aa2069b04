"""``waarborg continuity``: what a back-up system of the vendor's service says at the machine itself."""

import argparse
import json
from datetime import datetime
from typing import Any

NAME = "continuity"
HELP = "report a back-up of your own service, or a restore that was tried"
NEEDS_DJANGO = True
SAID = {
    "reported": {
        "nl": "Back-up {plan} van {as_of}: {outcome}.",
        "en": "Back-up {plan} of {as_of}: {outcome}.",
    },
    "tested": {
        "nl": "Hersteltest van {plan} vastgelegd: {outcome}.",
        "en": "Restore test of {plan} recorded: {outcome}.",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    made = verbs.add_parser(
        "reported",
        help="a back-up is complete, or failed",
        description="Not the back-up of Waarborg itself: that is waarborg backup.",
    )
    made.add_argument("plan", help="the plan's short name, such as database-4h")
    made.add_argument("--completed", type=_instant, metavar="TIME", help="when it was complete (default: now)")
    made.add_argument("--began", type=_instant, metavar="TIME", help="when it began")
    made.add_argument("--as-of", type=_instant, metavar="TIME", help="of which moment its content is")
    made.add_argument("--failed", metavar="REASON", help="it failed, and why")
    made.add_argument("--size", type=_count, metavar="BYTES", help="its size in bytes")
    made.add_argument("--sha256", default="", metavar="HEX", help="its SHA-256")
    made.add_argument("--place", default="", help="where it lies")
    made.add_argument("--reference", default="", help="your own name of it: reported twice it counts once")
    tried = verbs.add_parser("tested", help="a restore was tried")
    tried.add_argument("plan", help="the plan's short name")
    tried.add_argument("result", choices=("works", "partly", "failed"))
    tried.add_argument("--what", required=True, help="what was restored")
    tried.add_argument("--as-of", type=_instant, required=True, metavar="TIME", help="of which moment the back-up was")
    tried.add_argument("--seconds", type=_count, required=True, metavar="N", help="how long it took")
    tried.add_argument("--at", type=_instant, metavar="TIME", help="when it was tried (default: now)")
    tried.add_argument("--remark", default="", help="what was missing, or what to do otherwise")


def run(args: argparse.Namespace) -> int:
    from waarborg.project.group.database import database_for_command

    with database_for_command():
        told, line = _reported(args) if args.verb == "reported" else _tested(args)
    print(json.dumps(told, ensure_ascii=False) if args.json else line)
    return 0


def _reported(args: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from waarborg.continuity.actions.report_run import Reported, report_run
    from waarborg.continuity.queries.plans import named
    from waarborg.continuity.rules.runs import call
    from waarborg.plumbing import clock, tenancy
    from waarborg.project.at_the_machine import actor

    now = clock.now()
    said = Reported(
        args.completed or now, began_at=args.began, as_of=args.as_of, succeeded=args.failed is None,
        reason=args.failed or "", size=args.size, sha256=args.sha256, place=args.place, reference=args.reference,
    )  # fmt: skip
    with tenancy.enter(tenancy.Role.DESK):
        plan = named(args.plan)
        made = report_run(plan.id, said, by=actor(), at=now)
    told = {
        "plan": plan.key,
        "completed_at": made.completed_at.isoformat(),
        "as_of": made.as_of.isoformat(),
        "outcome": made.outcome,
        "why": made.why,
        "size": made.size,
        "sha256": made.sha256,
    }
    outcome = call(made.outcome, args.lang) + (f" ({call(made.why, args.lang)})" if made.why else "")
    line = SAID["reported"][args.lang].format(plan=plan.key, as_of=told["as_of"], outcome=outcome)
    return told, line


def _tested(args: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from waarborg.continuity.actions.record_test import Tried, record_test
    from waarborg.continuity.queries.plans import named
    from waarborg.continuity.rules.runs import call_result
    from waarborg.plumbing import clock, tenancy
    from waarborg.project.at_the_machine import actor

    now = clock.now()
    said = Tried(args.at or now, args.as_of, args.seconds, args.what, args.result, args.remark)
    with tenancy.enter(tenancy.Role.DESK):
        plan = named(args.plan)
        made = record_test(plan.id, said, by=actor(), at=now)
    told = {"plan": plan.key, "tested_at": made.tested_at.isoformat(), "result": made.result, "seconds": made.seconds}
    outcome = call_result(made.result, args.lang)
    return told, SAID["tested"][args.lang].format(plan=plan.key, outcome=outcome)


def _instant(text: str) -> datetime:
    """RFC 3339 with its zone, such as 2026-10-30T16:30:00+01:00."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(text) from None
    if found.tzinfo is None:
        raise argparse.ArgumentTypeError(text)
    return found


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise argparse.ArgumentTypeError(text)
    return int(text)
