"""What a customer says of a feature: asks for it, agrees to it, or declines it. Each at any time."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.queries import person as person_of
from waarborg.customers.queries import roles_of
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.promises.queries import require_whom
from waarborg.releases.actions.features.noting import note
from waarborg.releases.actions.features.refusals import (
    AlreadyOn,
    MayNotAgree,
    NoImpact,
    NotReleased,
    NotYetThen,
    UnknownForm,
    Wording,
)
from waarborg.releases.events import FEATURE_CONSENTED, FEATURE_DECLINED, FEATURE_REQUESTED
from waarborg.releases.models import Feature, FeatureChoice
from waarborg.releases.models.features import LONGEST_WHY
from waarborg.releases.permissions import CONSENT, DECLINE, KEEP_CONSENT, REQUEST
from waarborg.releases.queries import features as reading
from waarborg.releases.rules import features as rules


@action("releases.feature.request")
def request_feature(feature: UUID, *, by: Actor, at: datetime) -> FeatureChoice:
    """Ask for a feature, also before it is released. Who asked is told when it is on (AP-38). Asking again changes
    nothing. Raises NotAllowed, NotFound, NotByAgreement, AlreadyOn."""
    require(by, REQUEST, tenant=by.tenant)
    held, made = _said(feature, by=by, at=at, act="releases.feature.request")
    if made.said == rules.ACTIVE or (held.is_released and held.impact == rules.NONE and made.said != rules.DECLINED):
        raise AlreadyOn()
    if made.said in (rules.REQUESTED, rules.CONSENTED):
        return made
    made.said, made.asked_at, made.asked_by, made.asked_name = rules.REQUESTED, at, by.person, by.name
    made.told_at = None
    made.save()
    note(FEATURE_REQUESTED, held, made.tenant_id, by=by, at=at)
    return made


@action("releases.feature.consent")
def consent(feature: UUID, *, by: Actor, at: datetime) -> FeatureChoice:
    """The customer's own consent, in the portal: who and when stands with it (AP-41). Agreeing again changes nothing.

    Raises NotAllowed, NotFound, NotByAgreement, NotReleased, NoImpact, AlreadyOn.
    """
    require(by, CONSENT, tenant=by.tenant)
    held, made = _said(feature, by=by, at=at, act="releases.feature.consent")
    if made.said == rules.CONSENTED:
        return made
    _may_agree(held, made)
    _agree(made, by.person, by.name, rules.IN_ACCOUNT, when=at, kept_by="")
    note(FEATURE_CONSENTED, held, made.tenant_id, by=by, at=at, consent=rules.IN_ACCOUNT)
    return made


@action("releases.feature.keep-consent")
def keep_consent(
    feature: UUID, tenant: UUID, person: UUID, form: str, *, when: datetime, by: Actor, at: datetime
) -> FeatureChoice:
    """A consent that came outside the portal, written down by us: whose, when, and in what form (rules.FORMS).

    Raises NotAllowed, NotFound, NotReleased, NoImpact, AlreadyOn, UnknownForm, NotYetThen, MayNotAgree.
    """
    require(by, KEEP_CONSENT, tenant=tenant)
    held = reading.find(feature)
    made = reading.choice(held, tenant) or FeatureChoice(tenant_id=tenant, feature=held)
    _may_agree(held, made)
    if form not in rules.FORMS[1:]:
        raise UnknownForm(forms=", ".join(rules.FORMS[1:]), path="form")
    if when > at:
        raise NotYetThen(path="when")
    who = person_of(person, tenant=tenant)
    if not {one.role for one in roles_of(who, at=when)} & {OWNER, ADMINISTRATOR}:
        raise MayNotAgree(path="person")
    _agree(made, who.id, who.name, form, when=when, kept_by=by.name)
    note(FEATURE_CONSENTED, held, tenant, by=by, at=at, consent=form, person=str(who.id), when=when.isoformat())
    return made


@action("releases.feature.decline")
def decline(feature: UUID, *, why: str = "", by: Actor, at: datetime) -> FeatureChoice:
    """The customer does not want it: it goes off at once and stays off, whatever is released later (AP-44). Declining
    again changes nothing. Raises NotAllowed, NotFound, NotByAgreement, NoImpact, Wording."""
    require(by, DECLINE, tenant=by.tenant)
    held, made = _said(feature, by=by, at=at, act="releases.feature.decline")
    if made.said == rules.DECLINED:
        return made
    if held.impact == rules.NONE:
        raise NoImpact()
    words = " ".join(why.split())
    if len(words) > LONGEST_WHY:
        raise Wording(path="why", most=LONGEST_WHY)
    made.said, made.declined_at, made.declined_by, made.declined_name = rules.DECLINED, at, by.person, by.name
    made.why = words
    made.save()
    note(FEATURE_DECLINED, held, made.tenant_id, by=by, at=at)
    return made


def _said(feature: UUID, *, by: Actor, at: datetime, act: str) -> tuple[Feature, FeatureChoice]:
    """The feature, and the row of the own customer: held, or not yet kept."""
    held, tenant = reading.find(feature), by.tenant
    if tenant is None:
        raise NotFound()
    require_whom(by, act, tenant=tenant, at=at, words={"impact": held.impact})
    return held, reading.choice(held, tenant) or FeatureChoice(tenant_id=tenant, feature=held)


def _may_agree(held: Feature, made: FeatureChoice) -> None:
    if not held.is_released:
        raise NotReleased()
    if held.impact == rules.NONE and made.said != rules.DECLINED:
        raise NoImpact()
    if made.said == rules.ACTIVE:
        raise AlreadyOn()


def _agree(made: FeatureChoice, person: UUID | None, name: str, form: str, *, when: datetime, kept_by: str) -> None:
    made.said, made.consented_at, made.consented_by, made.consented_name = rules.CONSENTED, when, person, name
    made.consent_form, made.consent_kept_by, made.told_at = form, kept_by, None
    made.save()
