"""What links to notices say."""

from uuid import UUID

from django.utils.translation import get_language

from waarborg.notices.models import Notice


def labels(ids: list[UUID]) -> dict[UUID, str]:
    """Titles, in the language of the page. One query."""
    lang = get_language() or "nl"
    return {one.id: one.title(lang) for one in Notice.objects.filter(id__in=ids).only("title_nl", "title_en")}
