"""OpenID Connect, as the relying party: code flow with PKCE (RFC 7636, S256), state and nonce.

Core 1.0, section 3.1.3.7, all of it, also where the token came over TLS: signature by a key of the issuer, algorithm
from our own list, issuer, audience, authorised party, times, nonce. RFC 9207 where the provider sends `iss`.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt

from waarborg.access.actions.provider_refusals import Claims, ProviderAway, ProviderDenied, ProviderUnclear
from waarborg.access.encryption import open_client_secret
from waarborg.access.models import SingleSignOn
from waarborg.access.rules.mail_domains import domain_of
from waarborg.plumbing import outward
from waarborg.plumbing.outward import OutOfReach

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
# Clocks of provider and ours may differ so much; a token that is older than this is not of this sign-in.
SKEW_SECONDS = 120
OLDEST_SECONDS = 600
KEPT_SECONDS = 300
# Whoever thinks up names of keys has a provider asked anew no more often than this.
AGAIN_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Endpoints:
    authorise: str
    token: str
    keys: str
    basic: bool
    says_issuer: bool


_kept: dict[tuple[str, str], tuple[float, Any]] = {}


def _fetched(what: str, url: str, *, fresh: bool = False) -> Any:
    """A public document of a provider, kept for five minutes in this process; `fresh`: for seconds."""
    held = _kept.get((what, url))
    if held and time.monotonic() - held[0] < (AGAIN_SECONDS if fresh else KEPT_SECONDS):
        return held[1]
    answer = outward.ask(url)
    if answer.status != 200:
        raise OutOfReach("status")
    if len(_kept) > 500:
        _kept.clear()
    _kept[what, url] = (time.monotonic(), answer.json())
    return _kept[what, url][1]


def endpoints(issuer: str) -> Endpoints:
    """From the issuer's own document (Discovery 1.0, section 4.3: the issuer in it is exactly the one that was asked).

    Raises ProviderAway, ProviderUnclear.
    """
    try:
        found = _fetched("discovery", issuer.rstrip("/") + "/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            raise ProviderUnclear(why="issuer")
        authorise, token, keys = (found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"))
        if not all(isinstance(url, str) and outward.is_askable(url) for url in (authorise, token, keys)):
            raise ProviderUnclear(why="endpoints")
        methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        says = found.get("authorization_response_iss_parameter_supported") is True
        return Endpoints(authorise, token, keys, "client_secret_basic" in methods, says)
    except OutOfReach as reason:
        raise ProviderAway(why=reason.why) from None


def begin(sign_on: SingleSignOn, *, redirect: str, hint: str) -> tuple[str, dict[str, str]]:
    """Where the browser goes, and what has to come back with it. Raises ProviderAway, ProviderUnclear."""
    there = endpoints(sign_on.issuer)
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": sign_on.client_id,
        "redirect_uri": redirect,
        "scope": "openid email profile",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if hint:
        asked["login_hint"] = hint
    joint = "&" if "?" in there.authorise else "?"
    return there.authorise + joint + urlencode(asked), kept


def complete(sign_on: SingleSignOn, *, redirect: str, kept: dict[str, str], came: dict[str, str]) -> Claims:
    """Who the provider says it is. Raises ProviderAway, ProviderUnclear, ProviderDenied."""
    if not secrets.compare_digest(came.get("state", "").encode(), kept["state"].encode()):
        raise ProviderUnclear(why="state")
    there = endpoints(sign_on.issuer)
    if came.get("iss", sign_on.issuer) != sign_on.issuer or (there.says_issuer and "iss" not in came):
        raise ProviderUnclear(why="issuer")
    if came.get("error") or not came.get("code"):
        raise ProviderDenied()
    try:
        token = _token(sign_on, there, code=came["code"], verifier=kept["verifier"], redirect=redirect)
        claims = _checked(token, keys=there.keys, issuer=sign_on.issuer, client=sign_on.client_id)
    except OutOfReach as reason:
        raise ProviderAway(why=reason.why) from None
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), kept["nonce"].encode()):
        raise ProviderUnclear(why="nonce")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise ProviderUnclear(why="subject")
    return Claims(subject, _email(claims))


def _email(claims: dict[str, Any]) -> str:
    """What the provider says the address is, unless it says itself that it does not know: only ever a hint."""
    if claims.get("email_verified") in (False, "false"):
        return ""
    told = (claims.get(name) for name in ("email", "preferred_username", "upn"))
    return next((one.strip().lower() for one in told if isinstance(one, str) and domain_of(one)), "")


def _token(sign_on: SingleSignOn, there: Endpoints, *, code: str, verifier: str, redirect: str) -> str:
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect, "code_verifier": verifier}
    secret = open_client_secret(sign_on.sealed_secret)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if there.basic and secret:
        pair = urlencode({sign_on.client_id: secret}).replace("=", ":", 1)
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        sent |= {"client_id": sign_on.client_id} | ({"client_secret": secret} if secret else {})
    answer = outward.ask(there.token, data=urlencode(sent).encode(), headers=headers)
    found = answer.json()
    token = found.get("id_token")
    if answer.status != 200 or not isinstance(token, str):
        raise ProviderUnclear(why="token")
    return token


def read_id_token(token: str, *, issuer: str, client: str) -> dict[str, Any]:
    """The claims of an ID token that somebody else asked for, with every check of Core 1.0, section 3.1.3.7, but that
    of its nonce, which the caller made. Call it outside any scope. Raises ProviderAway, ProviderUnclear."""
    there = endpoints(issuer)
    try:
        return _checked(token, keys=there.keys, issuer=issuer, client=client)
    except OutOfReach as reason:
        raise ProviderAway(why=reason.why) from None


def _checked(token: str, *, keys: str, issuer: str, client: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(keys, header),
            algorithms=ALGORITHMS,
            audience=client,
            issuer=issuer,
            leeway=SKEW_SECONDS,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"], "strict_aud": False},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError):
        raise ProviderUnclear(why="signature") from None
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and "azp" not in claims:
        raise ProviderUnclear(why="audience")
    if claims.get("azp", client) != client:
        raise ProviderUnclear(why="audience")
    if time.time() - float(claims["iat"]) > OLDEST_SECONDS + SKEW_SECONDS:
        raise ProviderUnclear(why="old")
    return claims


def _key(url: str, header: dict[str, Any]) -> Any:
    """The issuer's key that the token names; the keys are asked anew where it is not among those we know, unless
    they were asked just now."""
    if header.get("alg") not in ALGORITHMS:
        raise ProviderUnclear(why="algorithm")
    for fresh in (False, True):
        keys = _fetched("keys", url, fresh=fresh).get("keys", [])
        fit = [one for one in keys if isinstance(one, dict) and one.get("use", "sig") == "sig" and _fits(one, header)]
        if len(fit) == 1:
            return jwt.PyJWK.from_json(json.dumps(fit[0]), algorithm=header["alg"]).key
    raise ProviderUnclear(why="key")


def _fits(key: dict[str, Any], header: dict[str, Any]) -> bool:
    kinds = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
    named = key.get("kid") == header["kid"] if "kid" in header else True
    said = key.get("alg", header["alg"]) == header["alg"]
    return named and said and key.get("kty") == kinds[header["alg"][:2]]
