"""What a table of content is called where a customer chooses what to open: each package names its own."""

from collections.abc import Mapping
from types import MappingProxyType

_words: dict[str, tuple[str, str]] = {
    "export_archive": ("Exporten van al uw gegevens", "Exports of all your data"),
    "file_sealed": ("Bestanden die u verzegeld stuurde", "Files that you sent sealed"),
}


def name_content(table: str, *, nl: str, en: str) -> None:
    """Name a table of row class content. Raises ValueError for words that are empty."""
    if not nl.strip() or not en.strip():
        raise ValueError(f"{table} has no words")
    _words[table] = (nl, en)


def content_words() -> Mapping[str, tuple[str, str]]:
    """(Dutch, English) by table."""
    return MappingProxyType(_words)
