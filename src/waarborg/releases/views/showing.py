"""A release in the reader's words."""

from typing import Any

from waarborg.releases.models import Release
from waarborg.releases.rules import kinds

# By state, the colour that the design system has for it.
TONES = {kinds.PLANNED: "", kinds.PUBLISHED: "info", kinds.ACTIVATED: "ok"}


def shown(one: Release, lang: str) -> dict[str, Any]:
    """`called` says what it is, `stand` how far."""
    called = kinds.call(one.kind, lang)
    if one.patches is not None:
        called = f"{called} {'van' if lang == 'nl' else 'of'} {one.patches.version}"
    return {
        "release": one,
        "called": called,
        "purpose": kinds.call(one.purpose, lang),
        "stand": kinds.call(one.state, lang),
        "tone": TONES[one.state],
        "summary": one.summary(lang),
        "is_planned": one.state == kinds.PLANNED,
    }
