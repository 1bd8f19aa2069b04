"""What the isolation tests need to know of trust (tests/isolation)."""

from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.support.tests.isolation import ticket
from waarborg.trust.tests.story import report as made


def report(cast: Cast) -> UUID:
    # The ticket brings the agreement along, once for all samples.
    ticket(cast)
    return made(cast, "2026-05-04 10:00").id


SAMPLES = {"report": report}
# Bytes of the lengths that a signature, a key and a payload have.
ROWS = {"trust_report": {"month": "2026-03", "payload": b"{}", "signature": b"s" * 64, "public_key": b"k" * 32}}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "provider.support": {
        "trust:desk-reports",
        "trust:desk-report",
        "trust:desk-report-json",
        "trust:desk-report-pdf",
        "trust:desk-report-data",
        "trust:desk-customer-reports",
    },
}
# For everybody: what the database shows a visitor.
PUBLIC = {"trust:assurance"}
