"""Changing what portal and mail look like, and from whom mail comes."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from waarborg.notices.actions.suppress import NoAddress
from waarborg.notices.events import LOOK_CHANGED
from waarborg.notices.models import Look, Sender
from waarborg.notices.permissions import LOOK
from waarborg.notices.queries.look import look_row, sender_row
from waarborg.notices.rules import look as rules
from waarborg.plumbing import brand, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.tenancy.provider import provider_tenant


@action("notices.look.change")
def change_look(
    name: str, colour: str, *, logo: bytes | None = None, without_logo: bool = False, by: Actor, at: datetime
) -> Look:
    """Keep name and colour; `logo` replaces the one there is, `without_logo` takes it away.

    Other processes show it within a minute. Raises NotAllowed, NoColour, NoLogo.
    """
    require(by, LOOK)
    held = look_row() or Look(tenant_id=provider_tenant())
    held.name, held.colour = " ".join(name.split())[:100], rules.colour(colour)
    if logo is not None:
        held.logo_type, held.logo = rules.picture_type(logo), logo
    elif without_logo:
        held.logo_type, held.logo = "", b""
    held.version, held.changed_at = secrets.token_hex(8), at
    held.save()
    journal.record(LOOK_CHANGED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    brand.forget()
    return held


@action("notices.look.change")
def change_sender(name: str, address: str, reply_address: str, selector: str, *, by: Actor, at: datetime) -> Sender:
    """Keep from whom mail comes and where answers go; empty addresses are those of the settings.

    Raises NotAllowed, NoAddress.
    """
    require(by, LOOK)
    held = sender_row() or Sender(tenant_id=provider_tenant())
    held.name = " ".join(name.split())[:100]
    held.address, held.reply_address = _address(address, "address"), _address(reply_address, "reply_address")
    held.selector = selector.strip().lower()[:63]
    held.checked_at, held.findings = None, []
    held.save()
    # Of the house style as a whole: where mail comes from is part of how it looks.
    journal.record(LOOK_CHANGED, tenant=held.tenant_id, subject=Look(id=held.id).ref, by=by, at=at)
    brand.forget()
    return held


def _address(text: str, path: str) -> str:
    """An address without a name, empty for none. Raises NoAddress."""
    stripped = text.strip()
    if stripped:
        try:
            validate_email(stripped)
        except ValidationError:
            raise NoAddress(address=stripped[:100], path=path) from None
    return stripped
