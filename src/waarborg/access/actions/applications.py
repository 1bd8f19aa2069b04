"""The vendor's own applications that people sign in to by us: registered, changed and ended by staff."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from waarborg.access.actions import oauth_keys
from waarborg.access.events import APPLICATION_CHANGED, APPLICATION_ENDED, APPLICATION_KEYS, APPLICATION_REGISTERED
from waarborg.access.oauth import OAuthClient, OAuthGrant
from waarborg.access.permissions import MANAGE_APPLICATIONS
from waarborg.access.queries.as_login import as_login
from waarborg.access.rules.oauth import hash_of, is_address
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outward import is_askable
from waarborg.plumbing.permissions import NotFound, require

MOST_ADDRESSES = 20


class BadAddress(BadInput):
    code = "access.application.address"
    nl = "Aan {uri} kunnen wij niet antwoorden."
    en = "We cannot answer at {uri}."
    nl_way_out = "Geef een volledig https-adres zonder # of jokerteken; http kan alleen op localhost."
    en_way_out = "Give a whole https address without # or wildcard; http works on localhost only."


class NoAddress(BadInput):
    code = "access.application.no-address"
    nl = "Geef 1 tot en met {most} adressen waar de toepassing antwoord krijgt."
    en = "Give 1 to {most} addresses at which the application is answered."


class NameMissing(BadInput):
    code = "access.application.name"
    nl = "Geef de toepassing een naam van 1 tot en met 60 tekens."
    en = "Give the application a name of 1 to 60 characters."


class HasEnded(Refusal):
    code = "access.application.ended"
    nl = "Deze toepassing is beëindigd; niemand logt er nog bij in."
    en = "This application has ended; nobody signs in to it any more."
    nl_way_out = "Registreer haar opnieuw."
    en_way_out = "Register it again."


class BadSignOutAddress(BadInput):
    code = "access.application.sign-out-address"
    nl = "Op {uri} kunnen wij niet melden dat iemand is uitgelogd."
    en = "We cannot tell at {uri} that somebody signed out."
    nl_way_out = "Geef een volledig https-adres op internet, zonder #, naam of wachtwoord."
    en_way_out = "Give a whole https address on the internet, without #, name or password."


def _fields(
    name: str, redirect_uris: Iterable[str], logout_uris: Iterable[str], backchannel_uri: str, *, public: bool
) -> dict[str, object]:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 60 or "\0" in name:
        raise NameMissing(path="name")
    found: dict[str, object] = {"name": name}
    for field, uris in (("redirect_uris", redirect_uris), ("logout_uris", logout_uris)):
        listed = list(dict.fromkeys(uri.strip() for uri in uris if uri.strip()))
        for uri in listed:
            if not is_address(uri, public=public):
                raise BadAddress(path=field, uri=uri[:100])
        if len(listed) > MOST_ADDRESSES or (field == "redirect_uris" and not listed):
            raise NoAddress(path=field, most=MOST_ADDRESSES)
        found[field] = listed
    found["backchannel_uri"] = backchannel_uri = backchannel_uri.strip()
    if backchannel_uri and not (is_address(backchannel_uri, public=False) and is_askable(backchannel_uri)):
        raise BadSignOutAddress(path="backchannel_uri", uri=backchannel_uri[:100])
    return found


def _new_secret() -> str:
    return "wbs_" + secrets.token_urlsafe(32)


@action("access.application.register")
def register(
    *,
    name: str,
    redirect_uris: Iterable[str],
    logout_uris: Iterable[str],
    backchannel_uri: str = "",
    public: bool,
    by: Actor,
    at: datetime,
) -> tuple[OAuthClient, str]:
    """An application, and the secret that nobody can read again; empty where it is installed with people (`public`).

    At `backchannel_uri` it is told of sessions that end. Raises NotAllowed, NameMissing, NoAddress, BadAddress,
    BadSignOutAddress.
    """
    tenant = _ours(by)
    secret = "" if public else _new_secret()
    fields = _fields(name, redirect_uris, logout_uris, backchannel_uri, public=public)
    with as_login():
        made = OAuthClient.objects.create(
            client_id=secrets.token_hex(12), secret_hash=hash_of(secret) if secret else "", **fields
        )
    data = {**fields, "client_id": made.client_id, "public": public}
    journal.record(APPLICATION_REGISTERED, tenant=tenant, subject=_ref(made), by=by, at=at, data=data)
    return made, secret


@action("access.application.change")
def change(
    client: OAuthClient,
    *,
    name: str,
    redirect_uris: Iterable[str],
    logout_uris: Iterable[str],
    backchannel_uri: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Name and addresses, from the next request; what is left out is there no more.

    Raises NotAllowed, NameMissing, NoAddress, BadAddress, BadSignOutAddress, HasEnded.
    """
    tenant = _ours(by)
    fields = _fields(name, redirect_uris, logout_uris, backchannel_uri, public=not client.secret_hash)
    _update(client, **fields)
    journal.record(APPLICATION_CHANGED, tenant=tenant, subject=_ref(client), by=by, at=at, data=fields)


@action("access.application.change")
def renew_secret(client: OAuthClient, *, by: Actor, at: datetime) -> str:
    """Another secret; the former works no more. Raises NotAllowed, NotFound (it has none), HasEnded."""
    tenant = _ours(by)
    if not client.secret_hash:
        raise NotFound()
    secret = _new_secret()
    _update(client, secret_hash=hash_of(secret))
    journal.record(
        APPLICATION_CHANGED, tenant=tenant, subject=_ref(client), by=by, at=at, properties={"what": "secret"}
    )
    return secret


@action("access.application.end")
def end(client: OAuthClient, *, by: Actor, at: datetime) -> None:
    """Nobody signs in to it any more, and who did is out at its next refresh. Raises NotAllowed, HasEnded."""
    tenant = _ours(by)
    _update(client, ended_at=Now())
    with as_login():
        OAuthGrant.objects.filter(client=client, ended_at=None).update(ended_at=Now())
    journal.record(APPLICATION_ENDED, tenant=tenant, subject=_ref(client), by=by, at=at)


@action("access.application.replace-key")
def replace_signing_key(*, by: Actor, at: datetime) -> str:
    """Another key for ID tokens at once, and the former gone: for when one got out. Answers its id."""
    tenant = _ours(by)
    with as_login():
        kid = oauth_keys.replace().kid
    subject = Ref("customers.organisation", tenant)
    journal.record(APPLICATION_KEYS, tenant=tenant, subject=subject, by=by, at=at, data={"key": kid})
    return kid


def _update(client: OAuthClient, **fields: object) -> None:
    """Raises HasEnded."""
    with as_login(), transaction.atomic():
        if not OAuthClient.objects.filter(pk=client.pk, ended_at=None).update(**fields):
            raise HasEnded()


def _ours(by: Actor) -> UUID:
    require(by, MANAGE_APPLICATIONS)
    if by.tenant is None:
        raise NotFound()
    return by.tenant


def _ref(client: OAuthClient) -> Ref:
    return Ref("access.application", client.id)
