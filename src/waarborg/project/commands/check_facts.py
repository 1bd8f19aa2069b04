"""``waarborg check-facts``: look now whether what agreements say there is, is there; and keep what came of it.

Exit status 0 only when every check held: neither failed nor could not be carried out.
"""

import argparse
import json

NAME = "check-facts"
HELP = "carry out the checks that agreements rest on"
NEEDS_DJANGO = True
_WORDS = {
    "nl": {"holds": "in orde", "not-carried-out": "kon niet worden uitgevoerd", "fails": "niet in orde"},
    "en": {"holds": "in order", "not-carried-out": "could not be carried out", "fails": "not in order"},
}
_NONE = {
    "nl": "Geen geldende overeenkomst rust op een controle.",
    "en": "No agreement in force rests on a check.",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Carries out every check that an agreement in force rests on, as the job of each night does, and keeps the"
        " outcome for the desk's page and for the reports of customers. Exit status 1 when one fails."
    )


def run(args: argparse.Namespace) -> int:
    from waarborg.plumbing import clock, jobs, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.tenancy import Role
    from waarborg.project.group.database import database_for_command
    from waarborg.promises.actions.check_facts import RECORD, carry_out, in_use, keep
    from waarborg.promises.rules.registry import known

    with database_for_command():
        found = carry_out(in_use(at=clock.now()), at=clock.now())
        with tenancy.enter(Role.DESK):
            keep(found, by=SYSTEM, at=clock.now())
            # Customer by customer, in the worker: also while nothing runs, then as soon as something does.
            jobs.enqueue(RECORD)
    if args.json:
        print(json.dumps([{"check": one.name, "outcome": one.word, "nl": one.nl, "en": one.en} for one in found]))
    else:
        words = _WORDS[args.lang]
        for one in found:
            said = words.get(one.word, words["fails"])
            print(f"{known().say('check', one.name, args.lang)} ({one.name}): {said}\n  {one.say(args.lang)}")
        if not found:
            print(_NONE[args.lang])
    return 0 if all(one.word == "holds" for one in found) else 1
