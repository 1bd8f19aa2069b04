"""Lists of promises. In Python, because a customer has seventy on one page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing.templatetags.waarborg import level_word, mark
from waarborg.plumbing.web import marks, wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter

LOUD = ("risk", "broken", "late")


@page_filter
def promise_row(promise: Any) -> SafeString:
    """A promise in a list (`<ul class="w-plain">`): words of the agreement, state, figure of now. Tight and broken get
    a surface.

    `promise` has words, url, state, live, level (guarantee, target or experience), and may have state_words and id.
    """
    find = _finder(promise)
    state, words = str(find("state") or ""), _text(find("words"))
    said = find("state_words") or marks.word(state, wording.tongue(translation.get_language()))
    url, place, level = find("url"), find("id"), find("level")
    grade = f' <span class="w-nowrap">{escape(level_word(level))}</span>' if level in ("target", "experience") else ""
    more = (" data-loud" if state in LOUD else "") + (f' id="{_text(place)}"' if place else "")
    if url:
        words = f'<a href="{_text(url)}">{words}</a>'
    return mark_safe(
        f'<li class="w-promise" data-state="{escape(state)}"{more}>{mark(state)}<p class="w-words">{words}</p>'
        f'<span class="w-state">{_text(said)}</span><p class="w-live">{_text(find("live"))}{grade}</p></li>'
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
