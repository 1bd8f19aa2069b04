"""When something may be called stable: tested by all four, or in use for years (CL-19). Pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

LONGEST_EVIDENCE: Final = 200
USERS, EXTERNAL, TEAM, SECURITY = "users", "external", "team", "security"
KINDS: Final = (USERS, EXTERNAL, TEAM, SECURITY)
# "In use for years" is read as two years at least.
IN_USE: Final = timedelta(days=730)

_WORDS: Final = {
    USERS: ("gebruikers", "users"),
    EXTERNAL: ("externe testers", "external testers"),
    TEAM: ("ons team", "our team"),
    SECURITY: ("beveiligingsdeskundigen", "security experts"),
}


def call(kind: str, lang: str) -> str:
    """Who tests, in words."""
    return _WORDS[kind][0 if lang == "nl" else 1]


def missing(passed: Collection[str]) -> list[str]:
    """The kinds of test that have not been passed yet."""
    return [one for one in KINDS if one not in passed]


def is_tested(passed: Collection[str], activated_at: datetime | None, at: datetime) -> bool:
    """Whether all tests were passed, or it has been in use for years."""
    return not missing(passed) or (activated_at is not None and activated_at + IN_USE <= at)
