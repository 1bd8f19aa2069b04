"""What an event is called where people read the journal: each package names its own kinds, in Dutch and English.

Noun phrases as the customer reads them, without capital or full stop. A domain's come from its `rules/names.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType

_words: dict[str, tuple[str, str]] = {}


def name_kinds(words: Mapping[str, tuple[str, str]]) -> None:
    """Name journal kinds: (Dutch, English) by kind. Raises ValueError for a phrase that is empty."""
    for kind, (nl, en) in words.items():
        if not nl.strip() or not en.strip():
            raise ValueError(f"{kind} has no words")
        _words[kind] = (nl, en)


def said(kind: str, lang: str) -> str:
    """The phrase, or the kind itself where nobody named it."""
    nl, en = _words.get(kind, (kind, kind))
    return nl if lang == "nl" else en


def named() -> Mapping[str, tuple[str, str]]:
    return MappingProxyType(_words)


name_kinds(
    {
        "act.refused": ("een handeling die is geweigerd", "an act that was refused"),
        "plumbing.export:requested": (
            "het verzoek om een export van al uw gegevens",
            "the request for an export of all your data",
        ),
        "plumbing.export:made": ("het maken van een export van al uw gegevens", "the export of all your data"),
        "plumbing.customer:erased": ("het wissen van uw gegevens", "the erasure of your data"),
        "plumbing.mail:sent-again": ("het opnieuw versturen van een mail", "the sending again of a mail"),
        "plumbing.mail:dropped": ("het opgeven van onbestelbare mail", "the giving up of mail that is undeliverable"),
        "plumbing.mail-in:placed": ("het plaatsen van een mail", "the placing of a mail that came in"),
        "plumbing.mail-in:dismissed": ("het terzijde leggen van een mail", "the putting aside of a mail that came in"),
        "plumbing.job:retried": ("het opnieuw uitvoeren van een taak", "the running again of a job"),
        "plumbing.job:cancelled": ("het annuleren van een taak", "the cancelling of a job"),
        "plumbing.webhook:dropped": (
            "het opgeven van berichten aan een webhook",
            "the giving up of messages to a webhook",
        ),
        "plumbing.webhook:added": ("het toevoegen van een webhook", "the addition of a webhook"),
        "plumbing.webhook:changed": ("het wijzigen van een webhook", "the change of a webhook"),
        "plumbing.webhook:rotated": ("een nieuw geheim voor een webhook", "a new secret for a webhook"),
        "plumbing.webhook:removed": ("het verwijderen van een webhook", "the removal of a webhook"),
        "plumbing.webhook:tried": ("het proberen van een webhook", "the trying of a webhook"),
        "plumbing.webhook:switched-off": ("het uitzetten van een webhook", "the switching off of a webhook"),
        "plumbing.webhook:sent-again": (
            "het opnieuw sturen van berichten naar een webhook",
            "the sending again of messages to a webhook",
        ),
    }
)
