"""Telling a customer of another version: one mail to each owner and administrator, and what was decided about it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.customers.queries import holders
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording
from waarborg.promises.models import AgreementVersion, Announcement, Binding, Objection
from waarborg.promises.queries.standing import compiled

# What a mail says, in nl or en.
Told: TypeAlias = Callable[[str], Mapping[str, Any]]
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


def tell_ended(after: Binding, version: AgreementVersion, last: date, *, at: datetime) -> None:
    """Write that what was agreed with this customer alone ends with a day, and what holds then."""
    url = reverse("promises:version", args=[after.version.agreement, after.version.version])
    named = {"version": version.version, "after": after.version.version, "url": url}
    _mail(
        after.tenant_id,
        "promises/mail/amendment_ends.txt",
        lambda lang: {**named, "day": wording.day(last, lang, year=True)},
        key=f"promises.amendment-ends:{after.id}",
        at=at,
    )


def _write(held: Announcement, template: str, told: Told, *, key: str, at: datetime) -> list[UUID]:
    version = held.version
    url = reverse("promises:changes", args=[version.agreement, version.version])
    said = {"version": version.version, "url": url}
    return _mail(held.tenant_id, template, lambda lang: {**said, **told(lang)}, key=key, at=at)


def _mail(tenant: UUID, template: str, told: Told, *, key: str, at: datetime) -> list[UUID]:
    people: dict[object, Person] = {one.id: one for role in ROLES for one in holders(tenant, role, at=at)}
    return [
        send_mail(
            template,
            tenant=tenant,
            to=Recipient(person.email, person.name, person.language, person.id),
            context=told(person.language),
            at=at,
            key=f"{key}:{person.id}",
        )
        for person in people.values()
    ]
