"""Which checks the agreements in force rest on, whom they are promised to, and how they came out last."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import kept
from waarborg.promises.models import Binding, CheckOutcome, FactCheck
from waarborg.promises.queries.standing import TOLD, compiled, of_told
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.checks import HOLDS, NOT_CARRIED_OUT, checked_facts, owners
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.standing import Standing


@dataclass(slots=True)
class Used:
    """A check that some agreement in force rests on: how many customers read it there, the roles that answer for it,
    and the promises it vouches for, each with its agreement."""

    customers: int = 0
    roles: frozenset[str] = frozenset()
    promises: list[tuple[str, Promise]] = field(default_factory=list)


def used(*, at: datetime) -> dict[str, Used]:
    """By check, in order of name. One query, and one for each version that this process has not read yet."""
    bound = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
    counted = bound.values_list("version__sha256").annotate(number=Count("id")).order_by("version__sha256")
    found: dict[str, Used] = {}
    for sha256, number in counted:
        agreement = compiled(sha256).agreement
        answering = owners(agreement, known())
        for name, check in checked_facts(agreement, known()).items():
            one, promise = found.setdefault(check, Used()), agreement.promises[name]
            one.roles |= answering[check]
            if promise not in [listed for _, listed in one.promises]:
                one.promises.append((f"{agreement.agreement} {agreement.version}", promise))
        for check in answering:
            found[check].customers += number
    return dict(sorted(found.items()))


def asked_of(bound: Standing, *, at: datetime) -> frozenset[str]:
    """The checks that vouch for what binds this customer now: after the end, of what outlasts it alone."""
    version = bound.at(at)
    over = bound.over_since(to_us(at)) is not None
    facts = checked_facts(version.agreement, known())
    return frozenset(check for name, check in facts.items() if not over or name in version.lasting)


def outcomes() -> dict[str, CheckOutcome]:
    """How each check came out the last time, by its name. One query."""
    return {one.check_name: one for one in CheckOutcome.objects.order_by("check_name")}


BOUND = f"SELECT {TOLD}, (SELECT outcomes FROM promises_fact_check WHERE tenant_id = %(tenant)s ORDER BY id LIMIT 1)"


def bound_and_checked(tenant: UUID) -> Standing | None:
    """What binds a customer, as `standing` has it, and in the same query how its checks came out, which `fact_states`
    then need not ask. One query in a unit of work, none where `standing` was asked before."""

    def read() -> Standing | None:
        with connection.cursor() as cursor:
            cursor.execute(BOUND, {"tenant": tenant})
            told, outcomes = (json.loads(one) if isinstance(one, str) else one for one in cursor.fetchone())
        tenancy.remembered(("promises.recorded", tenant), lambda: outcomes or {})
        return of_told(tenant, told or ())

    found: Standing | None = tenancy.remembered(("promises.standing", tenant), read)
    return found


def recorded_for(tenant: UUID) -> Mapping[str, str]:
    """Check -> word, as recorded last for this customer. One query."""
    found = kept.rows("promises.fact-check", _outcomes, tenant)
    return (found[0][0] if found else None) or {}


def _outcomes(tenant: UUID) -> "QuerySet[FactCheck, tuple[Mapping[str, str]]]":
    return FactCheck.objects.filter(tenant_id=tenant).order_by("pk").values_list("outcomes")[:1]


def state_of(word: str | None) -> str:
    """The mark of the design system: of what was never looked at, or could not be, nothing is known."""
    if word is None or word == NOT_CARRIED_OUT:
        return "unknown"
    return "holds" if word == HOLDS else "broken"


def fact_states(tenant: UUID, version: Compiled) -> dict[str, str]:
    """Promise -> mark of each fact that a check vouches for, as recorded last for the customer. One query where there
    are any and `versions.bindings` was not asked before."""
    facts = checked_facts(version.agreement, known())
    held = tenancy.remembered(("promises.recorded", tenant), lambda: recorded_for(tenant)) if facts else {}
    return {name: state_of(held.get(check)) for name, check in facts.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A check as staff see it: `outcome` is None until it was carried out."""

    name: str
    title: str
    looks: str
    used: Used
    outcome: CheckOutcome | None
    said: str
    owners: str
    promised: list[tuple[str, str]]

    @property
    def state(self) -> str:
        return state_of(self.outcome.word if self.outcome else None)


def rows(*, at: datetime, lang: str) -> list[Row]:
    """Every check in use; what fails first, then what nothing is known of."""
    held, registry = outcomes(), known()
    found = []
    for name, one in used(at=at).items():
        outcome, check = held.get(name), registry.find("check", name)
        roles = sorted(registry.say("role", role, lang) for role in one.roles)
        words = [(called, promise.nl if lang == "nl" else promise.en) for called, promise in one.promises]
        found.append(
            Row(
                name=name,
                title=_sentence_case(registry.say("check", name, lang)),
                looks=check.say_looks(lang) if check else "",
                used=one,
                outcome=outcome,
                said=outcome.say(lang) if outcome else "",
                owners=", ".join(roles),
                promised=words,
            )
        )
    rank = {"broken": 0, "unknown": 1, "holds": 2}
    return sorted(found, key=lambda row: (rank[row.state], row.name))


def _sentence_case(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
