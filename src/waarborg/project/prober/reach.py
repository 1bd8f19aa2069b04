"""Connecting to what somebody else named: looked up once, looked at, and connected to exactly what was looked at."""

import asyncio
import errno
import socket
import ssl
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from waarborg.availability.rules.watching import Outcome
from waarborg.kernel.addresses import Inside

# What says that this machine itself cannot get out.
OWN_FAULTS = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL, errno.EMFILE, errno.ENFILE})
# OpenSSL's number for a certificate that has ended.
_HAS_EXPIRED = 10


class Failed(Exception):
    """The try came to this."""

    def __init__(self, why: str, *, known: bool = True, network: bool = False) -> None:
        """`network`: nothing at all came back, so that our own network may be the trouble."""
        super().__init__(why)
        self.outcome = Outcome(False, why, known=known)
        self.network = network


class Reach:
    """The way out of one prober: what of its own network it may reach, and one trust store for all."""

    def __init__(self, inside: Inside, *, trust: ssl.SSLContext | None = None) -> None:
        self.inside = inside
        # Made once: reading the certificates of all authorities costs more than the connection.
        self.trust = trust or ssl.create_default_context()
        # Looking up a name takes a thread as long as the name server takes.
        self._names = ThreadPoolExecutor(32, thread_name_prefix="names")

    async def addresses(self, host: str, port: int = 0) -> list[str]:
        """Every address of the host, all of them permitted. Raises Failed."""
        loop = asyncio.get_running_loop()
        try:
            addresses = await loop.run_in_executor(self._names, _look_up, host, port)
        except socket.gaierror as error:
            raise Failed("name", network=error.errno == socket.EAI_AGAIN) from None
        except (OSError, UnicodeError):
            raise Failed("name") from None
        if not self.inside.permits(host, addresses):
            raise Failed("inside")
        return addresses

    @asynccontextmanager
    async def line(
        self, host: str, port: int, *, secure: bool = False
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A line to the first of its addresses that answers, closed without waiting for the other. Raises Failed."""
        reader, writer = await self._connect(host, port, secure)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    async def _connect(self, host: str, port: int, secure: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        last: Failed | None = None
        for address in await self.addresses(host, port):
            try:
                named: dict[str, Any] = {"ssl": self.trust, "server_hostname": host} if secure else {}
                return await asyncio.open_connection(address, port, limit=2**16, **named)
            except ssl.SSLCertVerificationError as error:
                raise Failed("expired" if error.verify_code == _HAS_EXPIRED else "tls") from None
            except ssl.SSLError:
                raise Failed("tls") from None
            except OSError as error:
                last = _why(error)
        raise last or Failed("name")

    def close(self) -> None:
        self._names.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def _why(error: OSError) -> Failed:
    if error.errno in OWN_FAULTS:
        return Failed("timeout", known=False, network=True)
    refused = error.errno == errno.ECONNREFUSED
    return Failed("refused" if refused else "timeout", network=not refused)
