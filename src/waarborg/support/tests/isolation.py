"""What the isolation tests need to know of support (tests/isolation)."""

from functools import cache
from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.support.tests.complaints.cases import filed
from waarborg.support.tests.reports import reported


@cache
def ticket(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    return reported(cast, "2026-04-03 16:30").id


@cache
def complaint(cast: Cast) -> UUID:
    return filed(cast, "2026-04-03 16:30", by=cast.support_contact).id


SAMPLES = {"complaint": complaint, "ticket": ticket, "act": "priority"}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {"support:complaints", "support:complaint-file", "support:tickets"},
    "provider.support": {
        "support:queue",
        "support:desk-tickets",
        "support:desk-ticket",
        "support:about",
        "support:answer",
        "support:assign",
        "support:note",
        "support:prioritise",
        "support:desk-reopen",
        "support:start",
        "support:take",
        "support:choose-customer",
        "support:take-report",
    },
}
WRITES = {
    "customer.user": {"support:complaint-file"},
    "provider.support": {
        "support:bulk",
        "support:about",
        "support:answer",
        "support:assign",
        "support:note",
        "support:prioritise",
        "support:desk-reopen",
        "support:start",
        "support:take",
        "support:take-report",
    },
}
