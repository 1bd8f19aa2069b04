"""Telling a customer of another version: one mail to each owner and administrator, and what was decided about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording
from waarborg.promises.models import Announcement, Objection
from waarborg.promises.queries.standing import compiled

ROLES = ("customer.owner", "customer.administrator")


def tell_customer(held: Announcement, *, at: datetime, attempt: int = 1) -> list[UUID]:
    """Write the mails of an announcement, with where to read what changes; answers their ids, which prove the delivery.

    `attempt` tells one round of mails from another: within a round each person is told once.
    """
    zone = compiled(held.version.sha256).agreement.timezone
    return _write(
        held,
        "promises/mail/new_version.txt",
        lambda lang: {"day": wording.instant(held.wanted_at, lang, zone)},
        key=f"promises.new-version:{held.id}:{attempt}",
        at=at,
    )


def tell_decision(held: Announcement, objection: Objection, *, at: datetime) -> None:
    """Write what was decided on an objection, and from when which terms hold."""
    zone = compiled(held.version.sha256).agreement.timezone
    _write(
        held,
        "promises/mail/objection_decided.txt",
        lambda lang: {
            "keeps": objection.decision == Objection.Decision.KEEPS,
            "day": wording.instant(held.starts_at, lang, zone) if held.starts_at else "",
        },
        key=f"promises.objection-decided:{objection.id}",
        at=at,
    )


def _write(held: Announcement, template: str, told: Any, *, key: str, at: datetime) -> list[UUID]:
    version, tenant = held.version, held.tenant_id
    people: dict[object, Person] = {one.id: one for role in ROLES for one in holders(tenant, role, at=at)}
    url = reverse("promises:changes", args=[version.agreement, version.version])
    written = []
    for person in people.values():
        context: Mapping[str, Any] = {"version": version.version, "url": url, **told(person.language)}
        to = Recipient(person.email, person.name, person.language, person.id)
        written.append(send_mail(template, tenant=tenant, to=to, context=context, at=at, key=f"{key}:{person.id}"))
    return written
