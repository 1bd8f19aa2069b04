"""An administrator ends somebody's sessions, or removes the second step of who lost their telephone."""

from datetime import datetime

from waarborg.access.actions import second_factor
from waarborg.access.actions.end_sessions import end_for
from waarborg.access.actions.tell_owner import tell_owner
from waarborg.access.events import SECOND_FACTOR_RESET, SIGNED_OUT
from waarborg.access.models import Membership
from waarborg.access.permissions import INVITE
from waarborg.access.queries.as_login import as_login
from waarborg.customers.models import Person
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import require


class ElsewhereToo(Refusal):
    """One organisation's administrator must not weaken the door of another organisation."""

    code = "access.second-factor.elsewhere-too"
    nl = "{name} kan met dit account ook bij een andere organisatie inloggen."
    en = "{name} can sign in to another organisation with this account too."
    nl_way_out = "Vraag onze servicedesk de tweede stap te verwijderen."
    en_way_out = "Ask our service desk to remove the second step."


@action("access.account.sign-out")
def sign_out(person: Person, *, by: Actor, at: datetime) -> int:
    """End every session of this person for this organisation; answers how many. Raises NotFound, NotAllowed."""
    require(by, INVITE, tenant=person.tenant_id)
    ended = end_for(tenant=person.tenant_id, person=person.id)
    journal.record(SIGNED_OUT, tenant=person.tenant_id, subject=Ref("access.account", person.id), by=by, at=at)
    return ended


@action("access.second-factor.remove")
def reset_second_factor(person: Person, *, by: Actor, at: datetime) -> None:
    """Remove the second step, end every session, tell the owner. Raises NotFound, NotAllowed, ElsewhereToo."""
    require(by, INVITE, tenant=person.tenant_id)
    with as_login():
        membership = (
            Membership.objects.filter(tenant_id=person.tenant_id, person_id=person.id, ended_at=None)
            .select_related("account")
            .first()
        )
        if membership is None:
            return
        others = membership.account.memberships.filter(ended_at=None).exclude(pk=membership.pk)
        if not by.is_staff and others.exists():
            raise ElsewhereToo(name=person.name)
        second_factor.reset(membership.account)
    tell_owner(membership.account, "step-removed", at=at)
    journal.record(SECOND_FACTOR_RESET, tenant=person.tenant_id, subject=Ref("access.account", person.id), by=by, at=at)
