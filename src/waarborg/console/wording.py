"""Sentences of the first page: how all promises stand together, and how one is going."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.console.queries.home import Home
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import url_for
from waarborg.plumbing.web.pieces import piece
from waarborg.promises.queries import Board, ClockLine, Stand
from waarborg.support.models import Ticket

NOON, EVENING = 12, 18
NOT_AS_IT_SHOULD_BE: dict[str, Callable[[int], str]] = {
    "late": lambda n: ngettext("%(n)s is late.", "%(n)s are late.", n),
    "risk": lambda n: ngettext("%(n)s is tight.", "%(n)s are tight.", n),
    "broken": lambda n: ngettext("%(n)s was not met this month.", "%(n)s were not met this month.", n),
    "exceeded": lambda n: ngettext(
        "%(n)s target was not reached this month.", "%(n)s targets were not reached this month.", n
    ),
    "expired": lambda n: ngettext("%(n)s has expired.", "%(n)s have expired.", n),
    "unknown": lambda n: ngettext("%(n)s we cannot measure yet.", "%(n)s we cannot measure yet.", n),
}


def greeting(hour: int) -> str:
    if hour < NOON:
        return _("Good morning")
    return _("Good afternoon") if hour < EVENING else _("Good evening")


def standing_sentences(stood: Board) -> Sequence[SafeString]:
    """How many of the enforced promises are kept, and what is not as it should be: numbers first, each in bold."""
    return _standing(stood.enforced, tuple(stood.count(state) for state in NOT_AS_IT_SHOULD_BE))


@piece(1024)
def _standing(enforced: int, wrong: tuple[int, ...]) -> tuple[SafeString, ...]:
    """`wrong` is how many there are of each that is not as it should be."""
    kept = enforced - sum(wrong)
    if kept == enforced:
        text = ngettext(
            "We keep the %(n)s promise that is enforced now.", "We keep all %(n)s promises that are enforced now.", kept
        )
        said = [_bold(text, n=kept)]
    else:
        text = ngettext(
            "Of the %(all)s promise that is enforced now we keep %(n)s.",
            "Of the %(all)s promises that are enforced now we keep %(n)s.",
            enforced,
        )
        said = [_bold(text, all=enforced, n=kept)]
    counted = zip(NOT_AS_IT_SHOULD_BE.values(), wrong, strict=True)
    return tuple(said + [_bold(sentence(count), n=count) for sentence, count in counted if count])


def _bold(text: str, **numbers: int) -> SafeString:
    """A sentence with its numbers in bold."""
    marked = text
    for name in numbers:
        marked = marked.replace(f"%({name})s", "{" + name + "}")
    return format_html(marked, **{name: format_html("<b>{}</b>", number) for name, number in numbers.items()})


def not_enforced_sentence(stood: Board, *, of_all: bool = False) -> str:
    """How many promises the software does not guard yet; `of_all` after a sentence that counted every promise."""
    count = len(stood.stands) - stood.enforced
    if not count:
        return ""
    if of_all:
        return ngettext(
            "%(n)s of them is not yet enforced: it binds us all the same.",
            "%(n)s of them are not yet enforced: they bind us all the same.",
            count,
        ) % {"n": count}
    return ngettext(
        "%(n)s other promise stands in your agreement and is not yet enforced: the software does not guard it yet.",
        "%(n)s other promises stand in your agreement and are not yet enforced: the software does not guard them yet.",
        count,
    ) % {"n": count}


def live_line(stand: Stand, shown: Home, *, now: datetime, lang: str) -> SafeString | str:
    """What is going on with a promise now: the clock that presses most, and how often it was kept this month."""
    stood = shown.board
    if stood is None or stand.state == "unenforced":
        return ""
    is_rounds, decided = stood.text.compiled.is_rounds(stand.article.id), stand.tally.decided
    if not (stand.open or decided or is_rounds):
        fact = stand.promise.fact
        is_clock = stand.promise.clock is not None
        return _quiet_part(is_clock, fact.source.declared if fact else None, stood.month, lang)
    parts: list[Any] = []
    if stand.open:
        parts.append(_open_part(stand.open, shown, stood.zone, now, lang))
    if decided:
        parts.append(_tally_part(stand.tally.met, decided, stood.month, lang))
    if is_rounds:
        parts.append(_rounds_part(stand.state, stood.month, lang))
    return mark_safe(" ".join(escape(part) for part in parts))


def _open_part(lines: Sequence[ClockLine], shown: Home, zone: str, now: datetime, lang: str) -> SafeString:
    first = lines[0]
    ticket = shown.tickets.get(first.run.subject_id)
    name = ticket_link(ticket) if ticket else ""
    count = _running(len(lines), lang)
    if first.state == "late":
        how: str = wording.clock_words("late", first.us, lang, day_us=first.day_us)
    elif first.due is None:
        how = wording.clock_words(first.state, None, lang)
    else:
        how = wording.deadline(first.due, lang, zone, now=now)
    return mark_safe(f"{escape(count)}: {name} {escape(how)}." if name else f"{escape(count)}: {escape(how)}.")


@lru_cache(64)
def _running(count: int, lang: str) -> str:
    with translation.override(lang):
        return ngettext("%(n)s runs", "%(n)s run", count) % {"n": count}


# Of a month there are few sentences, and every customer reads the same ones.
@lru_cache(4096)
def _tally_part(met: int, decided: int, month: str, lang: str) -> str:
    with translation.override(lang):
        return _("%(kept)s of %(all)s in time in %(month)s.") % {
            "kept": wording.number(met, lang),
            "all": wording.number(decided, lang),
            "month": month_name(month, lang),
        }


@lru_cache(4096)
def _quiet_part(is_clock: bool, declared: date | None, month: str, lang: str) -> SafeString:
    with translation.override(lang):
        if is_clock:
            said = _("No case in %(month)s yet.") % {"month": month_name(month, lang)}
        elif declared:
            said = _("Declared on %(day)s.") % {"day": wording.day(declared, lang, year=True, weekday=False)}
        else:
            said = _("Holds as long as your agreement does.")
    return mark_safe(escape(said))


@lru_cache(256)
def _rounds_part(state: str, month: str, lang: str) -> str:
    """Of a promise to do something every so often whose rounds are counted apart from journals."""
    with translation.override(lang):
        if state == "late":
            return _("Too late at this moment.")
        if state == "unknown":
            return _("Not measured: nothing is planned yet that serves it.")
        if state == "met":
            return _("In time all %(month)s so far.") % {"month": month_name(month, lang)}
        return _("Too late at least once in %(month)s.") % {"month": month_name(month, lang)}


def month_name(month: str, lang: str) -> str:
    """`april` of `2026-04`: the running month needs no year."""
    return wording.month_words(month, lang).rpartition(" ")[0]


def ticket_link(ticket: Ticket) -> SafeString:
    return mark_safe(f'<a href="{escape(address(ticket.id))}">{escape(ticket.shown_number)}</a>')


def address(ticket: UUID) -> str:
    return url_for("support:ticket", ticket=ticket)
