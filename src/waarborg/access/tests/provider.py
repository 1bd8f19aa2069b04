"""An OpenID Connect provider over loopback HTTP, and a SAML one: real keys, real signatures, and lies on request."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from waarborg.plumbing.tests.served import served

CLIENT, SECRET = "waarborg-test", "een geheim: met tekens&zo"


class OpenProvider:
    """Who signs in there is `subject` and `email`; `claims` and `header` change what the token says."""

    def __init__(self) -> None:
        self.subject, self.email = "sub-0001", "t.fictief@example.org"
        self.claims: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.key = rsa.generate_private_key(65537, 2048)
        self.signs_with: Any = self.key
        self.document: dict[str, Any] = {}
        self.status = 200
        self.delay = 0.0
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.issuer = ""

    def authorise(self, address: str) -> str:
        """What the browser does there: the person is known, and comes back with a code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        code = base64.urlsafe_b64encode(hashlib.sha256(str(time.monotonic()).encode()).digest()).decode()
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"], "iss": self.issuer})

    def answer(self, handler: BaseHTTPRequestHandler, body: bytes) -> tuple[int, Any]:
        path = urlsplit(handler.path).path
        self.asked.append(path)
        if path.endswith("openid-configuration"):
            own = {name: f"{self.issuer}/{path}" for name, path in PATHS.items()}
            return self.status, {"issuer": self.issuer, **own, **self.document}
        if path == "/authorise":
            return 302, {"location": self.authorise(handler.path)}
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return 200, {"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]}
        return self._token(handler, {name: values[0] for name, values in parse_qs(body.decode()).items()})

    def _token(self, handler: BaseHTTPRequestHandler, sent: dict[str, str]) -> tuple[int, Any]:
        pair = base64.b64decode(handler.headers.get("Authorization", "Basic ").removeprefix("Basic ")).decode()
        client, _, secret = pair.partition(":")
        if (unquote(client), unquote(secret.replace("+", " "))) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(sent["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != proof or asked["redirect_uri"] != sent["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.token(asked["nonce"])}

    def token(self, nonce: str) -> str:
        now = int(time.time())
        told: dict[str, Any] = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300}
        told |= {"email": self.email, "nonce": nonce, **self.claims}
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(told, self.signs_with, algorithm=self.algorithm, headers={"kid": "k1"})


PATHS = {"authorization_endpoint": "authorise", "token_endpoint": "token", "jwks_uri": "keys"}


@contextmanager
def open_provider(host: str = "127.0.0.1") -> Iterator[OpenProvider]:
    """Listening on a port of this machine; a browser is let through by `/authorise` at once."""
    made = OpenProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, said = made.answer(self, body)
            told = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", said.get("location", "http://127.0.0.1:1/"))
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        do_POST = do_GET

        def log_message(self, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://{host}:{server.server_port}"
    with served(server):
        yield made
