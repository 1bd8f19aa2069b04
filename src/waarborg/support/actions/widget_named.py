"""Who a user of the vendor's application is: by a token that its server signed, or by an ID token of its provider."""

import base64
import binascii
import json

from waarborg.access.actions.attempts import is_spent, spend
from waarborg.access.actions.openid import read_id_token
from waarborg.access.actions.provider_refusals import ProviderUnclear
from waarborg.access.rules.throttling import SIGN_ON_AWAY
from waarborg.kernel.errors import Refusal
from waarborg.support.models import Widget
from waarborg.support.queries.widget import SEAL
from waarborg.support.rules import widget as rules
from waarborg.support.rules import widget_nonce

AWAY = "widget-provider-away"


class ProviderSilent(Refusal):
    """The provider of the application did not answer; nothing is wrong with the token as far as is known."""

    code = "support.widget.provider"
    status = 503
    nl = "De inlogdienst van de applicatie is nu niet bereikbaar."
    en = "The sign-in service of the application cannot be reached now."
    nl_way_out = "Probeer het over een paar minuten opnieuw."
    en_way_out = "Try again in a few minutes."


def named(widget: Widget, token: str, *, audience: str, origin: str, now: int) -> rules.Claims:
    """What a token says, once it was checked; `now` in seconds since the epoch, in real time: the vendor's clock is no
    demonstration's. Call it outside any scope: a provider's keys may have to be asked for.

    Raises NotNamed; ProviderSilent where the keys of an ID token cannot be had.
    """
    key = SEAL.open(widget.sealed_key)
    if not widget.issuer or _algorithm(token) == "HS256":
        return rules.read(token, key=key, widget=str(widget.id), audience=audience, now=now)
    # First its nonce, which costs nothing: whoever sends what we did not ask for has nobody asked.
    said = _said(token, 1).get("nonce")
    nonce = said if isinstance(said, str) else ""
    ends = widget_nonce.ends(nonce, key=key, origin=origin, now=now)
    # As at our own door: one that was silent just now keeps nobody waiting.
    if is_spent(AWAY, str(widget.id), SIGN_ON_AWAY):
        raise ProviderSilent()
    try:
        claims = read_id_token(token, issuer=widget.issuer, client=widget.client)
    except ProviderUnclear:
        raise rules.NotNamed() from None
    except Refusal:
        spend(AWAY, str(widget.id), SIGN_ON_AWAY)
        raise ProviderSilent() from None
    # An address that its holder may write there himself names nobody: the provider has to have made sure of it.
    email, slug = claims.get("email"), claims.get("org", "")
    if claims.get("email_verified") is not True or not isinstance(email, str) or not isinstance(slug, str):
        raise rules.NotNamed()
    return rules.Claims(email.strip()[:254], slug[:60], nonce, ends)


def _algorithm(token: str) -> object:
    return _said(token, 0).get("alg")


def _said(token: str, part: int) -> dict[str, object]:
    """A part of a token as it stands, believed by nobody yet."""
    pieces = token.split(".")
    try:
        raw = base64.urlsafe_b64decode(pieces[part].encode("ascii", "replace") + b"==")
        found = json.loads(raw)
    except (IndexError, binascii.Error, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
