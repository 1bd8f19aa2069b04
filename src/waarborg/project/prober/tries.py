"""One try of each kind: asking, and holding the answer against its conditions."""

import asyncio
import os
import socket
import struct
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from waarborg.availability.rules.promql import values_of
from waarborg.availability.rules.watching import (
    DNS,
    HTTP,
    ICMP,
    PROMETHEUS,
    TCP,
    TLS,
    Conditions,
    Outcome,
    Task,
    place_of,
)
from waarborg.project.prober.reach import Failed, Reach

MOST_BODY = 512 * 1024
DAY = 86_400


async def attempt(task: Task, reach: Reach) -> Outcome:
    """One try within the task's time. Raises Failed for what did not come to an answer; where a store of metrics gave
    none, that says nothing of what it measures."""
    try:
        return await _attempt(task, reach)
    except Failed as failed:
        if task.kind == PROMETHEUS:
            raise Failed(failed.outcome.why, known=False) from None
        raise


async def _attempt(task: Task, reach: Reach) -> Outcome:
    try:
        async with asyncio.timeout(task.timeout):
            return await TRIES[task.kind](task, reach)
    except TimeoutError:
        raise Failed("timeout", network=True) from None
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError, IndexError):
        raise Failed("broken") from None


async def _http(task: Task, reach: Reach) -> Outcome:
    parts, asked = urlsplit(task.target), task.conditions
    host, port = place_of(HTTP, task.target)
    async with reach.line(host, port, secure=parts.scheme == "https") as (reader, writer):
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        status, headers = await _get(reader, writer, parts.netloc, path)
        days = _days_left(writer)
        if not asked.status[0] <= status <= asked.status[1]:
            return Outcome(False, "status", status, days)
        name, wanted = asked.header
        if wanted and wanted not in headers.get(name.lower(), ""):
            return Outcome(False, "header", status, days)
        if asked.body and asked.body.encode() not in await _body(reader, headers):
            return Outcome(False, "body", status, days)
        return Outcome(True, "", status, days)


async def _get(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, netloc: str, path: str, bearer: str = ""
) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer; its body is still to be read."""
    known = f"Authorization: Bearer {bearer}\r\n" if bearer else ""
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: {netloc}\r\nUser-Agent: Waarborg-probe\r\nAccept: */*\r\n{known}"
        "Accept-Encoding: identity\r\nConnection: close\r\n\r\n".encode("ascii")
    )
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    return int(head[0].split(" ", 2)[1]), _headers(head[1:])


async def _prometheus(task: Task, reach: Reach) -> Outcome:
    """Every value of a query now. Raises Failed where the store has none."""
    parts, asked = urlsplit(task.target), task.conditions
    host, port = place_of(PROMETHEUS, task.target)
    path = f"{parts.path.rstrip('/')}/api/v1/query?{urlencode({'query': asked.query})}"
    async with reach.line(host, port, secure=parts.scheme == "https") as (reader, writer):
        status, headers = await _get(reader, writer, parts.netloc, path, task.bearer)
        if status != 200:
            import structlog  # memory counts where nothing is asked of it

            log = structlog.stdlib.get_logger(__name__)
            log.warning("a store of metrics did not answer a query", probe=task.id, status=status)
            raise Failed("status")
        values = values_of(await _body(reader, headers))
        if not values:
            raise Failed("value")
        good = min(values) >= asked.least
        return Outcome(good, "" if good else "value", status)


def _headers(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        key = name.strip().lower()
        found[key] = f"{found[key]}, {value.strip()}" if key in found else value.strip()
    return found


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    """At most half a megabyte of it; whoever sends without end is not listened to for longer than the try lasts."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        whole = b""
        while len(whole) < MOST_BODY:
            size = int((await reader.readuntil(b"\r\n")).split(b";")[0], 16)
            if not size:
                break
            whole += await reader.readexactly(min(size, MOST_BODY))
            if size > MOST_BODY:
                break
            await reader.readexactly(2)
        return whole
    length = min(int(headers.get("content-length") or MOST_BODY), MOST_BODY)
    whole = b""
    while len(whole) < length and (piece := await reader.read(length - len(whole))):
        whole += piece
    return whole


def _days_left(writer: asyncio.StreamWriter) -> int | None:
    """Whole days until the certificate ends."""
    held: Any = writer.get_extra_info("ssl_object")
    if held is None or not (said := (held.getpeercert() or {}).get("notAfter")):
        return None
    ends = datetime.strptime(said, "%b %d %H:%M:%S %Y %Z").replace(tzinfo=UTC).timestamp()
    # Of a real certificate: always real time, whatever the product's clock says.
    return int((ends - time.time()) // DAY)


async def _tcp(task: Task, reach: Reach) -> Outcome:
    host, port = place_of(TCP, task.target)
    async with reach.line(host, port):
        return Outcome(True)


async def _tls(task: Task, reach: Reach) -> Outcome:
    host, port = place_of(TLS, task.target)
    async with reach.line(host, port, secure=True) as (_, writer):
        return Outcome(True, days=_days_left(writer))


async def _dns(task: Task, _reach: Reach) -> Outcome:
    import dns.asyncresolver  # memory counts where nothing is asked of it
    import dns.exception
    import dns.resolver

    try:
        found = await dns.asyncresolver.resolve(
            task.target, task.conditions.record, lifetime=task.timeout, search=False, raise_on_no_answer=False
        )
    except dns.resolver.NXDOMAIN:
        return Outcome(False, "name")
    except dns.resolver.LifetimeTimeout:
        raise Failed("timeout", network=True) from None
    except dns.exception.DNSException:
        raise Failed("answer") from None
    records = [one.to_text() for one in found.rrset or ()]
    return _answered(records, task.conditions)


def _answered(records: list[str], asked: Conditions) -> Outcome:
    if not records:
        return Outcome(False, "name")
    return Outcome(True) if any(asked.answer in one for one in records) else Outcome(False, "answer")


async def _icmp(task: Task, reach: Reach) -> Outcome:
    """An echo, over the socket that the system gives to those who are no administrator; where it gives none, it says
    nothing of the target."""
    loop = asyncio.get_running_loop()
    address = (await reach.addresses(place_of(ICMP, task.target)[0]))[0]
    six = ":" in address
    family, protocol = (socket.AF_INET6, socket.IPPROTO_ICMPV6) if six else (socket.AF_INET, socket.IPPROTO_ICMP)
    try:
        line = socket.socket(family, socket.SOCK_DGRAM, protocol)
    except OSError:
        raise Failed("timeout", known=False) from None
    with line:
        line.setblocking(False)
        mark = os.urandom(16)
        await loop.sock_connect(line, (address, 0))
        await loop.sock_sendall(line, _echo(128 if six else 8, mark))
        while mark not in await loop.sock_recv(line, 1024):
            pass
        return Outcome(True)


def _echo(kind: int, mark: bytes) -> bytes:
    """RFC 792; the system fills in the identifier, and over IPv6 the checksum."""
    words = struct.unpack(f"!{4 + len(mark) // 2}H", struct.pack("!BBHHH", kind, 0, 0, 0, 1) + mark)
    total = sum(words)
    total = (total >> 16) + (total & 0xFFFF)
    return struct.pack("!BBHHH", kind, 0, ~(total + (total >> 16)) & 0xFFFF, 0, 1) + mark


TRIES: dict[str, Callable[[Task, Reach], Awaitable[Outcome]]] = {
    HTTP: _http,
    TCP: _tcp,
    DNS: _dns,
    TLS: _tls,
    ICMP: _icmp,
    PROMETHEUS: _prometheus,
}
