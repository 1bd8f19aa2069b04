"""What a customer bought and still has to take into use, and whether its agreement asks to be shown before that."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.catalogue.models import Purchase
from waarborg.catalogue.queries import day_of, on
from waarborg.contracts.models import Licence
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import compiled
from waarborg.promises.queries.versions import bindings, is_over, now_of

ACTIVATE = "contracts.licence.activate"


@dataclass(frozen=True, slots=True)
class Held:
    """A purchase that holds, and what became of it; None: it was never shown or activated."""

    purchase: Purchase
    licence: Licence | None

    @property
    def is_active(self) -> bool:
        return self.licence is not None and self.licence.activated_at is not None


def terms_for(tenant: UUID, *, at: datetime) -> AgreementVersion | None:
    """The version in force, where it says of licences when they are activated; else None. One query."""
    bound = now_of(bindings(tenant), at)
    if bound is None or bound.starts_at > at or is_over(bound, at):
        return None
    version: AgreementVersion = bound.version
    return version if speaks_of_licences(version) else None


def speaks_of_licences(version: AgreementVersion) -> bool:
    """Whether a version says when a licence is activated."""
    promises = compiled(version.sha256).agreement.promises.values()
    return any(one.rule and not one.offered and ACTIVATE in one.rule.act for one in promises)


def held(tenant: UUID, *, at: datetime) -> list[Held]:
    """What the customer has now, by name. Two queries."""
    rows = Purchase.objects.filter(on(day_of(at)), tenant_id=tenant).select_related("item").order_by("item__key")
    known = {one.purchase_id: one for one in Licence.objects.filter(tenant_id=tenant)}
    return [Held(one, known.get(one.id)) for one in rows]
