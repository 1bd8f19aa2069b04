"""Bytes as JSON: whole numbers as int, others as Decimal exactly as written; no NaN, and no key twice."""

import json
from collections.abc import Sequence
from decimal import Decimal, DecimalException
from typing import Any

from waarborg.kernel.errors import BadInput

MOST_BYTES = 16 * 1024 * 1024
DIGITS = 60


class TooLarge(BadInput):
    code = "measure.file.too-large"
    nl = "Dit bestand is groter dan {most} MB."
    en = "This file is larger than {most} MB."
    nl_way_out = "Geef aantallen in plaats van losse metingen: {{value, count}}, minutes of histograms."
    en_way_out = "Give counts instead of single measurements: {{value, count}}, minutes or histograms."


class NotJson(BadInput):
    code = "measure.file.not-json"
    nl = "Dit is geen JSON in UTF-8: {reason}."
    en = "This is not JSON in UTF-8: {reason}."
    nl_way_out = "`waarborg measure schema` toont hoe het eruitziet; er zijn voorbeelden bij."
    en_way_out = "`waarborg measure schema` shows what it looks like; examples come along."


class NotANumber(BadInput):
    code = "measure.file.not-a-number"
    nl = "“{text}” is geen getal waarmee te rekenen is."
    en = "“{text}” is not a number that can be calculated with."
    nl_way_out = "Laat metingen zonder uitkomst weg, en schrijf getallen met ten hoogste {digits} cijfers."
    en_way_out = "Leave out measurements without a result, and write numbers of at most {digits} digits."


class KeyTwice(BadInput):
    code = "measure.file.key-twice"
    nl = "“{key}” staat twee keer in hetzelfde object."
    en = "“{key}” stands twice in the same object."
    nl_way_out = "Laat één van beide staan."
    en_way_out = "Keep one of the two."


class NoNumber(str):
    """What stood where a number was meant, such as NaN: refused where it stands, by `shape.check`."""


def read_json(source: bytes) -> Any:
    """The content, with NoNumber for what is none. Raises TooLarge, NotJson, KeyTwice."""
    if len(source) > MOST_BYTES:
        raise TooLarge(most=MOST_BYTES // 1024 // 1024)
    try:
        return json.loads(
            source.decode("utf-8-sig"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=NoNumber,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        raise NotJson(reason=f"byte {error.start}") from None
    except RecursionError:
        raise NotJson(reason={"nl": "te diep genest", "en": "nested too deeply"}) from None
    except ValueError as error:
        raise NotJson(reason=str(error)) from None


def _decimal(text: str) -> Decimal | NoNumber:
    try:
        number = Decimal(text)
    except DecimalException:
        return NoNumber(text)
    fits = len(text) <= DIGITS and (not number or -DIGITS < number.adjusted() < DIGITS)
    return number if fits else NoNumber(text)


def _whole(text: str) -> int | NoNumber:
    return int(text) if len(text) <= DIGITS else NoNumber(text)


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise KeyTwice(key=key)
            seen.add(key)
    return found
