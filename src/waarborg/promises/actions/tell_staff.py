"""Telling staff of warnings: those whose role the agreement names, one mail a person for all that came up together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import holders, provider
from waarborg.plumbing import links
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.promises.rules.replay.from_agreement import CUSTOMER

LINES = 50


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One warning or breach: about what, which clock in both languages, and the roles to tell."""

    subject: Ref
    promise: str
    clock: dict[str, str]
    late: bool
    roles: tuple[str, ...]
    key: str


def tell_staff(found: Sequence[Told], *, at: datetime) -> None:
    """Write the mails, in the desk's scope. A second worker with the same warnings writes none a second time."""
    house = provider()
    if house is None or not found:
        return
    shown = links.resolve(one.subject for one in found) | _customers(found)
    people: dict[Any, tuple[Person, list[Told]]] = {}
    by_role: dict[str, list[Told]] = defaultdict(list)
    for one in found:
        for role in one.roles:
            by_role[role].append(one)
    for role, warnings in sorted(by_role.items()):
        for person in holders(house.id, role, at=at):
            people.setdefault(person.id, (person, []))[1].extend(warnings)
    for person, warnings in people.values():
        _write(person, list(dict.fromkeys(warnings)), shown, at)


def _customers(found: Sequence[Told]) -> dict[Ref, links.Link]:
    """Customers whose own duty is due, such as one of each quarter: by name, at their page."""
    wanted = {one.subject for one in found if one.subject.kind == CUSTOMER}
    if not wanted:
        return {}
    names = dict(Organisation.objects.filter(id__in=[one.id for one in wanted]).values_list("id", "name"))
    return {
        one: links.Link(one, names[one.id], reverse("access:customer", kwargs={"customer": one.id}))
        for one in wanted
        if one.id in names
    }


def _write(person: Person, warnings: list[Told], shown: dict[Ref, links.Link], at: datetime) -> None:
    lines = [
        {
            "label": shown[one.subject].label,
            "url": shown[one.subject].url,
            "clock": one.clock[person.language],
            "late": one.late,
        }
        for one in warnings
        if one.subject in shown
    ]
    late = sum(one.late for one in warnings)
    send_mail(
        "promises/mail/attention.txt",
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, person.language, person.id),
        context={
            "lines": lines[:LINES],
            "more": max(0, len(lines) - LINES),
            "late": late,
            "tight": len(warnings) - late,
        },
        at=at,
        key=f"promises.attention:{person.id}:{min(one.key for one in warnings)}:{len(warnings)}",
    )
