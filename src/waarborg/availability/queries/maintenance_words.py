"""What customers are told of maintenance, in Dutch and English."""

from collections.abc import Sequence
from datetime import datetime

from waarborg.availability.models import Series, Work
from waarborg.availability.rules.work_kinds import ANNOUNCED, CANCELLED, EXTENDED, MOVED, SHORTENED
from waarborg.catalogue.models import Item
from waarborg.plumbing.web import wording

LONGEST_TITLE = 150
Both = tuple[str, str]
_BEGINNINGS: dict[str, Both] = {
    ANNOUNCED: ("Onderhoud", "Maintenance"),
    MOVED: ("Onderhoud verplaatst", "Maintenance moved"),
    EXTENDED: ("Onderhoud duurt langer", "Maintenance takes longer"),
    SHORTENED: ("Onderhoud duurt korter", "Maintenance is shorter"),
    CANCELLED: ("Onderhoud gaat niet door", "Maintenance cancelled"),
}
_RECURS, _NO_MORE = ("Terugkerend onderhoud", "Recurring maintenance"), ("Geen onderhoud meer", "No more maintenance")
_WHEN, _WAS, _WHAT, _WHY = ("Wanneer", "When"), ("Zou zijn", "Was to be"), ("Waaraan", "On what"), ("Waarom", "Why")


def beginning(change: str, lang: str) -> str:
    """What became of it, as the first words of a title: `Onderhoud verplaatst`."""
    return _BEGINNINGS[change][lang != "nl"]


def window_words(start: datetime, end: datetime, lang: str, zone: str) -> str:
    """From when until when, and how long that is: on the night in which the clocks change the two do not say the same.

    Such as `za 24 okt 20:00 – zo 25 okt 06:00 (11 uur)`.
    """
    lasting = wording.amount(round((end - start).total_seconds() * 1_000_000), lang)
    first, last = wording.instant(start, lang, zone), wording.instant(end, lang, zone)
    if wording.local_date(start, zone) == wording.local_date(end, zone):
        last = wording.time_of_day(end, lang, zone)
    return f"{first} – {last} ({lasting})"


def notice_words(
    held: Work, change: str, components: Sequence[Item], *, why: Both, zone: str
) -> tuple[str, str, str, str]:
    """Title and body of a notice in Dutch, then in English; English without words of its own has those in Dutch.

    `why` is a reason that customers read, (Dutch, English)."""
    said: list[str] = []
    for number, lang in enumerate(("nl", "en")):
        when = window_words(held.from_at, held.until_at, lang, zone)
        reason = why[number] or why[0]
        lines = [
            f"{(_WAS if change == CANCELLED else _WHEN)[number]}: {when}",
            f"{_WHAT[number]}: {wording.enumeration([one.say(lang) for one in components], lang)}",
            *([f"{_WHY[number]}: {reason}"] if reason else []),
        ]
        body = [] if change == CANCELLED else [held.text(lang)]
        title = f"{_BEGINNINGS[change][number]}: {held.title(lang)}"[:LONGEST_TITLE]
        said += [title, "\n\n".join(["\n".join(lines), *body])]
    title_nl, body_nl, title_en, body_en = said
    return title_nl, body_nl, title_en, body_en


def together_words(works: Sequence[Work], components: Sequence[Item], *, zone: str) -> tuple[str, str, str, str]:
    """Title and body, in Dutch, then in English, of one notice about windows that overlap: each with its own times and
    words, below the time in which anything is worked on at all."""
    said: list[str] = []
    first, last = min(one.from_at for one in works), max(one.until_at for one in works)
    for number, lang in enumerate(("nl", "en")):
        titles = wording.enumeration([one.title(lang) for one in works], lang)
        lines = [
            f"{_WHEN[number]}: {window_words(first, last, lang, zone)}",
            f"{_WHAT[number]}: {wording.enumeration([one.say(lang) for one in components], lang)}",
        ]
        each = [
            f"{one.title(lang)}: {window_words(one.from_at, one.until_at, lang, zone)}\n{one.text(lang)}"
            for one in works
        ]
        title = f"{_BEGINNINGS[ANNOUNCED][number]}: {titles}"[:LONGEST_TITLE]
        said += [title, "\n\n".join(["\n".join(lines), *each])]
    title_nl, body_nl, title_en, body_en = said
    return title_nl, body_nl, title_en, body_en


def series_words(
    held: Series, components: Sequence[Item], windows: Sequence[tuple[datetime, datetime]], *, why: Both = ("", "")
) -> tuple[str, str, str, str]:
    """Title and body of the notice of a series, in Dutch, then in English: the first windows, or that it ended."""
    said: list[str] = []
    for number, lang in enumerate(("nl", "en")):
        heads = _RECURS if windows else _NO_MORE
        next_ = ("De eerste keren", "The first times")[number]
        reason = why[number] or why[0]
        lines = [
            f"{_WHAT[number]}: {wording.enumeration([one.say(lang) for one in components], lang)}",
            *([f"{_WHY[number]}: {reason}"] if reason else []),
            *([f"{next_}:"] if windows else []),
            *(f"- {window_words(start, end, lang, held.zone)}" for start, end in windows),
        ]
        body = [held.text(lang)] if windows else []
        said += [f"{heads[number]}: {held.title(lang)}"[:LONGEST_TITLE], "\n\n".join(["\n".join(lines), *body])]
    title_nl, body_nl, title_en, body_en = said
    return title_nl, body_nl, title_en, body_en
