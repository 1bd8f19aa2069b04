"""A receiver of webhooks in a thread, and what tests of them ask of it and of the API."""

import base64
import hashlib
import hmac
import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from django.db import connection

from waarborg.access.tests.programs import Program
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks import deliver as sending

NEW = {"subject": "Uren komen niet door", "what": "Sinds vanmorgen.", "kind": "incident", "priority": "p1"}
KINDS = ["support.ticket.reported", "support.ticket.customer-replied"]


class Listener(HTTPServer):
    """Keeps what it is sent, and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Heard)
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.answer = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Heard(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers.items()), body))
        self.send_response(self.server.answer)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


def hook(owners: Program, listener: Listener, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = told(owners.post("/webhooks", {"url": listener.url, "kinds": KINDS, **changes}))
    return made


def go_round() -> None:
    """A test is one transaction, in which the database's clock stands still: what was never tried is due then."""
    sending.gather()
    make_due("attempts = 0")
    sending.deliver()


def make_due(which: str = "true") -> None:
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute(f"UPDATE webhook_message SET due = now() WHERE state = 'waiting' AND {which}")


def messages(owners: Program, webhook: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(owners.get(f"/webhooks/{webhook['id']}/messages"))["items"]
    return found


def good(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver checks it, by the letter of the specification."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in headers["webhook-signature"].split(" ")
