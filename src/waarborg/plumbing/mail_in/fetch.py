"""Fetching what is new in the mailbox: kept first, in one transaction, and only then marked as read there.

A process killed between the two finds the mail again, tells by its bytes that it is here, and marks it. How far a
mailbox was read is kept by its UIDVALIDITY; when that changes, all that lies there is looked at again.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.conf import settings

from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.mail_in import imap
from waarborg.plumbing.mail_in.arrive import LIMIT, Come, arrive, arrive_unfetched
from waarborg.plumbing.mail_in.models import Mailbox, MailIn
from waarborg.plumbing.queue import task
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.provider import NoProvider, provider_tenant

log = structlog.stdlib.get_logger(__name__)
FETCH = "plumbing.mail-in.fetch"
AT_ONCE, BYTES_AT_ONCE = 25, 30 * 1024 * 1024
# What is left over is for the next run, so that a mailbox of years does not keep a worker from all else.
IN_ONE_RUN = 2000


@task(name=FETCH, role=None, every="* * * * * */20", lock=FETCH, retry=None)
def fetch() -> None:
    """Look into the mailbox that is set; where none is, or nobody is here yet, do nothing."""
    to = imap.address(settings.MAILBOX)
    if to is not None:
        fetch_from(to)


def fetch_from(to: imap.Address, *, most: int = IN_ONE_RUN) -> int:
    """Keep what is new; answers how many. A mailbox that is away is noted where the desk sees it."""
    try:
        with tenancy.enter(Role.DESK):
            box = _known(to.name)
    except NoProvider:
        return 0
    try:
        with imap.opened(to) as opened:
            kept = _fetch(opened, box, most)
    except imap.MailboxAway as away:
        log.warning("the mailbox is away", reason=str(away))
        _note_failure(box.name, str(away), at=clock.now())
        return 0
    _note_looked(box.name, at=clock.now())
    return kept


def _known(name: str) -> Mailbox:
    found, _made = Mailbox.objects.get_or_create(name=name, defaults={"tenant_id": provider_tenant()})
    return found


def _fetch(opened: imap.Box, box: Mailbox, most: int) -> int:
    first = box.uid_validity is None
    known = box.uid if box.uid_validity == opened.uid_validity else 0
    there = opened.after(known)
    # The first time ever: what people read before we came is theirs.
    new = opened.unseen() if first else there
    kept = 0
    for batch in _batches(opened, new[:most]):
        come = _fetched(opened, batch)
        kept += len(_keep(come, box, opened.uid_validity, upto=batch[-1].uid, large=_heads(opened, batch)))
        opened.mark_read([one.uid for one in come if one.uid is not None])
    if first and len(new) <= most:
        _keep([], box, opened.uid_validity, upto=max(there, default=0), large=[])
    return kept


def _fetched(opened: imap.Box, batch: list[imap.Listed]) -> list[Come]:
    raws = opened.raws([one.uid for one in batch if one.size <= LIMIT])
    return [Come(raws[one.uid], one.received, opened.uid_validity, one.uid) for one in batch if one.uid in raws]


def _batches(opened: imap.Box, uids: list[int]) -> Iterator[list[imap.Listed]]:
    """As many at once as are small together."""
    batch: list[imap.Listed] = []
    for place in range(0, len(uids), 500):
        for one in opened.listed(uids[place : place + 500]):
            if batch and (len(batch) >= AT_ONCE or sum(each.size for each in batch) + one.size > BYTES_AT_ONCE):
                yield batch
                batch = []
            batch.append(one)
    if batch:
        yield batch


def _heads(opened: imap.Box, batch: list[imap.Listed]) -> list[tuple[Come, int]]:
    found = ((one, opened.head(one.uid)) for one in batch if one.size > LIMIT)
    return [(Come(head, one.received, opened.uid_validity, one.uid), one.size) for one, head in found if head]


def _keep(come: list[Come], box: Mailbox, validity: int, *, upto: int, large: list[tuple[Come, int]]) -> list[MailIn]:
    """Mails and how far we are, in one transaction."""
    at = clock.now()
    with tenancy.enter(Role.DESK):
        kept = arrive(come, mailbox=box.name, at=at)
        for one, size in large:
            made = arrive_unfetched(one, size=size, mailbox=box.name, at=at)
            kept += [made] if made else []
        Mailbox.objects.filter(id=box.id).update(uid_validity=validity, uid=upto)
    box.uid_validity = validity
    return kept


def _note_looked(name: str, *, at: datetime) -> None:
    with tenancy.enter(Role.DESK):
        Mailbox.objects.filter(name=name).update(looked_at=at, failure="", failing_since=None)


def _note_failure(name: str, failure: str, *, at: datetime) -> None:
    with tenancy.enter(Role.DESK):
        rows = Mailbox.objects.filter(name=name)
        rows.filter(failing_since=None).update(failing_since=at)
        rows.update(failure=failure[:200])


@task(name="plumbing.mail-in.remove-old", every="17 4 * * *", retry=None)
def remove_old(*, at: datetime) -> None:
    """Two years after it came in; what somebody still has to look at stays. The sweep removes the files."""
    MailIn.objects.filter(arrived__lt=at - timedelta(days=730)).exclude(
        state__in=("waiting", "held", "unreadable")
    ).delete()
