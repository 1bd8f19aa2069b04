"""Notices written, published and handed out for tests, as the service manager does it."""

from datetime import datetime

from waarborg.customers.tests.cast import NOW, Cast
from waarborg.notices.actions.publish import publish
from waarborg.notices.actions.spread import spread
from waarborg.notices.actions.write import Meant, Words, write
from waarborg.notices.models import Notice, Receipt
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role


def words(title: str = "Onderhoud op zaterdag", body: str = "Beste {naam},\n\nZaterdag werkt het niet.") -> Words:
    return Words(title, body, "Maintenance on Saturday", "Dear {name},\n\nOn Saturday it does not work.")


def meant(**given: object) -> Meant:
    return Meant(**{"kind": "maintenance", **given})  # type: ignore[arg-type]


def draft(cast: Cast, said: Words | None = None, whom: Meant | None = None, *, at: datetime = NOW) -> Notice:
    with cast.manager.at_work():
        return write(None, said or words(), whom or meant(), by=cast.manager.actor, at=at)


def published(
    cast: Cast, said: Words | None = None, whom: Meant | None = None, *, at: datetime = NOW, handed: bool = True
) -> Notice:
    held = draft(cast, said, whom, at=at)
    with cast.manager.at_work():
        held = publish(held.id, by=cast.manager.actor, at=at)
    if handed:
        spread(held.id, now=lambda: at)
    return held


def mails() -> list[OutboxMail]:
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.filter(template="notices/mail/notice.txt").order_by("to_address"))


def receipts(held: Notice) -> dict[str, Receipt]:
    """By name of the person."""
    from waarborg.customers.models import Person

    with tenancy.enter(Role.DESK):
        found = {one.person_id: one for one in Receipt.objects.filter(notice_id=held.id).order_by("edition")}
        return {one.name: found[one.id] for one in Person.objects.filter(id__in=found)}
