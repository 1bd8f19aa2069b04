"""What a Prometheus-compatible store answered to an instant query (HTTP API v1, `/api/v1/query`)."""

import json
from math import isfinite
from typing import Any, Final


def values_of(body: bytes) -> list[float]:
    """The value of every series, in the order in which they came; none where the store has none, or where one is no
    number (NaN, infinite): then nobody can say how it is. Raises ValueError for what is no such answer."""
    try:
        said = json.loads(body)
        if said["status"] != "success":
            raise ValueError(said["status"])
        kind, result = said["data"]["resultType"], said["data"]["result"]
        pairs = [result] if kind == "scalar" else [one["value"] for one in _of(result) if kind == "vector"]
        found = [float(value) for _instant, value in pairs]
    except (TypeError, KeyError, RecursionError, OverflowError):
        raise ValueError("no answer to an instant query") from None
    return found if all(map(isfinite, found)) else []


# What is wrong with a query, when it was tried: the store does not answer, does not know us, has no value, answers
# something else, or says itself what is wrong; then its own words stand after a colon.
SILENT, STRANGER, EMPTY, ELSE, QUERY = "silent", "stranger", "empty", "else", "query"
# Of a span of time: not all of the store answered (its words after a colon), or one instant is more than it gives.
PARTIAL, TOO_MUCH = "partial", "too-much"
_SAID: Final = {
    SILENT: (
        "De opslag van meetwaarden gaf geen antwoord.",
        "The store of metrics gave no answer.",
    ),
    STRANGER: (
        "De opslag van meetwaarden weigert: het token ontbreekt of klopt niet.",
        "The store of metrics refuses: the token is missing or wrong.",
    ),
    EMPTY: (
        "De vraag is goed, maar de opslag heeft er nu geen waarde voor; zolang dat zo is, is het onbekend.",
        "The query is right, but the store has no value for it now; as long as that is so, it is unknown.",
    ),
    ELSE: (
        "Op dit adres antwoordt iets dat geen opslag van meetwaarden is.",
        "What answers at this address is no store of metrics.",
    ),
    QUERY: ("De opslag van meetwaarden verwerpt de vraag: {said}", "The store of metrics rejects the query: {said}"),
    PARTIAL: (
        "De opslag gaf niet alles en zegt: {said} Er wordt niets van geteld tot zij alles geeft.",
        "The store did not give everything and says: {said} Nothing of it is counted until it gives it all.",
    ),
    TOO_MUCH: (
        "Eén ogenblik is al meer dan de opslag in één keer geeft: kies minder reeksen met labels.",
        "A single moment is more than the store gives at once: choose fewer series by labels.",
    ),
}
_LONGEST: Final = 380


def complaint_of(status: int, body: bytes) -> str:
    """What is wrong, from the answer to an instant query: one of the words above; empty where nothing is."""
    if status in (401, 403):
        return STRANGER
    if status == 200:
        try:
            return "" if values_of(body) else EMPTY
        except ValueError:
            return ELSE
    try:
        found = json.loads(body)
        said = found["error"] if found["status"] == "error" else None
    except (ValueError, TypeError, KeyError, RecursionError):
        said = None
    if not isinstance(said, str):
        return ELSE
    return own_words(QUERY, said)


def own_words(word: str, said: str) -> str:
    """A complaint with the store's own words behind it, on one line and not longer than fits."""
    return f"{word}:{' '.join(''.join(one if one.isprintable() else ' ' for one in said).split())[:_LONGEST]}"


def call_complaint(complaint: str, lang: str) -> str:
    """In a sentence; empty where nothing is wrong."""
    word, _, said = complaint.partition(":")
    return _SAID[word][0 if lang == "nl" else 1].format(said=said) if word in _SAID else ""


def _of(result: Any) -> list[Any]:
    if not isinstance(result, list):
        raise TypeError(result)
    return result
