"""``waarborg release``: what a deployment script says of a release of the vendor's own product."""

import argparse
import json
from typing import Any

NAME = "release"
HELP = "say that a release is active, with what its activation did to customers"
NEEDS_DJANGO = True
SAID = {
    "activated": {"nl": "Release {version} is geactiveerd: {impact}.", "en": "Release {version} is active: {impact}."},
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    done = verbs.add_parser(
        "activated",
        help="record that a published release is active",
        description="What is left out was not measured, which is not the same as nothing.",
    )
    done.add_argument("version", help="as it was planned, such as 2026.14")
    done.add_argument(
        "--interruption", metavar="DURATION", help="how long customers were interrupted: 800ms, 1.5s or 0"
    )
    done.add_argument("--failed-requests", type=_count, metavar="N", help="how many requests failed meanwhile")
    done.add_argument("--requests", type=_count, metavar="N", help="of how many")


def run(args: argparse.Namespace) -> int:
    from waarborg.project.group.database import database_for_command

    with database_for_command():
        told, line = _activated(args)
    print(json.dumps(told, ensure_ascii=False) if args.json else line)
    return 0


def _activated(args: argparse.Namespace) -> tuple[dict[str, Any], str]:
    from waarborg.plumbing import clock, tenancy
    from waarborg.project.at_the_machine import actor
    from waarborg.releases.actions.activate import Measured, activate
    from waarborg.releases.queries.releases import named
    from waarborg.releases.rules.impact import call, impact

    measured = Measured(_milliseconds(args.interruption), args.failed_requests, args.requests)
    with tenancy.enter(tenancy.Role.DESK):
        held = activate(named(args.version).id, measured, by=actor(), at=clock.now())
    word = impact(held.failed_requests, held.interruption_ms)
    told = {
        "version": held.version,
        "activated_at": held.activated_at.isoformat() if held.activated_at else None,
        "interruption_ms": held.interruption_ms,
        "failed_requests": held.failed_requests,
        "requests": held.requests,
        "impact": word,
    }
    return told, SAID["activated"][args.lang].format(version=held.version, impact=call(word, args.lang))


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise argparse.ArgumentTypeError(text)
    return int(text)


def _milliseconds(text: str | None) -> int | None:
    """Whole milliseconds, rounded up. Raises NotMeasured."""
    from decimal import ROUND_CEILING, Decimal, InvalidOperation

    from waarborg.releases.actions.refusals import NotMeasured

    if text is None:
        return None
    factor = 1
    if text.endswith("ms"):
        text = text.removesuffix("ms")
    elif text.endswith("s"):
        text, factor = text.removesuffix("s"), 1000
    try:
        found = Decimal(text.strip()) * factor
    except InvalidOperation:
        raise NotMeasured(path="interruption") from None
    if not found.is_finite() or not 0 <= found <= 10**12:
        raise NotMeasured(path="interruption")
    return int(found.to_integral_value(ROUND_CEILING))
