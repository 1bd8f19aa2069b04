"""Reports of tickets that were merged: each clock counts where it was decided, once, and everybody can check it."""

import json
from typing import Any

from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.merge import merge
from waarborg.support.tests.reports import at, reported
from waarborg.trust.models import Report
from waarborg.trust.rules.verification import follows
from waarborg.trust.tests import signed
from waarborg.trust.tests.story import report, say, scheduler

FIX = "support.fix"


def fixes(made: Report) -> list[tuple[str, int, str]]:
    """What a report says of the clock for a fix: which ticket, which run, which verdict."""
    payload: dict[str, Any] = json.loads(bytes(made.payload))
    promise = next(one for one in payload["promises"] if one["id"] == FIX)
    return [(one["subject"].rpartition(":")[2], one["run"], one["verdict"]) for one in promise["evidence"]]


def test_a_clock_that_was_carried_on_counts_once_where_it_was_decided(cast: Cast, appreo: AgreementVersion) -> None:
    child = reported(cast, "2026-04-29 10:00")
    parent = reported(cast, "2026-04-29 11:00")
    say(cast, child, "2026-04-29 11:30")
    say(cast, parent, "2026-04-29 11:40")
    scheduler("2026-05-01 00:01")
    april = report(cast, "2026-05-01 06:00")
    with cast.agent.at_work():
        merge(parent, [child], by=cast.agent.actor, at=at("2026-05-04 09:00"), why="Dezelfde storing")
    say(cast, parent, "2026-05-06 10:00", "resolution")
    scheduler("2026-06-01 00:01")
    may = report(cast, "2026-06-01 06:00", "2026-05")
    ours, theirs = str(parent.id), str(child.id)
    assert sorted(fixes(april)) == sorted([(theirs, 1, "open"), (ours, 1, "open")])
    assert sorted(fixes(may)) == sorted([(theirs, 1, "void"), (ours, 1, "met"), (ours, 1001, "met")])
    follows(signed.check(april.envelope), signed.check(may.envelope))
    # A later month, in which nothing of this was decided, tells nothing of it.
    assert fixes(report(cast, "2026-07-01 06:00", "2026-06")) == []


def test_what_the_scheduler_warns_of_names_the_ticket_in_which_it_goes_on(cast: Cast, appreo: AgreementVersion) -> None:
    child = reported(cast, "2026-04-07 10:00")
    parent = reported(cast, "2026-04-07 11:00")
    with cast.agent.at_work():
        merge(parent, [child], by=cast.agent.actor, at=at("2026-04-07 12:00"), why="Dezelfde storing")
    scheduler("2026-05-01 00:01")
    april = report(cast, "2026-05-01 06:00")
    assert sorted(fixes(april)) == sorted(
        [(str(child.id), 1, "void"), (str(parent.id), 1, "exceeded"), (str(parent.id), 1001, "exceeded")]
    )
    signed.check(april.envelope)
