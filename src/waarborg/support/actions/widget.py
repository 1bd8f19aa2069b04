"""Keeping help buttons, and letting a user of the vendor's application in by a token: once."""

import base64
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from waarborg.customers.models import Organisation
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import clock, journal, outward, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.live.announce import end_session
from waarborg.plumbing.sealing import NoKeyFits
from waarborg.plumbing.taken import taken
from waarborg.support.models import Widget, WidgetNonce
from waarborg.support.permissions import MANAGE_WIDGETS
from waarborg.support.queries.mail import Writer, writers
from waarborg.support.queries.widget import SEAL, left_mark, stream_mark
from waarborg.support.rules import widget as rules

KEPT = "support.widget.kept"


class NameTaken(BadInput):
    code = "support.widget.taken"
    nl = "Er is al een hulpknop {name}."
    en = "There is a help button {name} already."


class NoOrigin(BadInput):
    code = "support.widget.no-origin"
    nl = "Noem ten minste één adres waarop de knop mag staan, en hooguit {most}."
    en = "Name at least one address that the button may stand at, and at most {most}."


class NotAnIssuer(BadInput):
    code = "support.widget.issuer"
    nl = "Noem de inlogdienst als adres met https, niet dat van deze installatie, en de client erbij: allebei of geen."
    en = "Name the provider as an address with https, not that of this installation, and the client: both or neither."


@dataclass(frozen=True, slots=True)
class Kept:
    """`key` is shown once: when it was made."""

    widget: Widget
    key: str = ""


@action("support.widget.keep")
def keep_widget(
    widget: UUID | None,
    *,
    name: str,
    origins: Collection[str],
    active: bool = True,
    new_key: bool = False,
    issuer: str = "",
    client: str = "",
    by: Actor,
    at: datetime,
) -> Kept:
    """Set a help button up (None), change it, or give it a new key, after which tokens of the old one fail.

    With `issuer` and `client` ID tokens of that OpenID provider, made for that client, name its users too.

    Raises NotAllowed, NotFound, NameTaken, NoOrigin, NotAnOrigin, NotAnIssuer.
    """
    permissions.require(by, MANAGE_WIDGETS)
    allowed = list(dict.fromkeys(rules.origin(one) for one in origins))
    if not 1 <= len(allowed) <= rules.MOST_ORIGINS:
        raise NoOrigin(path="origins", most=rules.MOST_ORIGINS)
    if bool(issuer) != bool(client) or (issuer and not _is_provider(issuer)):
        raise NotAnIssuer(path="issuer" if client or issuer else "client")
    held = Widget.objects.select_for_update().filter(id=widget).first() if widget else None
    if widget and held is None:
        raise permissions.NotFound()
    if by.tenant is None:
        raise permissions.NotFound()
    held = held or Widget(tenant_id=by.tenant, made_at=at, sealed_key="")
    key = rules.BEGINS + base64.urlsafe_b64encode(secrets.token_bytes(rules.KEY_BYTES)).rstrip(b"=").decode()
    if fresh := new_key or not held.sealed_key:
        held.sealed_key = SEAL.close(key.encode())
    held.name, held.origins, held.active, held.issuer, held.client = name.strip(), allowed, active, issuer, client
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if not taken(error, "support_widget_name"):
            raise
        raise NameTaken(name=name, path="name") from None
    data = {"name": held.name, "origins": ", ".join(allowed), "new key": "yes" if fresh else "no", "issuer": issuer}
    journal.record(KEPT, tenant=held.tenant_id, subject=held.ref, by=by, at=at, data=data)
    return Kept(held, key if fresh else "")


def _is_provider(issuer: str) -> bool:
    """Another than this installation, whose workers would wait for each other to hand out its keys."""
    return outward.is_askable(issuer) and issuer.rstrip("/") != settings.PUBLIC_URL.rstrip("/")


def let_in(widget: Widget, claims: rules.Claims, *, at: datetime) -> Writer:
    """Who the claims of a token name, in the desk's scope: somebody active at one customer. The same token twice is
    refused.

    Raises NotNamed.
    """
    people = [one for one in writers(claims.subject, at=at) if not one.is_staff]
    if claims.organisation:
        people = [one for one in people if _slug(one.tenant) == claims.organisation]
    try:
        with transaction.atomic():
            WidgetNonce.objects.create(
                tenant_id=widget.tenant_id,
                widget_id=widget.id,
                nonce=claims.nonce,
                ends_at=clock.from_unix(claims.ends + rules.SKEW),
            )
    except IntegrityError as error:
        if not taken(error, "support_widget_nonce_once"):
            raise
        raise rules.NotNamed() from None
    if len(people) != 1:
        raise rules.NotNamed()
    return people[0]


def leave(widget: Widget, person: UUID, *, until: datetime) -> None:
    """Who signed out of the vendor's application: passes of now end in every tab, and so do their streams. `until` is
    when the last of them would have ended. In the desk's scope."""
    mark = left_mark(person) + secrets.token_hex(8)
    WidgetNonce.objects.create(tenant_id=widget.tenant_id, widget_id=widget.id, nonce=mark, ends_at=until)
    end_session(stream_mark(widget.id, person))


def _slug(tenant: UUID) -> str:
    return str(Organisation.objects.values_list("slug", flat=True).get(id=tenant))


def reseal() -> int:
    """Keys of help buttons under the first key of the installation; answers how many. In the desk's scope. One whose
    key is not there stays as it is, until somebody makes a new one."""
    done = 0
    for one in Widget.objects.select_for_update():
        try:
            again = SEAL.renewed(one.sealed_key)
        except NoKeyFits:
            continue
        if again is not None:
            Widget.objects.filter(id=one.id).update(sealed_key=again)
            done += 1
    return done
