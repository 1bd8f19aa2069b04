"""What the isolation tests need to know of notices (tests/isolation)."""

from datetime import UTC, datetime
from uuid import UUID

from waarborg.customers.tests.cast import NOW, Cast
from waarborg.notices.models import Delivery, Notice
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role


def notice(cast: Cast) -> UUID:
    """For Merendaal alone, and handed to it; written without its actions, whose journals have stories of others."""
    with tenancy.enter(Role.DESK):
        held = Notice.objects.create(
            tenant_id=cast.provider.id, audience="chosen", kind="maintenance", reach="customers", targets=["merendaal"],
            title_nl="Onderhoud bij Stichting Thuiszorg Merendaal", body_nl="Zaterdag.", state="published",
            written_at=NOW, published_at=NOW, spread_at=NOW,
        )  # fmt: skip
        Delivery.objects.create(tenant_id=cast.merendaal.id, notice=held, edition=1, people=0, mails=0, told_at=NOW)
    return held.id


SAMPLES = {"notice": notice, "suppression": UUID(int=7), "template": UUID(int=7)}
ROWS = {
    # Out, so that the audience that a test writes is one that a row may have.
    "notices_notice": {"published_at": NOW, "state": "published", "roles": "[]"},
    "notices_receipt": {"mail_id": None, "token": None},
    "notices_suppression": {"address": "iemand@example.org", "released_at": datetime(2026, 4, 8, tzinfo=UTC)},
}
PUBLIC = {"notices:stop", "notices:brand-style", "notices:brand-logo"}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {"notices:notices", "notices:notice", "notices:preferences"},
    "provider.support": {
        "notices:suppressed",
        "notices:desk-notices",
        "notices:desk-notice",
        "notices:edit",
        "notices:reach-file",
        "notices:reach",
        "notices:new",
        "notices:templates",
        "notices:new-template",
    },
}
WRITES = {
    "customer.user": {"notices:notice", "notices:preferences"},
    "provider.support": {
        "notices:suppressed",
        "notices:desk-notice",
        "notices:edit",
        "notices:new",
        "notices:new-template",
    },
}
