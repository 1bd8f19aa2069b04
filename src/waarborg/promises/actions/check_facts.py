"""Carrying out the checks that vouch for facts, and keeping what came of them: here, and in each customer's journal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from waarborg.customers.queries import provider
from waarborg.kernel.instants import local, to_us
from waarborg.plumbing import jobs, journal, permissions, tenancy
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.checks import NotKnown, Outcome, registered
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.tell_of_checks import tell_of_checks
from waarborg.promises.models import CheckOutcome, FactCheck
from waarborg.promises.permissions import SEE_CHECKS
from waarborg.promises.queries.checks import asked_of, used
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.checks import HOLDS, NOT_CARRIED_OUT, RECORDED

log = structlog.stdlib.get_logger(__name__)
CHECK, RECORD = "promises.check-facts", "promises.record-checks"
# What was looked at longer ago says nothing of today any more.
FRESH = timedelta(hours=12)
# The job of a customer waited its turn behind others.
BEHIND = "recorded after all checks had been carried out"
CRASHED = (
    "De controle is zelf fout gegaan ({error}); of het in orde is, is dus niet bekend. Het logboek zegt meer.",
    "The check itself went wrong ({error}); whether all is well is therefore not known. The log says more.",
)
NOBODY = ("Deze versie kent de controle niet.", "This release does not know the check.")


@dataclass(frozen=True, slots=True)
class Carried:
    """What one check came to; `word` as it is recorded."""

    name: str
    word: str
    nl: str
    en: str

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


@action("promises.fact-check.record")
def ask_to_look(*, by: Actor, at: datetime) -> None:
    """Have the checks carried out now, by a job: they may look at the network, which no transaction waits for. Raises
    NotAllowed."""
    permissions.require(by, SEE_CHECKS)
    jobs.enqueue(CHECK, once=CHECK)


def in_use(*, at: datetime) -> list[str]:
    """The checks that any agreement in force rests on. Enters the desk's scope."""
    with tenancy.enter(Role.DESK):
        return list(used(at=at))


def carry_out(names: Iterable[str], *, at: datetime) -> list[Carried]:
    """Look, one check after the other, outside any scope: each enters what it needs, and one that goes wrong keeps
    none of the others back."""
    return [_carried(name, at) for name in names]


def _carried(name: str, at: datetime) -> Carried:
    check = registered().get(name)
    if check is None:
        return Carried(name, NOT_CARRIED_OUT, *NOBODY)
    try:
        found: Outcome = check(at)
    except NotKnown as unknown:
        return Carried(name, NOT_CARRIED_OUT, unknown.nl, unknown.en)
    except Exception as failure:
        log.exception("a check could not be carried out", check=name)
        return Carried(name, NOT_CARRIED_OUT, *(text.format(error=type(failure).__name__) for text in CRASHED))
    return Carried(name, found.word, found.nl, found.en)


@action("promises.fact-check.record")
def keep(found: Sequence[Carried], *, by: Actor, at: datetime) -> None:
    """Keep how each came out, in the desk's scope; staff are told of those that fail now and did not before."""
    house = provider()
    if house is None:
        return
    held = {one.check_name: one for one in CheckOutcome.objects.select_for_update().order_by("check_name")}
    fresh = []
    for one in found:
        before = held.get(one.name)
        same = before is not None and before.word == one.word
        row, _ = CheckOutcome.objects.update_or_create(
            tenant_id=house.id,
            check_name=one.name,
            defaults={
                "word": one.word,
                "nl": one.nl,
                "en": one.en,
                "looked_at": at,
                "since": before.since if before is not None and same else at,
            },
        )
        if one.word != HOLDS and not same:
            fresh.append(row)
    tell_of_checks(fresh, used(at=at), at=at)


@action("promises.fact-check.record")
def record_for(tenant: UUID, *, by: Actor, at: datetime) -> bool:
    """Write to the customer's journal how the checks came out that vouch for facts of his agreement, in the desk's
    scope: one entry for all, where any came out otherwise than was recorded, and the first time in a month of his.

    True where something was written. Doing it again changes nothing.
    """
    bound = standing(tenant)
    if bound is None or bound.versions[0][0] > to_us(at):
        return False
    asked = asked_of(bound, at=at)
    fresh = CheckOutcome.objects.filter(check_name__in=asked, looked_at__gt=at - FRESH, looked_at__lte=at)
    found = dict(fresh.order_by("check_name").values_list("check_name", "word"))
    if not found:
        return False
    month = f"{local(to_us(at), bound.at(at).agreement.timezone):%Y-%m}"
    held = FactCheck.objects.select_for_update().filter(tenant_id=tenant).first()
    if held is not None and (held.month > month or (held.month, held.outcomes) == (month, found)):
        return False
    values = {"outcomes": found, "month": month, "recorded_at": at}
    row, _ = FactCheck.objects.update_or_create(tenant_id=tenant, defaults=values)
    journal.record(RECORDED, tenant=tenant, subject=row.ref, by=by, at=at, properties=found, reason_if_late=BEHIND)
    return True
