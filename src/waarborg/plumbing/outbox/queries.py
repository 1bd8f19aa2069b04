"""Reading the outbox, in the scope of the desk."""

from uuid import UUID

from waarborg.plumbing.outbox.models import OutboxMail, State
from waarborg.plumbing.permissions import NotFound

PAGE = 100


def latest(limit: int = PAGE) -> list[OutboxMail]:
    """All mail, the newest first."""
    return list(OutboxMail.objects.order_by("-written", "-id")[:limit])


def dead(limit: int = PAGE) -> list[OutboxMail]:
    """Letters that will not be tried again by themselves, the newest first."""
    return list(OutboxMail.objects.filter(state=State.DEAD).order_by("-written", "-id")[:limit])


def waiting() -> int:
    """How many messages wait to be sent."""
    return OutboxMail.objects.filter(state=State.WAITING).count()


def find(mail: UUID) -> OutboxMail:
    """Raises NotFound."""
    try:
        return OutboxMail.objects.get(id=mail)
    except OutboxMail.DoesNotExist:
        raise NotFound() from None
