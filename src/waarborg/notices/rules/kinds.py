"""Kinds of notices, and which of them nobody can do without by mail."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """`compulsory` kinds are mailed to everybody they are meant for, whatever they chose: a term or a duty may hang on
    their arrival."""

    name: str
    nl: str
    en: str
    compulsory: bool

    def words(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("maintenance", "Onderhoud en storingen", "Maintenance and outages", False),
        Kind("release", "Nieuw in het product", "New in the product", False),
        Kind("news", "Nieuws, training en tips", "News, training and tips", False),
        Kind("planning", "Herinneringen om iets te plannen", "Reminders to plan something", False),
        Kind("terms", "Wijziging van voorwaarden of prijzen", "Change of terms or prices", True),
        Kind("security", "Beveiliging en privacy", "Security and privacy", True),
    )
}


def kind(name: str) -> Kind:
    """Raises KeyError."""
    return KINDS[name]


def optional() -> list[Kind]:
    """Kinds somebody may do without by mail."""
    return [one for one in KINDS.values() if not one.compulsory]
