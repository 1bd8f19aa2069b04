"""The main menu. In Python, and kept: it stands on every page, on a phone's page twice, and is the same for all who may
open the same pages."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from waarborg.plumbing.templatetags.waarborg import icon, lang_of_page, parts_of_menu
from waarborg.plumbing.web import wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.menus import Shown
from waarborg.plumbing.web.pages import page_filter

# In the portal's bar, of more than seven, what comes after the sixth folds away under "More".
IN_BAR = 7


@page_filter
def main_menu(
    items: Iterable[Shown | Mapping[str, Any]] | None,
    label: str,
    *,
    bar: bool = False,
    folded: Iterable[str] | None = None,
) -> SafeString:
    """What components/menu.html writes for entries of `menus.menu`, in the language of the page; nothing for none.
    `folded` are the numbers of the parts that this browser folds."""
    shown = tuple(one if isinstance(one, Shown) else _shown(one) for one in items or ())
    return _main_menu(shown, str(label), bar, frozenset(folded or ()), lang_of_page())


def _shown(one: Mapping[str, Any]) -> Shown:
    current = "page" if one.get("current") is True else one.get("current") or ""
    return Shown(str(one["label"]), one["url"], one.get("icon", ""), current, one.get("count"), one.get("heading"))


@lru_cache(maxsize=2048)
def _main_menu(items: tuple[Shown, ...], label: str, bar: bool, folded: frozenset[str], lang: str) -> SafeString:
    if not items:
        return mark_safe("")
    first = IN_BAR - 1 if bar and len(items) > IN_BAR else len(items)
    parts = [f'<nav class="{"w-bar-menu w-not-small" if bar else "w-nav"}" aria-label="{escape(label)}">']
    parts += [_entry(one, bar, lang) for one in items[:first]] if bar else _listed(items, folded, lang)
    more = items[first:]
    if more:
        current = " data-current" if any(one.current for one in more) else ""
        below = "".join(_heading(one) + _entry(one, bar, lang) for one in more)
        summary = f"<summary{current}>{escape(gettext('More'))} {icon('chevron-down')}</summary>"
        parts.append(f'\n  <details class="w-menu w-bar-more">{summary}<div>{below}</div></details>')
    return mark_safe("".join([*parts, "\n</nav>"]))


def _listed(items: tuple[Shown, ...], folded: frozenset[str], lang: str) -> Iterator[str]:
    """The parts below one another; one that is current is open whatever was folded."""
    for part in parts_of_menu(items):
        if part["heading"]:
            is_open = " open" if part["current"] or part["number"] not in folded else ""
            heading = f'data-fold="{part["number"]}">{escape(part["heading"])}</summary>'
            yield f'<details class="w-nav-part"{is_open}><summary class="w-nav-of" {heading}'
        yield from (_entry(one, False, lang) for one in part["items"])
        if part["heading"]:
            yield "</details>"


def _heading(one: Shown) -> str:
    """Above the first entry of a part, in what folds away of the bar."""
    return f'\n  <p class="w-bar-of">{escape(one.heading)}</p>' if one.heading else ""


def _entry(one: Shown, bar: bool, lang: str) -> str:
    current = f' aria-current="{escape(one.current)}"' if one.current else ""
    drawn = "" if bar else f"{icon(one.icon) if one.icon else ''} "
    count = "" if one.count is None else f' <span class="num">{wording.number(one.count, lang)}</span>'
    return f'\n  <a href="{escape(one.url)}"{current}>{drawn}{escape(one.label)}{count}</a>'
