"""What a cell says: each reader takes the cell's text and gives its value, or refuses it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from waarborg.customers.rules.importing.problems import (
    NoSuchWord,
    NotAMoment,
    NotANumber,
    TooLong,
    Unprintable,
)
from waarborg.customers.rules.roles import CUSTOMER_ROLES
from waarborg.kernel.delimited import tidy
from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import civil_start, from_us, parse_instant

Reader = Callable[[str], Any]
# Where a moment in a file says no offset.
ZONE = "Europe/Amsterdam"
_DUTCH = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_WRITTEN = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?", re.ASCII)
ROLE_WORDS: dict[str, tuple[str, ...]] = {
    "customer.owner": ("owner", "eigenaar"),
    "customer.administrator": ("administrator", "admin", "beheerder"),
    "customer.support-contact": ("support contact", "supportcontact", "contactpersoon support"),
    "customer.key-user": ("key user", "keyuser", "kerngebruiker"),
    "customer.trainer": ("trainer", "train-the-trainer"),
    "customer.finance-contact": ("finance contact", "financieel contact", "contactpersoon financiën"),
    "customer.breach-contact": ("data breach contact", "breach contact", "contact bij datalekken", "contact datalek"),
    "customer.user": ("user", "gebruiker"),
}
LANGUAGE_WORDS = {"nl": ("nederlands", "dutch"), "en": ("engels", "english")}


def folded(text: str) -> str:
    """Letters and digits only, without accents or case: how headings and words are compared."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def line_of_text(most: int) -> Reader:
    """One line of at most `most` characters."""

    def read(cell: str) -> str:
        text = unicodedata.normalize("NFC", tidy(cell))
        if not text.isprintable():
            raise Unprintable()
        if len(text) > most:
            raise TooLong(most=most, length=len(text))
        return text

    return read


def long_text(most: int) -> Reader:
    """Text of several lines."""

    def read(cell: str) -> str:
        text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n").strip())
        if any(not sign.isprintable() and sign not in "\n\t" for sign in text):
            raise Unprintable()
        if len(text) > most:
            raise TooLong(most=most, length=len(text))
        return text

    return read


def count(cell: str) -> int:
    """A whole number; a point or space between thousands is forgiven."""
    digits = re.sub(r"[ .](?=\d{3}\b)", "", tidy(cell))
    if not (digits.isascii() and digits.isdigit() and int(digits) < 2**31):
        raise NotANumber()
    return int(digits)


def word_of(words: Mapping[str, tuple[str, ...]]) -> Reader:
    """One of `words` (word to other spellings), whatever case, accents or signs it is written with."""
    known = {folded(said): word for word, spelled in words.items() for said in (word, *spelled)}

    def read(cell: str) -> str:
        found = known.get(folded(cell))
        if found is None:
            raise NoSuchWord(words=", ".join(spelled[0] if spelled else word for word, spelled in words.items()))
        return found

    return read


language = word_of(LANGUAGE_WORDS)
role = word_of({name: (name.partition(".")[2], *ROLE_WORDS[name]) for name in CUSTOMER_ROLES})


def roles(cell: str) -> tuple[str, ...]:
    """Several roles, in one cell, between commas, semicolons, bars, pluses or line breaks."""
    return tuple(sorted({role(part) for part in re.split(r"[,;|+\n]", cell) if part.strip()}))


def moment(cell: str) -> datetime:
    """An instant (UTC). Without an offset it is a time in ZONE; a day is its first moment.

    Day and month are told by their order with hyphens; with slashes nobody can tell 3 April from 4 March.
    """
    text = tidy(cell)
    match = _WRITTEN.fullmatch(text)
    parts = match.groups() if match else None
    if match is None and (match := _DUTCH.fullmatch(text)):
        parts = (match[3], match[2], match[1], *match.groups()[3:])
    try:
        if parts is None:
            return parse_instant(text)
        year, month, day, hour, minute, second = (int(part or 0) for part in parts)
        return from_us(civil_start(date(year, month, day), time(hour, minute, second), ZONE))
    except (ValueError, BadInput):
        raise NotAMoment() from None
