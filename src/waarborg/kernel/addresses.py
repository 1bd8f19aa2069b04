"""Which addresses may be connected to when somebody else chose where: those out on the internet, and no others."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_outside(address: str) -> bool:
    """Whether it lies out on the internet, also as the IPv4 address that an IPv6 one carries. Raises ValueError."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    teredo = getattr(found, "teredo", None)
    every = [one for one in (found, mapped, teredo[1] if teredo else None) if one is not None]
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in every)


@dataclass(frozen=True, slots=True)
class Inside:
    """What of one's own network may be reached all the same: names of hosts, and networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Inside":
        """From names, addresses and networks such as 10.0.0.0/8. Raises ValueError for what can be none of them."""
        names, networks = set(), []
        for text in texts:
            try:
                networks.append(ipaddress.ip_network(text, strict=False))
            except ValueError:
                if "/" in text or not text.strip():
                    raise
                names.add(text.strip().lower())
        return cls(frozenset(names), tuple(networks))

    def permits(self, host: str, addresses: Iterable[str]) -> bool:
        """Whether a host may be connected to: all of its addresses lie outside, or where it was allowed."""
        return host.lower() in self.names or all(is_outside(one) or self._holds(one) for one in addresses)

    def _holds(self, address: str) -> bool:
        found = ipaddress.ip_address(address.partition("%")[0])
        return any(found.version == one.version and found in one for one in self.networks)
