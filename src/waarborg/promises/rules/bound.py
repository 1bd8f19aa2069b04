"""What the journal's entry of a binding says for good: under which version, since when, published when.

It stands among the properties, which the chain covers and erasure leaves: a report is checked against it.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from waarborg.kernel.instants import to_us
from waarborg.promises.rules.replay.timeline import text_of

APPLIED = "promises.version.applied"
WITHDRAWN = "promises.version.withdrawn"
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
SHA256, SINCE, PUBLISHED = "bound-sha256", "bound-since", "bound-published"


def bound_words(sha256: str, *, since: datetime, published: datetime) -> dict[str, str]:
    """The properties of `promises.version.applied` and of its withdrawal; instants in UTC with six decimals."""
    return {SHA256: sha256, SINCE: str(text_of(to_us(since))), PUBLISHED: str(text_of(to_us(published)))}


def says_binding(properties: Mapping[str, str]) -> tuple[str, str, str] | None:
    """(since, sha256, published) of such an entry; None where it says nothing of the kind, or nothing readable."""
    since, sha256, published = (properties.get(key, "") for key in (SINCE, SHA256, PUBLISHED))
    if sha256 and _INSTANT.fullmatch(since) and _INSTANT.fullmatch(published):
        return since, sha256, published
    return None
