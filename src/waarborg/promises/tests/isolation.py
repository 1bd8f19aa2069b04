"""What the isolation tests need to know of the promises (tests/isolation).

A published agreement is no customer's own: its name and version are words, and whoever is bound to it may read it.
"""

from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.actions.drafts import start_draft
from waarborg.promises.models import AgreementVersion, Announcement, Binding, Draft, Objection
from waarborg.promises.tests.agreements import profile, publish_and_bind


@cache
def binding(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    with cast.owner.at_work():
        return Binding.objects.get().id


@cache
def draft(cast: Cast) -> UUID:
    at = datetime(2026, 4, 7, 9, tzinfo=UTC)
    with cast.manager.at_work():
        made: Draft = start_draft("agreement: half", by=cast.manager.actor, at=at, provider=cast.provider.id)
    return made.id


@cache
def announcement(cast: Cast) -> UUID:
    """A row without a binding of its own: other samples bind Merendaal as well."""
    binding(cast)
    at = datetime(2026, 4, 7, 9, tzinfo=UTC)
    with cast.manager.at_work():
        version = AgreementVersion.objects.get(agreement="appreo")
        made = Announcement.objects.create(
            tenant_id=cast.merendaal.id, version=version, replaces=version, needs_notice=False, wanted_at=at,
            announced_at=at, announced_by="-",
        )  # fmt: skip
    return made.id


@cache
def objection(cast: Cast) -> UUID:
    of = announcement(cast)
    with cast.manager.at_work():
        at = datetime(2026, 4, 7, 10, tzinfo=UTC)
        made = Objection.objects.create(
            tenant_id=cast.merendaal.id, announcement_id=of, reason="-", filed_at=at, filer="-"
        )
    return made.id


SAMPLES = {
    "announcement": announcement,
    "objection": objection,
    "agreement": "appreo",
    "version": "2026.1",
    "key": "terms",
    "promise": "support.pick-up",
    "binding": binding,
    "draft": draft,
}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {
        "promises:agreement",
        "promises:version",
        "promises:canonical",
        "promises:changes",
        "promises:document",
        "promises:file",
        "promises:pdf",
        "promises:announcement",
    },
    "provider.support": {
        "promises:desk-agreements",
        "promises:desk-version",
        "promises:desk-canonical",
        "promises:desk-document",
        "promises:desk-file",
        "promises:desk-pdf",
        "promises:compare",
        "promises:desk-objection",
    },
}
WRITES = {
    "customer.user": {"promises:announcement"},
}
