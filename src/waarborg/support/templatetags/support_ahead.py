"""Words of the page that looks ahead."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pages import page_filter
from waarborg.promises.rules.registry import known
from waarborg.support.rules import numbers


@page_filter
def last_day(until: datetime, zone: str) -> str:
    """The last day before an instant that ends one: "Wednesday 8 April"."""
    return wording.day(wording.local_date(until - timedelta(seconds=1), zone), design.lang_of_page())


@page_filter
def ticket_number(number: int) -> str:
    return numbers.shown(number)


@page_filter
def subjects_told(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What clocks run about, as the registry calls it."""
    lang = design.lang_of_page()
    found = {kind: known().find("subject", kind) for kind in counts}
    return [(found[kind].say(lang) if found[kind] else kind, many) for kind, many in sorted(counts.items())]  # type: ignore[union-attr]


@page_filter
def presence_said(there: str) -> str:
    """Whether a colleague is there."""
    return {
        "now": _("now"),
        "later": _("not now"),
        "away": _("away today"),
        "unknown": _("no hours given"),
    }[there]
