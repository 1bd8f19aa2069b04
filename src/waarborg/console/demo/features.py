"""Features of the demonstration's product: one that everybody has, one to choose, one that is on, one that was declined
and one that is coming. Said by its people at the moment of loading."""

from datetime import datetime
from typing import Final
from uuid import UUID

from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import holders
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role
from waarborg.releases.actions.features.answer import decline, keep_consent, request_feature
from waarborg.releases.actions.features.keep import Described, keep_feature
from waarborg.releases.actions.features.release import release_feature
from waarborg.releases.actions.features.switch_on import switch_on
from waarborg.releases.models import Feature
from waarborg.support.actions.articles.publish import publish
from waarborg.support.actions.articles.write import Meant, Words, write

MANUAL: Final = Words(
    "Bezoeken in een logische volgorde",
    "De planning zet de bezoeken van een dag in de volgorde met de minste reistijd.\n\n## Zo werkt het\n\n1. Open de"
    " planning van een dag.\n2. Kies **Volgorde**.\n3. Bevestig wat u ziet.\n\n## Rechten\n\nAlleen een planner kiest"
    " een andere volgorde; wie onderweg is, leest haar.",
    "Visits in a sensible order",
    "The planning puts the visits of a day in the order with the least travel.\n\n## Rights\n\nOnly a planner chooses"
    " another order; whoever is on the road reads it.",
)
DAY_VIEW = Described(
    "day-view", "Dagoverzicht op de telefoon", "none", "Day view on the phone",
    "Alle bezoeken van vandaag op één scherm.", "All visits of today on one screen.",
)  # fmt: skip
ORDER = Described(
    "visit-order", "Bezoeken in een logische volgorde", "process", "Visits in a sensible order",
    "De planning stelt de volgorde van de bezoeken voor.", "The planning proposes the order of the visits.",
)  # fmt: skip
SIGNING = Described(
    "sign-on-screen", "Handtekening op het scherm", "process", "Signature on the screen",
    "De cliënt tekent na het bezoek op de telefoon.", "The client signs on the phone after the visit.",
)  # fmt: skip
SHARING = Described(
    "share-file", "Dossier delen met de huisarts", "process", "Sharing a file with the GP",
    "De huisarts leest mee in het dossier.", "The GP reads along in the file.",
)  # fmt: skip
SPEECH = Described(
    "speech", "Verslag inspreken", "process", "Dictating a report",
    "U spreekt uw verslag in.", "You dictate your report.", shown=True,
)  # fmt: skip


def set_up_features(*, now: datetime) -> None:
    """In the scope of the desk, when everything else stands."""
    manager, success, writer = (_staff(f"provider.{one}") for one in ("service-manager", "success", "support"))
    if manager is None or success is None or writer is None:
        return
    manual = write(None, MANUAL, Meant(reach="customers"), by=writer, at=now).article_id
    publish(manual, by=writer, at=now)
    _kept(SPEECH, None, by=manager, at=now)
    _kept(DAY_VIEW, manual, by=manager, at=now)
    order, signing, sharing = (_kept(one, manual, by=manager, at=now) for one in (ORDER, SIGNING, SHARING))
    for one in Feature.objects.exclude(key=SPEECH.key).order_by("key"):
        release_feature(one.id, revision=one.revision, by=manager, at=now)
    # The customer that visitors come in for stands first.
    houses = sorted(Organisation.objects.filter(kind="customer"), key=lambda one: (one.slug != "merendaal", one.slug))
    for number, house in enumerate(houses[:6]):
        for owner in holders(house.id, "customer.owner", at=now)[:1]:
            _answers(number, owner, (order, signing, sharing), success, now)


def _answers(number: int, owner: Person, features: tuple[Feature, ...], success: Actor, now: datetime) -> None:
    """What one customer said: the first of them has one on, asked for one and declined one."""
    order, signing, sharing = features
    by = Actor("contact", owner.tenant_id, owner.id, owner.name, frozenset({"customer.owner"}))
    if number % 2 == 0:
        keep_consent(order.id, owner.tenant_id, owner.id, "meeting", when=now, by=success, at=now)
        switch_on(order.id, owner.tenant_id, by=success, at=now)
    with tenancy.enter(Role.CUSTOMER, owner.tenant_id):
        if number % 3 == 0:
            request_feature(signing.id, by=by, at=now)
        if number % 4 == 0:
            decline(sharing.id, why="Wij overleggen met huisartsen per telefoon.", by=by, at=now)


def _kept(one: Described, manual: UUID | None, *, by: Actor, at: datetime) -> Feature:
    given = {name: getattr(one, name) for name in ("key", "nl", "impact", "en", "nl_about", "en_about", "shown")}
    return keep_feature(None, Described(**given, manual=manual), by=by, at=at)


def _staff(role: str) -> Actor | None:
    person = Person.objects.filter(authorities__role=role, active=True).order_by("name", "id").first()
    return Actor("staff", person.tenant_id, person.id, person.name, frozenset({role})) if person else None
