"""Keys and certificates that tests make: one that vouches for itself, or an authority and what it signs."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

# Good since yesterday, for a month: from so many days from now until so many.
DAYS = (-1, 30)


@dataclass(frozen=True)
class Pair:
    """A private key with its certificate."""

    key: Any
    certificate: x509.Certificate

    @property
    def key_pem(self) -> str:
        return str(self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode())

    @property
    def certificate_pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def write(self, file: Path) -> Path:
        """Both in one file, as a server reads them; who trusts the file trusts the certificate in it."""
        file.write_text(self.key_pem + self.certificate_pem)
        return file

    def write_certificate(self, file: Path) -> Path:
        file.write_text(self.certificate_pem)
        return file

    def sign(self, host: str, days: tuple[float, float] = DAYS) -> "Pair":
        """A pair for `host` (a name or an address) that this one vouches for."""
        return _made(host, _new_key(), days, by=self, authority=False)


def own_certificate(host: str, key: Any = None, days: tuple[float, float] = DAYS) -> Pair:
    """A pair for `host` (a name or an address) that vouches for itself, so that it can be trusted by itself."""
    return _made(host, key or _new_key(), days, by=None, authority=True)


def authority(name: str) -> Pair:
    """Who signs for others, for longer than what it signs may be good or have been; `name` tells two apart."""
    return _made(name, _new_key(), (-400, 400), by=None, authority=True, named=False)


def shown(file: Path) -> ssl.SSLContext:
    """What a server shows, from a file with key and certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _new_key() -> Any:
    return ec.generate_private_key(ec.SECP256R1())


def _made(
    host: str, key: Any, days: tuple[float, float], *, by: Pair | None, authority: bool, named: bool = True
) -> Pair:
    now = datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    building = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if named:
        building = building.add_extension(x509.SubjectAlternativeName([_general_name(host)]), critical=False)
    return Pair(key, building.sign(by.key if by else key, SHA256()))


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
