"""How settings of probes are read: what of our own network they may reach, and whom they ask if they are cut off."""

from urllib.parse import urlsplit

from waarborg.kernel.addresses import Inside

# Root name servers of three parties: asked for a connection, and nothing more, only while nothing at all answers.
ANCHORS = ("193.0.14.129:53", "199.7.83.42:53", "198.41.0.4:53")


def inside(text: str) -> Inside:
    """Names of hosts, addresses and networks separated by commas. Raises ValueError."""
    return Inside.of(part.strip() for part in text.split(",") if part.strip())


def anchors(text: str) -> tuple[tuple[str, int], ...]:
    """Hosts with a port separated by commas; `none` asks nobody. Raises ValueError."""
    if text.strip() == "none":
        return ()
    found = []
    for part in text.split(","):
        parts = urlsplit(f"//{part.strip()}")
        if not parts.hostname or not parts.port or parts.path:
            raise ValueError(text)
        found.append((parts.hostname, parts.port))
    return tuple(found)
