"""Tells a channel of Slack or Teams what happens to tickets: between a webhook of Waarborg and theirs.

A message of Waarborg holds no text and no names; the number and the subject of the ticket are asked for by the API.
Standard library only. Set in the environment, then `python webhook_relay.py`:

    WAARBORG_URL     https://service.example.org
    HOOK_SECRET      the secret of the webhook, whsec_...
    API_TOKEN        an API token with the scope tickets:read, wbt_...
    CHANNEL          slack, or teams
    CHANNEL_URL      the address that the channel gave you for incoming messages
    PORT             8090 where it is left out; put your proxy with TLS in front
"""

import base64
import hashlib
import hmac
import json
import os
import time
import urllib.request
from collections import OrderedDict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

WORDS = {
    "support.ticket.reported": "is reported",
    "support.ticket.customer-replied": "has a reply of the customer",
    "support.ticket.reopened": "is open again",
    "support.ticket.marked-urgent": "is called urgent",
    "support.ticket.developer-involved": "asks for a developer",
    "promises.clock.warned": "is nearly due",
    "promises.clock.broke": "is past its term",
}
# Older messages are repeats of somebody else; a clock that is off by more has to be set.
LATEST_SECONDS = 300
LONGEST_BODY = 1 << 20


class Relay(ThreadingHTTPServer):
    """Listens for messages. `kept` holds the ids that were told, for a repeat has the same one."""

    daemon_threads = True

    def __init__(self, settings: dict[str, str]) -> None:
        super().__init__(("0.0.0.0", int(settings.get("PORT", "8090"))), Heard)
        self.settings = settings
        self.kept: OrderedDict[str, None] = OrderedDict()

    def signed(self, headers: Any, body: bytes) -> bool:
        """Whether Waarborg said this, and lately."""
        stamp, said = headers.get("webhook-timestamp", ""), headers.get("webhook-signature", "")
        if not stamp.isdecimal() or abs(time.time() - int(stamp)) > LATEST_SECONDS:
            return False
        key = base64.b64decode(self.settings["HOOK_SECRET"].removeprefix("whsec_"))
        told = f"{headers.get('webhook-id', '')}.{stamp}.".encode() + body
        own = "v1," + base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
        return any(hmac.compare_digest(one.encode(), own.encode()) for one in said.split())

    def tell(self, message: dict[str, Any]) -> None:
        """Put what happened in the channel. What the channel is not told of is left out."""
        words, subject = WORDS.get(message["type"]), message["data"].get("subject") or {}
        if words is None or subject.get("kind") != "support.ticket":
            return
        ticket = self._ask(f"{self.settings['WAARBORG_URL']}/api/v1/tickets/{subject['id']}")
        link = f"{self.settings['WAARBORG_URL']}/desk/tickets/{subject['id']}/"
        self._post(self._card(f"{ticket['number']} {words}: {ticket['subject']}", link))

    def _card(self, text: str, link: str) -> dict[str, Any]:
        if self.settings["CHANNEL"] == "slack":
            # Slack reads these three signs as its own.
            plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return {"text": f"{plain} <{link}>"}
        card = {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "body": [{"type": "TextBlock", "text": text, "wrap": True}],
            "actions": [{"type": "Action.OpenUrl", "title": "Open", "url": link}],
        }
        return {
            "type": "message",
            "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
        }

    def _ask(self, url: str) -> dict[str, Any]:
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.settings['API_TOKEN']}"})
        with urllib.request.urlopen(request, timeout=4) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def _post(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        request = urllib.request.Request(
            self.settings["CHANNEL_URL"], data=body, headers={"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request, timeout=4).close()


class Heard(BaseHTTPRequestHandler):
    """Answers 204 for what was told, and 502 where the channel is away: Waarborg then says it again."""

    server: Relay

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", "0"))
        if not 0 < size <= LONGEST_BODY:
            return self._answer(413)
        body = self.rfile.read(size)
        if not self.server.signed(self.headers, body):
            return self._answer(401)
        told = self.headers["webhook-id"]
        if told not in self.server.kept:
            try:
                self.server.tell(json.loads(body))
            except OSError:
                return self._answer(502)
            self.server.kept[told] = None
            while len(self.server.kept) > 10_000:
                self.server.kept.popitem(last=False)
        self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nothing: the log of the proxy has it."""


if __name__ == "__main__":
    Relay(dict(os.environ)).serve_forever()
