"""Recording a feature: what it is called, its effect on the way of working, whose it is, and its manual."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.catalogue import queries as catalogue
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy.provider import provider_tenant
from waarborg.releases.actions.features.refusals import ChangedMeanwhile, KeyTaken, NoSuchManual, Wording
from waarborg.releases.events import FEATURE_KEPT
from waarborg.releases.models import Feature
from waarborg.releases.models.features import LONGEST_ABOUT, LONGEST_NAME
from waarborg.releases.permissions import KEEP_FEATURES
from waarborg.releases.queries import features as reading
from waarborg.releases.queries import manuals
from waarborg.releases.rules import features as rules


@dataclass(frozen=True, slots=True)
class Described:
    """`impact` is one of rules.IMPACTS; `item` the product or module that has it (None: everybody's), `manual` the
    article that says how it works; `shown`: customers read of it before it is released."""

    key: str
    nl: str
    impact: str
    en: str = ""
    nl_about: str = ""
    en_about: str = ""
    item: UUID | None = None
    manual: UUID | None = None
    shown: bool = False


@action("releases.feature.keep")
def keep_feature(feature: UUID | None, described: Described, *, revision: int = 0, by: Actor, at: datetime) -> Feature:
    """A new one (`feature` None) or another description. The word of one that was released stays.

    Raises NotAllowed, NotFound, ChangedMeanwhile, Wording, NoSuchManual, KeyTaken.
    """
    require(by, KEEP_FEATURES)
    _check(described)
    if feature is None:
        held = Feature(tenant_id=provider_tenant(), made_at=at)
    else:
        held = reading.locked(feature)
        if held.revision != revision:
            raise ChangedMeanwhile()
    if not held.is_released:
        held.key, held.impact = described.key, described.impact
        held.audience = "customers" if described.shown else "provider"
    for name in ("nl", "en", "nl_about", "en_about"):
        setattr(held, name, " ".join(getattr(described, name).split()))
    held.item = catalogue.item(described.item) if described.item else None
    held.manual_id = described.manual
    held.revision += 1
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if not taken(error, "releases_feature_once"):
            raise
        raise KeyTaken(key=described.key) from None
    journal.record(
        FEATURE_KEPT, tenant=held.tenant_id, subject=held.ref, by=by, at=at,
        properties={"impact": held.impact, "feature": held.key},
    )  # fmt: skip
    return held


def _check(described: Described) -> None:
    for path, most, needed in (
        ("key", 60, True), ("nl", LONGEST_NAME, True), ("en", LONGEST_NAME, False),
        ("nl_about", LONGEST_ABOUT, False), ("en_about", LONGEST_ABOUT, False),
    ):  # fmt: skip
        text = getattr(described, path).strip()
        if len(text) > most or (needed and not text):
            raise Wording(path=path, most=most)
    if described.impact not in rules.IMPACTS:
        raise Wording(path="impact", most=10)
    if described.manual and described.manual not in manuals.find([described.manual], "nl"):
        raise NoSuchManual(path="manual")
