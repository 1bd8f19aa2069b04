"""What pages about articles share: the reader's language, the text as HTML, paging by instant."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from waarborg.plumbing import clock
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date, tongue
from waarborg.support.models import Article, ArticleDraft
from waarborg.support.rules.articles import markdown


def lang() -> str:
    return tongue(get_language())


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


def cursor_of(text: str) -> tuple[datetime, UUID] | None:
    """The row before the page, from an address; None for none, and for what is none."""
    moment, _, identifier = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(identifier)) if at.tzinfo else None
    except ValueError:
        return None


def cursor(found: list[Article], limit: int) -> str:
    """Where the next page begins, empty at the end; `found` is one longer than a page where there is one."""
    if len(found) <= limit or found[limit - 1].published_at is None:
        return ""
    last = found[limit - 1]
    return f"{last.published_at.isoformat()}_{last.id}"  # type: ignore[union-attr]


def typed(text: str) -> str:
    """What was searched for, without what no database takes."""
    return " ".join(text.replace("\x00", "").split())[:200]
