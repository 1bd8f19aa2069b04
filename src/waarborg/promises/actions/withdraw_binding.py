"""Taking back a binding that has not begun: what bound the customer until then goes on."""

from datetime import datetime
from uuid import UUID

from waarborg.customers.actions.authority import lock_organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web import wording
from waarborg.promises.models import Announcement, Binding
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.bound import WITHDRAWN, bound_words


class InForce(Refusal):
    """It has begun: clocks run under it, and its customer was told so."""

    code = "promises.bind.in-force"
    nl = "{version} geldt voor deze klant al sinds {since}; dat kan niet worden teruggedraaid."
    en = "{version} has been in force for this customer since {since}; that cannot be taken back."
    nl_way_out = "Koppel de klant vanaf nu of later aan een andere versie."
    en_way_out = "Bind the customer to another version from now or later."


@action("promises.version.apply")
def withdraw_binding(binding: UUID, *, by: Actor, at: datetime) -> None:
    """Withdraw a binding that begins after `at`; the one that it would have ended goes on until further notice.

    What was announced of it is withdrawn with it. Raises NotAllowed, NotFound (also the second time), InForce.
    """
    permissions.require(by, "promises.agreement.bind")
    tenant = Binding.objects.filter(id=binding).values_list("tenant_id", flat=True).first()
    if tenant is None:
        raise NotFound()
    lock_organisation(tenant)
    held = Binding.objects.select_for_update(of=("self",)).select_related("version").filter(id=binding).first()
    if held is None:
        raise NotFound()
    version = held.version
    if held.starts_at <= at:
        zone = compiled(version.sha256).agreement.timezone
        since = {lang: wording.instant(held.starts_at, lang, zone) for lang in ("nl", "en")}
        raise InForce(version=str(version), since=since)
    take_back_whole(held, by=by, at=at)
    Announcement.objects.filter(tenant_id=tenant, binding=binding).update(
        state=Announcement.State.WITHDRAWN, starts_at=None, binding=None
    )


def take_back_whole(held: Binding, *, by: Actor, at: datetime) -> None:
    """Remove a binding that has not begun, with the return that waits for its end. The organisation is locked."""
    back = return_of(held)
    if back is not None:
        take_back(back, by=by, at=at)
        held.ends_at = back.ends_at
    take_back(held, by=by, at=at)


def return_of(held: Binding) -> Binding | None:
    """The binding to the agreement itself that follows what was agreed with a customer until some day."""
    if held.version.amends_id is None or held.ends_at is None:
        return None
    rows = Binding.objects.select_related("version").filter(tenant_id=held.tenant_id, starts_at=held.ends_at)
    found: Binding | None = rows.filter(version_id=held.version.amends_id).first()
    return found


def take_back(held: Binding, *, by: Actor, at: datetime) -> None:
    """Remove a binding that has not begun, and let the one before it go on as long. The organisation is locked."""
    version, tenant = held.version, held.tenant_id
    words = bound_words(version.sha256, since=held.starts_at, published=version.published_at)
    # In this order: only one binding of a customer may be without an end.
    held.delete()
    Binding.objects.filter(tenant_id=tenant, ends_at=held.starts_at).update(ends_at=held.ends_at)
    journal.record(
        WITHDRAWN,
        tenant=tenant,
        subject=Ref("customers.customer", tenant),
        by=by,
        at=at,
        properties=words,
        data={"agreement": version.agreement, "version": version.version, "sha256": version.sha256},
    )
