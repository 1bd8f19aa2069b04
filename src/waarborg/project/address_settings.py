"""Settings that name a place: each turns text into the value, and raises ValueError when it cannot."""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit


def folder(text: str) -> Path | None:
    if not text:
        return None
    path = Path(text).expanduser()
    if not path.is_absolute():
        raise ValueError(text)
    return path


def database(text: str) -> str:
    if text and (urlsplit(text).scheme not in ("postgres", "postgresql") or not urlsplit(text).path.strip("/")):
        raise ValueError(text)
    return text


def store(text: str) -> str:
    parts = urlsplit(text)
    if text and not (
        (parts.scheme == "file" and not parts.netloc and parts.path.startswith("/"))
        or (parts.scheme in ("s3", "s3+http") and parts.hostname and parts.path.strip("/"))
    ):
        raise ValueError(text)
    return text


def folder_or_bucket(text: str) -> str:
    return store(text) if text.startswith(("s3://", "s3+http://")) else str(folder(text) or "")


def mail_server(text: str) -> str:
    parts = urlsplit(text)
    if text and (
        parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/") or parts.port == 0
    ):
        raise ValueError(text)
    _require_plain(parts)
    return text


def scanner(text: str) -> str:
    """Where clamd listens: a socket of this machine, or a host and port."""
    parts = urlsplit(text)
    here = parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/")
    there = parts.scheme == "tcp" and parts.hostname and parts.port != 0 and not parts.path.strip("/")
    if text and not here and not there:
        raise ValueError(text)
    return text


def mailbox(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username or parts.port == 0):
        raise ValueError(text)
    _require_plain(parts)
    return text


def _require_plain(parts: SplitResult) -> None:
    """A name and password that signing in at a mail server can carry. Found at the start, and not at the first mail."""
    if not unquote(f"{parts.username or ''}{parts.password or ''}").isascii():
        raise ValueError(parts.hostname)


def address(text: str) -> str:
    # Room in the part before the @ for what a reply address adds: it takes 64 signs at most (RFC 5321, 4.5.3.1.1).
    local, _, domain = text.partition("@")
    if text and (not domain or "@" in domain or not 1 <= len(local) <= 31 or "+" in local or not text.isascii()):
        raise ValueError(text)
    return text


def sender(text: str) -> str:
    _name, address = parseaddr(text)
    if "@" not in address or any(character in text for character in "\r\n"):
        raise ValueError(text)
    return text


def web_address(text: str) -> str:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/")):
        raise ValueError(text)
    return text.rstrip("/")
