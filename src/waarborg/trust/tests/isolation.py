"""What the isolation tests need to know of trust (tests/isolation)."""

from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.trust.tests.story import report as made


def report(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    return made(cast, "2026-04-07 10:00").id


SAMPLES = {"report": report}
# Bytes of the lengths that a signature, a key and a payload have; each key and each report is there once.
ROWS = {
    "trust_report": {"month": "2026-03", "payload": b"{}", "signature": b"s" * 64, "public_key": b"k" * 32},
    "trust_signing_key": {"public_key": lambda tenant: tenant.bytes * 2},
}
