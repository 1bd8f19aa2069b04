"""Switching a feature with effect on for one customer: by us, and only after the customer agreed (AP-41, CL-61)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.promises.queries import NotByAgreement, require_fitting, require_states, whom
from waarborg.releases.actions.features.noting import note
from waarborg.releases.actions.features.refusals import AlreadyOn, NoImpact, NotConsented, NotReleased
from waarborg.releases.actions.features.tell import tell
from waarborg.releases.events import FEATURE_ACTIVATED
from waarborg.releases.models import FeatureChoice
from waarborg.releases.permissions import SWITCH_ON
from waarborg.releases.queries import features as reading
from waarborg.releases.queries import manuals
from waarborg.releases.rules import features as rules

SWITCH_ON_ACT: Final = "releases.feature.switch-on"
CONSENTED: Final = "releases.feature.customer-consented"


@action(SWITCH_ON_ACT)
def switch_on(feature: UUID, tenant: UUID, *, by: Actor, at: datetime) -> FeatureChoice:
    """From now on the customer's people can use it; whoever asked or agreed is told, with the manual.

    Raises NotAllowed, NotFound, NotReleased, NoImpact, AlreadyOn; NotByAgreement where the agreement keeps it to a role
    of ours, NotYetByAgreement where it asks for a consent or a manual that is not there, NotConsented where it says
    nothing and nobody agreed.
    """
    require(by, SWITCH_ON, tenant=tenant)
    held = reading.find(feature)
    made = reading.choice(held, tenant)
    if not held.is_released:
        raise NotReleased()
    if held.impact == rules.NONE and (made is None or made.said != rules.CONSENTED):
        raise NoImpact()
    if made is not None and made.said == rules.ACTIVE:
        raise AlreadyOn()
    agreed = made is not None and made.said == rules.CONSENTED
    words = {"impact": held.impact, "form": rules.form_of(manuals.says_rights(held.manual_id))}
    require_states(tenant, SWITCH_ON_ACT, at=at, words=words, states={CONSENTED: agreed})
    if made is None or not agreed:
        raise NotConsented()
    require_fitting(tenant, SWITCH_ON_ACT, at=at, words=words, keys=("form",))
    _right_hands(tenant, words, by=by, at=at)
    made.said, made.activated_at, made.activated_by = rules.ACTIVE, at, by.name
    made.save(update_fields=["said", "activated_at", "activated_by"])
    note(FEATURE_ACTIVATED, held, tenant, by=by, at=at, agreed=str(made.consented_by))
    tell(made, at=at)
    return made


def _right_hands(tenant: UUID, words: dict[str, str], *, by: Actor, at: datetime) -> None:
    """Who of us an agreement names. Raises NotByAgreement."""
    limit = whom(tenant, SWITCH_ON_ACT, at=at, words=words).against(by.roles)
    if limit is not None and by.kind != "system":
        raise NotByAgreement(said=dict(limit.words), who=dict(limit.named))
