"""Signing in: by password, and at an application by OpenID Connect, through the real server and its database.

Two workers of the product's own web server. By password: the form as it is sent, by a browser that was never here
before. At an application, by somebody who is signed in: authorisation, tokens for the code, claims, one after another,
and the three together; then a refresh. Run: python bench/sign_in.py [--json] [--requests 100].
"""

import argparse
import base64
import hashlib
import http.client
import json
import os
import secrets
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parent))
import large_installation
import pages
import serving
from figures import Figure, finish, percentile
from fresh_database import fresh_database

BACK = "https://app.example.nl/back"
SIGN_IN_MS, FLOW_MS = 150, 100


def application() -> dict[str, str]:
    from waarborg.access.oauth import OAuthClient
    from waarborg.access.rules.oauth import hash_of

    secret = secrets.token_urlsafe(32)
    made = OAuthClient.objects.create(
        client_id="planbord", name="Planbord", secret_hash=hash_of(secret), redirect_uris=[BACK]
    )
    return {"client_id": made.client_id, "client_secret": secret}


class Program:
    """The application's own connection to the server."""

    def __init__(self, port: int, known_by: dict[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._known_by = known_by

    def token(self, **sent: str) -> dict[str, Any]:
        body = urlencode({**self._known_by, **sent})
        return self._ask("POST", "/oauth/token", body, {"Content-Type": "application/x-www-form-urlencoded"})

    def userinfo(self, token: str) -> dict[str, Any]:
        return self._ask("GET", "/oauth/userinfo", None, {"Authorization": f"Bearer {token}"})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> dict[str, Any]:
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        told: dict[str, Any] = json.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {told}")
        return told


def flow(browser: Any, program: Program, client_id: str) -> tuple[dict[str, float], str]:
    """Milliseconds of each step of one sign-in at the application, and its refresh token."""
    verifier = secrets.token_urlsafe(32)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = urlencode(
        {
            "client_id": client_id,
            "redirect_uri": BACK,
            "response_type": "code",
            "scope": "openid profile email",
            "state": "s",
            "nonce": "n",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
    )
    instants = [time.perf_counter()]
    status, _body = browser.get(f"/oauth/authorize?{asked}")
    instants.append(time.perf_counter())
    code = parse_qs(urlsplit(browser.location).query).get("code", [""])[0]
    if status != 302 or not code:
        raise RuntimeError(f"authorisation answered {status}: {browser.location}")
    told = program.token(grant_type="authorization_code", code=code, redirect_uri=BACK, code_verifier=verifier)
    instants.append(time.perf_counter())
    program.userinfo(told["access_token"])
    instants.append(time.perf_counter())
    took = [(after - before) * 1000 for before, after in pairwise(instants)]
    return {"authorisation": took[0], "tokens": took[1], "claims": took[2], "in all": sum(took)}, told["refresh_token"]


def refreshed(program: Program, token: str, number: int) -> list[float]:
    took = []
    for _ in range(number):
        begin = time.perf_counter()
        token = program.token(grant_type="refresh_token", refresh_token=token)["refresh_token"]
        took.append((time.perf_counter() - begin) * 1000)
    return took


def run(number: int) -> list[Figure]:
    os.environ["WAARBORG_NOW"] = large_installation.NOW.isoformat()
    os.environ["WAARBORG_DEMO"] = "1"
    with fresh_database():
        pages.load_small(20, 200)
        address, known_by = pages.people()["portal"], application()
        with serving.product() as (port, _pid):
            entered = pages.signing_in(port, address, number)
            browser, program = pages.signed_in(port, address), Program(port, known_by)
            for _ in range(10):
                flow(browser, program, known_by["client_id"])
            done = [flow(browser, program, known_by["client_id"]) for _ in range(number)]
            again = refreshed(program, done[-1][1], number)
    found = [
        Figure("by password | mean", entered["mean (ms)"], "ms"),
        Figure("by password | p95", entered["p95 (ms)"], "ms", SIGN_IN_MS),
    ]
    for step in ("authorisation", "tokens", "claims", "in all"):
        took = [one[step] for one, _token in done]
        bar = FLOW_MS if step == "in all" else None
        found.append(Figure(f"at an application, {step} | mean", statistics.fmean(took), "ms"))
        found.append(Figure(f"at an application, {step} | p95", percentile(took, 0.95), "ms", bar))
    found.append(Figure("at an application, refresh | p95", percentile(again, 0.95), "ms"))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast people sign in")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--requests", type=int, default=100)
    args = parser.parse_args()
    return finish(run(args.requests), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
