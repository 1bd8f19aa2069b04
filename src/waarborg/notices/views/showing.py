"""What pages about notices share: a notice as its readers see it."""

from typing import Any

from waarborg.notices.models import Notice
from waarborg.notices.rules.kinds import kind
from waarborg.notices.rules.placeholders import fill


def in_list(held: Notice, language: str, values: dict[str, str]) -> dict[str, Any]:
    """A notice as a line: its text is not read for that."""
    return {
        "notice": held,
        "kind": kind(held.kind).words(language),
        "title": fill(held.title(language), values),
        "spoken": language if language == "nl" or held.title_en else "nl",
    }


def shown(held: Notice, language: str, values: dict[str, str]) -> dict[str, Any]:
    """A notice as its reader sees it, in one language."""
    text = fill(held.body(language), values)
    return {**in_list(held, language, values), "text": text, "reason": held.reason(language)}
