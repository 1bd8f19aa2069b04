"""The customer's first page: what we promise, what runs now, and how the month is going."""

from collections.abc import Hashable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from waarborg.access.guard import contact_only
from waarborg.console.pictures import used_terms
from waarborg.console.queries.home import Home, home
from waarborg.console.wording import (
    greeting,
    live_line,
    month_name,
    not_enforced_sentence,
    standing_sentences,
)
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.live.tickets import grant_for_page
from waarborg.plumbing.tenancy import plans
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pages import url_for
from waarborg.plumbing.web.pieces import piece
from waarborg.promises.queries import Board, Subject
from waarborg.support.queries.people import may_ask

ROWS = 4


@contact_only
@require_GET
def portal(request: HttpRequest) -> HttpResponse:
    """What everybody of the organisation begins with; somebody without oversight sees their own reports in it."""
    by, now, lang = request.actor, clock.now(), wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    plans.for_everybody()
    found = home(by, by.tenant, now=now, lang=lang)
    return render(
        request,
        "console/portal_home.html",
        {
            "home": found,
            "may_ask": may_ask(by, at=now),
            "may_see_reads": permissions.may(by, "console.access-log.read", tenant=by.tenant),
            "live": grant_for_page(request, [f"tenant.{by.tenant}.tickets"]),
            **(_told(found, found.board, now=now, lang=lang) if found.board else {"greeting": ""}),
        },
    )


def _told(found: Home, stood: Board, *, now: datetime, lang: str) -> dict[str, Any]:
    agreement = stood.text.compiled.agreement
    subjects = sorted(stood.subjects, key=_quiet)
    write = _group.here()
    return {
        "greeting": greeting(now.astimezone(ZoneInfo(stood.zone)).hour),
        "zone": stood.zone,
        "version": agreement.version,
        "title": stood.text.title,
        "month": month_name(stood.month, lang),
        "sentences": standing_sentences(stood),
        "ended": stood.ended,
        "not_enforced": not_enforced_sentence(stood, of_all=found.own),
        "stamps": [
            {"label": one.title, "url": f"#{one.id}", "states": [stand.state for stand in one.stands]}
            for one in subjects
        ],
        "groups": [write(*_made_of(one, found, now=now, lang=lang)) for one in subjects],
        "tally": stood.tally,
        "picture": mark_safe(_picture(stood, lang)),
        "enforced": stood.enforced,
        "promised": len(stood.stands),
        "first": next((one.clock for one in found.running if one.clock and one.clock.due), None),
        "tight": sum(bool(one.clock and one.clock.state in ("late", "risk")) for one in found.running),
    }


def _quiet(subject: Subject) -> tuple[bool, bool]:
    """What moves comes first, then what can be followed; the agreement itself keeps the order of the file."""
    return not any(one.open or one.tally.decided for one in subject.stands), not subject.enforced


def _made_of(subject: Subject, found: Home, *, now: datetime, lang: str) -> tuple[Hashable, ...]:
    """One chapter as values: what is enforced with how it goes, and what is not enforced yet by its words."""
    enforced = tuple(
        (one.article.id, one.article.words, one.state, one.promise.level, live_line(one, found, now=now, lang=lang))
        for one in subject.enforced
    )
    return subject.id, subject.title, enforced, tuple((one.article.id, one.article.words) for one in subject.unenforced)


# From one look to the next a clock or two of one chapter moved.
@piece(512)
def _group(
    name: str,
    heading: str,
    enforced: tuple[tuple[str, str, str, str, str], ...],
    unenforced: tuple[tuple[str, str], ...],
) -> SafeString:
    """A chapter of promises. `enforced` are name, words, state, level and, as markup, how it goes; `unenforced` are
    name and words."""
    page = url_for("promises:agreement")
    group = {
        "id": name,
        "heading": heading,
        "count": len(enforced) + len(unenforced),
        "promises": [
            {"words": words, "url": f"{page}#{one}", "state": state, "level": level, "live": mark_safe(live)}
            for one, words, state, level, live in enforced
        ],
        "unenforced": [{"words": words, "url": f"{page}#{one}"} for one, words in unenforced],
    }
    return mark_safe(render_to_string("console/portal_home_group.html", {"group": group}).rstrip("\n"))


def _picture(stood: Board, lang: str) -> str:
    """The clocks of the month, by what they are about: those that were put to the test most."""
    shares: dict[str, list[int]] = {}
    for one in stood.recent:
        if one.share is not None:
            shares.setdefault(one.name, []).append(one.share)
    most = sorted(shares.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:ROWS]
    return used_terms(most, lang=lang, sprite=static("waarborg/sprite.svg"))
