"""Taking into use what was bought: the terms are shown first, and who saw which version is on record (PX-04)."""

from datetime import datetime
from uuid import UUID

from waarborg.catalogue.models import Purchase
from waarborg.catalogue.queries import day_of
from waarborg.contracts.events import LICENCE_STARTED, TERMS_SHOWN
from waarborg.contracts.models import Licence
from waarborg.contracts.permissions import ACTIVATE
from waarborg.contracts.queries.licences import terms_for
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require
from waarborg.promises.models import AgreementVersion


class TermsNotShown(Refusal):
    code = "contracts.licence.terms-not-shown"
    nl = "De voorwaarden zijn nog niet getoond."
    en = "The terms have not been shown yet."
    nl_way_out = "Lees ze op de pagina Licenties, zet daar het vinkje, en activeer de licentie opnieuw."
    en_way_out = "Read them on the page Licences, tick the box there, and activate the licence again."


@action("contracts.terms.show")
def show_terms(purchase: UUID, *, by: Actor, at: datetime) -> Licence:
    """Record that the version in force was shown to `by`, who says so. An active licence stays as it is. Raises
    NotAllowed, NotFound (also where the agreement says nothing of licences)."""
    held, version = _bought(purchase, by=by, at=at)
    shown = {"version": version, "shown_at": at, "shown_to": by.name}
    made: Licence
    made, is_new = Licence.objects.get_or_create(tenant_id=held.tenant_id, purchase=held, defaults=shown)
    if not is_new:
        made = Licence.objects.select_for_update().get(id=made.id)
        if made.activated_at is not None or made.version_id == version.id:
            return made
        for name, value in shown.items():
            setattr(made, name, value)
        made.save(update_fields=list(shown))
    related = [held.ref, Ref("promises.version", version.id)]
    journal.record(
        TERMS_SHOWN, tenant=held.tenant_id, subject=made.ref, related=related, by=by, at=at,
        data={"agreement": version.agreement, "version": version.version, "sha256": version.sha256},
    )  # fmt: skip
    return made


@action("contracts.licence.activate")
def activate(purchase: UUID, *, by: Actor, at: datetime) -> Licence:
    """Take it into use; a second time changes nothing. Raises NotAllowed, NotFound, TermsNotShown (nothing was shown,
    or another version holds since)."""
    held, version = _bought(purchase, by=by, at=at)
    made = _locked(held)
    if made is not None and made.activated_at is not None:
        return made
    if made is None or made.version_id != version.id:
        raise TermsNotShown()
    made.activated_at, made.activated_by = at, by.name
    made.save(update_fields=["activated_at", "activated_by"])
    journal.record(
        LICENCE_STARTED, tenant=held.tenant_id, subject=made.ref, related=[held.ref], by=by, at=at,
        data={"agreement": version.agreement, "version": version.version, "sha256": version.sha256},
    )  # fmt: skip
    return made


def _bought(purchase: UUID, *, by: Actor, at: datetime) -> tuple[Purchase, AgreementVersion]:
    require(by, ACTIVATE, tenant=by.tenant)
    held = Purchase.objects.filter(id=purchase, tenant_id=by.tenant).first()
    version = terms_for(held.tenant_id, at=at) if held is not None and held.holds(day_of(at)) else None
    if held is None or version is None:
        raise NotFound()
    return held, version


def _locked(held: Purchase) -> Licence | None:
    rows = Licence.objects.select_for_update().filter(tenant_id=held.tenant_id, purchase=held)
    found: Licence | None = rows.first()
    return found
