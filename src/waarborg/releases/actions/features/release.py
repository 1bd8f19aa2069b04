"""Releasing a feature: one without effect is everybody's at once, one with effect can be asked for from then on."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.promises.queries import NotYetByAgreement, standings
from waarborg.promises.rules.judged import unfit
from waarborg.releases.actions.features.refusals import ChangedMeanwhile
from waarborg.releases.actions.features.switch_on import SWITCH_ON_ACT
from waarborg.releases.actions.features.tell import TELL
from waarborg.releases.events import FEATURE_RELEASED
from waarborg.releases.models import Feature
from waarborg.releases.permissions import RELEASE_FEATURES
from waarborg.releases.queries import features as reading
from waarborg.releases.queries import manuals
from waarborg.releases.rules import features as rules


@action("releases.feature.release")
def release_feature(feature: UUID, *, revision: int, by: Actor, at: datetime) -> Feature:
    """From now on customers can have it. A second time changes nothing. Whoever asked for one that is now everybody's
    is told (AP-38).

    Raises NotAllowed, NotFound, ChangedMeanwhile; NotYetByAgreement where an agreement of somebody who would have it at
    once asks for a manual that is not there (CL-61).
    """
    require(by, RELEASE_FEATURES)
    held = reading.locked(feature)
    if held.is_released:
        return held
    if held.revision != revision:
        raise ChangedMeanwhile()
    if held.impact == rules.NONE:
        _with_manual(held, at)
    held.released_at, held.audience = at, "customers"
    held.revision += 1
    held.save(update_fields=["released_at", "audience", "revision"])
    journal.record(
        FEATURE_RELEASED, tenant=held.tenant_id, subject=held.ref, by=by, at=at,
        properties={"impact": held.impact, "feature": held.key},
    )  # fmt: skip
    if held.impact == rules.NONE:
        jobs.enqueue(TELL, {"feature": held.id}, once=f"{TELL}:{held.id}")
    return held


def _with_manual(held: Feature, at: datetime) -> None:
    """Raises NotYetByAgreement. The versions that bind anybody whom it concerns are looked at once each."""
    words = {"impact": held.impact, "form": rules.form_of(manuals.says_rights(held.manual_id))}
    tenants = list(reading.concerns(held, at).values_list("tenant_id", flat=True))
    bound = {one.at(at).sha256: one.at(at).agreement for one in standings(tenants).values()}
    for _, agreement in sorted(bound.items()):
        said = unfit(agreement, SWITCH_ON_ACT, words, ("form",))
        if said is not None:
            raise NotYetByAgreement(said=dict(said))
