"""What the journal's entry of a binding, or of its end, says for good: which version, since when, published when.

It stands among the properties, which the chain covers and erasure leaves: a report is checked against it.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from waarborg.kernel.instants import to_us
from waarborg.promises.rules.replay.timeline import text_of

APPLIED = "promises.version.applied"
WITHDRAWN = "promises.version.withdrawn"
ENDED = "promises.version.ended"
# An end is recorded when it comes, or this much later at most: nobody takes back what was promised until then.
LATE = timedelta(days=1)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
SHA256, SINCE, PUBLISHED, UNTIL = "bound-sha256", "bound-since", "bound-published", "bound-until"


def bound_words(sha256: str, *, since: datetime, published: datetime) -> dict[str, str]:
    """The properties of `promises.version.applied` and of its withdrawal; instants in UTC with six decimals."""
    return {SHA256: sha256, SINCE: str(text_of(to_us(since))), PUBLISHED: str(text_of(to_us(published)))}


def ended_words(sha256: str, *, since: datetime, published: datetime, until: datetime) -> dict[str, str]:
    """The properties of `promises.version.ended`: `until` is the first instant at which it no longer binds."""
    return {**bound_words(sha256, since=since, published=published), UNTIL: str(text_of(to_us(until)))}


def says_end(properties: Mapping[str, str]) -> str | None:
    """When the binding that such an entry names ended; None where it says nothing readable."""
    until = properties.get(UNTIL, "")
    return until if _INSTANT.fullmatch(until) else None


def says_binding(properties: Mapping[str, str]) -> tuple[str, str, str] | None:
    """(since, sha256, published) of such an entry; None where it says nothing of the kind, or nothing readable."""
    since, sha256, published = (properties.get(key, "") for key in (SINCE, SHA256, PUBLISHED))
    if sha256 and _INSTANT.fullmatch(since) and _INSTANT.fullmatch(published):
        return since, sha256, published
    return None
