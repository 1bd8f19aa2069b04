"""Checking what the domain of the sender says of its mail: asked for on a page, looked up by a job."""

from collections.abc import Callable
from datetime import datetime

from waarborg.kernel.errors import BadInput
from waarborg.notices.models import Sender
from waarborg.notices.permissions import LOOK
from waarborg.notices.queries.look import domain_of_sender, sender_row
from waarborg.notices.rules.mail_domain import Silent, judge
from waarborg.plumbing import jobs, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outward_names import NotLookedUp, texts
from waarborg.plumbing.permissions import require
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.provider import provider_tenant

CHECK = "notices.check-domain"


class NoDomain(BadInput):
    code = "notices.domain.none"
    nl = "Er is nog geen adres van een afzender, dus ook geen domein om te controleren."
    en = "There is no address of a sender yet, so there is no domain to check."
    nl_way_out = "Vul het adres van de afzender in."
    en_way_out = "Fill in the address of the sender."


def ask_check(*, by: Actor, at: datetime) -> None:
    """Let the job look. Nothing of the customers' or the promises' changes, so the journal stays out of it.

    Raises NotAllowed, NoDomain.
    """
    require(by, LOOK)
    held = sender_row() or Sender(tenant_id=provider_tenant())
    if not domain_of_sender(held):
        raise NoDomain()
    held.asked_at = at
    held.save()
    jobs.enqueue(CHECK, once=CHECK)


def check_domain(*, at: datetime, ask: Callable[[str], list[str]] = texts) -> None:
    """Look up and keep what was found. Outside any scope: nothing is open while a name server is asked."""
    with tenancy.enter(Role.DESK):
        held = sender_row()
    domain = domain_of_sender(held)
    if held is None or not domain:
        return

    def asked(name: str) -> list[str]:
        try:
            return ask(name)
        except NotLookedUp as silence:
            raise Silent() from silence

    found = [one.plain() for one in judge(domain, held.selector, asked)]
    with tenancy.enter(Role.DESK):
        Sender.objects.filter(id=held.id).update(checked_at=at, domain=domain, findings=found)
