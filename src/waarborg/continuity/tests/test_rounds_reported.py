"""Rounds of back-ups in the evidence report: stated, shown with each late one, checked, and counted from the data."""

import json
from typing import Any

import pytest

from waarborg.continuity.tests.told import at, backed_up, in_bulk, operator_of, planned
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.amend import amend
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.announced import bound_to
from waarborg.promises.tests.test_amend import file_for
from waarborg.trust.actions.make_report import make
from waarborg.trust.models import Report
from waarborg.trust.queries.checking import software
from waarborg.trust.queries.data_behind import data_file
from waarborg.trust.queries.presented import present
from waarborg.trust.rules.envelope import enveloped
from waarborg.trust.rules.raw_data import fits
from waarborg.trust.rules.verification import verify

EXTRA = "extra.backups: {offered: false, clock: {every: 30 min}}"


def night(cast: Cast, when: str) -> None:
    with tenancy.enter(Role.DESK):
        reckon(by=SYSTEM, at=at(when))
        state_for(cast.merendaal.id, by=SYSTEM, at=at(when))


def report(cast: Cast, when: str) -> tuple[Report, dict[str, Any]]:
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        made = make(cast.merendaal.id, "2026-03", by=SYSTEM, at=at(when))
    payload = json.loads(bytes(made.payload))
    sealed = enveloped(bytes(made.payload), bytes(made.signature), bytes(made.public_key))
    assert verify(sealed, registry=known(), software=software()).number == made.number
    return made, payload


@pytest.mark.clause("CL-92", "CL-45")
def test_a_month_with_one_late_is_broken_says_which_and_is_met_once_the_missing_one_is_reported(cast: Cast) -> None:
    player = operator_of(cast)
    version = bound_to(cast, "cliendo")
    source = file_for(cast.merendaal.slug, EXTRA, name="kopie", amends="cliendo 1", effective="2026-03-02")
    with cast.manager.at_work():
        amend(version, source, by=cast.manager.actor, at=at("2026-03-01 10:00"), name="kopie.yaml")
    made = at("2026-02-20 08:00")
    hourly = planned(cast, player, every=3600, made=made)
    own = planned(cast, player, "own", every=1800, scope="customer", customer_id=cast.merendaal.id, made=made)
    in_bulk(player, hourly, "2026-02-28 00:00", "2026-04-01 08:00")
    in_bulk(player, own, "2026-02-28 00:30", "2026-04-01 08:30", without=("2026-03-16 14:30",))
    before, _ = report(cast, "2026-04-01 02:00")
    night(cast, "2026-04-01 03:40")
    told, payload = report(cast, "2026-04-01 04:30")
    promises = {one["id"]: one for one in payload["promises"]}
    extra, daily = promises["extra.backups"], promises["data.backup-daily"]
    assert (told.version, before.version) == (2, 1)
    assert (extra["kind"], extra["verdict"], extra["measure"]["numerator"]) == ("clock", "broken", 1)
    assert promises["data.backup-hourly"]["verdict"] == "met"
    # No plan serves it: it is not measured, and never broken in silence.
    assert (daily["verdict"], daily["enforced"]) == ("not-measured", False)
    said = extra["measure"]["explanation"]["nl"]
    assert said[:3] == [
        "Maart 2026: 1.",
        "1437 keer moest er een back-up klaar zijn: 1436 keer op tijd, 1 keer te laat.",
        (
            "Van database moest er een klaar zijn op ma 16 maart 15:30; die kwam op ma 16 maart 16:00,"
            " 30\N{NO-BREAK SPACE}min te laat."
        ),
    ]
    page = present(payload, sha256=told.sha256, fingerprint=told.fingerprint, lang="en")
    assert "1 times too late." in str(page["measures"]) and "2026-03-16" not in str(page["rows"])
    assert set(fits(payload, data_file(told))) == {"extra.backups", "data.backup-hourly"}

    backed_up(player, own, "2026-03-16 14:30", now=at("2026-04-02 09:00"))
    night(cast, "2026-04-03 03:40")
    again, payload = report(cast, "2026-04-03 04:30")
    extra = next(one for one in payload["promises"] if one["id"] == "extra.backups")
    assert (again.version, extra["verdict"]) == (3, "met")
    assert "Er zijn later nog back-ups over deze maand gemeld." in " ".join(extra["measure"]["explanation"]["nl"])
