"""Onboardings of the demonstration: the newest customer's, which has just begun, and an extension of the main one's,
where the customer has the turn. Signed and done by its staff, at the moment of loading."""

from datetime import datetime, timedelta

from waarborg.console.demo import people
from waarborg.contracts.actions.complete_step import Evidence, complete_step
from waarborg.contracts.actions.sign_contract import Signed, sign
from waarborg.contracts.models import Contract, Onboarding
from waarborg.contracts.rules.onboarding import CUSTOMER, DATA
from waarborg.customers.models import Organisation, Person
from waarborg.plumbing.actors import Actor
from waarborg.promises.models import AgreementVersion

EXTENSION, FIRST = "UITB-2026-03", "C-2026-118"
# How long ago each was signed; a binding never begins before its customer came.
WEEKS, DAYS = timedelta(weeks=5), timedelta(days=5)
DONE = (
    "Logo, kleuren en de lijst van wensen zijn binnen.",
    "Ingericht en samen nagelopen.",
    "De koppeling met de personeelsadministratie draait op de testomgeving.",
)


def set_up_onboardings(*, now: datetime) -> None:
    """In the scope of the desk, when everything else stands."""
    manager = Person.objects.filter(authorities__role="provider.service-manager").order_by("name", "id").first()
    version = AgreementVersion.objects.filter(amends=None).order_by("-published_at").first()
    main = Organisation.objects.filter(name=people.MAIN).first()
    newest = Organisation.objects.filter(kind="customer").order_by("-created", "-id").first()
    if manager is None or version is None or main is None or newest is None or newest.id == main.id:
        return
    by = Actor("staff", manager.tenant_id, manager.id, manager.name, frozenset({"provider.service-manager"}))
    _signed(newest, version, FIRST, by, now, signed_at=now - DAYS)
    held = _signed(main, version, EXTENSION, by, now, signed_at=now - WEEKS)
    plan = Onboarding.objects.select_related("contract__version").get(contract=held)
    steps = [one for one in plan.steps.order_by("number") if one.kind != DATA]
    for one, note in zip(steps, DONE, strict=False):
        complete_step(plan, one.id, Evidence(note), by=by, at=now)
    # Whose turn it then is: the customer hands in its data.
    theirs = (
        Person.objects.filter(tenant_id=main.id, active=True, authorities__role=people.CONTACT)
        .order_by("name", "id")
        .first()
    )
    if theirs is not None:
        plan.steps.filter(side=CUSTOMER, done_at=None).update(theirs=theirs.id, theirs_name=theirs.name)


def _signed(
    house: Organisation, version: AgreementVersion, reference: str, by: Actor, now: datetime, *, signed_at: datetime
) -> Contract:
    owner = Person.objects.filter(tenant_id=house.id, authorities__role=people.OWNER).order_by("name", "id").first()
    signed = Signed(reference, signed_at, owner.name if owner else "", 12)
    made: Contract = sign(house.id, version, signed, by=by, at=now)
    return made
