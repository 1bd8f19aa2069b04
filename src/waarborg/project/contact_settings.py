"""How settings are read that lead people on: to us, to a place to look along, to an issue."""

from urllib.parse import urlsplit


def link_pattern(text: str) -> str:
    """An https address, or nothing. Raises ValueError."""
    if text and not (text.startswith("https://") and urlsplit(text).hostname and "\n" not in text):
        raise ValueError(text)
    return text


def issue_pattern(text: str) -> str:
    """An https address with {key} for the key of an issue, or nothing. Raises ValueError."""
    if text and text.count("{key}") != 1:
        raise ValueError(text)
    return link_pattern(text)


def phone(text: str) -> str:
    """A telephone number as people write it, or nothing. Raises ValueError."""
    if text and (text.strip("+0123456789 ()-") or sum(one.isdigit() for one in text) < 3):
        raise ValueError(text)
    return text
