"""Bringing in another version for customers: told beforehand, with the notice that the version in force asks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web import wording
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.tell_customer import tell_customer
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.queries.differences import difference
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.difference.notice import notice


class TooSoon(Refusal):
    """The version in force asks for more notice of what is worse for the customer, or may be."""

    code = "promises.bind.too-soon"
    nl = "{version} is voor de klant slechter of anders dan {held}. Volgens {promise} kan zij pas ingaan op {earliest}."
    en = (
        "{version} is worse for the customer than {held}, or different. By {promise} it cannot apply before {earliest}."
    )
    nl_way_out = "Kies dat tijdstip of later; de klant krijgt dan nu bericht."
    en_way_out = "Choose that instant or later; the customer is told now."


@action("promises.version.apply")
def bring_in(
    version: AgreementVersion,
    tenants: Sequence[UUID],
    *,
    by: Actor,
    at: datetime,
    effective: datetime | None = None,
    words: Mapping[str, str] | None = None,
) -> None:
    """Bind each of these customers from `effective` on (now, when left out), or none of them. `words`, such as
    the plan, are put over those that each has.

    What is worse for a customer than the version that binds him, or may be, waits for the notice that version asks,
    counted from `at`. Whom it binds later is told now. Raises TooSoon, and what `bind` raises.
    """
    permissions.require(by, "promises.agreement.bind")
    for tenant in sorted(tenants):
        held = Binding.objects.filter(tenant_id=tenant, ends_at__isnull=True).select_related("version__amends").first()
        if held is not None:
            # What was agreed with one customer goes along; the agreement beneath it is what changes.
            _require_notice(held.version.amends or held.version, version, told=at, starts=max(effective or at, at))
        given = {**(held.words if held is not None else {}), **words} if words else None
        binding = bind(version, by=by, at=at, tenant=tenant, effective=effective, words=given)
        if held is not None and held.id != binding.id and binding.starts_at > at:
            tell_customer(binding, at=at)


def _require_notice(held: AgreementVersion, version: AgreementVersion, *, told: datetime, starts: datetime) -> None:
    """Raises TooSoon."""
    if held.agreement != version.agreement or held.sha256 == version.sha256:
        return
    agreement = compiled(held.sha256).agreement
    asked = notice(agreement, told=told)
    if asked is None or starts >= asked.earliest or not difference(held.sha256, version.sha256).needs_notice:
        return
    earliest = {lang: wording.instant(asked.earliest, lang, agreement.timezone) for lang in ("nl", "en")}
    raise TooSoon(version=str(version), held=str(held), promise=asked.promise, earliest=earliest)
