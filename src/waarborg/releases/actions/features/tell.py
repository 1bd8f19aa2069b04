"""Telling whoever asked for a feature that it is there, with its manual (AP-38)."""

from datetime import datetime
from typing import Final

from django.urls import reverse

from waarborg.customers.models import Person
from waarborg.plumbing import links
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.releases.actions.features.noting import note
from waarborg.releases.events import FEATURE_ACTIVATED, REQUESTER_TOLD
from waarborg.releases.models import FeatureChoice
from waarborg.releases.rules import features as rules

TELL: Final = "releases.feature.tell-requesters"
ARTICLE: Final = "support.article"


def tell(made: FeatureChoice, *, at: datetime) -> bool:
    """One mail to each who asked or agreed and still works there; once for each time that it comes. False where
    somebody was told."""
    if made.told_at is not None:
        return False
    made.told_at = at
    made.save(update_fields=["told_at"])
    wanted = {one for one in (made.asked_by, made.consented_by) if one}
    feature = made.feature
    manual = links.url_for(Ref(ARTICLE, feature.manual_id), portal=True) if feature.manual_id else None
    for person in Person.objects.filter(tenant_id=made.tenant_id, id__in=wanted, active=True).order_by("id"):
        send_mail(
            "releases/mail/feature_ready.txt",
            tenant=made.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={"name": feature.say(person.language), "url": reverse("releases:features"), "manual": manual or ""},
            at=at,
            key=f"releases.feature:{made.id}:{at.isoformat()}:{person.id}",
        )
    note(REQUESTER_TOLD, feature, made.tenant_id, by=SYSTEM, at=at)
    return True


def tell_of_release(made: FeatureChoice, *, at: datetime) -> bool:
    """Of a feature that is everybody's since its release: it is on for whoever asked for it. Once."""
    if made.said != rules.REQUESTED or made.feature.impact != rules.NONE or not made.feature.is_released:
        return False
    made.said, made.activated_at = rules.ACTIVE, made.feature.released_at
    made.save(update_fields=["said", "activated_at"])
    note(FEATURE_ACTIVATED, made.feature, made.tenant_id, by=SYSTEM, at=at)
    return tell(made, at=at)
