"""What the product itself tells a customer's journal long after it happened does not stand in the way of the proof."""

from datetime import timedelta

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import at, reported
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import report, say

TESTED = "releases.platform-version.tested"


def test_a_line_that_a_job_wrote_days_later_is_counted_among_what_was_dated_back_with_a_reason(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    say(cast, ticket, "2026-04-08 15:00")
    with tenancy.enter(Role.DESK):
        journal.record(
            TESTED, tenant=cast.merendaal.id, subject=Ref("releases.platform-version", uuid7()), by=SYSTEM,
            at=at("2026-04-08 15:00") - timedelta(hours=3), reason_if_late="told to each customer in its turn",
        )  # fmt: skip
    with cast.manager.at_work():
        told = JournalEntry.objects.get(kind=TESTED)
    made = report(cast, "2026-05-01 06:00")
    assert check(made.envelope, made.fingerprint).back_dated == (told.sequence,)
