"""Lists of networks as people paste them, and whether an address may come in: deny beats allow, no allow is everywhere.

One or more entries on a line, with commas or blanks between them; what follows # is a comment.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Network, collapse_addresses, ip_interface, ip_network

from waarborg.access.rules.addresses import Network, read_address

MOST = 500
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Wrong:
    """An entry that cannot be read; `line` counts from 1, `meant` is what may have been meant, or empty."""

    line: int
    entry: str
    meant: str = ""

    def say(self, lang: str) -> str:
        if lang == "nl":
            hint = f"; bedoelt u {self.meant}?" if self.meant else ", bijvoorbeeld 203.0.113.0/24 of 2001:db8::/32."
            return f"Regel {self.line}: “{self.entry}” is geen adres of netwerk{hint}"
        hint = f"; do you mean {self.meant}?" if self.meant else ", such as 203.0.113.0/24 or 2001:db8::/32."
        return f"Line {self.line}: “{self.entry}” is no address or network{hint}"


def read(text: str) -> tuple[tuple[Network, ...], tuple[Wrong, ...]]:
    """The networks in order, without repetition, and what could not be read."""
    found: dict[Network, None] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        for entry in line.partition("#")[0].replace(",", " ").replace(";", " ").split():
            try:
                found[_network(entry)] = None
            except ValueError:
                wrong.append(Wrong(number, entry[:60], _meant(entry)))
    return tuple(found), tuple(wrong)


def _network(entry: str) -> Network:
    """Raises ValueError. A network of mapped addresses is the IPv4 network."""
    if "%" in entry or entry.count("/") > 1:
        raise ValueError(entry)
    network = ip_network(entry)
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    return ip_network((mapped, network.prefixlen - 96)) if mapped and network.prefixlen >= 96 else network


def _meant(entry: str) -> str:
    """An address within a network was written as one: its network, or the address alone."""
    try:
        found = ip_interface(entry) if "%" not in entry else None
    except ValueError:
        return ""
    return f"{found.network} / {found.ip}" if found else ""


def written(networks: Iterable[Network]) -> str:
    """As it is kept: one line, blanks between."""
    return " ".join(map(str, networks))


@lru_cache(maxsize=2048)
def _spans(kept: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """First and last addresses as numbers, sorted and apart, of IPv4 and IPv6."""
    networks = [ip_network(one) for one in kept.split()]
    four = collapse_addresses([one for one in networks if one.version == 4])
    six = collapse_addresses([one for one in networks if one.version == 6])
    return _bounds(four), _bounds(six)


def _bounds(networks: Iterable[Network]) -> list[tuple[int, int]]:
    return sorted((int(one.network_address), int(one.broadcast_address)) for one in networks)


def _holds(kept: str, version: int, number: int) -> bool:
    spans = _spans(kept)[version == 6]
    index = bisect_right(spans, (number, 1 << 129)) - 1
    return index >= 0 and number <= spans[index][1]


def permits(allowed: str, denied: str, address: str) -> bool:
    """Whether somebody at `address` may come in, with both lists as `written`. Who has no readable address only may
    where there are no rules."""
    if not allowed and not denied:
        return True
    found = read_address(address)
    if found is None or (denied and _holds(denied, found.version, int(found))):
        return False
    return not allowed or _holds(allowed, found.version, int(found))
