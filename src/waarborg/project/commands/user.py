"""``waarborg user``: the installation's first person, who lets everybody else in, and the way back in."""

import argparse
import json

NAME = "user"
HELP = "make the installation's first owner, or let one back in"
NEEDS_DJANGO = True
_SAID = {
    "nl": "{email} kan één keer inloggen met deze link, binnen 24 uur:",
    "en": "{email} can sign in once by this link, within 24 hours:",
}


_LIFTED = {
    "nl": "{name}: er gelden geen netwerkregels meer, iedereen kan weer van overal inloggen.",
    "en": "{name}: no network rules hold any more, everybody can sign in from everywhere again.",
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    owner = verbs.add_parser(
        "create-owner",
        help="make the provider's owner, or a new sign-in link for them",
        description="Makes the provider where there is none, the person, the account and a link that signs in once.",
    )
    owner.add_argument("--email", required=True, help="address to sign in with")
    owner.add_argument("--name", required=True, help="name of the person")
    owner.add_argument("--organisation", default="", help="name of the provider, needed the first time")
    owner.add_argument("--language", choices=("nl", "en"), default="nl", help="language of the person")
    lift = verbs.add_parser(
        "lift-networks",
        help="take the network rules of an organisation away: for who locked himself out",
        description="Lifts all network rules of the provider, or of one customer; it is written in the journal.",
    )
    lift.add_argument("--customer", default="", help="short name (slug) of the customer; without it, the provider")


def run(args: argparse.Namespace) -> int:
    return _lift(args) if args.verb == "lift-networks" else _create(args)


def _lift(args: argparse.Namespace) -> int:
    from waarborg.access.actions.set_networks import lift_networks
    from waarborg.customers.queries import organisation_by_slug, provider
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.permissions import NotFound
    from waarborg.project.group.database import database_for_command

    with database_for_command(), tenancy.enter(tenancy.Role.DESK):
        found = organisation_by_slug(args.customer) if args.customer else provider()
        if found is None:
            raise NotFound()
        lift_networks(found.id, by=SYSTEM, at=clock.now())
    if args.json:
        print(json.dumps({"organisation": found.name, "network_rules": None}, ensure_ascii=False))
    else:
        print(_LIFTED[args.lang].format(name=found.name))
    return 0


def _create(args: argparse.Namespace) -> int:
    from waarborg.access.actions.create_owner import create_owner
    from waarborg.plumbing import clock
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.project.group.database import database_for_command

    with database_for_command():
        email, path = create_owner(
            email=args.email,
            name=args.name,
            organisation=args.organisation,
            language=args.language,
            by=SYSTEM,
            at=clock.now(),
        )
    link = _address() + path
    if args.json:
        print(json.dumps({"email": email, "link": link}))
    else:
        print(_SAID[args.lang].format(email=email), link, sep="\n")
    return 0


def _address() -> str:
    """Where the running group answers, else where it will."""
    from django.conf import settings

    from waarborg.project.group import state

    said = state.read().get("url") if state.running() else None
    return str(said or settings.PUBLIC_URL).rstrip("/")
