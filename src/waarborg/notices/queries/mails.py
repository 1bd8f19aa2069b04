"""What notices say of mail that is about to leave, whoever wrote it: may it go to its address, and how to stop it."""

from django.conf import settings
from django.urls import reverse

from waarborg.notices.models import Receipt
from waarborg.notices.queries.suppressed import suppressed_among
from waarborg.plumbing.outbox.models import OutboxMail

# Somebody stands at the door and asked for this one: whoever bounced last year must be able to come in today.
ASKED_FOR = ("access/",)
# Mail that a term may hang on, by the beginning of its template's name. A package above adds its own.
_weighty: set[str] = set()


def of_legal_weight(prefix: str) -> None:
    """Mails whose template begins so are named to staff when a suppressed address keeps them here."""
    _weighty.add(prefix)


def weighty() -> list[str]:
    return sorted(_weighty)


def why_held(mail: OutboxMail) -> str | None:
    """`suppressed` for an address that gets no mail. One query, none for what its reader asked for."""
    if mail.template.startswith(ASKED_FOR):
        return None
    return "suppressed" if suppressed_among([mail.to_address]) else None


def unsubscribing(mail: OutboxMail) -> dict[str, str]:
    """The head by which a mail program offers one click to stop (RFC 2369, RFC 8058); none on compulsory mail."""
    token = Receipt.objects.filter(mail_id=mail.id).values_list("token", flat=True).first()
    if not token:
        return {}
    return {"List-Unsubscribe": f"<{stop_url(token)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def stop_url(token: str) -> str:
    """Where a person does without such mail, at one click. The token says who and what to us alone."""
    return settings.PUBLIC_URL + reverse("notices:stop", args=[token])
