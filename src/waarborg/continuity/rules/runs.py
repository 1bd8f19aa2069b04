"""One back-up: whether it counts. What somebody calls done counts only once it passes what its plan asks of it."""

import re
from typing import Final

GOOD: Final = "good"
FAILED: Final = "failed"
# It was made, but lacks what its plan asks of each: nobody can rely on it.
UNFIT: Final = "unfit"
OUTCOMES: Final = (GOOD, FAILED, UNFIT)

NO_SIZE, TOO_SMALL, NO_HASH = "no-size", "too-small", "no-hash"
WHYS: Final = (NO_SIZE, TOO_SMALL, NO_HASH)
LONGEST_REASON, LONGEST_REFERENCE = 300, 80
_HASH = re.compile(r"[0-9a-f]{64}")
_CALLED: Final = {
    GOOD: ("geslaagd", "succeeded"),
    FAILED: ("mislukt", "failed"),
    UNFIT: ("afgekeurd", "rejected"),
    NO_SIZE: ("de grootte ontbreekt", "its size is missing"),
    TOO_SMALL: ("kleiner dan hij hoort te zijn", "smaller than it should be"),
    NO_HASH: ("de SHA-256 ontbreekt", "its SHA-256 is missing"),
}

WORKS: Final = "works"
PARTLY: Final = "partly"
BROKEN: Final = "failed"
RESULTS: Final = (WORKS, PARTLY, BROKEN)
_FOUND: Final = {
    WORKS: ("alles was er en klopte", "everything was there and right"),
    PARTLY: ("een deel ontbrak of klopte niet", "a part was missing or not right"),
    BROKEN: ("terugzetten lukte niet", "it could not be restored"),
}


def is_hash(text: str) -> bool:
    """Whether a text is a SHA-256 in 64 small hexadecimal digits."""
    return _HASH.fullmatch(text) is not None


def judge(*, succeeded: bool, size: int | None, sha256: str, least: int, needs_hash: bool) -> tuple[str, str]:
    """The outcome and why it is not good. `least` are the bytes that a plan asks of each, 0 for none."""
    if not succeeded:
        return FAILED, ""
    if least and size is None:
        return UNFIT, NO_SIZE
    if least and size is not None and size < least:
        return UNFIT, TOO_SMALL
    if needs_hash and not sha256:
        return UNFIT, NO_HASH
    return GOOD, ""


def call(word: str, lang: str) -> str:
    """An outcome, or why one was rejected, in words."""
    return _CALLED[word][0 if lang == "nl" else 1]


def call_result(result: str, lang: str) -> str:
    """What a restore that was tried showed."""
    return _FOUND[result][0 if lang == "nl" else 1]
