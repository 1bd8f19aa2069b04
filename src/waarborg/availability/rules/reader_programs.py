"""Which address of a program a visitor may give: https, out on the internet, and plain."""

from urllib.parse import urlsplit

from waarborg.kernel.addresses import is_outside


def is_usable(url: str) -> bool:
    """Whether messages may go to it, as far as can be said before its name is looked up (which each delivery does).

    Of 500 printable ASCII characters at most; a host with a dot that is no address of a network of somebody's own.
    """
    if len(url) > 500 or any(not "!" <= sign <= "~" for sign in url):
        return False
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port or 443
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.fragment)
    return parts.scheme == "https" and plain and port > 0 and _lies_outside(host)


def _lies_outside(host: str) -> bool:
    try:
        return is_outside(host)
    except ValueError:
        # A name. The last part of one on the internet is no number, as the hidden forms of an address are (127.1).
        last = host.rpartition(".")[2].lower()
        return "." in host and not last[:1].isdigit() and last not in {"localhost", "local", "internal", "localdomain"}
