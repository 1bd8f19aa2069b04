"""What every page knows: its time, language, theme and whether single keys are on. A context processor."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import translation

from waarborg.plumbing import clock
from waarborg.plumbing.web import preferences, wording


def page(request: HttpRequest) -> dict[str, Any]:
    """`now` (aware, UTC; None on a page that is kept as a file), `lang` (nl, en), `theme` (light, dark, empty),
    `keys_on`, `folded`, `clock_offset` and, for staff, `clock_ahead` (of the machine's clock, more than a minute); zero
    is falsy."""
    actor = getattr(request, "actor", None)
    ahead = clock.ahead() if actor and actor.kind == "staff" else timedelta(0)
    return {
        # A page that is kept as a file is read later than it was made, and calls no day today.
        "now": None if getattr(request, "exported", False) else clock.now(),
        "lang": wording.tongue(translation.get_language()),
        "theme": preferences.theme(request),
        "keys_on": preferences.keys_on(request),
        "folded": preferences.folded(request),
        "clock_offset": clock.offset(),
        "clock_ahead": ahead if ahead > clock.NOTICEABLE else timedelta(0),
    }
