"""Writing a message into the outbox, in the transaction of the action."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from waarborg.plumbing import brand as vendor
from waarborg.plumbing import jobs, tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.outbox.models import VEILED
from waarborg.plumbing.tenancy import Role

DELIVER = "plumbing.outbox.deliver"
# No conflict target: the role that may only add rows may not read the column either.
WRITE = """
INSERT INTO outbox_mail (id, tenant_id, to_person, to_name, to_address, language, template, subject, body, written,
                         secret, state, attempts, due, failure, reason)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'waiting', 0, now(), '', '') ON CONFLICT DO NOTHING
"""


class Recipient(NamedTuple):
    """One person: `person` is the row of whoever it is (None for an outsider), `language` nl or en."""

    address: str
    name: str = ""
    language: str = "nl"
    person: UUID | None = None


def send_mail(
    template: str,
    *,
    tenant: UUID,
    to: Recipient,
    context: Mapping[str, Any] | None = None,
    at: datetime,
    key: str | None = None,
    secret: str = "",
) -> UUID:
    """Render `template` and write it to the outbox; it leaves after the commit. Returns its id, which is its
    Message-ID.

    `template` is a text template such as "support/mail/received.txt": its first line is the subject, an empty line,
    then the body. Rendered in the recipient's language, without HTML escaping, with `recipient` and `public_url` added.
    `tenant` is the organisation of the recipient, also where another tenant's action writes. With `key` (such as
    "support.ticket.received:<id>:<person>") the id follows from it, and a second message of that key is not written.
    `secret` is what nobody but the reader may see, also not on a page of the outbox: the template writes it as
    `secret`. Raises NoScope, TemplateDoesNotExist.
    """
    return send_mails(template, tenant=tenant, letters=[Letter(to, context or {}, key, secret)], at=at)[0]


class Letter(NamedTuple):
    """One of several mails of a template, with what `send_mail` takes for one."""

    to: Recipient
    context: Mapping[str, Any]
    key: str | None = None
    secret: str = ""


def send_mails(template: str, *, tenant: UUID, letters: Sequence[Letter], at: datetime) -> list[UUID]:
    """Mails of one template to people of one organisation, written at once; their ids in the same order.

    As `send_mail` for each. Raises NoScope, TemplateDoesNotExist.
    """
    tenancy.current()
    rows = []
    for to, context, key, secret in letters:
        subject, body = render(template, to, {**context, "secret": VEILED})
        identifier = uuid5(tenant, key) if key else uuid7()
        rows.append(
            (identifier, tenant, to.person, to.name, to.address, to.language, template, subject, body, at, secret)
        )
    if rows:
        with tenancy.enter(Role.INGEST, savepoint=False), connection.cursor() as cursor:
            cursor.executemany(WRITE, rows)
            jobs.enqueue(DELIVER)
    return [row[0] for row in rows]


def render(template: str, to: Recipient, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and body in the recipient's language."""
    given = {"public_url": settings.PUBLIC_URL, "brand": brand(), **context, "recipient": to}
    found: Any = get_template(template)
    with translation.override(to.language):
        text = found.template.render(Context(given, autoescape=False)).strip()
    subject, _, body = text.partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def brand() -> dict[str, str]:
    """What a mail has at its head: the provider's own name, its colour and whether it has a logo."""
    held = vendor.look()
    return {"name": held.name, "colour": held.colour, "logo": "logo" if held.logo else ""}
