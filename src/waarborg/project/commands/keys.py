"""``waarborg keys``: how old the installation's keys are, and replacing them without losing what they protect."""

import argparse
import json
from datetime import datetime
from typing import Any

NAME = "keys"
HELP = "ages of the keys; seal secrets under a new key; make a new evidence key"
NEEDS_DJANGO = True
_WORDS = {
    "nl": {
        "signs": "ondertekent nu",
        "older": "vervangen, blijft geldig",
        "evidence": "bewijssleutel {fingerprint}   {days} dagen oud   {state}",
        "none": "Er is nog geen bewijssleutel; de eerste rapportage maakt er een.",
        "sealed": "versleuteld: {total} geheimen, de oudste {days} dagen geleden; onder een oudere sleutel: {older}",
        "lost": "Van {lost} geheimen ontbreekt de sleutel: zet hem terug in WAARBORG_ENCRYPTION_KEY, na de nieuwe.",
        "resealed": "{number} geheimen zijn opnieuw versleuteld; oudere sleutels zijn niet meer nodig.",
        "rotated": "De nieuwe bewijssleutel is {fingerprint}; wat oudere sleutels ondertekenden, blijft geldig.",
    },
    "en": {
        "signs": "signs now",
        "older": "replaced, stays valid",
        "evidence": "evidence key {fingerprint}   {days} days old   {state}",
        "none": "There is no evidence key yet; the first report makes one.",
        "sealed": "encrypted: {total} secrets, the oldest {days} days ago; under an older key: {older}",
        "lost": "The key of {lost} secrets is missing: put it back in WAARBORG_ENCRYPTION_KEY, after the new one.",
        "resealed": "{number} secrets were encrypted anew; older keys are not needed any more.",
        "rotated": "The new evidence key is {fingerprint}; what older keys signed stays valid.",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("status", help="the keys there are, with their ages")
    verbs.add_parser(
        "reseal",
        help="encrypt every stored secret under the first key",
        description="Put the new key first in WAARBORG_ENCRYPTION_KEY, the old one after it; restart; run this; drop"
        " the old one. In steps; broken off, it goes on at the next run.",
    )
    verbs.add_parser("rotate", help="make a new evidence key, which signs reports from now on")


def run(args: argparse.Namespace) -> int:
    from waarborg.project.group.database import database_for_command

    with database_for_command():
        return {"status": _status, "reseal": _reseal, "rotate": _rotate}[args.verb](args)


def _reseal(args: argparse.Namespace) -> int:
    from waarborg.access.actions.reseal import reseal as second_factors
    from waarborg.availability.actions.keep_probe import reseal_bearers
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.plumbing.webhooks.seals import reseal as webhooks
    from waarborg.support.actions.widget import reseal as help_buttons
    from waarborg.trust.actions.signing_keys import reseal as evidence_keys

    number = second_factors()
    with tenancy.enter(Role.DESK):
        number += evidence_keys() + webhooks() + help_buttons() + reseal_bearers()
    _print(args, {"sealed": number}, [_WORDS[args.lang]["resealed"].format(number=number)])
    return 0


def _rotate(args: argparse.Namespace) -> int:
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.trust.actions.signing_keys import rotate

    with tenancy.enter(Role.DESK):
        made = rotate(by=SYSTEM, at=clock.now())
    found = {"fingerprint": made.fingerprint}
    _print(args, found, [_WORDS[args.lang]["rotated"].format(**found)])
    return 0


def _status(args: argparse.Namespace) -> int:
    from waarborg.plumbing import clock

    found = look(now=clock.now(), real=clock.real())
    words = _WORDS[args.lang]
    lines = [
        words["evidence"].format(**key, state=words["signs" if key["signs"] else "older"]) for key in found["evidence"]
    ] or [words["none"]]
    lines.append(words["sealed"].format(**found["sealed"]))
    if found["sealed"]["lost"]:
        lines.append(words["lost"].format(**found["sealed"]))
    _print(args, found, lines)
    return 1 if found["sealed"]["lost"] else 0


def look(*, now: datetime, real: datetime) -> dict[str, Any]:
    """The evidence keys, newest first, and how the stored secrets are sealed. Ages in days; seals keep real time."""
    from waarborg.plumbing import sealing, tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.trust.queries.reports import signing_keys

    sealed = sealing.stand()
    with tenancy.enter(Role.DESK):
        keys = signing_keys()
    evidence = [
        {"fingerprint": key.fingerprint, "made": key.made_at.isoformat(), "days": (now - key.made_at).days}
        for key in keys
    ]
    return {
        "evidence": [{**key, "signs": number == 0} for number, key in enumerate(evidence)],
        "sealed": {
            **{part: getattr(sealed, part) for part in ("total", "older", "lost")},
            "days": (real - sealed.oldest).days if sealed.oldest else 0,
        },
    }


def _print(args: argparse.Namespace, found: dict[str, Any], lines: list[str]) -> None:
    print(json.dumps(found) if args.json else "\n".join(lines))
