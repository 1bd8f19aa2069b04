"""Chats: the memory that a thousand open ones add, and how soon a line is on the other side's page.

The whole group runs, with the demonstration in it. One chat is a real one, between a customer and an agent; the others
are the pages of customers that stay open, each with a stream of its own on the topics of its own chat. Memory is that
of the whole group (PSS), before the streams are opened and after a line went to and fro in the real one.
Run: python bench/chat.py [--chats 1000] [--rounds 40] [--json].
"""

import argparse
import html
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent))
from browser import Browser
from django.conf import settings
from django.core import signing
from figures import Figure, finish, percentile
from live import HIDDEN, NOW, PATIENCE_SECONDS, Stream, signed_in

from waarborg.project.tests.running_group import Group

BAR_MIB = 300


def tickets_of_customers(group: Group, chats: int) -> Iterator[str]:
    """As the pages of other chats would carry: topics of their own, and each its own session."""
    if not settings.configured:
        settings.configure()
    secret = (group.folder / "var" / "secret-key").read_text().strip()
    for number in range(chats):
        body = {"t": [f"chat.{uuid4()}", f"ticket.{uuid4()}"], "s": f"customer {number}", "a": time.time()}
        yield signing.dumps(body, key=secret, salt="waarborg.live.ticket")


def fields_of(page: bytes, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to `action`; the first form with a `once` where that is empty."""
    forms = page.decode().split("<form")
    form = next(one for one in forms if (f'action="{action}' in one if action else 'name="once"' in one))
    return {name: html.unescape(value) for name, value in HIDDEN.findall(form.split("</form>", 1)[0])}


def opened(owner: Browser) -> str:
    """The address of the chat that the owner starts, or has open."""
    status, page = owner.get("/portal/chat/")
    if status == 200:
        priority = re.search(r'name="priority" value="([^"]+)"', page.decode())
        words = {"text": "Where do I open last month?", **({"priority": priority[1]} if priority else {})}
        status, _ = owner.post("/portal/chat/", {**fields_of(page, ""), **words})
    if status != 302:
        raise RuntimeError(f"the chat did not open: {status}")
    return owner.location


def say(browser: Browser, chat: str, text: str) -> float:
    """Send a line; gives when sending began."""
    _, page = browser.get(chat)
    fields = fields_of(page, f"{chat}say/")
    begin = time.perf_counter()
    status, _ = browser.post(f"{chat}say/", {**fields, "text": text})
    if status != 302:
        raise RuntimeError(f"the line was answered with {status}")
    return begin


def measure(chats: int, rounds: int) -> list[Figure]:
    group = Group()
    try:
        group.environment |= {"WAARBORG_DEMO": "1", "WAARBORG_NOW": NOW.isoformat()}
        group.up()
        links = json.loads(group.run("demo", "--json").stdout.strip().splitlines()[-1])["links"]
        agent, owner = signed_in(group, "agent", links), signed_in(group, "owner", links)
        portal = opened(owner)
        number = portal.rstrip("/").rpartition("/")[2]
        desk, log = f"/desk/chats/{number}/", f"/live-chat/{number}/log/"
        _, page = agent.get(desk)
        ticket = re.search(r'data-ticket="([^"]+)"', page.decode())
        if ticket is None:
            raise RuntimeError("the chat offers no stream")
        mine = Stream(agent.port, html.unescape(ticket.group(1)))
        say(owner, portal, "Is anybody there?")
        before = float(group.status()["memory_mb"])
        others = [Stream(agent.port, one) for one in tickets_of_customers(group, chats)]
        time.sleep(2)  # each of them is told once to look again
        took = []
        for turn in range(rounds):
            mine.heard.clear()
            begin = say(owner, portal, f"Line {turn}.")
            if not mine.heard.wait(PATIENCE_SECONDS):
                raise RuntimeError("the other side did not hear of the line")
            _, page = agent.get(log)
            if f"Line {turn}.".encode() not in page:
                raise RuntimeError("the line is not there")
            took.append(time.perf_counter() - begin)
        added = float(group.status()["memory_mb"]) - before
        if len(others) != chats:
            raise RuntimeError("not every chat is open")
    finally:
        group.remove()
    return [
        Figure(f"memory that {chats:,} open chats add to the group (PSS)", max(added, 0.0), "MiB", at_most=BAR_MIB),
        Figure(f"a line is on the other side's page, median, {chats:,} chats open", percentile(took, 0.5), "s"),
        Figure(f"a line is on the other side's page, p99, {chats:,} chats open", percentile(took, 0.99), "s"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="What a thousand open chats cost, and how soon a line arrives")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--chats", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=40)
    args = parser.parse_args()
    return finish(measure(args.chats, args.rounds), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
