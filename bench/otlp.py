"""Metrics that come in: points a second from the exporters' bytes to the acknowledgement after the commit.

500 resources in messages as a collector sends them (protobuf, gzip, 25 resources of 40 histograms each), half of them
deltas and half cumulative, over the product's own web server with its two workers. Of all messages 20 % come twice and
1 % late. At the end what was counted is compared with what was sent. Beside it: what a minute of a part takes on disk.

Run: python bench/otlp.py [--json] [--collections 6] [--rows 200000].
"""

import argparse
import gzip
import http.client
import random
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from figures import Figure, finish
from fresh_database import fresh_database
from serving import database_process, processor_seconds, product

RESOURCES, EACH, ROUTES = 500, 25, 40
CONNECTIONS = 4
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.0, 2.5, 5.0, 7.5, 10.0)
RULES = "rules:\n" + "".join(
    f"  - {{part: part-{n}, metric: http.server.request.duration, where: {{http.route: /r/{n}}}}}\n"
    for n in range(ROUTES)
)
LEAST, MOST_GB = 20_000, 15
YEAR_OF_100 = 100 * 365 * 24 * 60


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _pair(key: str, value: str) -> bytes:
    return _field(1, key.encode()) + _field(2, _field(1, value.encode()))


def _point(route: int, since: int, until: int, counts: list[int]) -> bytes:
    parts = [_field(9, _pair("http.route", f"/r/{route}")), _field(9, _pair("http.request.method", "GET"))]
    parts += [b"\x11" + struct.pack("<Q", since), b"\x19" + struct.pack("<Q", until)]
    parts += [b"\x21" + struct.pack("<Q", sum(counts)), b"\x29" + struct.pack("<d", sum(counts) * 0.03)]
    parts += [_field(6, struct.pack("<16Q", *counts)), _field(7, struct.pack("<15d", *BOUNDS))]
    return b"".join(parts)


def messages(collections: int, begin: int) -> tuple[list[bytes], int]:
    """All messages in the order in which they come, and how many requests they tell of, each counted once."""
    chance = random.Random(1)
    totals = {one: [[0] * 16 for _ in range(ROUTES)] for one in range(RESOURCES)}
    came, late, requests = [], [], 0
    for step in range(collections):
        since, until = begin + step * 60 * 10**9, begin + (step + 1) * 60 * 10**9
        for first in range(0, RESOURCES, EACH):
            content = b""
            for resource in range(first, first + EACH):
                points = b""
                for route in range(ROUTES):
                    counts = [chance.randrange(9) for _ in range(16)]
                    requests += sum(counts)
                    if resource % 2:
                        totals[resource][route] = counts = [
                            a + b for a, b in zip(totals[resource][route], counts, strict=True)
                        ]
                    points += _field(1, _point(route, begin if resource % 2 else since, until, counts))
                kind = b"\x10" + (b"\x02" if resource % 2 else b"\x01")
                metric = _field(1, b"http.server.request.duration") + _field(3, b"s") + _field(9, points + kind)
                about = _pair("service.name", "web"), _pair("service.instance.id", f"instance-{resource}")
                whose = _field(1, b"".join(_field(1, one) for one in about))
                content += _field(1, whose + _field(2, _field(1, _field(1, b"http")) + _field(2, metric)))
            one = gzip.compress(content, 5)
            # Late: after later ones of the same exporters. The last never are, so that a counter's end is known.
            (late if chance.random() < 0.01 and step < collections - 2 else came).append(one)
            if chance.random() < 0.2:
                came.append(chance.choice(came[-60:]) if came else one)
        if step % 3 == 2 or step == collections - 2:
            came, late = [*came, *late], []
    return came, requests


def house(begin: int) -> tuple[str, Any]:
    """A provider with 40 parts, the rules, and a token that may send."""
    from waarborg.access.actions.tokens import make_token
    from waarborg.access.tests.doors import make_account
    from waarborg.availability.actions.apply_mapping import apply_mapping
    from waarborg.catalogue.actions.keep_item import add_item
    from waarborg.customers.tests.cast import make_cast
    from waarborg.plumbing import clock

    cast, at = make_cast(), clock.now()
    make_account(cast.manager)
    with cast.manager.at_work():
        given = {"provider": cast.provider.id, "by": cast.manager.actor, "at": at}
        service = add_item("service", "care", parent=None, nl="Zorg", en="Care", **given)
        for number in range(ROUTES):
            add_item("component", f"part-{number}", parent=service, nl=f"Deel {number}", en=f"Part {number}", **given)
        apply_mapping(RULES.encode(), name="metrics.yaml", **given)
        _, token = make_token(name="Bench", scopes=["metrics:write"], days=30, by=cast.manager.actor, at=at)
    return token, cast


def send(port: int, token: str, came: list[bytes]) -> tuple[float, list[int]]:
    """All of them over a few connections, each in its order; the seconds it took, and every status."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-protobuf", "Content-Encoding": "gzip"}
    turn, lock, statuses = iter(came), threading.Lock(), []

    def work() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while True:
            with lock:
                body = next(turn, None)
            if body is None:
                return
            status = 503
            while status == 503:
                line.request("POST", "/v1/metrics", body, headers)
                answer = line.getresponse()
                answer.read()
                status = answer.status
            statuses.append(status)

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return time.perf_counter() - began, statuses


def counted(cast: Any) -> int:
    from django.db.models import Sum

    from waarborg.availability.models import MinuteTally

    with cast.manager.at_work():
        return int(MinuteTally.objects.aggregate(all=Sum("count"))["all"] or 0)


def year_on_disk(cast: Any, rows: int) -> float:
    """Gigabytes of a year of minutes of 100 parts, from as many rows of one, indexes included; hours as they go."""
    from waarborg.availability.actions.tallies import add_tallies
    from waarborg.availability.models import Measured
    from waarborg.availability.rules.otlp.edges import PICTURE, Amount

    chance = random.Random(2)
    with cast.manager.at_work():
        number = Measured.objects.order_by("id").values_list("id", flat=True)[0]
        before = _size()
        for first in range(0, rows, 10_000):
            amounts = {}
            for minute in range(first, first + 10_000):
                left = [chance.randrange(200, 900)]
                for share in [0.98, 0.9, 0.8, 0.7, 0.6, 0.5, 0.6, 0.5, 0.3, 0.3, 0.2] + [0.1] * (len(PICTURE) - 11):
                    left.append(int(left[-1] * share * chance.uniform(0.9, 1.0)))
                above = left[1 : len(PICTURE) + 1]
                total = left[0] * 30_000_000
                # A third of the senders has a bound elsewhere, so that both numbers are kept.
                perhaps = [one + 1 for one in above] if minute % 3 == 0 else above
                amounts[number, cast.provider.id, minute] = Amount(left[0], total, total, 0, above, perhaps)
            add_tallies(amounts, 1)
        return (_size() - before) / rows * YEAR_OF_100 / 1e9


def _size() -> int:
    from django.db import connection

    tables = ("availability_tally_minute", "availability_tally_hour")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(t::regclass)) FROM unnest(%s::text[]) t", [list(tables)])
        return int(cursor.fetchone()[0])


def measure(collections: int, rows: int) -> list[Figure]:
    begin = (int(time.time()) // 60 - collections - 5) * 60 * 10**9
    with fresh_database() as url:
        token, cast = house(begin)
        came, requests = messages(collections, begin)
        with product() as (port, pid):
            send(port, token, came[:4])
            used = processor_seconds(pid) + processor_seconds(database_process(url))
            seconds, statuses = send(port, token, came)
            used = processor_seconds(pid) + processor_seconds(database_process(url)) - used
        points = len(came) * EACH * ROUTES
        found = counted(cast)
        gigabytes = year_on_disk(cast, rows)
    assert set(statuses) == {200}, set(statuses)
    return [
        Figure("points a second, acknowledged after commit, 20 % twice, 1 % late", points / seconds, at_least=LEAST),
        Figure("the same for each second of a processor, web and database together", points / used),
        Figure("messages of 1,000 points", len(came)),
        Figure("requests told of, each once", requests),
        Figure("requests counted", found, at_least=requests),
        Figure("a year of minutes of 100 parts, with their hours", gigabytes, "GB", at_most=MOST_GB),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description="Metrics that come in: points a second, and their room on disk")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--collections", type=int, default=6)
    parser.add_argument("--rows", type=int, default=200_000)
    args = parser.parse_args()
    return finish(measure(args.collections, args.rows), as_json=args.json)


if __name__ == "__main__":
    sys.exit(main())
