"""Words of the pages about messages that wait."""

from datetime import datetime
from zoneinfo import ZoneInfo

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web.pages import page_filter
from waarborg.support.rules.bulk.held import NOT_SENT


@page_filter
def to_the_second(at: datetime) -> str:
    """By the clock on the wall of the desk: 11:00:20."""
    return at.astimezone(ZoneInfo(design.zone_of())).strftime("%H:%M:%S")


@page_filter
def not_sent_because(why: str) -> str:
    return NOT_SENT[why]["nl" if design.lang_of_page() == "nl" else "en"]  # type: ignore[index]
