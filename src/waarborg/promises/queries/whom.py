"""Whom a customer's agreement lets carry out an act."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor
from waarborg.promises.models import Binding
from waarborg.promises.queries.standing import compiled, standing
from waarborg.promises.rules.limits import Counted, Rate
from waarborg.promises.rules.limits import counted as counts_in
from waarborg.promises.rules.limits import rate as rate_in
from waarborg.promises.rules.whom import Whom
from waarborg.promises.rules.whom import whom as in_agreement


class NotByAgreement(Refusal):
    """Said in the words of the agreement."""

    code = "promises.rule.not-by-agreement"
    status = 403
    nl = "{said}"
    en = "{said}"
    nl_way_out = "Zo staat het in uw overeenkomst. Dit kan wel: {who}."
    en_way_out = "Your agreement says so. This can be done by: {who}."


def whom(tenant: UUID, act: str, *, at: datetime, words: Mapping[str, str] | None = None) -> Whom:
    """What the agreement in force says; where there is none, nothing. One query in a unit of work."""
    bound = standing(tenant)
    return _of_version(bound.at(at).sha256, act, tuple(sorted((words or {}).items()))) if bound else Whom()


# Published versions never change, and nearly every page of a customer asks who may ask us something.
@lru_cache(1024)
def _of_version(sha256: str, act: str, words: tuple[tuple[str, str], ...]) -> Whom:
    return in_agreement(compiled(sha256).agreement, act, dict(words))


def require_whom(by: Actor, act: str, *, tenant: UUID, at: datetime, words: Mapping[str, str] | None = None) -> None:
    """Raises NotByAgreement for a contact whom the customer's own agreement leaves out. Staff are no part of it."""
    if by.kind != "contact":
        return
    found = whom(tenant, act, at=at, words=words).against(by.roles)
    if found is not None:
        raise NotByAgreement(said=dict(found.words), who=dict(found.named))


def bound_words(tenant: UUID, *, at: datetime) -> Mapping[str, str]:
    """What holds for a customer by its binding, such as its plan or an extra agreement. One query."""
    rows = Binding.objects.filter(tenant_id=tenant, starts_at__lte=at).order_by("-starts_at", "-id")
    found: Mapping[str, str] | None = rows.values_list("words", flat=True).first()
    return found or {}


def counted(tenant: UUID, act: str, *, at: datetime, words: Mapping[str, str]) -> list[Counted]:
    """The rules that say how often `act` can be done. One query in a unit of work."""
    bound = standing(tenant)
    return list(counts_in(bound.at(at).agreement, act, words)) if bound else []


def rate(tenant: UUID, act: str, cause: str, *, at: datetime) -> Rate | None:
    """What `cause` costs by the agreement, None where nothing may be charged for it. One query in a unit of work."""
    bound = standing(tenant)
    return rate_in(bound.at(at).agreement, act, cause) if bound else None
