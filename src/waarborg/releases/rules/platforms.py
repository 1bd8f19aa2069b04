"""Platforms on which the product is tested, and what a test found. Pure."""

from typing import Final

LONGEST_VERSION: Final = 40
LONGEST_REMARK: Final = 300

PLATFORMS: Final = ("ios", "android", "chrome", "edge", "safari", "firefox")
WORKS, LIMITED, FAILS = "works", "limited", "fails"
RESULTS: Final = (WORKS, LIMITED, FAILS)

_CALLED: Final = {
    "ios": "iOS", "android": "Android", "chrome": "Chrome", "edge": "Edge", "safari": "Safari", "firefox": "Firefox",
}  # fmt: skip
_FOUND: Final = {
    "": ("nog niet getest", "not yet tested"),
    WORKS: ("werkt", "works"),
    LIMITED: ("werkt met beperkingen", "works with limits"),
    FAILS: ("werkt niet", "does not work"),
}


def call(platform: str) -> str:
    """Makers' own names, the same in each language."""
    return _CALLED[platform]


def call_result(result: str, lang: str) -> str:
    """What a test found in words; of an empty one that there was none yet (AP-27)."""
    return _FOUND[result][0 if lang == "nl" else 1]
