"""What calling something urgent means for a customer: by category, before it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from waarborg.customers.models import Organisation
from waarborg.plumbing.tenancy import kept
from waarborg.promises import queries as promises
from waarborg.promises.queries.whom import bound_words, counted, rate
from waarborg.promises.rules.limits import Rate
from waarborg.support.models import Ticket, UrgentCase

MARK = "support.ticket.mark-urgent"
RAISE = "billing.charge.raise"
CAUSE = "urgent-extra"
SCHEME = "urgency"
PAGE = 100
Basis = Literal["included", "charged", "limited"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A category: its words, on what ground it would go first now, when an own case may go first again (`again_at`,
    None where there is no such limit), what the agreement says to whom it refuses, and what it costs where it does."""

    category: str
    words: Mapping[str, str]
    basis: Basis
    again_at: datetime | None
    counted: bool
    refusal: Mapping[str, str]
    rate: Rate | None = None


def cost_of(one: Offer) -> dict[str, str]:
    """What it costs in the agreement's words, with the amount where it states one; empty words where it costs
    nothing."""
    if one.rate is None:
        return {"nl": "", "en": ""}
    amount = "" if one.rate.amount is None else f" ({one.rate.currency} {one.rate.amount:.2f})"
    return {lang: f"{words}{amount}" for lang, words in one.rate.words.items()}


def offers(tenant: UUID, *, at: datetime) -> list[Offer]:
    """Every category of the agreement, in its order; none where it knows no urgent cases. At most three queries."""
    choices = promises.scheme_choices(tenant, SCHEME, at=at)
    if not choices:
        return []
    bound = bound_words(tenant, at=at)
    rows = UrgentCase.objects.filter(tenant_id=tenant).exclude(basis="limited").order_by("marked_at")
    before: dict[str, list[datetime]] = {}
    for category, marked in rows.values_list("category", "marked_at"):
        before.setdefault(category, []).append(marked)
    return [_offer(tenant, one, words, before.get(one, []), bound, at) for one, words in choices.items()]


def _offer(
    tenant: UUID,
    category: str,
    words: Mapping[str, str],
    before: list[datetime],
    bound: Mapping[str, str],
    at: datetime,
) -> Offer:
    limits = counted(tenant, MARK, at=at, words={**bound, SCHEME: category})
    full = [(limit, again) for limit in limits if (again := limit.again_at(before, at)) is not None]
    if not full:
        return Offer(category, words, "included", None, bool(limits), {})
    limit, again = max(full, key=lambda pair: pair[1])
    cost = rate(tenant, RAISE, CAUSE, at=at)
    return Offer(category, words, "charged" if cost else "limited", again, True, limit.words, cost)


def offer(tenant: UUID, category: str, *, at: datetime) -> Offer | None:
    return next((one for one in offers(tenant, at=at) if one.category == category), None)


def case_of(ticket: Ticket) -> UrgentCase | None:
    """One query."""
    build = lambda tenant, one: UrgentCase.objects.filter(tenant_id=tenant, ticket_id=one).order_by("id")[:1]  # noqa: E731
    return next(iter(kept.rows("support.urgent-case", build, ticket.tenant_id, ticket.id)), None)


def shown_case(ticket: Ticket) -> UrgentCase | None:
    """The same for a page: no query where the ticket was read by `queries.tickets.find` and has none."""
    return case_of(ticket) if getattr(ticket, "has_urgent_case", True) else None


@dataclass(frozen=True, slots=True)
class Logged:
    """A case with its ticket, its customer, and the minutes from the word to our first contact, None where there was
    none yet (or it went no faster than others)."""

    case: UrgentCase
    ticket: Ticket
    organisation: str
    minutes: int | None


def log() -> list[Logged]:
    """The newest first. For the desk's scope; two queries."""
    cases = list(UrgentCase.objects.select_related("ticket").order_by("-marked_at", "-id")[:PAGE])
    names = dict(Organisation.objects.filter(id__in={one.tenant_id for one in cases}).values_list("id", "name"))
    return [Logged(one, one.ticket, names.get(one.tenant_id, ""), minutes_to_contact(one)) for one in cases]


def minutes_to_contact(case: UrgentCase) -> int | None:
    """From the word to our first contact; None where there was none yet."""
    if case.contacted_at is None:
        return None
    return int((case.contacted_at - case.marked_at).total_seconds() // 60)
