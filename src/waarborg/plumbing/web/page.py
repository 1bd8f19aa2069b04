"""What every page knows: its time, language, theme and whether single keys are on. A context processor."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from waarborg.plumbing import clock
from waarborg.plumbing.web import preferences, wording


def page(request: HttpRequest) -> dict[str, Any]:
    """`now` (aware, UTC), `lang` (nl, en), `theme` (light, dark, empty), `keys_on`, `clock_offset` (zero is falsy)."""
    return {
        "now": clock.now(),
        "lang": wording.tongue(translation.get_language()),
        "theme": preferences.theme(request),
        "keys_on": preferences.keys_on(request),
        "clock_offset": clock.offset(),
    }
