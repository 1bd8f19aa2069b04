"""``waarborg application``: applications that people sign in to by this installation (docs/applications.md)."""

import argparse
import json
from typing import Any

NAME = "application"
HELP = "register, list or end an application that people sign in to by OpenID Connect"
NEEDS_DJANGO = True
SAID = {
    "registered": {
        "nl": "{name} is geregistreerd. Client-ID: {client_id}\nUitgever (issuer): {issuer}",
        "en": "{name} has been registered. Client ID: {client_id}\nIssuer: {issuer}",
    },
    "secret": {
        "nl": "Geheim, dat hierna niemand meer kan lezen: {secret}",
        "en": "Secret, which nobody can read again after this: {secret}",
    },
    "ended": {
        "nl": "{name} is beëindigd: niemand logt er nog bij in.",
        "en": "{name} has ended: nobody signs in to it any more.",
    },
    "none": {"nl": "Er is geen toepassing geregistreerd.", "en": "No application has been registered."},
    "over": {"nl": "beëindigd", "en": "ended"},
}


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    made = verbs.add_parser(
        "register",
        help="register an application; its secret is printed once",
        description="Registers an OpenID Connect client: code flow with PKCE, compared letter by letter.",
    )
    made.add_argument("name", help="as people know it")
    made.add_argument(
        "--redirect-uri", action="append", required=True, metavar="URI", help="where it is answered; may be repeated"
    )
    made.add_argument(
        "--logout-uri", action="append", default=[], metavar="URI", help="where people may go after signing out"
    )
    made.add_argument(
        "--backchannel-logout-uri", default="", metavar="URI", help="where it is told that a session has ended"
    )
    made.add_argument("--public", action="store_true", help="installed with people: it gets no secret")
    verbs.add_parser("list", help="all of them, without secrets")
    ended = verbs.add_parser("end", help="end one: nobody signs in to it any more")
    ended.add_argument("client_id", help="its client ID")


def run(args: argparse.Namespace) -> int:
    from waarborg.project.group.database import database_for_command

    with database_for_command():
        told, lines = {"register": _register, "list": _list, "end": _end}[args.verb](args)
    print(json.dumps(told, ensure_ascii=False) if args.json else "\n".join(lines))
    return 0


def _register(args: argparse.Namespace) -> tuple[Any, list[str]]:
    from django.conf import settings

    from waarborg.access.actions.applications import register
    from waarborg.plumbing import clock, tenancy
    from waarborg.project.at_the_machine import actor

    with tenancy.enter(tenancy.Role.DESK):
        made, secret = register(
            name=args.name,
            redirect_uris=args.redirect_uri,
            logout_uris=args.logout_uri,
            backchannel_uri=args.backchannel_logout_uri,
            public=args.public,
            by=actor(),
            at=clock.now(),
        )
    told = {"issuer": settings.PUBLIC_URL, **_told(made), "client_secret": secret or None}
    words = {**told, "name": made.name, "secret": secret}
    lines = [SAID[one][args.lang].format(**words) for one in ("registered", "secret") if one != "secret" or secret]
    return told, lines


def _list(args: argparse.Namespace) -> tuple[Any, list[str]]:
    from waarborg.access.queries.oauth import clients

    found = clients()
    lines = [
        f"{one.client_id}  {one.name}" + (f"  ({SAID['over'][args.lang]})" if one.ended_at else "") for one in found
    ]
    return {"applications": [_told(one) for one in found]}, lines or [SAID["none"][args.lang]]


def _end(args: argparse.Namespace) -> tuple[Any, list[str]]:
    from waarborg.access.actions.applications import end
    from waarborg.access.queries.oauth import client_of
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.permissions import NotFound
    from waarborg.project.at_the_machine import actor

    with tenancy.enter(tenancy.Role.DESK):
        found = client_of(args.client_id)
        if found is None:
            raise NotFound()
        end(found, by=actor(), at=clock.now())
    return {**_told(found), "ended": True}, [SAID["ended"][args.lang].format(name=found.name)]


def _told(one: Any) -> dict[str, Any]:
    """By the names of the standard (OpenID Connect Dynamic Client Registration 1.0, section 2) where it has one."""
    return {
        "client_id": one.client_id,
        "client_name": one.name,
        "redirect_uris": one.redirect_uris,
        "post_logout_redirect_uris": one.logout_uris,
        "backchannel_logout_uri": one.backchannel_uri or None,
        "token_endpoint_auth_method": "client_secret_basic" if one.secret_hash else "none",
        "ended": one.ended_at is not None,
    }
