"""What pages about articles share: the text as HTML, articles as lines."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from waarborg.plumbing import clock
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.paging import cursor
from waarborg.plumbing.web.wording import local_date
from waarborg.support.models import Article, ArticleDraft
from waarborg.support.rules.articles import markdown


def today() -> date:
    return local_date(clock.now(), zone_of())


def text_of(body: str, pictures: dict[str, UUID], *, top: int = 2) -> SafeString:
    """Written by us, and made safe all the same (rules/articles/markdown.py)."""
    addresses = {name: reverse("support:article-picture", args=[one]) for name, one in pictures.items()}
    return mark_safe(markdown.html(body, addresses, top=top))


def shown(held: Article | ArticleDraft, language: str, pictures: dict[str, UUID], *, top: int = 2) -> dict[str, Any]:
    """An article, or its draft, as a reader of that language sees it; `spoken` is the language it is in, `top` the
    level of its first headings."""
    spoken = spoken_of(held, language)
    return {
        "title": getattr(held, f"title_{spoken}"),
        "html": text_of(getattr(held, f"body_{spoken}"), pictures, top=top),
        "spoken": spoken,
        "other": spoken != language,
        "video": held.video,
        "video_host": held.video.split("/")[2] if held.video else "",
    }


def spoken_of(held: Article | ArticleDraft, language: str) -> str:
    other = "en" if language == "nl" else "nl"
    return language if getattr(held, f"title_{language}") or not getattr(held, f"title_{other}") else other


def in_list(found: list[Article], language: str) -> list[dict[str, Any]]:
    """Articles as lines: their texts are not read for that."""
    return [{"article": one, "title": one.title(language), "spoken": one.spoken(language)} for one in found]


def next_page(found: list[Article], limit: int) -> str:
    """Where the next page begins, empty at the end; `found` is one longer than a page where there is one."""
    return cursor(found[limit - 1].published_at, found[limit - 1].id) if len(found) > limit else ""


def typed(text: str) -> str:
    """What was searched for, without what no database takes."""
    return " ".join(text.replace("\x00", "").split())[:200]
