"""What a customer's own agreement forbids or asks before an act, for whoever carries that act out."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.judged import forbidden as forbids
from waarborg.promises.rules.judged import unfit as fits_not
from waarborg.promises.rules.judged import unmet as lacks


class NeverByAgreement(Refusal):
    """Said in the words of the promise."""

    code = "promises.rule.never"
    nl = "Dit beloofden wij niet te doen: {said}"
    en = "We promised not to do this: {said}"


class NotYetByAgreement(Refusal):
    """Said in the words of the agreement."""

    code = "promises.rule.not-yet"
    nl = "{said}"
    en = "{said}"


def forbidden(tenant: UUID, act: str, *, at: datetime, words: Mapping[str, str]) -> Mapping[str, str] | None:
    """What the agreement in force says that forbids it, by language. One query in a unit of work."""
    bound = standing(tenant)
    return forbids(bound.at(at).agreement, act, words) if bound else None


def require_not_forbidden(tenant: UUID, act: str, *, at: datetime, words: Mapping[str, str]) -> None:
    """Raises NeverByAgreement where a promise to this customer forbids `act` in a case of these words."""
    said = forbidden(tenant, act, at=at, words=words)
    if said is not None:
        raise NeverByAgreement(said=dict(said))


def unfit(
    tenant: UUID, act: str, *, at: datetime, words: Mapping[str, str], keys: Collection[str]
) -> Mapping[str, str] | None:
    """What the agreement in force says that allows `act` only in another case than this, by language; of what it asks
    these `keys` are looked at. One query in a unit of work."""
    bound = standing(tenant)
    return fits_not(bound.at(at).agreement, act, words, keys) if bound else None


def require_fitting(tenant: UUID, act: str, *, at: datetime, words: Mapping[str, str], keys: Collection[str]) -> None:
    """Raises NotYetByAgreement where the agreement allows `act` only in another case than this."""
    said = unfit(tenant, act, at=at, words=words, keys=keys)
    if said is not None:
        raise NotYetByAgreement(said=dict(said))


def require_states(
    tenant: UUID, act: str, *, at: datetime, words: Mapping[str, str], states: Mapping[str, bool]
) -> None:
    """Raises NotYetByAgreement where the agreement allows `act` only in a state that is not there."""
    bound = standing(tenant)
    said = lacks(bound.at(at).agreement, act, words, states) if bound else None
    if said is not None:
        raise NotYetByAgreement(said=dict(said))
