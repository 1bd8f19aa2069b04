"""Whose address a request comes from: behind our own proxies, read from right to left. Nothing a visitor writes counts.

A proxy adds the address that it saw itself at the right end of X-Forwarded-For. What stands further left than our own
proxies can vouch for was written by the visitor.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# No address has more characters, with its zone, its port and spaces around it.
_LONGEST = 200
# How many proxies of our own stand in front, or the networks that they are in.
Proxies = int | tuple[Network, ...]


def proxies(text: str) -> Proxies:
    """A number from 0 to 9, or networks with commas between them. Raises ValueError."""
    if text.isdecimal():
        if int(text) > 9:
            raise ValueError(text)
        return int(text)
    found = tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    if not found:
        raise ValueError(text)
    return found


def read_address(text: str) -> Address | None:
    """One address, also with a port or in brackets as some proxies write it; None for anything else.

    An IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2) is the IPv4 address: it is the same machine.
    """
    return _read(text) if len(text) <= _LONGEST else None


@lru_cache(4096)
def _read(text: str) -> Address | None:
    text = text.strip()
    if text.startswith("["):
        text, _, port = text[1:].partition("]")
        if port and not port.removeprefix(":").isdecimal():
            return None
    elif text.count(":") == 1:
        text, _, port = text.partition(":")
        if not port.isdecimal():
            return None
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def visitor(nearest: str, forwarded: str, trusted: Proxies) -> str:
    """The address nearest to us that no proxy of our own has: `nearest` is who opened the connection, `forwarded` the
    whole X-Forwarded-For. Written as the network writes it, or as it came where it is no address."""
    told = _parts(forwarded)
    if isinstance(trusted, int):
        found = told[-trusted] if 0 < trusted <= len(told) else nearest
    else:
        found = ([nearest, *reversed(told)])[_passed(nearest, told, trusted)]
    known = read_address(found)
    return found[:100] if known is None else str(known)


def scheme(nearest: str, forwarded: str, said: str, trusted: Proxies) -> str:
    """By which scheme a visitor came, as the outermost of our own proxies that said it (`said`, the whole
    X-Forwarded-Proto) saw it; nothing where no proxy of ours opened this connection, whatever the header says."""
    ours = trusted if isinstance(trusted, int) else _through(nearest, _parts(forwarded), trusted)
    told = _parts(said)
    return told[-min(ours, len(told))].lower()[:10] if ours and told else ""


def _parts(header: str) -> list[str]:
    return [part.strip() for part in header.split(",") if part.strip()]


def _through(nearest: str, told: list[str], networks: tuple[Network, ...]) -> int:
    """How many of ours it came through, the last one also where it named nobody beyond itself."""
    passed = _passed(nearest, told, networks)
    last = ([nearest, *reversed(told)])[passed]
    return passed + (not last or _is_in(last, networks))


def _passed(nearest: str, told: list[str], networks: tuple[Network, ...]) -> int:
    """How many addresses from the right are of our own proxies, and were told of somebody further out."""
    found, passed = nearest, 0
    # A connection that has no address came through a socket of this machine.
    while passed < len(told) and (not found or _is_in(found, networks)):
        passed += 1
        found = told[-passed]
    return passed


def _is_in(text: str, networks: tuple[Network, ...]) -> bool:
    address = read_address(text)
    return address is not None and any(address in network for network in networks if network.version == address.version)
