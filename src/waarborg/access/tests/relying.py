"""An application that people of the cast sign in to by us, and what it asks."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from django.conf import settings
from django.test import Client

from waarborg.access.oauth import OAuthClient
from waarborg.access.rules.oauth import hash_of

BACK, BYE = "https://app.example.nl/back?from=waarborg", "https://app.example.nl/bye"


def pkce() -> tuple[str, str]:
    """Verifier and challenge (RFC 7636)."""
    verifier = secrets.token_urlsafe(32)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass
class App:
    """Its requests, each of which a test may bend."""

    client_id: str
    secret: str
    verifier: str = field(default="")

    def asks(self, **bent: Any) -> dict[str, Any]:
        self.verifier, challenge = pkce()
        asked = {
            "client_id": self.client_id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile email",
            "state": "st4te",
            "nonce": "n0nce",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **bent,
        }
        return {name: value for name, value in asked.items() if value is not None}

    def authorize(self, browser: Client, **bent: Any) -> Any:
        return browser.get("/oauth/authorize", self.asks(**bent))

    def code(self, browser: Client, **bent: Any) -> str:
        return answer(self.authorize(browser, **bent))["code"]

    def token(self, **given: Any) -> Any:
        """With the secret in the body unless `basic` or another secret is given."""
        sent = {"client_id": self.client_id, "client_secret": self.secret, **given}
        return Client().post("/oauth/token", {name: value for name, value in sent.items() if value is not None})

    def redeem(self, code: str, **bent: Any) -> Any:
        given = {"redirect_uri": BACK, "code_verifier": self.verifier, **bent}
        return self.token(grant_type="authorization_code", code=code, **given)

    def refresh(self, token: str, **bent: Any) -> Any:
        return self.token(grant_type="refresh_token", refresh_token=token, **bent)

    def tokens(self, browser: Client, **bent: Any) -> dict[str, Any]:
        found = self.redeem(self.code(browser, **bent))
        assert found.status_code == 200, found.content
        told: dict[str, Any] = found.json()
        return told


def app(*, public: bool = False, name: str = "Planbord") -> App:
    secret = "" if public else "wbs_" + secrets.token_urlsafe(32)
    made = OAuthClient.objects.create(
        client_id=secrets.token_hex(12),
        name=name,
        secret_hash=hash_of(secret) if secret else "",
        redirect_uris=[BACK],
        logout_uris=[BYE],
    )
    return App(made.client_id, secret)


def answer(response: Any) -> dict[str, str]:
    """What stands in the address that a redirect leads to, back at the application."""
    assert response.status_code == 302, (response.status_code, response.content[:300])
    address = response.headers["Location"]
    assert address.startswith(BACK + "&"), address
    return {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}


def claims(token: str, of: App, **options: Any) -> dict[str, Any]:
    """As a relying party reads an ID token: by the published keys."""
    published = json.loads(Client().get("/oauth/keys").content)["keys"]
    kid = jwt.get_unverified_header(token)["kid"]
    [key] = [one for one in published if one["kid"] == kid]
    found: dict[str, Any] = jwt.decode(
        token,
        jwt.PyJWK.from_dict(key).key,
        algorithms=["RS256"],
        audience=of.client_id,
        issuer=settings.PUBLIC_URL,
        **options,
    )
    return found


def wrong(response: Any) -> tuple[int, str]:
    """Status and the protocol's own word."""
    return response.status_code, response.json()["error"]
