"""Contracts and notices of a customer, and what notice would come to."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waarborg.contracts.models import Contract, Termination
from waarborg.contracts.rules.leaving import Ending, Facts, ending, may_end, may_leave
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import kept
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.standing import compiled
from waarborg.promises.queries.versions import bindings, now_of


@dataclass(frozen=True, slots=True)
class Prospect:
    """What notice given now would come to: `right` is the promise by which, None where the agreement gives none."""

    version: AgreementVersion
    ending: Ending
    right: str | None


def is_running(tenant: UUID) -> bool:
    """Whether somebody gave notice that has not been withdrawn and has not come to its end. One query."""
    return bool(Termination.objects.filter(tenant_id=tenant, state=Termination.State.RUNNING).exists())


def running(tenant: UUID) -> Termination | None:
    """One query."""
    found = kept.rows("contracts.notice", _running, tenant)
    return found[0] if found else None


def _running(tenant: UUID) -> "QuerySet[Termination]":
    rows = Termination.objects.select_related("version").defer("version__canonical", "version__source")
    return rows.filter(tenant_id=tenant, state=Termination.State.RUNNING.value).order_by("id")[:1]


# Of contracts, of a running notice and of mergers, what a panel says of them.
BRIEF = """
SELECT 'contract', c.reference, v.agreement || ' ' || v.version, c.starts_on, NULL::boolean, NULL::timestamptz,
       c.starts_on AS newest
FROM contracts_contract c JOIN promises_agreement_version v ON v.id = c.version_id WHERE c.tenant_id = %(tenant)s
UNION ALL
SELECT 'notice', '', '', t.last_day, t.by_customer, NULL, NULL FROM contracts_termination t
WHERE t.tenant_id = %(tenant)s AND t.state = %(running)s
UNION ALL
SELECT 'merger', m.other_name, m.other::text, NULL, m.absorbed, m.merged_at, NULL FROM contracts_merger m
WHERE m.tenant_id = %(tenant)s
ORDER BY 7 DESC NULLS FIRST, 6 DESC, 2
"""


@dataclass(frozen=True, slots=True)
class BriefContract:
    reference: str
    version: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class BriefNotice:
    last_day: date
    by_customer: bool


@dataclass(frozen=True, slots=True)
class BriefMerger:
    """With whom a customer became one, and when; `absorbed` where it is the one that was closed."""

    other: str
    other_name: str
    absorbed: bool
    merged_at: datetime


@dataclass(frozen=True, slots=True)
class Brief:
    contracts: list[BriefContract]
    notice: BriefNotice | None
    mergers: list[BriefMerger]


def brief(tenant: UUID) -> Brief:
    """The contracts, the notice that runs and the mergers, each the newest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(BRIEF, {"tenant": tenant, "running": Termination.State.RUNNING.value})
        rows = cursor.fetchall()
    held = [BriefNotice(day, whose) for what, _name, _more, day, whose, *_ in rows if what == "notice"]
    return Brief(
        [BriefContract(name, more, day) for what, name, more, day, *_ in rows if what == "contract"],
        held[0] if held else None,
        [BriefMerger(more, name, whose, at) for what, name, more, _day, whose, at, _ in rows if what == "merger"],
    )


def contracts_of(tenant: UUID) -> list[Contract]:
    """The newest first. One query."""
    rows = Contract.objects.select_related("version").defer("version__canonical", "version__source")
    return kept.rows(
        "contracts.contracts", lambda one: rows.filter(tenant_id=one).order_by("-starts_on", "reference"), tenant
    )


def prospect(
    tenant: UUID, *, by: Actor, at: datetime, switching: bool = False, form: str = "in-account"
) -> Prospect | None:
    """What notice by `by` would come to now; None where nothing binds the customer. Two queries."""
    current = now_of(bindings(tenant), at)
    if current is None or current.starts_at > at or (current.ends_at is not None and current.ends_at <= at):
        return None
    agreement = compiled(current.version.sha256).agreement
    first = Contract.objects.filter(tenant_id=tenant).order_by("starts_on").values_list("starts_on", flat=True).first()
    facts = Facts(at, first, by_customer=not by.is_staff, switching=switching, form=form)
    right = may_end(agreement, facts) if by.is_staff else may_leave(agreement, by.roles, facts)
    return Prospect(current.version, ending(agreement, facts), right)


def customer_of(termination: UUID) -> UUID:
    """Raises NotFound."""
    found: UUID | None = Termination.objects.filter(id=termination).values_list("tenant_id", flat=True).first()
    if found is None:
        raise NotFound()
    return found


def labels(ids: list[UUID]) -> dict[UUID, str]:
    """What a notice is called in a list, by id. One query."""
    rows = Termination.objects.filter(id__in=ids).values_list("id", "last_day")
    return {one: _("Notice, last day %(day)s") % {"day": last.isoformat()} for one, last in rows}
