"""A new value of a promise counts from its day on: the report of the month before goes by the old one."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import documents, profile
from waarborg.support.tests.reports import at, reported
from waarborg.trust.models import Report
from waarborg.trust.queries.reports import payload_of
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import report, say, scheduler

NEXT_DAY, SAME_DAY = "within: next business day", "within: same business day"


def published(cast: Cast, version: str, *, changed: bool = False) -> AgreementVersion:
    source = profile("perplex-dbc").decode()
    if changed:
        assert source.count(NEXT_DAY) == 1
        source = source.replace("version: 2026.1", f"version: {version}").replace(NEXT_DAY, SAME_DAY)
    with cast.manager.at_work():
        made: AgreementVersion = publish(
            source.encode(),
            by=cast.manager.actor,
            at=at("2026-03-01 09:00"),
            provider=cast.provider.id,
            name="perplex-dbc.yaml",
            documents=documents("perplex-dbc"),
        )
    return made


def question(cast: Cast, asked: str, solved: str) -> None:
    """A question of Prio 4, solved the next morning."""
    ticket = reported(cast, asked, kind="question", priority="p4")
    say(cast, ticket, solved, "resolution")


def told(made: Report) -> tuple[str, str, str]:
    one = next(one for one in payload_of(made)["promises"] if one["id"] == "support.question")
    return one["version"], one["nl"].partition(" lossen ")[2], one["verdict"]


@pytest.mark.clause("PX-01")
def test_the_report_of_june_goes_by_the_old_term_and_that_of_july_by_the_new_one(cast: Cast) -> None:
    older, newer = published(cast, "2026.1"), published(cast, "2026.2", changed=True)
    with cast.manager.at_work():
        tenant, by = cast.merendaal.id, cast.manager.actor
        bind(older, by=by, at=at("2026-03-01 10:00"), tenant=tenant)
        bind(newer, by=by, at=at("2026-06-15 10:00"), tenant=tenant, effective=at("2026-07-01 00:00"))
    question(cast, "2026-06-16 11:00", "2026-06-17 10:00")
    scheduler("2026-07-01 00:30")
    june = report(cast, "2026-07-01 06:00", "2026-06")
    question(cast, "2026-07-14 11:00", "2026-07-15 10:00")
    scheduler("2026-08-01 00:30")
    july = report(cast, "2026-08-01 06:00", "2026-07")
    assert told(june)[::2] == ("2026.1", "met")
    assert told(july)[::2] == ("2026.2", "broken")
    assert "volgende werkdag" in told(june)[1]
    assert "volgende werkdag" not in told(july)[1]
    # Both are checked from the file alone, each by the version that held.
    assert [check(one.envelope, one.fingerprint).number for one in (june, july)] == [june.number, july.number]
