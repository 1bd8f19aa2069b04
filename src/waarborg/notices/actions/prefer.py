"""Which notices somebody gets by mail: chosen in the portal, or stopped at one click from a mail."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.notices.events import CHOSEN
from waarborg.notices.models import Preference
from waarborg.notices.permissions import CHOOSE
from waarborg.notices.queries.mails import Stopped
from waarborg.notices.rules import kinds
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.permissions import NotFound, require


class NotYours(BadInput):
    code = "notices.preference.compulsory"
    nl = "Berichten van de soort {kind} krijgt u altijd per mail."
    en = "Notices of the kind {kind} always come to you by mail."
    nl_way_out = "Er kan een termijn of een plicht aan hangen; de andere soorten kiest u zelf."
    en_way_out = "A term or a duty may hang on them; the other kinds are for you to choose."


@action("notices.preference.change")
def prefer(chosen: Mapping[str, bool], *, by: Actor, at: datetime) -> None:
    """Keep which kinds this person gets by mail. Raises NotAllowed, NotFound, NotYours for a compulsory kind."""
    require(by, CHOOSE, tenant=by.tenant)
    if by.tenant is None or by.person is None:
        raise NotFound()
    for name, by_mail in chosen.items():
        kind = kinds.KINDS.get(name)
        if kind is None:
            raise NotFound()
        if kind.compulsory and not by_mail:
            raise NotYours(kind={"nl": kind.nl, "en": kind.en})
        if not kind.compulsory:
            _keep(by.tenant, by.person, name, by_mail, by=by, at=at)


@action("notices.preference.change")
def stop(link: Stopped, *, by: Actor, at: datetime) -> None:
    """No more mail of this kind for whoever got this one: `by` is that person, whom the link names; it asks no role.

    Again is no harm. Raises NotYours for a compulsory kind.
    """
    kind = kinds.kind(link.kind)
    if kind.compulsory:
        raise NotYours(kind={"nl": kind.nl, "en": kind.en})
    _keep(link.tenant, link.person, kind.name, False, by=by, at=at)


def _keep(tenant: UUID, person: UUID, kind: str, by_mail: bool, *, by: Actor, at: datetime) -> None:
    held = Preference.objects.filter(tenant_id=tenant, person_id=person, kind=kind).first()
    if (held.by_mail if held else True) == by_mail:
        return
    Preference.objects.update_or_create(
        tenant_id=tenant, person_id=person, kind=kind, defaults={"by_mail": by_mail, "chosen_at": at}
    )
    properties = {"kind": kind, "mail": "yes" if by_mail else "no"}
    journal.record(CHOSEN, tenant=tenant, subject=Ref("person", person), by=by, at=at, properties=properties)
