"""Origins (RFC 6454): where a page of others comes from, in one spelling."""

from urllib.parse import urlsplit


def origin(said: str) -> str:
    """`https://host`, with its port where it is not the usual one. Without encryption only the machine itself.

    Raises ValueError for anything else, a path included.
    """
    parts = urlsplit(said.strip())
    host, port = parts.hostname or "", parts.port
    local = host in ("localhost", "127.0.0.1")
    plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if not host or not plain or not (parts.scheme == "https" or (parts.scheme == "http" and local)):
        raise ValueError(said)
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")
