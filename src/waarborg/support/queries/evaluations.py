"""Evaluation sessions (AP-43): which customer has one when, what it is about, and what came of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from waarborg.contracts.queries.merging import heirs, merged_into
from waarborg.customers.models import Organisation, Person
from waarborg.kernel.instants import civil_start, from_us, to_us
from waarborg.notices.models import Delivery, Notice
from waarborg.plumbing import permissions, tenancy
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import kept
from waarborg.plumbing.web import wording
from waarborg.promises.models import ClockRun
from waarborg.promises.queries import standing, standings
from waarborg.promises.rules.agreement import Agreement
from waarborg.promises.rules.standing import Standing
from waarborg.support.models import Evaluation, EvaluationAsk, Session
from waarborg.support.queries.people import session_keepers
from waarborg.support.rules.sessions import kinds
from waarborg.support.rules.sessions.quarters import bounds, quarter_of

HELD = "support.evaluation.held"
RELEASE = "release"
SHOWN = 500
# A session whose evaluation is not written down yet: to come, or just over.
TO_COME = (kinds.OPEN, kinds.HELD)


@dataclass(frozen=True, slots=True)
class Duty:
    """A customer to whom an evaluation is promised: by when the next one, whether it is planned, and the last one.

    `ask` is what it was asked and answered about this quarter, `this_quarter` what is planned or was held in it, and
    `keeper` the colleague who planned the last one, where he still looks after them; None is anybody of those.
    """

    tenant: UUID
    name: str
    due: datetime | None
    planned: Evaluation | None
    last: datetime | None
    ask: EvaluationAsk | None = None
    this_quarter: Evaluation | None = None
    keeper: Person | None = None


def duties(*, at: datetime) -> list[Duty]:
    """The soonest due first, of those not yet planned before of those planned. Nine queries."""
    names = dict(Organisation.objects.filter(kind="customer").order_by("name").values_list("id", "name")[:SHOWN])
    wanted = promised_to(names, at=at)
    runs = ClockRun.objects.filter(tenant_id__in=wanted, is_open=True, promise__in=set().union(*wanted.values()))
    due = {one.tenant_id: one.due_at for one in runs if one.promise in wanted[one.tenant_id]}
    rows = Evaluation.objects.select_related("session").filter(tenant_id__in=wanted)
    to_come = rows.filter(held_at__isnull=True, session__state=kinds.OPEN).order_by("-planned_at")
    planned = {one.tenant_id: one for one in to_come}
    held = rows.filter(held_at__isnull=False).order_by("tenant_id", "-held_at").distinct("tenant_id")
    last = {one.tenant_id: one.held_at for one in held}
    quarter = quarter_at(at)
    asks = {one.tenant_id: one for one in EvaluationAsk.objects.filter(tenant_id__in=wanted, quarter=quarter)}
    now = {one.tenant_id: one for one in rows.filter(in_quarter(quarter))}
    keepers = _keepers(wanted, at=at)
    found = [
        Duty(
            *(one, names[one], due.get(one), planned.get(one), last.get(one)),
            ask=asks.get(one),
            this_quarter=now.get(one),
            keeper=keepers.get(one),
        )
        for one in wanted
    ]
    return sorted(found, key=lambda one: (one.planned is not None, one.due is None, one.due or at, one.name))


def promised_to(tenants: Collection[UUID], *, at: datetime) -> dict[UUID, set[str]]:
    """The promises of an evaluation by customer, of those to whom one is made now: nobody whose agreement ended or who
    was merged into another. Two queries, four where clocks follow purchases."""
    found = {one: names for one, bound in standings(tenants).items() if (names := _promises(bound, at))}
    gone = heirs(found)
    return {one: names for one, names in found.items() if one not in gone}


def is_promised(tenant: UUID, *, at: datetime) -> bool:
    """Whether this customer is promised one now. In its own scope; two queries."""
    bound = standing(tenant)
    return bound is not None and bool(_promises(bound, at)) and merged_into(tenant) is None


def quarter_at(at: datetime) -> str:
    """The quarter (2026-Q2) of an instant, on the desk's clock."""
    return quarter_of(wording.local_date(at, zone_of()))


def in_quarter(quarter: str) -> Q:
    """Evaluations that are planned or were held in it."""
    return _between(*_instants_of(quarter))


def _instants_of(quarter: str) -> tuple[datetime, datetime]:
    first, following = (from_us(civil_start(day, 0, zone_of())) for day in bounds(quarter))
    return first, following


def _between(first: datetime, following: datetime) -> Q:
    held = Q(held_at__gte=first, held_at__lt=following)
    to_come = Q(session__state__in=TO_COME, held_at__isnull=True)
    return held | to_come & Q(session__starts_at__gte=first, session__starts_at__lt=following)


def to_remind(quarter: str, *, at: datetime) -> list[UUID]:
    """Customers with nothing planned in the quarter who were not reminded of it and do not wait for us to choose, in
    order of id. In the desk's scope; five queries."""
    every = Organisation.objects.filter(kind="customer").values_list("id", flat=True)
    wanted = promised_to(list(every), at=at)
    planned = Evaluation.objects.filter(in_quarter(quarter)).values_list("tenant_id", flat=True)
    asked = {one.tenant_id for one in EvaluationAsk.objects.filter(quarter=quarter) if not one.may_be_reminded(at)}
    return sorted(set(wanted) - set(planned) - asked)


@dataclass(frozen=True, slots=True)
class Quarter:
    """How a customer stands in one: what it was asked, and what is planned or was held."""

    name: str
    ask: EvaluationAsk | None
    session: Evaluation | None

    @property
    def state(self) -> str:
        """held, planned, proposed or open."""
        if self.session is not None:
            return "held" if self.session.held_at else "planned"
        return "proposed" if self.ask is not None and self.ask.proposed_at else "open"


def this_quarter(tenant: UUID, *, at: datetime) -> Quarter:
    """Two queries."""
    quarter = quarter_at(at)
    ask = kept.rows("support.evaluation-ask", _ask_of, tenant, quarter)
    session = kept.rows("support.evaluation-between", _evaluation_of, tenant, *_instants_of(quarter))
    return Quarter(quarter, ask[0] if ask else None, session[0] if session else None)


def _ask_of(tenant: UUID, quarter: str) -> "QuerySet[EvaluationAsk]":
    return EvaluationAsk.objects.filter(tenant_id=tenant, quarter=quarter)[:1]


def _evaluation_of(tenant: UUID, first: datetime, following: datetime) -> "QuerySet[Evaluation]":
    rows = Evaluation.objects.select_related("session").filter(_between(first, following), tenant_id=tenant)
    return rows.order_by("session__starts_at", "id")[:1]


@dataclass(frozen=True, slots=True)
class AtHome:
    """What a customer's first page says of the evaluation of `quarter`: `state` as `Quarter` has it, and the session
    that is planned or was held."""

    quarter: str
    state: str
    session: UUID | None = None
    starts_at: datetime | None = None


# By hand and in one: every look at a customer's first page asks it.
AT_HOME = """
SELECT EXISTS (SELECT FROM contracts_merger WHERE tenant_id = %(tenant)s AND absorbed),
       EXISTS (SELECT FROM support_evaluation_ask
               WHERE tenant_id = %(tenant)s AND quarter = %(quarter)s AND proposed_at IS NOT NULL),
       one.session_id, one.starts_at, one.held_at
FROM (SELECT) AS always LEFT JOIN LATERAL (
  SELECT e.session_id, s.starts_at, e.held_at, e.id
  FROM support_evaluation e JOIN support_session s ON s.id = e.session_id
  WHERE e.tenant_id = %(tenant)s AND (
    e.held_at >= %(first)s AND e.held_at < %(following)s
    OR e.held_at IS NULL AND s.state = ANY(%(to_come)s) AND s.starts_at >= %(first)s AND s.starts_at < %(following)s)
  ORDER BY s.starts_at, e.id LIMIT 1) AS one ON true
"""


def at_home(tenant: UUID, *, at: datetime) -> AtHome | None:
    """How it is with this quarter's, for a customer to whom one is promised; None for one that was merged into another.
    One query."""
    tenancy.current()
    quarter = quarter_at(at)
    first, following = _instants_of(quarter)
    asked: dict[str, Any] = {
        "tenant": tenant,
        "quarter": quarter,
        "first": first,
        "following": following,
        "to_come": list(TO_COME),
    }
    with connection.cursor() as cursor:
        cursor.execute(AT_HOME, {**asked, "to_come": list(TO_COME)})
        merged, proposed, session, starts_at, held_at = cursor.fetchone()
    if merged:
        return None
    if session is not None:
        return AtHome(quarter, "held" if held_at else "planned", session, starts_at)
    return AtHome(quarter, "proposed" if proposed else "open")


def waiting_for(person: UUID, *, at: datetime) -> list[Duty]:
    """Customers who were reminded or proposed moments and have nothing planned, that this colleague looks after or
    nobody does. As many queries as `duties`."""
    return [
        one
        for one in duties(at=at)
        if one.ask is not None and one.this_quarter is None and (one.keeper is None or one.keeper.id == person)
    ]


def keepers_of(tenant: UUID, *, at: datetime) -> list[Person]:
    """Who looks after the evaluations of a customer: who planned the last one; all who plan them where nobody did who
    still may. In the desk's scope; two queries."""
    found = _keepers([tenant], at=at).get(tenant)
    return [found] if found else session_keepers(at=at)


def _keepers(tenants: Collection[UUID], *, at: datetime) -> dict[UUID, Person]:
    staff = {one.id: one for one in session_keepers(at=at)}
    rows = Evaluation.objects.filter(tenant_id__in=tenants).order_by("tenant_id", "-planned_at", "-id")
    last = rows.distinct("tenant_id").values_list("tenant_id", "planned_by_id")
    return {tenant: staff[person] for tenant, person in last if person in staff}


def _promises(bound: Standing, at: datetime) -> set[str]:
    us = to_us(at)
    if bound.over_since(us) is not None or us < bound.versions[0][0]:
        return set()
    return promises_evaluation(bound.at(at).agreement)


def promises_evaluation(agreement: Agreement) -> set[str]:
    """The promises of an agreement whose clock an evaluation session stops. Pure."""
    return {
        name
        for name, promise in agreement.promises.items()
        if promise.clock is not None and not promise.offered and HELD in promise.clock.until
    }


def released_since_last(tenant: UUID, *, at: datetime) -> list[dict[str, str]]:
    """What was told of releases to this customer since its last evaluation, oldest first. Three queries."""
    last = Evaluation.objects.filter(tenant_id=tenant, held_at__isnull=False).order_by("-held_at").first()
    told = Delivery.objects.filter(tenant_id=tenant).values("notice_id")
    rows = Notice.objects.filter(kind=RELEASE, state=Notice.State.PUBLISHED, published_at__lte=at)
    rows = rows.filter(Q(audience__in=("customers", "public")) | Q(id__in=told))
    if last is not None:
        rows = rows.filter(published_at__gt=last.held_at)
    return [
        {
            "notice": str(one.id),
            "at": one.published_at.isoformat(),
            "nl": one.title("nl"),
            "en": one.title("en"),
            "impact": "",
        }
        for one in rows.defer("body_nl", "body_en", "earlier").order_by("published_at", "id")
        if one.published_at is not None
    ]


def of_session(session: Session) -> Evaluation | None:
    """One query."""
    found: Evaluation | None = Evaluation.objects.filter(session=session).first()
    return found


def at_desk(session: UUID) -> Evaluation:
    """Raises NotFound."""
    found: Evaluation | None = Evaluation.objects.select_related("session").filter(session_id=session).first()
    if found is None:
        raise permissions.NotFound()
    return found


def of_customer(tenant: UUID) -> list[Evaluation]:
    """The newest first. One query."""
    rows = Evaluation.objects.select_related("session").filter(tenant_id=tenant)
    return list(rows.order_by("-session__starts_at", "-id")[:40])
