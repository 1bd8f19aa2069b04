"""Ending what was agreed with one customer before its last day: after that the agreement itself holds again."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from waarborg.customers.actions.authority import lock_organisation
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.tell_customer import tell_ended
from waarborg.promises.models import Binding
from waarborg.promises.queries.standing import compiled


class NothingAgreed(Refusal):
    code = "promises.amendment.none"
    nl = "{version} is voor deze klant geen lopende wijziging."
    en = "{version} is no amendment in force for this customer."
    nl_way_out = "Wat nog niet is ingegaan, trekt u in; wat voorbij is, is al geëindigd."
    en_way_out = "Withdraw what has not begun; what is over has ended already."


class NotEarlier(BadInput):
    code = "promises.amendment.not-earlier"
    nl = "{day} is niet eerder dan de laatste dag die is afgesproken, of al voorbij."
    en = "{day} is not before the last day that was agreed, or it is over."
    nl_way_out = "Kies vandaag of een latere dag, vóór de afgesproken laatste dag."
    en_way_out = "Choose today or a later day, before the last day that was agreed."


class WhyNeeded(BadInput):
    code = "promises.amendment.why"
    nl = "Zet erbij waarom en met wie dit is afgesproken; het staat in het journaal."
    en = "Say why, and with whom this was agreed; it stands in the journal."


@action("promises.version.apply")
def end_amendment(binding: UUID, last: date, why: str, *, by: Actor, at: datetime) -> Binding:
    """End the amendment that `binding` binds a customer to with the local day `last`; answers the binding that follows.

    Clocks that run go on under the version in which they started. Its owners and administrators are mailed. Raises
    NotAllowed, NotFound, NothingAgreed, NotEarlier, WhyNeeded, and as `bind`.
    """
    permissions.require(by, "promises.agreement.bind")
    if not why.strip():
        raise WhyNeeded()
    tenant = Binding.objects.filter(id=binding).values_list("tenant_id", flat=True).first()
    if tenant is None:
        raise NotFound()
    lock_organisation(tenant)
    held = Binding.objects.select_related("version__amends").get(id=binding)
    version = held.version
    if version.amends is None or held.starts_at > at or (held.ends_at is not None and held.ends_at <= at):
        raise NothingAgreed(version=str(version))
    zone = compiled(version.sha256).agreement.timezone
    ends = from_us(civil_start(last + timedelta(days=1), time(0), zone))
    if last < at.astimezone(ZoneInfo(zone)).date() or (held.ends_at is not None and ends >= held.ends_at):
        raise NotEarlier(day=last)
    after: Binding = bind(version.amends, by=by, at=at, tenant=tenant, effective=ends, keep_amendment=False)
    journal.record(
        "promises.agreement.ended-early",
        tenant=tenant,
        subject=Ref("promises.version", version.id),
        by=by,
        at=at,
        data={"agreement": version.agreement, "version": version.version, "last": last.isoformat(), "why": why.strip()},
    )
    tell_ended(after, version, last, at=at)
    return after
