"""The public status page and its files, asked by many at once while 200 incidents a minute are written.

Two workers of the product's own web server on a database of its own; 32 kept connections in a process of their own,
each asking again as soon as it was answered; the writer, a third process, carries out the product's own actions. All of
them share the machine's cores with the database. Run: python bench/status.py [--json] [--seconds 20].
"""

import argparse
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import large_installation
import serving
from browser import Browser
from figures import Figure, finish, percentile
from fresh_database import fresh_database, set_up_django

LEAST_A_SECOND, WRITTEN_A_MINUTE = 5000, 200
CONNECTIONS, RUNNING = 32, 5
PATHS = {"page": "/status/", "summary.json": "/status/api/v2/summary.json", "Atom": "/status/feed.atom"}


class Reader:
    """One kept connection: asks, takes the answer to its end, asks again. Counts what came and how long it took."""

    def __init__(self, port: int, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Language: nl\r\nAccept-Encoding: gzip\r\n\r\n"
        self._asked = head.encode()
        self._held = b""
        self._begin = 0.0
        self.wrong = 0

    def ask(self) -> None:
        self._begin = time.perf_counter()
        self.socket.sendall(self._asked)

    def hear(self) -> float | None:
        """Milliseconds once the answer is whole, else None. Raises ConnectionError."""
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self._held += piece
        end = self._held.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self._held[: end + 2].lower()
        at = head.find(b"content-length: ")
        length = int(head[at + 16 : head.find(b"\r\n", at)]) if at >= 0 else 0
        if len(self._held) < end + 4 + length:
            return None
        self.wrong += not self._held.startswith(b"HTTP/1.1 200")
        self._held = self._held[end + 4 + length :]
        return (time.perf_counter() - self._begin) * 1000


def read(port: int, path: str, seconds: float) -> dict[str, float]:
    """What 32 connections got in that time: answers a second, and their times in milliseconds."""
    readers = [Reader(port, path) for _ in range(CONNECTIONS)]
    took, whole = kept_busy(readers, seconds)
    return {
        "a second": len(took) / whole,
        "p95": percentile(took, 0.95),
        "most": max(took),
        "wrong": sum(one.wrong for one in readers),
    }


def kept_busy(readers: Sequence[Reader], seconds: float) -> tuple[list[float], float]:
    """Each asks again as soon as it was answered, for so long: how long each answer took (ms), and all of it (s). The
    connections are closed then."""
    chosen = selectors.EpollSelector()
    for one in readers:
        chosen.register(one.socket, selectors.EVENT_READ, one)
    took: list[float] = []
    begin = time.perf_counter()
    for one in readers:
        one.ask()
    while time.perf_counter() - begin < seconds:
        for ready, _ in chosen.select(1):
            lasted = ready.data.hear()
            if lasted is not None:
                took.append(lasted)
                ready.data.ask()
    whole = time.perf_counter() - begin
    for one in readers:
        one.socket.close()
    return took, whole


def write(seconds: float) -> int:
    """Open 200 incidents a minute and resolve each after five others; answers how many were opened."""
    set_up_django()
    from waarborg.availability.actions.incidents import Said, open_incident, update_incident
    from waarborg.catalogue.models import Item
    from waarborg.customers.models import Organisation, Person
    from waarborg.plumbing import clock, tenancy
    from waarborg.plumbing.actors import Actor
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        house = Organisation.objects.get(slug="voorbeeld-software")
        person = Person.objects.filter(tenant_id=house.id, authorities__role="provider.service-manager").first()
        hit = [one.id for one in Item.objects.filter(kind="component", audience="public").order_by("key")]
    by = Actor("staff", house.id, person.id, person.name, frozenset({"provider.service-manager"}))
    opened: list[Any] = []
    begin, number = time.monotonic(), 0
    while (now := time.monotonic()) - begin < seconds:
        due = begin + number * 60 / WRITTEN_A_MINUTE
        if now < due:
            time.sleep(due - now)
        with tenancy.enter(Role.DESK, house.id):
            said = Said("investigating", "Wij zoeken het uit.")
            made = open_incident(
                f"Proef {number}", said, {hit[number % len(hit)]: "degraded"}, provider=house.id, by=by, at=clock.now()
            )
        opened.append(made.id)
        number += 1
        if len(opened) > RUNNING:
            with tenancy.enter(Role.DESK, house.id):
                done = Said("resolved", "Opgelost.")
                update_incident(opened.pop(0), done, revision=0, by=by, at=clock.now())
    return number


def apart(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, __file__, *words], stdout=subprocess.PIPE, text=True, env=os.environ.copy()
    )


def measured(args: argparse.Namespace) -> list[Figure]:
    found: list[Figure] = []
    with serving.product() as (port, pid):
        for path in PATHS.values():
            status, body = Browser(port).get(path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
            found += [Figure(f"size of {path}", len(body) / 1000, "kB")]
        for name, path in PATHS.items():
            writer = apart("--write", str(args.seconds + 2))
            time.sleep(2)  # until it writes
            before = serving.processor_seconds(pid)
            reader = apart("--read", f"{port}{path}", "--seconds", str(args.seconds))
            told = dict(
                zip(("a second", "p95", "most", "wrong"), map(float, reader.communicate()[0].split()), strict=True)
            )
            spent = serving.processor_seconds(pid) - before
            written = int(writer.communicate()[0])
            found += [
                Figure(f"{name}: answers a second", told["a second"], "", at_least=LEAST_A_SECOND),
                Figure(f"{name}: p95 of 32 at once", told["p95"], "ms"),
                Figure(f"{name}: longest", told["most"], "ms"),
                Figure(f"{name}: answers that were not 200", told["wrong"], "", at_most=0),
                Figure(
                    f"{name}: processor of the workers an answer", spent * 1e6 / (told["a second"] * args.seconds), "µs"
                ),
                Figure(f"{name}: incidents a minute written meanwhile", written * 60 / (args.seconds + 2)),
            ]
    return found


def run(args: argparse.Namespace) -> list[Figure]:
    os.environ["WAARBORG_NOW"] = large_installation.NOW.isoformat()
    os.environ["WAARBORG_DEMO"] = "1"
    with fresh_database():
        large_installation.load_demonstration(20, 100)
        found = measured(args)
    with serving.bare() as (port, _pid):
        reader = apart("--read", f"{port}/", "--seconds", str(args.seconds))
        found.insert(
            0, Figure("reference: a bare Django page, answers a second", float(reader.communicate()[0].split()[0]))
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast the public status page is")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--read", default="", help=argparse.SUPPRESS)
    parser.add_argument("--write", type=float, default=0.0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.read:
        port, _, path = args.read.partition("/")
        print(*read(int(port), f"/{path}", args.seconds).values())
        return 0
    if args.write:
        print(write(args.write))
        return 0
    return finish(run(args), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
