"""Telling customers of maintenance: what is announced stands in a row of its own, and goes out as a notice.

A notice goes to the customers whose services run on the components, by portal and mail as they prefer. The sign-in
page and the status page read the windows themselves. What was said before is taken back by what is said now.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.availability.models import Work, WorkAnnouncement
from waarborg.availability.queries.maintenance_reach import REACH
from waarborg.availability.queries.maintenance_words import notice_words, together_words
from waarborg.availability.rules import work_kinds as rules
from waarborg.catalogue.models import Item
from waarborg.notices.actions.publish import publish, withdraw
from waarborg.notices.actions.write import Meant, Words, write
from waarborg.notices.models import Notice
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.templatetags.waarborg import zone_of

NOTICE = "maintenance"


def announce(
    held: Work,
    change: str,
    components: Sequence[Item],
    *,
    at: datetime,
    why: tuple[str, str] = ("", ""),
    quiet: bool = False,
) -> WorkAnnouncement:
    """Write down what is said of the work now, and send it. `why` is said to customers: Dutch, and English. `quiet`:
    without a notice of its own."""
    planned = (None, None) if change == rules.CANCELLED else (held.from_at, held.until_at)
    notice = None if quiet else send(held, change, components, at=at, why=why)
    take_back(held, at=at)
    made: WorkAnnouncement = WorkAnnouncement.objects.create(
        tenant_id=held.tenant_id,
        audience=held.audience,
        work=held,
        at=at,
        change=change,
        from_at=planned[0],
        until_at=planned[1],
        notice_id=notice,
    )
    return made


def send(held: Work, change: str, components: Sequence[Item], *, at: datetime, why: tuple[str, str] = ("", "")) -> UUID:
    """The notice of one window, published. Raises as `notices.actions.write.write`."""
    said = notice_words(held, change, components, why=why, zone=zone_of())
    return publish_words(Words(*said), components, until=held.until_at, at=at)


def send_together(held: Sequence[Work], components: Sequence[Item], *, at: datetime) -> UUID:
    """One notice of windows that overlap, on the same components. Raises as `notices.actions.write.write`."""
    if len(held) == 1:
        return send(held[0], rules.ANNOUNCED, components, at=at)
    listed = sorted(held, key=lambda one: (one.from_at, one.until_at, one.id))
    said = together_words(listed, components, zone=zone_of())
    return publish_words(Words(*said), components, until=max(one.until_at for one in listed), at=at)


def publish_words(words: Words, components: Sequence[Item], *, until: datetime | None, at: datetime) -> UUID:
    """Hand a notice to everybody whose services run on these. The product publishes it: who planned the maintenance
    stands with the maintenance. Raises as `notices.actions.write.write`."""
    targets = tuple(sorted(one.key for one in components))
    meant = Meant(kind=NOTICE, reach=REACH, targets=targets, shown_until=until)
    made = write(None, words, meant, by=SYSTEM, at=at)
    return publish(made.id, by=SYSTEM, at=at).id


def take_back(held: Work, *, at: datetime) -> None:
    """What was said last is no longer so: its notice says that another came."""
    last = held.announcements.order_by("-at", "-id").first()
    if last is None or last.notice_id is None:
        return
    if Notice.objects.filter(id=last.notice_id, state=Notice.State.PUBLISHED).exists():
        withdraw(
            last.notice_id,
            "Vervangen door een nieuwer bericht over dit onderhoud.",
            "Replaced by a newer notice about this maintenance.",
            by=SYSTEM,
            at=at,
        )
