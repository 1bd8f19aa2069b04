"""Asking the domain name system what a name says in its text records, never for long. Call it outside any scope."""

from typing import TYPE_CHECKING

from waarborg.plumbing import tenancy

if TYPE_CHECKING:
    import dns.resolver

SECONDS = 4.0


class NotLookedUp(Exception):
    """No answer: no name server, or none that answered in time. That says nothing of what the name holds."""


def texts(name: str, *, seconds: float = SECONDS, by: "dns.resolver.Resolver | None" = None) -> list[str]:
    """The text records of a name, each with its pieces joined; none where there is no such name or no such record.

    Within `seconds` in all. Raises NotLookedUp.
    """
    import dns.exception
    import dns.resolver  # not needed to serve a page, and memory counts

    if tenancy.scoped():
        raise RuntimeError("outward traffic inside a scope, and so inside its transaction")
    try:
        found = (by or dns.resolver.Resolver()).resolve(name, "TXT", lifetime=seconds, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, UnicodeError) as error:
        raise NotLookedUp(type(error).__name__) from None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in found]
