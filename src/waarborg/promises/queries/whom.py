"""Whom a customer's agreement lets carry out an act."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actors import Actor
from waarborg.promises.queries.standing import standing
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
    return in_agreement(bound.at(at).agreement, act, words or {}) if bound else Whom()


def require_whom(by: Actor, act: str, *, tenant: UUID, at: datetime, words: Mapping[str, str] | None = None) -> None:
    """Raises NotByAgreement for a contact whom the customer's own agreement leaves out. Staff are no part of it."""
    if by.kind != "contact":
        return
    found = whom(tenant, act, at=at, words=words).against(by.roles)
    if found is not None:
        raise NotByAgreement(said=dict(found.words), who=dict(found.named))
