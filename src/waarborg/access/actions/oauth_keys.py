"""The keys that sign ID tokens: published a day before they sign and a day after the next one does, then gone.

RS256, the one algorithm that every relying party has to know (OpenID Connect Core 1.0, section 15.1).
"""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.db import transaction

from waarborg.access.encryption import close_signing_key, open_signing_key
from waarborg.access.oauth import OAuthKey
from waarborg.access.rules.oauth import AHEAD, KEY_SIGNS

ALGORITHM = "RS256"


def make_key() -> OAuthKey:
    """A new key, published from now on. Call as the login role."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    kid = _thumbprint(jwk)
    public = {"kty": "RSA", "n": jwk["n"], "e": jwk["e"], "kid": kid, "use": "sig", "alg": ALGORITHM}
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    made: OAuthKey = OAuthKey.objects.create(kid=kid, public=public, sealed=close_signing_key(pem))
    made.refresh_from_db()
    return made


def _thumbprint(jwk: Any) -> str:
    """RFC 7638."""
    told = json.dumps({"e": jwk["e"], "kty": "RSA", "n": jwk["n"]}, separators=(",", ":"))
    digest = Hash(SHA256())
    digest.update(told.encode())
    return jwt.utils.base64url_encode(digest.finalize()).decode()


def published() -> list[OAuthKey]:
    """All that are published, oldest first; the first is made when somebody asks for it."""
    found = list(OAuthKey.objects.order_by("created_at", "kid"))
    return found or [make_key()]


def signs(found: list[OAuthKey], *, now: datetime) -> OAuthKey:
    """Of these the newest that everybody can have seen; the oldest while there is none."""
    seen = [one for one in found if now - one.created_at >= AHEAD]
    return seen[-1] if seen else found[0]


def sign(claims: dict[str, Any], *, now: datetime, typ: str = "JWT") -> str:
    """An ID token, or by its `typ` another one. Raises CannotDecrypt when the installation's key is not there."""
    key = signs(published(), now=now)
    return jwt.encode(claims, _private(key.kid, key.sealed), algorithm=ALGORITHM, headers={"kid": key.kid, "typ": typ})


@lru_cache(maxsize=4)
def _private(kid: str, sealed: str) -> Any:
    """Reading one takes longer than signing with it."""
    return load_pem_private_key(open_signing_key(sealed), None)


def read(token: str, *, issuer: str) -> dict[str, Any] | None:
    """The claims of an ID token of ours, however old; None for anything else."""
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = next((one for one in published() if one.kid == kid), None)
        if key is None:
            return None
        return jwt.decode(
            token,
            jwt.PyJWK.from_dict(key.public, algorithm=ALGORITHM).key,
            algorithms=[ALGORITHM],
            issuer=issuer,
            options={"verify_exp": False, "verify_aud": False, "require": ["iss", "sub", "aud", "sid"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError):
        return None


def rotate(*, now: datetime) -> None:
    """What has to happen by now: a key that comes after the one that signs, and those before it gone."""
    with transaction.atomic():
        found = list(OAuthKey.objects.select_for_update().order_by("created_at", "kid"))
        if not found:
            return
        if now - found[-1].created_at >= KEY_SIGNS:
            found.append(make_key())
        now_signs = found.index(signs(found, now=now))
        if now - found[now_signs].created_at >= 2 * AHEAD:
            OAuthKey.objects.filter(kid__in=[one.kid for one in found[:now_signs]]).delete()


def replace() -> OAuthKey:
    """Another key at once, and all former ones gone: for when one got out. ID tokens of before no longer check."""
    with transaction.atomic():
        former = list(OAuthKey.objects.select_for_update().values_list("kid", flat=True))
        made = make_key()
        OAuthKey.objects.filter(kid__in=former).delete()
    return made
