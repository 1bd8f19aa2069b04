"""Every page that a browser shows is looked at by a journey, or stands here with the reason why not.

A page that is added later joins by itself: put it in tests/journeys/pages.py.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from tests.isolation.addresses import addresses
from tests.journeys import pages

JOURNEYS = Path(pages.__file__).parent
# What programs, stylesheets and pictures ask for: nobody reads it in a browser.
OF_PROGRAMS = ("api/", ".well-known/", "oauth/", "brand/", "files/", "exports/", "health", "metrics", "live-ticket")
LEFT_OUT = {
    "a file, or text for a program": {
        "access:audit-file",
        "access:passkey-options",
        "access:sign-on-metadata",
        "availability:atom",
        "availability:badge",
        "availability:heartbeat",
        "availability:heartbeat-failed",
        "availability:page-times-script",
        "availability:place-tasks",
        "availability:duty-calendar",
        "availability:listing",
        "availability:maintenance-banner",
        "availability:maintenance-banner-script",
        "availability:maintenance-calendar",
        "availability:work-calendar",
        "availability:listing-part",
        "availability:rss",
        "catalogue:catalogue-table",
        "continuity:report-done",
        "continuity:report-failed",
        "continuity:runs-file",
        "catalogue:purchases-table",
        "notices:reach-file",
        "releases:releases-atom",
        "support:appointment-file",
        "support:article-picture",
        "support:complaints-file",
        "support:desk-appointment-file",
        "support:desk-session-calendar",
        "support:enrolment-calendar",
        "support:desk-complaints-file",
        "support:desk-tickets-file",
        "support:figures-file",
        "support:list-file",
        "access:portal-list",
        "support:queue-file",
        "support:tickets-file",
        "promises:canonical",
        "promises:desk-canonical",
        "promises:desk-document",
        "promises:desk-file",
        "promises:desk-pdf",
        "promises:draft-file",
        "promises:document",
        "promises:file",
        "promises:pdf",
        "trust:desk-report-data",
        "trust:desk-report-json",
        "trust:desk-report-pdf",
        "trust:report-data",
        "trust:report-json",
        "trust:report-pdf",
    },
    "leads on and shows nothing": {
        "home",
        "desk",
        "contracts:termination",
        "contracts:one-contract",
        "mail-moved",
        "access:sign-on-back",
        "access:end-session",
    },
    "part of a page that is looked at, refused or sent back to it": {
        "support:answer",
        "support:chat-say",
        "support:contacted",
        "support:desk-chat-say",
        "support:article-judge",
        "support:complaint-about",
        "support:complaint-add",
        "support:complaint-answer",
        "support:complaint-appeal",
        "support:complaint-give",
        "support:complaint-take",
        "support:complaint-withdraw",
        "support:assign",
        "support:give-ahead",
        "support:complete",
        "support:desk-reopen",
        "support:follow",
        "support:give-team",
        "support:go-on",
        "support:tag",
        "support:keep-resolved",
        "support:note",
        "support:not-sent",
        "support:prioritise",
        "support:reopen",
        "support:reply",
        "support:start",
        "support:take",
        "support:withdraw",
    },
    "built as one that is looked at": {
        # As the pages of a ticket.
        "support:complaint",
        "support:desk-complaint",
        # As contracts:new-step, of what is there, and of a contract.
        "contracts:change-step",
        "contracts:sign",
        # As the desk's own, or the portal's.
        "desk-webhook",
        "desk-webhook-message",
        "access:desk-grant",
        "promises:announced",
        "promises:announcement",
        # As notices:new and notices:new-template, with what was written before.
        "notices:edit",
        "notices:template",
        # As support:customer-use, of a ticket.
        "support:ticket-time",
        # As support:new-team, of a stretch that the demonstration has none of.
        "support:extra-keep",
        "support:question",
        # As support:readers and support:new-team.
        "support:desk-readers",
        "support:snippet",
        "support:tag-kept",
        "support:team",
        # As support:new-referral, with what was written before.
        "support:referral",
        # As support:readers: a form on a page of its own.
        "support:refuse",
        "support:signal-quote",
        "support:ticket-quote",
    },
    "for an agreement with one customer: the demonstration has none": {"promises:end-early"},
    "for an agreement that knows urgent cases: that of the demonstration does not": {
        "support:urgent",
        "support:urgent-allow",
        "support:urgent-for-caller",
        "support:urgent-by-telephone",
    },
    "for who can reach neither password nor mailbox: nobody of the demonstration asked": {"access:way-in"},
    "for an agreement with telephone hours: that of the demonstration has none": {
        "support:call-back",
        "support:desk-call-back",
    },
    "for who belongs to two organisations: nobody of the demonstration does": {"access:organisations"},
    "of a bundle of wishes: the demonstration has none": {"support:bundle", "support:desk-bundle"},
    "one question and its button": {
        "availability:answer-call",
        "support:opinion",
        "support:opinion-by-mail",
        "support:question-confirm",
        "access:desk-token-revoke",
        "access:token-revoke",
        "access:sign-on-confirm",
        "availability:subscribe-confirm",
        "availability:unsubscribe",
        "notices:stop",
    },
}


def test_every_page_is_looked_at_or_left_out_for_a_reason() -> None:
    shown = {name for name, view in _views() if _is_page(view)}
    left_out = set().union(*LEFT_OUT.values())
    looked_at = set(pages.looked_at())
    assert sorted(shown - looked_at - left_out) == [], "put it in tests/journeys/pages.py"
    assert sorted(left_out & looked_at) == []
    assert sorted((left_out | looked_at) - {one.name for one in addresses()}) == [], "there is no such address"


def test_every_journey_that_is_said_to_look_does() -> None:
    for journey in pages.ON_THE_WAY:
        assert "look(" in (JOURNEYS / f"{journey}.py").read_text()


def _views() -> list[tuple[str, Callable[..., Any]]]:
    """Names and views of all that is not of programs alone."""
    known = {one.route: one.name for one in addresses()}
    found = list(_walk(get_resolver().url_patterns, ""))
    return [(known[route], view) for route, view in found if not route.startswith(OF_PROGRAMS)]


def _walk(patterns: list[Any], before: str) -> Any:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def _is_page(view: Any) -> bool:
    """Whether it answers GET: what `require_http_methods` around it says, everything where nothing does."""
    while view is not None:
        names = getattr(getattr(view, "__code__", None), "co_freevars", ())
        if "request_method_list" in names:
            return "GET" in view.__closure__[names.index("request_method_list")].cell_contents
        view = getattr(view, "__wrapped__", None)
    return True
