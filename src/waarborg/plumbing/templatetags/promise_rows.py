"""Lists of promises. In Python, because a customer has seventy on one page."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing.templatetags.waarborg import level_word, mark
from waarborg.plumbing.web import marks, wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter
from waarborg.plumbing.web.pieces import forgotten

LOUD = ("risk", "broken", "late")


@page_filter
def promise_row(promise: Any) -> SafeString:
    """A promise in a list (`<ul class="w-plain">`): words of the agreement, state, figure of now. Tight and broken get
    a surface.

    `promise` has words, url, state, live, level (guarantee, target or experience), and may have state_words and id.
    """
    find = _finder(promise)
    state = str(find("state") or "")
    said = find("state_words") or marks.word(state, wording.tongue(translation.get_language()))
    level = find("level")
    grade = level_word(level) if level in ("target", "experience") else ""
    words, url, place, live = _text(find("words")), _text(find("url")), _text(find("id")), _text(find("live"))
    return _row(state, words, url, place, _text(said), live, grade)


# Whoever is promised the same reads the same row, and from one moment to the next few of his own change. Its words are
# safe before they come here: of a text and of markup with the same letters there is one row only.
@forgotten
@lru_cache(8192)
def _row(state: str, words: str, url: str, place: str, said: str, live: str, grade: str) -> SafeString:
    more = (" data-loud" if state in LOUD else "") + (f' id="{place}"' if place else "")
    if url:
        words = f'<a href="{url}">{words}</a>'
    if grade:
        grade = f' <span class="w-nowrap">{escape(grade)}</span>'
    return mark_safe(
        f'<li class="w-promise" data-state="{escape(state)}"{more}>{mark(state)}<p class="w-words">{words}</p>'
        f'<span class="w-state">{said}</span><p class="w-live">{live}{grade}</p></li>'
    )


@page_filter
def promise_links(promises: Iterable[Mapping[str, str]]) -> SafeString:
    """Items of a list: the words of each promise (words, url), linked."""
    return mark_safe(
        "".join(f'<li class="w-words"><a href="{_text(one["url"])}">{_text(one["words"])}</a></li>' for one in promises)
    )


def _text(value: Any) -> str:
    return "" if value is None else escape(value)


def _finder(found: Any) -> Callable[[str], Any]:
    return found.get if isinstance(found, Mapping) else lambda key: getattr(found, key, None)
