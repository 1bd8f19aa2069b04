"""Reading mail that came in, in the scope of the desk."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, QuerySet

from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.store import open_file
from waarborg.plumbing.mail_in.models import Mailbox, MailIn
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import kept

PAGE = 50


def find(mail: UUID) -> MailIn:
    """Raises NotFound."""
    found: MailIn | None = MailIn.objects.filter(id=mail).first()
    if found is None:
        raise NotFound()
    return found


def raw_of(mail: MailIn) -> bytes:
    """The mail as it came; empty for one without bytes. Raises FileNotFoundError when the store lost it, StoreAway."""
    if mail.file_id is None:
        return b""
    for file in kept.rows("plumbing.mail-in.file", _file, mail.file_id):
        with open_file(file) as content:
            return content.read()
    raise StoredFile.DoesNotExist(mail.file_id)


def _file(identifier: UUID) -> "QuerySet[StoredFile]":
    return StoredFile.objects.filter(id=identifier)


def in_state(states: Collection[str], *, before: UUID | None = None, limit: int = PAGE) -> list[MailIn]:
    """A page of mail in these states, the newest first; `before` is the last one above."""
    rows = MailIn.objects.filter(state__in=sorted(states))
    last = MailIn.objects.filter(id=before).only("received").first() if before else None
    if last is not None:
        rows = rows.filter(received__lte=last.received).exclude(received=last.received, id__gte=last.id)
    return list(rows.order_by("-received", "-id")[:limit])


def counts() -> dict[str, int]:
    """How many there are in each state that somebody may have to look at. One query."""
    rows = MailIn.objects.filter(state__in=("held", "unreadable", "bounced")).order_by().values_list("state")
    return dict(rows.annotate(number=Count("id")))


def mailboxes() -> list[Mailbox]:
    """Each mailbox that was ever looked at, with whether it can be reached."""
    return list(Mailbox.objects.order_by("name"))


def attached(found: Collection[UUID]) -> set[UUID]:
    """Of these stored files: those that are a mail that came in. One query."""
    return set(MailIn.objects.filter(file_id__in=found).values_list("file_id", flat=True))
