"""Live pages: how soon a customer's reply is on a colleague's open queue, with many other pages listening.

The whole group runs, with the demonstration in it. Each round a customer replies in the portal; the time runs from
sending the form until an agent's queue, told by its event stream, was fetched again and is another than before.
Run: python bench/live.py [--streams 200] [--rounds 40] [--json].
"""

import argparse
import html
import json
import re
import socket
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parent))
from browser import Browser
from django.conf import settings
from django.core import signing
from figures import Figure, finish, percentile

from waarborg.project.tests.running_group import Group

NOW = datetime(2026, 11, 10, 9, 17, tzinfo=UTC)
PATIENCE_SECONDS = 30.0
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
TICKET = re.compile(r'href="(/portal/tickets/[0-9a-f-]{36}/)')


class Stream:
    """An open event stream of the queue; `heard` is set by each event, and `at` is when it came."""

    def __init__(self, port: int, ticket: str) -> None:
        query = urlencode({"ticket": ticket, "last": ""})
        self._line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self._line.sendall(f"GET /live/stream?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        self.heard = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            with self._line, self._line.makefile("rb") as lines:
                for line in lines:
                    if line.startswith(b"event: changed"):
                        self.heard.set()
        except OSError:
            return  # the end of the bench


def ticket_of(browser: Browser) -> str:
    """What the page of the queue opens its stream with."""
    _, page = browser.get("/desk/queue/")
    ticket = re.search(r'data-ticket="([^"]+)"', page.decode())
    if ticket is None:
        raise RuntimeError("the queue offers no stream")
    return html.unescape(ticket.group(1))


def tickets_of_colleagues(group: Group, streams: int) -> Iterator[str]:
    """As their pages would carry: ten pages for each colleague, because one session may not open them all."""
    if not settings.configured:
        settings.configure()
    secret = (group.folder / "var" / "secret-key").read_text().strip()
    for number in range(streams):
        body = {"t": ["desk.queue"], "s": f"colleague {number // 10}", "a": time.time()}
        yield signing.dumps(body, key=secret, salt="waarborg.live.ticket")


def signed_in(group: Group, part: str, links: dict[str, str]) -> Browser:
    """Through the one-time link of a part, as a person follows it."""
    address = urlsplit(links[part])
    browser = Browser(int(address.port or 80))
    path = address.path + (f"?{address.query}" if address.query else "")
    for _ in range(5):
        status, page = browser.get(path)
        if status in (301, 302, 303):
            path = browser.location
        elif b'method="post"' in page and path == address.path:
            browser.submit(path, {})
            path = browser.location
        else:
            return browser
    raise RuntimeError(f"the link of the {part} leads nowhere")


def reply(browser: Browser, ticket: str, text: str) -> float:
    """Send the customer's reply; gives when sending began."""
    _, page = browser.get(ticket)
    form = page.decode().split(f'action="{ticket}reply/#reply"', 1)[1].split("</form>", 1)[0]
    fields = {name: html.unescape(value) for name, value in HIDDEN.findall(form)}
    begin = time.perf_counter()
    status, _ = browser.post(f"{ticket}reply/", {**fields, "text": text})
    if status != 302:
        raise RuntimeError(f"the reply was answered with {status}")
    return begin


def measure(streams: int, rounds: int) -> list[Figure]:
    group = Group()
    try:
        group.environment |= {"WAARBORG_DEMO": "1", "WAARBORG_NOW": NOW.isoformat()}
        group.up()
        links = json.loads(group.run("demo", "--json").stdout.strip().splitlines()[-1])["links"]
        agent, owner = signed_in(group, "agent", links), signed_in(group, "owner", links)
        _, home = owner.get("/portal/tickets/")
        tickets = list(dict.fromkeys(TICKET.findall(home.decode())))
        listening = [Stream(agent.port, ticket_of(agent))]
        listening += [Stream(agent.port, ticket) for ticket in tickets_of_colleagues(group, streams)]
        time.sleep(1)  # each of them is told once to fetch everything
        seen, heard = [], []
        for number in range(rounds):
            for one in listening:
                one.heard.clear()
            begin = reply(owner, tickets[number % len(tickets)], f"Round {number}: it still happens.")
            if not listening[0].heard.wait(PATIENCE_SECONDS):
                raise RuntimeError("the queue did not hear of the reply")
            status, _ = agent.get("/desk/queue/")
            if status != 200:
                raise RuntimeError(f"the queue answered {status}")
            seen.append(time.perf_counter() - begin)
            for one in listening:
                if not one.heard.wait(PATIENCE_SECONDS):
                    raise RuntimeError("a stream did not hear of the reply")
            heard.append(time.perf_counter() - begin)
            time.sleep(0.2)
    finally:
        group.remove()
    return [
        Figure(f"a reply is on a colleague's queue, median, {streams} other pages open", percentile(seen, 0.5), "s"),
        Figure(f"a reply is on a colleague's queue, p99, {streams} other pages open", percentile(seen, 0.99), "s", 2),
        Figure(f"the last of {streams + 1} open pages hears of it, p99", percentile(heard, 0.99), "s", at_most=2),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="How soon a change is on an open page")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=40)
    args = parser.parse_args()
    return finish(measure(args.streams, args.rounds), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
