"""A panel that is kept by its words writes what it would write anew, with the token of who asks, and reads no more than
what it is kept by."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from waarborg.plumbing.web.kept_panels import NotAWord, Part, kept_panel
from waarborg.plumbing.web.pieces import kept_pieces

# What every page knows of who asks is read from the database.
pytestmark = pytest.mark.django_db
PANEL = "support/development/desk_panel.html"
FIELDS = ("id", "is_live", "developer", "kind")


@dataclass
class Subject:
    id: str = "0192f2b0-0000-7000-8000-000000000001"
    is_live: bool = True
    developer: str = ""
    kind: str = "incident"


def asked(rf: Any, token: str) -> Any:
    request = rf.get("/")
    request.META["CSRF_COOKIE"] = token * 32
    return request


def shown(request: Any, subject: Subject) -> str:
    return kept_panel(PANEL, request, ticket=Part(subject, *FIELDS), by_key=False)


def bare(html: str, request: Any) -> str:
    """Without the token, which is masked anew for each page."""
    held = html.split('name="csrfmiddlewaretoken" value="')
    return "|".join([held[0], *(one.partition('"')[2] for one in held[1:])])


def test_it_writes_what_it_would_write_anew(rf: Any) -> None:
    for subject in (Subject(), Subject(is_live=False), Subject(), Subject(id="0192f2b0-0000-7000-8000-000000000002")):
        request = asked(rf, "a")
        anew = render_to_string(PANEL, {"ticket": subject, "issues": [], "by_key": False}, request)
        assert bare(shown(request, subject), request) == bare(anew, request)


def test_each_has_a_token_of_its_own(rf: Any) -> None:
    one, other = asked(rf, "a"), asked(rf, "b")
    texts = [shown(request, Subject()) for request in (one, other)]
    assert [text.count("csrfmiddlewaretoken") for text in texts] == [2, 2]
    assert texts[0] != texts[1] and bare(texts[0], one) == bare(texts[1], other)
    assert get_token(one) != get_token(other) and "<token>" not in texts[0]


def test_the_same_words_are_written_once(rf: Any) -> None:
    name = "waarborg.plumbing.web.kept_panels._panel"
    shown(asked(rf, "a"), Subject(id="0192f2b0-0000-7000-8000-000000000003"))
    held = kept_pieces()[name][0]
    shown(asked(rf, "b"), Subject(id="0192f2b0-0000-7000-8000-000000000003"))
    assert kept_pieces()[name][0] == held


def test_what_it_is_not_kept_by_it_cannot_read(rf: Any) -> None:
    with pytest.raises(NotAWord):
        kept_panel(PANEL, asked(rf, "a"), ticket=Part(Subject(), "id", "is_live"), by_key=False)


def test_words_that_could_change_are_refused(rf: Any) -> None:
    with pytest.raises(TypeError):
        kept_panel(PANEL, asked(rf, "a"), ticket=Part(Subject(), *FIELDS), by_key=["no"])  # type: ignore[arg-type]
