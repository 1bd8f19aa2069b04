"""Which name passkeys belong to (WebAuthn level 3, section 5.1.2: a domain), and which pages may ask for them."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """`id` is the name a browser keeps a passkey under; `origin` the one address whose pages may use it."""

    id: str
    origin: str


def relying_party(public_url: str, asked_host: str) -> RelyingParty | None:
    """By the installation's own address, never by what a request calls us; None where browsers allow no passkeys.

    An address of numbers has no passkeys. Without TLS only this machine itself has: a browser trusts `localhost`, on
    whichever port it was asked.
    """
    parts = urlsplit(public_url)
    name = parts.hostname or ""
    if parts.scheme == "https":
        return None if _is_number(name) else RelyingParty(name, f"https://{parts.netloc.lower()}")
    host, _, port = asked_host.lower().partition(":")
    if host != "localhost" or (port and not port.isdecimal()):
        return None
    return RelyingParty("localhost", f"http://{host}:{port}" if port else f"http://{host}")


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
