"""Handing a notice to its customers: one transaction each, taken up again where it ended, nobody mailed twice."""

import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from waarborg.customers.models import Authority, Organisation, Person
from waarborg.customers.queries import live
from waarborg.notices.actions.publish import said
from waarborg.notices.actions.read import counted_alone
from waarborg.notices.events import TOLD
from waarborg.notices.models import Delivery, Notice, Preference, Receipt
from waarborg.notices.queries.mails import stop_url
from waarborg.notices.queries.notices import customers_of, locked
from waarborg.notices.queries.suppressed import suppressed_among
from waarborg.notices.rules import unreached
from waarborg.notices.rules.placeholders import fill
from waarborg.plumbing import brand, journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.outbox import Letter, Recipient, send_mails
from waarborg.plumbing.queue import one_by_one
from waarborg.plumbing.tenancy import Role

MAIL = "notices/mail/notice.txt"


@dataclass(frozen=True, slots=True)
class Way:
    """How one person is told: `mail` is the word of rules/unreached.py."""

    person: Person
    mail: str


def spread(notice: UUID, *, now: Callable[[], datetime]) -> int:
    """Hand the edition that is to be told to every customer that has not got it; answers to how many.

    Outside any scope: each customer has a transaction, and an instant, of its own: ten thousand people take minutes,
    and a customer's journal goes on meanwhile. What goes wrong with one keeps nobody else waiting, and raises
    TenantsFailed at the end, so that the job is tried again.
    """
    with tenancy.enter(Role.DESK):
        held = Notice.objects.filter(id=notice).first()
        if held is None or not held.is_live:
            return 0
        told = Delivery.objects.filter(notice=held, edition=held.told).values_list("tenant_id", flat=True)
        to_do = sorted(set(customers_of(held, at=now())) - set(told))
    edition = held.told
    done = one_by_one(
        to_do,
        Role.DESK,
        lambda tenant: tell(notice, edition, tenant, at=now()),
        trouble="a notice could not be handed to a customer",
        failure="customers were not told",
        notice=str(notice),
    )
    with tenancy.enter(Role.DESK):
        Notice.objects.filter(id=notice, told=edition, spread_at__isnull=True).update(spread_at=now())
    return done


def tell(notice: UUID, edition: int, tenant: UUID, *, at: datetime) -> bool:
    """Hand one edition to one customer, in that customer's transaction; False where that was done, or is too late.

    The row of the notice is held meanwhile, so that nothing is mailed of a notice that has just been withdrawn.
    """
    held = locked(Notice(id=notice))
    if not held.is_live or held.told != edition:
        return False
    counted_alone(held.id, tenant)
    # A second worker with the same work finds the row and goes on.
    if Delivery.objects.filter(notice=held, edition=edition, tenant_id=tenant).exists():
        return False
    people = audience_at(held, tenant, at=at)
    ways = [Way(one, mail) for one, mail in _ways(held, tenant, people)]
    mails = sum(way.mail == unreached.WAITING for way in ways)
    Delivery.objects.create(tenant_id=tenant, notice=held, edition=edition, people=len(people), mails=mails, told_at=at)
    _write(held, tenant, ways, at=at)
    journal.record(
        TOLD, tenant=tenant, subject=held.ref, by=SYSTEM, at=at, properties={"kind": held.kind},
        data={**said(held), "people": len(people), "mails": mails},
    )  # fmt: skip
    return True


def audience_at(held: Notice, tenant: UUID, *, at: datetime) -> list[Person]:
    """The people of a customer that a notice is for: active, and in one of its roles where it names any."""
    people = Person.objects.filter(tenant_id=tenant, active=True)
    if held.roles:
        holders = Authority.objects.filter(live(at), tenant_id=tenant, role__in=held.roles)
        people = people.filter(id__in=holders.values("person_id"))
    return list(people.order_by("id"))


def _ways(held: Notice, tenant: UUID, people: Collection[Person]) -> list[tuple[Person, str]]:
    if not held.mails:
        return [(one, unreached.NO_MAIL) for one in people]
    without = set()
    if not held.is_compulsory:
        said_no = Preference.objects.filter(tenant_id=tenant, kind=held.kind, by_mail=False)
        without = set(said_no.values_list("person_id", flat=True))
    closed = suppressed_among([one.email for one in people])
    found = []
    for one in people:
        if one.id in without:
            mail = unreached.DECLINED
        elif not one.email:
            mail = unreached.NO_ADDRESS
        else:
            mail = unreached.HELD if one.email.lower() in closed else unreached.WAITING
        found.append((one, mail))
    return found


def _write(held: Notice, tenant: UUID, ways: Collection[Way], *, at: datetime) -> None:
    organisation = Organisation.objects.get(tenant_id=tenant)
    tokens = {
        way.person.id: None if held.is_compulsory else secrets.token_urlsafe(32)
        for way in ways
        if way.mail == unreached.WAITING
    }
    letters = [
        _letter(held, organisation, way.person, tokens[way.person.id]) for way in ways if way.person.id in tokens
    ]
    mails = dict(zip(tokens, send_mails(MAIL, tenant=tenant, letters=letters, at=at), strict=True))
    receipts = [
        Receipt(
            tenant_id=tenant, notice=held, edition=held.told, person_id=way.person.id, mail=way.mail,
            mail_id=mails.get(way.person.id), token=tokens.get(way.person.id),
            settled_at=None if way.mail == unreached.WAITING else at,
        )
        for way in ways
    ]  # fmt: skip
    # Who opened it in the portal before this ran has a row already.
    Receipt.objects.bulk_create(
        receipts,
        update_conflicts=True,
        unique_fields=["tenant_id", "notice", "edition", "person_id"],
        update_fields=["mail", "mail_id", "token", "settled_at"],
    )


def _letter(held: Notice, organisation: Organisation, person: Person, token: str | None) -> Letter:
    values = {"customer": organisation.name, "name": person.name, "provider": brand.name()}
    return Letter(
        Recipient(person.email, person.name, person.language, person.id),
        mail_context(held, person.language, values, token),
        # One message for each edition and person, whatever is tried again.
        f"notices.notice:{held.id}:{held.told}:{person.id}",
    )


def mail_context(held: Notice, lang: str, values: dict[str, str], token: str | None) -> dict[str, object]:
    """What the mail says, its placeholders filled in."""
    return {
        "title": fill(held.title(lang), values),
        "text": fill(held.body(lang), values),
        "corrected": held.told > 1,
        "confirm": held.needs_confirmation,
        "compulsory": held.is_compulsory,
        "path": reverse("notices:notice", args=[held.id]),
        "stop_url": stop_url(token) if token else "",
        "settings_url": settings.PUBLIC_URL + reverse("notices:preferences"),
    }
