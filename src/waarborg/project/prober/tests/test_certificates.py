"""Certificates as a prober meets them: how long they are still good, and those that nobody should trust."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from waarborg.availability.rules.watching import Conditions, Outcome, Task
from waarborg.kernel.addresses import Inside
from waarborg.project.prober.reach import Failed, Reach
from waarborg.project.prober.tries import attempt

HERE = Inside.of(["127.0.0.0/8"])
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Authority:
    """Who signs, as a file; `name` tells two of them apart."""

    folder: Path
    name: str = "an authority"

    def __post_init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)])
        made = self._made(self.subject, self.key.public_key(), days=(-400, 400), issues=True)
        self.file = self.folder / f"{self.name}.pem"
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def _made(self, subject: x509.Name, key: Any, *, days: tuple[float, float], issues: bool, host: str = "") -> Any:
        now = datetime.now(UTC)
        building = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.subject)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + timedelta(days=days[0]))
            .not_valid_after(now + timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=issues, path_length=None), critical=True)
        )
        if host:
            named = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
            building = building.add_extension(named, critical=False)
        return building.sign(self.key, hashes.SHA256())

    def signed(self, *, days: tuple[float, float] = (-10, 30.5), host: str = "127.0.0.1") -> ssl.SSLContext:
        """What a server shows that is good from so many days from now until so many."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        made = self._made(subject, key.public_key(), days=days, issues=False, host=host)
        file = self.folder / "server.pem"
        plain = serialization.NoEncryption()
        written = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        file.write_bytes(written + made.public_bytes(serialization.Encoding.PEM))
        shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        shown.load_cert_chain(file)
        return shown


@asynccontextmanager
async def serving(shown: ssl.SSLContext) -> AsyncIterator[int]:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if await reader.read(4096):
            writer.write(ANSWER)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=shown)
    async with server:
        yield server.sockets[0].getsockname()[1]


def seen(authority: Authority, shown: ssl.SSLContext, kind: str = "tls") -> Outcome:
    """What a prober that trusts this authority says of the server."""

    async def work() -> Outcome:
        reach = Reach(HERE, trust=ssl.create_default_context(cafile=str(authority.file)))
        try:
            async with serving(shown) as port:
                target = f"127.0.0.1:{port}" if kind == "tls" else f"https://127.0.0.1:{port}/"
                return await attempt(Task("p", kind, target, Conditions(), 60, 30.0), reach)
        except Failed as failed:
            return failed.outcome
        finally:
            reach.close()

    return asyncio.run(work())


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.mark.parametrize("kind", ["tls", "http"])
def test_one_that_is_good_tells_in_how_many_whole_days_it_ends(authority: Authority, kind: str) -> None:
    status = 200 if kind == "http" else None
    assert seen(authority, authority.signed(), kind) == Outcome(True, "", status, 30)
    assert seen(authority, authority.signed(days=(-10, 0.5)), kind) == Outcome(True, "", status, 0)


@pytest.mark.parametrize("kind", ["tls", "http"])
def test_one_that_ended_takes_the_component_down_and_says_why(authority: Authority, kind: str) -> None:
    assert seen(authority, authority.signed(days=(-10, -0.01)), kind) == Outcome(False, "expired")


def test_one_of_another_name_or_authority_or_of_tomorrow_is_trusted_by_nobody(
    authority: Authority, tmp_path: Path
) -> None:
    assert seen(authority, authority.signed(host="127.0.0.2")) == Outcome(False, "tls")
    assert seen(authority, authority.signed(days=(1, 30))) == Outcome(False, "tls")
    assert seen(authority, Authority(tmp_path, "somebody").signed()) == Outcome(False, "tls")
