"""Asking an address that somebody outside gave: never one of our own network, never for long, never for much.

A name is looked up once and the connection goes to an address that was looked at, so that a name that answers
differently the second time gains nothing. No redirects. Only `https`, but for hosts of INSIDE_HOSTS, which may also lie
inside. Call it outside any scope.
"""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from waarborg.kernel.addresses import Inside
from waarborg.plumbing import tenancy

SECONDS = 5.0
LIMIT = 512 * 1024


class OutOfReach(Exception):
    """No usable answer: `why` says which way, in a word for the log, without anything that came back."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    head: tuple[tuple[str, str], ...] = ()

    def json(self) -> Any:
        """Raises OutOfReach for what is no JSON object."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            raise OutOfReach("not-json") from None
        if not isinstance(found, dict):
            raise OutOfReach("not-json")
        return found


def is_askable(url: str, *, plainly: bool = False) -> bool:
    """Whether an address may be asked at all, before anything is looked up; `plainly`: also without encryption."""
    try:
        parts = urlsplit(url)
        inside = plainly or _is_inside(parts.hostname or "")
        plain = bool(parts.hostname) and not (parts.username or parts.password or parts.fragment)
        return plain and (parts.port or 443) > 0 and (parts.scheme == "https" or (inside and parts.scheme == "http"))
    except ValueError:
        return False


def ask(
    url: str,
    *,
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    inside: Inside | None = None,
    seconds: float | None = None,
    limit: int | None = None,
) -> Answer:
    """One request, POST where there is `data`, within so many seconds and bytes in all (else SECONDS and LIMIT).
    `inside`: what of our network may be reached this once, in the place of INSIDE_HOSTS; then also without encryption.
    Raises OutOfReach."""
    if tenancy.scoped():
        raise RuntimeError("outward traffic inside a scope, and so inside its transaction")
    if not is_askable(url, plainly=inside is not None):
        raise OutOfReach("address")
    parts, ends = urlsplit(url), time.monotonic() + (seconds or SECONDS)
    caller = _connection(parts, ends, inside)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        caller.request("POST" if data is not None else "GET", path, body=data, headers={**(headers or {}), **OURS})
        _hurry(caller, ends)
        answer = caller.getresponse()
        return Answer(answer.status, _read(caller, answer, ends, limit or LIMIT), tuple(answer.getheaders()))
    except (OSError, http.client.HTTPException):
        raise OutOfReach("broken") from None
    finally:
        caller.close()


OURS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Waarborg"}


def _connection(parts: Any, ends: float, inside: Inside | None) -> http.client.HTTPConnection:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    line = _socket(parts.hostname, port, ends, inside)
    if parts.scheme == "https":
        try:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
        except (OSError, ValueError):
            line.close()
            raise OutOfReach("tls") from None
    made = http.client.HTTPConnection(parts.hostname, port)
    made.sock = line
    return made


def _socket(host: str, port: int, ends: float, inside: Inside | None) -> socket.socket:
    """A line to the first address that may be asked and answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise OutOfReach("name") from None
    addresses = [str(one[4][0]) for one in found]
    # All of them: of a name with one address outside and one inside, nothing is asked.
    ours = inside is None and _is_inside(host)
    if not ours and not (inside or Inside()).permits(host, addresses):
        raise OutOfReach("inside")
    for address in addresses:
        left = ends - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError:
            continue
    raise OutOfReach("no-answer")


def _is_inside(host: str) -> bool:
    return host.lower() in settings.INSIDE_HOSTS


def _hurry(caller: http.client.HTTPConnection, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise OutOfReach("slow")
    caller.sock.settimeout(left)


def _read(caller: http.client.HTTPConnection, answer: http.client.HTTPResponse, ends: float, limit: int) -> bytes:
    """Piece by piece, so that one who answers a byte at a time does not hold a worker."""
    whole = b""
    while piece := answer.read1(65536):
        whole += piece
        if len(whole) > limit:
            raise OutOfReach("large")
        if caller.sock is not None:
            _hurry(caller, ends)
        elif time.monotonic() > ends:
            raise OutOfReach("slow")
    return whole
