"""Telling staff of checks that fail, or could not be carried out: whoever answers for the facts they vouch for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.customers.queries import holders, provider
from waarborg.customers.rules.roles import SERVICE_MANAGER
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.promises.models import CheckOutcome
from waarborg.promises.queries.checks import Used
from waarborg.promises.rules.checks import NOT_CARRIED_OUT
from waarborg.promises.rules.registry import known


def tell_of_checks(found: Sequence[CheckOutcome], in_use: Mapping[str, Used], *, at: datetime) -> None:
    """One mail a person for all that came up together, in the desk's scope. Where nobody has the role that an agreement
    names, the service managers hear of it."""
    house = provider()
    if house is None:
        return
    people: dict[UUID, tuple[Person, list[CheckOutcome]]] = {}
    for one in found:
        roles = in_use[one.check_name].roles if one.check_name in in_use else frozenset()
        told = {person.id: person for role in sorted(roles) for person in holders(house.id, role, at=at)}
        for person in told.values() or holders(house.id, SERVICE_MANAGER, at=at):
            people.setdefault(person.id, (person, []))[1].append(one)
    for person, failed in people.values():
        _write(person, failed, at)


def _write(person: Person, failed: Sequence[CheckOutcome], at: datetime) -> None:
    lang = person.language
    send_mail(
        "promises/mail/checks.txt",
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, lang, person.id),
        context={
            "lines": [
                {
                    "title": known().say("check", one.check_name, lang),
                    "said": one.say(lang),
                    "unknown": one.word == NOT_CARRIED_OUT,
                }
                for one in failed
            ],
            "count": len(failed),
            "path": reverse("promises:desk-checks"),
        },
        at=at,
        key=f"promises.checks:{person.id}:{failed[0].check_name}:{failed[0].since.isoformat()}:{len(failed)}",
    )
