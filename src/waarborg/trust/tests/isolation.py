"""What the isolation tests need to know of trust (tests/isolation)."""

from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.support.tests.isolation import ticket
from waarborg.trust.tests import story


def report(cast: Cast) -> UUID:
    # A report is about something: the ticket brings the agreement along.
    ticket(cast)
    return story.report(cast, "2026-05-04 09:00").id


SAMPLES = {"report": report}
