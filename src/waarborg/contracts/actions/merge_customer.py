"""Two customers become one: the one is closed into the other from an instant on (docs/adr/0022).

No row leaves its tenant: each keeps its own chain, clocks, contracts and reports. What is new begins at the survivor;
what ran at the absorbed one is finished there as it was promised, and the survivor's owners may read all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.access.actions.invite import invite
from waarborg.access.queries.doors import doors
from waarborg.contracts import permissions as rights
from waarborg.contracts.actions.merge_refusals import IntoItself, in_the_way
from waarborg.contracts.events import MERGED
from waarborg.contracts.models import Merger
from waarborg.contracts.queries.merging import Plan, plan
from waarborg.contracts.rules.merging import WAITING, Carried
from waarborg.customers.actions import add_person, grant_authority, instruct
from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import holders, roles_of
from waarborg.customers.queries import person as find_person
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox import Recipient, send_mail


@dataclass(frozen=True, slots=True)
class Order:
    """How an owner of one of the two ordered the merger: in which form, and from which address (CL-74)."""

    owner: UUID
    form: str
    address: str = ""


class NoOrder(BadInput):
    """CL-74: an important change counts by the owner's own word, at either side."""

    code = "contracts.merger.no-order"
    nl = "Zet erbij hoe de eigenaar van {name} hierom vroeg."
    en = "Say how the owner of {name} asked for this."
    nl_way_out = "Vraag de eigenaar om een mail vanaf het bekende adres."
    en_way_out = "Ask the owner for a mail from the known address."


class PlanChanged(Refusal):
    """What is carried out is what was read."""

    code = "contracts.merger.plan-changed"
    nl = "Bij een van beide is intussen iets veranderd; wat hier stond is niet meer wat er zou gebeuren."
    en = "Something changed at one of them meanwhile; what stood here is not what would happen any more."
    nl_way_out = "Lees het opnieuw en bevestig dan. Er is niets samengevoegd."
    en_way_out = "Read it again and confirm then. Nothing was merged."


@action("contracts.merger.carry-out")
def merge_customer(
    absorbed: Organisation,
    survivor: Organisation,
    *,
    seen: str,
    orders: Mapping[UUID, Order],
    by: Actor,
    at: datetime,
) -> Plan:
    """Close `absorbed` into `survivor`, in the desk's scope. `seen` is the digest of the plan that was read, `orders`
    by organisation what its owner said; one that has no owner (written down twice) needs none.

    Two mergers with a customer in common happen one after the other, by the rows of the organisations in the order of
    their identifiers. Raises NotAllowed, NotFound, what `in_the_way` yields, NoOrder, what `instruct` raises,
    PlanChanged.
    """
    permissions.require(by, rights.MERGE)
    if absorbed.id == survivor.id:
        raise IntoItself(path="into")
    rows = Organisation.objects.select_for_update().filter(id__in=[absorbed.id, survivor.id], kind="customer")
    held = {one.id: one for one in rows.order_by("id")}
    if len(held) < 2:
        raise permissions.NotFound()
    absorbed, survivor = held[absorbed.id], held[survivor.id]
    for refusal in in_the_way(absorbed, survivor, at=at):
        raise refusal
    for one in (absorbed, survivor):
        _ordered(one, orders.get(one.id), by=by, at=at)
    found = plan(absorbed, survivor, at=at)
    if found.digest != seen:
        raise PlanChanged()
    _write(found, [_came_along(one, survivor, by=by, at=at) for one in found.people], by=by, at=at)
    for reader in found.readers:
        _may_read(reader, absorbed, by=by, at=at)
    return found


def _ordered(one: Organisation, order: Order | None, *, by: Actor, at: datetime) -> None:
    if order is None:
        if holders(one.id, OWNER, at=at):
            raise NoOrder(path=f"form_{one.id}", name=one.name)
        return
    owner = find_person(order.owner, tenant=one.id)
    instruct(owner, "merger", form=order.form, address=order.address, by=by, at=at)


def _came_along(one: Carried, survivor: Organisation, *, by: Actor, at: datetime) -> dict[str, object]:
    """Somebody of the absorbed one stands among the people of the survivor, without any right until they say so."""
    there = one.twin.id if one.twin else None
    if there is None:
        language = Person.objects.filter(id=one.person.id).values_list("language", flat=True).get()
        there = add_person(survivor, name=one.person.name, email=one.person.email, language=language, by=by, at=at).id
    return {"person": str(there), "roles": list(one.roles), "state": WAITING}


def _may_read(reader: Person, absorbed: Organisation, *, by: Actor, at: datetime) -> None:
    """An owner of the survivor becomes an administrator of the absorbed one: its tickets, contracts and reports stay
    readable, and its owner stays who it was."""
    there = Person.objects.filter(tenant_id=absorbed.id, email__iexact=reader.email, active=True).first()
    if there is None:
        there = add_person(absorbed, name=reader.name, email=reader.email, language=reader.language, by=by, at=at)
    if not {one.role for one in roles_of(there, at=at)} & {OWNER, ADMINISTRATOR}:
        grant_authority(there, ADMINISTRATOR, by=by, at=at)
    if doors([there.id])[there.id].state == "none":
        invite(there, by=by, at=at)


def _write(found: Plan, people: list[dict[str, object]], *, by: Actor, at: datetime) -> None:
    """A row, a line in the journal and mails at either side; those that nothing is proposed for are not asked about."""
    asked = [one for one in people if one["roles"]]
    for one, other, gone in ((found.absorbed, found.survivor, True), (found.survivor, found.absorbed, False)):
        made: Merger = Merger.objects.create(
            tenant_id=one.id, other=other.id, other_name=other.name, absorbed=gone, merged_at=at,
            merged_by=by.name, carried=[] if gone else asked,
        )  # fmt: skip
        journal.record(
            MERGED, tenant=one.id, subject=made.ref, related=[Ref("customers.customer", one.id)], by=by, at=at,
            properties={"side": "absorbed" if gone else "survivor"},
            data={"other": other.name, "people": len(found.people), "plan": found.digest},
        )  # fmt: skip
        _tell(made, asked=bool(asked), at=at)


def _tell(made: Merger, *, asked: bool, at: datetime) -> None:
    """Owners and administrators of either side; nobody else was asked."""
    roles = (OWNER, ADMINISTRATOR)
    for person in {one.id: one for role in roles for one in holders(made.tenant_id, role, at=at) if one.email}.values():
        send_mail(
            "contracts/mail/merged.txt",
            tenant=made.tenant_id,
            to=Recipient(person.email, person.name, person.language, person.id),
            context={
                "absorbed": made.absorbed,
                "other": made.other_name,
                "url": reverse("contracts:came-along") if asked and not made.absorbed else "",
            },
            at=at,
            key=f"contracts.merger:{made.id}:{person.id}",
        )
