"""What the invented systems of a demonstration go on to do while it runs: their back-ups.

Loaded in demonstrations only: elsewhere nothing makes what nobody made.
"""

from datetime import datetime, timedelta

from waarborg.console.demo.backups import HOURLY_PLANS, PLANS
from waarborg.continuity.actions.report_run import Reported, report_run
from waarborg.continuity.models import Plan
from waarborg.continuity.rules.runs import GOOD
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.queue import task

KEYS = [told[0] for told in (*PLANS, *HOURLY_PLANS)]
TOOK = timedelta(minutes=3)
# Of a demonstration that stood still for long only so many are made up for at once; the next minute goes on.
MOST = 200


@task(name="console.demo-goes-on", every="* * * * *", retry=None)
def go_on(at: datetime) -> None:
    make_backups(at=at)


def make_backups(*, at: datetime) -> int:
    """The back-ups that are due by `at` by the plans of the demonstration, each in its time; in the scope of the desk.
    Answers how many."""
    made = 0
    for held in Plan.objects.filter(key__in=KEYS, ended_at=None, good_as_of__isnull=False).order_by("key"):
        last, pace = held.good_as_of, timedelta(seconds=held.every)
        sample = held.runs.filter(outcome=GOOD).order_by("-completed_at").values("size", "sha256").first()
        while sample and made < MOST and (last := last + pace) + TOOK <= at:
            said = Reported(last + TOOK, began_at=last, as_of=last, place=f"{held.key}/{last:%Y-%m-%dT%H%M}", **sample)
            report_run(held.id, said, by=SYSTEM, at=at)
            made += 1
    return made
