"""What notices say of mail that is about to leave, whoever wrote it: may it go to its address, and how to stop it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from waarborg.notices.models import Preference, Receipt
from waarborg.notices.queries.suppressed import suppressed_among
from waarborg.notices.rules.kinds import KINDS
from waarborg.plumbing.outbox import leaving
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.sealing import NoKeyFits, Seal

# Somebody stands at the door and asked for this one: whoever bounced last year must be able to come in today.
ASKED_FOR = ("access/",)
_STOP: Final = Seal(b"notices-stop")
_ID = 16
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


@dataclass(frozen=True, slots=True)
class Stopped:
    """Whose link it was, and mail of which kind it stops."""

    tenant: UUID
    person: UUID
    kind: str


def of_kind(template: str, kind: str) -> None:
    """Mails of `template` are of a kind of notices that one may do without: they carry the same head. Who writes them
    leaves out `declined` and puts `stop_token` in the text. Raises KeyError."""
    if KINDS[kind].compulsory:
        raise KeyError(kind)

    def head(mail: OutboxMail) -> dict[str, str]:
        if mail.to_person is None:
            return {}
        url = stop_url(stop_token(mail.tenant_id, mail.to_person, kind))
        return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

    leaving.head(template, head)


def declined(tenant: UUID, kind: str) -> frozenset[UUID]:
    """The people of a customer who do without mail of this kind. One query."""
    rows = Preference.objects.filter(tenant_id=tenant, kind=kind, by_mail=False)
    return frozenset(rows.values_list("person_id", flat=True))


def stop_token(tenant: UUID, person: UUID, kind: str) -> str:
    """What the link of a mail without a receipt carries: sealed, so that it says nothing to anybody else."""
    return _STOP.close(tenant.bytes + person.bytes + kind.encode())


def sealed_stop(token: str) -> Stopped:
    """Whose link it is. Raises NotFound."""
    try:
        said = _STOP.open(token)
    except NoKeyFits:
        raise NotFound() from None
    return Stopped(UUID(bytes=said[:_ID]), UUID(bytes=said[_ID : 2 * _ID]), said[2 * _ID :].decode())
