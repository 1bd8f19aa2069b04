"""Trying the links of the list of help from others: a dead one is flagged on the list, and taken off by nobody but us
(CL-31)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from waarborg.plumbing import journal, outward, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.tenancy import Role
from waarborg.support.models import Referral

# Somebody is there, though not for a program: the door of a page is not its absence.
THERE = frozenset({401, 403, 405, 406, 429})
# A page that is larger than we read is a page.
LARGE = "large"


def works(url: str) -> bool:
    """Whether somebody answers there; outside any scope."""
    try:
        answered = outward.ask(url)
    except outward.OutOfReach as gone:
        return gone.why == LARGE
    return answered.status < 400 or answered.status in THERE


def try_links(*, at: datetime, look: Callable[[str], bool] = works) -> int:
    """Try every listed link. Called outside any scope, because it asks others. Answers how many work."""
    with tenancy.enter(Role.DESK):
        listed = list(Referral.objects.filter(listed=True).order_by("id").values_list("id", "url"))
    found = {referral: look(url) for referral, url in listed}
    with tenancy.enter(Role.DESK):
        for referral, url in listed:
            _note(referral, url, found[referral], at=at)
    return sum(found.values())


def _note(referral: UUID, url: str, answers: bool, *, at: datetime) -> None:
    """What was found, unless its address is another by now. A line in the journal where it changed."""
    held = Referral.objects.select_for_update().filter(id=referral, url=url).first()
    if held is None:
        return
    if held.works is not answers:
        journal.record(
            "support.referral.looked-at",
            tenant=held.tenant_id,
            subject=held.ref,
            by=SYSTEM,
            at=at,
            data={"works": answers},
        )
    held.checked_at, held.works = at, answers
    held.save(update_fields=["checked_at", "works"])
