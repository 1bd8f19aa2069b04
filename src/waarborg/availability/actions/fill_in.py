"""What a text of an incident says of its own incident: filled in when it is told, so that it is never of before."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from waarborg.availability.rules.incident_texts import COMPONENT, TIME, fill
from waarborg.catalogue.models import Item
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording

Filler = Callable[[str, str], str]


def filler(hit: Iterable[Item], begins: datetime, at: datetime) -> Filler:
    """(text, language) to the text with its places filled. A time of another day has its day beside it."""
    items = list(hit)
    zone = ZoneInfo(zone_of())

    def words(lang: str) -> dict[str, str]:
        time = wording.time_of_day(begins, lang, zone)
        local = begins.astimezone(zone).date()
        if local != at.astimezone(zone).date():
            time = f"{wording.day(local, lang, weekday=False)} {time}"
        return {COMPONENT: wording.enumeration([one.say(lang) for one in items], lang), TIME: time}

    return lambda text, lang: fill(text, words(lang)) if "{" in text else text
