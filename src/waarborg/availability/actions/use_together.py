"""Figures of use leave through one gate: of all customers together, for improving the product alone, and noted; and a
customer's word that its use is not to count in them."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.availability.events import USE_KEPT_OUT, USE_TAKEN, USE_TAKEN_IN
from waarborg.availability.models import KeptOut
from waarborg.availability.permissions import CHOOSE_TOGETHER, USE_TOGETHER
from waarborg.availability.queries.use_together import months_offered, use_together
from waarborg.availability.rules.use_together import ANONYMOUS, IMPROVEMENT, Together
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken

SUBJECT = "privacy.usage-data"


class Traceable(Refusal):
    code = "availability.use-together.traceable"
    status = 403
    nl = "Deze gegevens zijn te herleiden."
    en = "This data can be traced."
    nl_way_out = "Neem de cijfers van alle klanten samen. Die van één klant bespreekt u met hemzelf."
    en_way_out = "Take the figures of all customers together. Those of one customer you discuss with himself."


class OtherPurpose(Refusal):
    code = "availability.use-together.purpose"
    status = 403
    nl = "Hiervoor mogen gebruiksgegevens niet dienen."
    en = "Usage data may not serve this purpose."
    nl_way_out = "Wel voor verbetering van onze producten en diensten."
    en_way_out = "They may for improvement of our products and services."


class NoSuchMonth(BadInput):
    code = "availability.use-together.month"
    nl = "Kies een van de laatste twaalf maanden die voorbij zijn."
    en = "Choose one of the last twelve months that are over."


@action("privacy.usage-data.use")
def take_together(
    month: str, *, purpose: str, anonymity: str, provider: UUID, by: Actor, at: datetime
) -> list[Together]:
    """The figures of a month of all customers together, for this purpose. `anonymity` is "anonymous", or what would be
    traceable. In the desk's scope. Raises NotAllowed, Traceable, OtherPurpose, NoSuchMonth."""
    require(by, USE_TOGETHER)
    if anonymity != ANONYMOUS:
        raise Traceable(path="anonymity")
    if purpose != IMPROVEMENT:
        raise OtherPurpose(path="purpose")
    if month not in months_offered(at):
        raise NoSuchMonth(path="month")
    found = use_together(month)
    journal.record(
        USE_TAKEN, tenant=provider, subject=Ref(SUBJECT, uuid7()), by=by, at=at,
        properties={
            "month": month, "use-purpose": purpose, "anonymity": anonymity,
            "parts": str(sum(not one.hidden for one in found)), "hidden": str(sum(bool(one.hidden) for one in found)),
        },
    )  # fmt: skip
    return found


@action("privacy.usage-data.keep-out")
def keep_out(*, tenant: UUID, by: Actor, at: datetime) -> None:
    """From now on this customer's use counts in no figure that leaves, of earlier months either. Said twice it changes
    nothing. Raises NotAllowed, NotFound."""
    require(by, CHOOSE_TOGETHER, tenant=tenant)
    try:
        with transaction.atomic():
            made = KeptOut.objects.create(tenant_id=tenant, since=at)
    except IntegrityError as error:
        if not taken(error, "availability_kept_out_once"):
            raise
        return
    journal.record(USE_KEPT_OUT, tenant=tenant, subject=Ref(SUBJECT, made.id), by=by, at=at)


@action("privacy.usage-data.take-in")
def take_in(*, tenant: UUID, by: Actor, at: datetime) -> None:
    """This customer's use counts again. Raises NotAllowed, NotFound."""
    require(by, CHOOSE_TOGETHER, tenant=tenant)
    held = KeptOut.objects.select_for_update().filter(tenant_id=tenant, until__isnull=True).first()
    if held is None:
        return
    held.until = at
    held.save(update_fields=["until"])
    journal.record(USE_TAKEN_IN, tenant=tenant, subject=Ref(SUBJECT, held.id), by=by, at=at)
