"""``waarborg demo``: the demonstration's data where there is none yet, and one-time links that sign in."""

import argparse
import json
import os

from waarborg.kernel.errors import BadInput, Refusal

NAME = "demo"
HELP = "load the demonstration and print links that sign in"
NEEDS_DJANGO = True
_SAID = {
    "nl": {
        "loaded": "{customers} klanten, {tickets} meldingen en {entries} journaalregels geladen.",
        "kept": "De demonstratie van {there} stond er al; er is niets overschreven.",
        "other": "Voor {asked} begint u in een eigen, lege map: WAARBORG_DATA=/pad/van/map PROFILE={asked} make demo.",
        "clock": "De klok staat hier op {now}.",
        "links": "Eén keer inloggen, binnen 24 uur:",
        "mail": "Wat er gemaild zou zijn: {url}",
        "nobody": "Geen link voor: {parts}. Niemand is dat hier nog; geef iemand die rol, of begin opnieuw in een lege"
        " map.",
        "stop": "Dit blijft lopen. Wat loopt: make status. Stoppen: make down.",
        "agent": "servicedesk",
        "service manager": "servicemanager",
        "owner": "eigenaar bij de klant",
        "user": "gewone gebruiker bij de klant",
        "operator": "beheerder van de installatie",
    },
    "en": {
        "loaded": "{customers} customers, {tickets} tickets and {entries} journal entries loaded.",
        "kept": "The demonstration of {there} was there already; nothing was overwritten.",
        "other": "For {asked} begin in an empty folder of its own: WAARBORG_DATA=/path/to PROFILE={asked} make demo.",
        "clock": "The clock stands here at {now}.",
        "links": "Sign in once, within 24 hours:",
        "mail": "What would have been mailed: {url}",
        "nobody": "No link for: {parts}. Nobody is that here any more; give somebody the role, or begin anew in an"
        " empty folder.",
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
    exit_code = 2
    nl = "Er is geen overeenkomst met de naam “{profile}”."
    en = "There is no agreement called “{profile}”."
    nl_way_out = "Kies uit {known}: PROFILE=naam make demo."
    en_way_out = "Choose from {known}: PROFILE=name make demo."


class NotADemonstration(Refusal):
    code = "demo.off"
    nl = "Deze installatie is niet als demonstratie gestart; er is niets geladen en er zijn geen links gemaakt."
    en = "This installation was not started as a demonstration; nothing was loaded and no links were made."
    nl_way_out = "Gebruik `make demo`, of zet WAARBORG_DEMO=1 bij een eigen, lege map in WAARBORG_DATA."
    en_way_out = "Use `make demo`, or set WAARBORG_DEMO=1 with an empty folder of its own in WAARBORG_DATA."


class OtherData(Refusal):
    code = "demo.other-data"
    nl = "Hier staan gegevens die niet van de demonstratie zijn; er is niets veranderd."
    en = "Here are data that are not the demonstration's; nothing was changed."
    nl_way_out = "Geef de demonstratie een eigen, lege map: WAARBORG_DATA=map make demo."
    en_way_out = "Give the demonstration an empty folder of its own: WAARBORG_DATA=folder make demo."


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", default=os.environ.get("PROFILE", "appreo"), help="agreement profile (default: appreo)"
    )
    parser.add_argument("--seed", type=int, default=7, help="the same seed and instant give the same data")


def run(args: argparse.Namespace) -> int:
    from django.urls import reverse

    from waarborg.console.demo.load import DOORS, doors
    from waarborg.plumbing import clock
    from waarborg.plumbing.web.wording import instant
    from waarborg.project.group.database import database_for_command

    _check(args)
    said = _SAID[args.lang]
    with database_for_command():
        counts = _loaded(args)
        there = _there()
        links = [(door, _address() + door.path) for door in doors()]
    nobody = [part for part, _, _ in DOORS if part not in {door.part for door, _ in links}]
    if args.json:
        doors_shown = {door.part: link for door, link in links}
        print(json.dumps({"loaded": counts, "profile": there, "links": doors_shown, "nobody": nobody}))
        return 0
    print(said["loaded"].format(**counts) if counts else said["kept"].format(there=there))
    if there != args.profile:
        print(said["other"].format(asked=args.profile))
    if clock.offset():
        print(said["clock"].format(now=instant(clock.now(), args.lang, "Europe/Amsterdam")))
    print(said["links"])
    for door, link in links:
        print(f"  {said[door.part]:<30} {door.name}, {door.organisation}\n    {link}")
    if nobody:
        print(said["nobody"].format(parts=", ".join(said[part] for part in nobody)))
    print(said["mail"].format(url=_address() + reverse("outbox:demo")))
    print(said["stop"])
    return 0


def _check(args: argparse.Namespace) -> None:
    from django.conf import settings

    from waarborg.promises.profiles import PROFILES

    if not settings.DEMO:
        raise NotADemonstration()
    if args.profile not in PROFILES:
        raise NoSuchProfile(profile=args.profile, known=", ".join(PROFILES))


def _loaded(args: argparse.Namespace) -> dict[str, int] | None:
    """How much was loaded, None where the demonstration stood here already. Raises OtherData."""
    from waarborg.console.demo.load import is_demonstration, is_empty, load
    from waarborg.customers.models import Organisation
    from waarborg.plumbing import clock
    from waarborg.promises.profiles import documents, profile
    from waarborg.support.models import Ticket

    if not is_empty():
        if not is_demonstration():
            raise OtherData()
        return None
    world = load(profile(args.profile), documents(args.profile), now=clock.now(), seed=args.seed)
    return {
        "customers": len(world.rows[Organisation]) - 1,
        "tickets": len(world.rows[Ticket]),
        "entries": len(world.chain),
    }


def _there() -> str:
    """The agreement that the demonstration here was loaded with: the first that was published."""
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.tenancy import Role
    from waarborg.promises.models import AgreementVersion

    with tenancy.enter(Role.DESK):
        versions = AgreementVersion.objects.filter(amends=None).order_by("published_at")
        return str(versions.values_list("agreement", flat=True).first() or "-")


def _address() -> str:
    """Where the running group answers, else where it will."""
    from django.conf import settings

    from waarborg.project.group import state

    found = state.read().get("url") if state.running() else None
    return str(found or settings.PUBLIC_URL).rstrip("/")
