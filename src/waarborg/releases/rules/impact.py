"""What the activation of a release did to customers, by what was measured meanwhile. Pure."""

from typing import Final

NONE, SOME, UNKNOWN = "none", "some", "unknown"
_WORDS: Final = {
    NONE: ("zonder gevolg voor klanten", "no customer impact"),
    SOME: ("met gevolg voor klanten", "with customer impact"),
    UNKNOWN: ("gevolg niet gemeten", "impact not measured"),
}


def impact(failed: int | None, interruption_ms: int | None) -> str:
    """No request failed and nothing was interrupted, by what was measured; one of them is enough for an impact (AP-39).
    What nobody measured is not known, unless the other says it."""
    if failed or interruption_ms:
        return SOME
    return NONE if failed == 0 else UNKNOWN


def call(word: str, lang: str) -> str:
    return _WORDS[word][0 if lang == "nl" else 1]
