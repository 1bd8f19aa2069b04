"""``waarborg demo``: the demonstration's data where there is none yet, and one-time links that sign in."""

import argparse
import json
import os

from waarborg.kernel.errors import BadInput

NAME = "demo"
HELP = "load the demonstration and print links that sign in"
NEEDS_DJANGO = True
_SAID = {
    "nl": {
        "loaded": "{customers} klanten, {tickets} meldingen en {entries} journaalregels geladen.",
        "kept": "De demonstratie stond er al; er is niets overschreven.",
        "clock": "De klok staat hier op {now}.",
        "links": "Eén keer inloggen, binnen 24 uur:",
        "mail": "Wat er gemaild zou zijn: {url}",
        "stop": "Dit blijft lopen. Wat loopt: make status. Stoppen: make down.",
        "agent": "servicedesk",
        "service manager": "servicemanager",
        "owner": "eigenaar bij de klant",
        "user": "gewone gebruiker bij de klant",
        "operator": "beheerder van de installatie",
    },
    "en": {
        "loaded": "{customers} customers, {tickets} tickets and {entries} journal entries loaded.",
        "kept": "The demonstration was there already; nothing was overwritten.",
        "clock": "The clock stands here at {now}.",
        "links": "Sign in once, within 24 hours:",
        "mail": "What would have been mailed: {url}",
        "stop": "This goes on running. What runs: make status. Stop: make down.",
        "agent": "service desk",
        "service manager": "service manager",
        "owner": "owner at the customer",
        "user": "ordinary user at the customer",
        "operator": "operator of the installation",
    },
}


class NoSuchProfile(BadInput):
    code = "demo.profile.unknown"
    nl = "Er is geen overeenkomst met de naam “{profile}”."
    en = "There is no agreement called “{profile}”."
    nl_way_out = "Kies uit {known}: PROFILE=naam make demo."
    en_way_out = "Choose from {known}: PROFILE=name make demo."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", default=os.environ.get("PROFILE", "appreo"), help="agreement profile (default: appreo)"
    )
    parser.add_argument("--seed", type=int, default=7, help="the same seed and instant give the same data")


def run(args: argparse.Namespace) -> int:
    from django.urls import reverse

    from waarborg.console.demo.load import doors, is_loaded, load
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import clock
    from waarborg.plumbing.web.wording import instant
    from waarborg.project.group.database import database_for_command
    from waarborg.promises.profiles import PROFILES, documents, profile
    from waarborg.support.models import Ticket

    if args.profile not in PROFILES:
        raise NoSuchProfile(profile=args.profile, known=", ".join(PROFILES))
    source = profile(args.profile)
    said = _SAID[args.lang]
    with database_for_command():
        counts = None
        if not is_loaded():
            world = load(source, documents(args.profile), now=clock.now(), seed=args.seed)
            counts = {
                "customers": len(world.rows[Organisation]) - 1,
                "tickets": len(world.rows[Ticket]),
                "entries": len(world.chain),
            }
        links = [(door, _address() + door.path) for door in doors()]
    if args.json:
        print(json.dumps({"loaded": counts, "links": {door.part: link for door, link in links}}))
        return 0
    print(said["loaded"].format(**counts) if counts else said["kept"])
    if clock.offset():
        print(said["clock"].format(now=instant(clock.now(), args.lang, "Europe/Amsterdam")))
    print(said["links"])
    for door, link in links:
        print(f"  {said[door.part]:<30} {door.name}, {door.organisation}\n    {link}")
    print(said["mail"].format(url=_address() + reverse("outbox:demo")))
    print(said["stop"])
    return 0


def _address() -> str:
    """Where the running group answers, else where it will."""
    from django.conf import settings

    from waarborg.project.group import state

    found = state.read().get("url") if state.running() else None
    return str(found or settings.PUBLIC_URL).rstrip("/")
