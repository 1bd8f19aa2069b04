"""``waarborg user``: the installation's first person, who lets everybody else in."""

import argparse
import json

NAME = "user"
HELP = "make the installation's first owner"
NEEDS_DJANGO = True
_SAID = {
    "nl": "{email} kan één keer inloggen met deze link, binnen 24 uur:",
    "en": "{email} can sign in once by this link, within 24 hours:",
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


def run(args: argparse.Namespace) -> int:
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
