"""Keys by which browsers tell how long pages took: in the desk's scope."""

from waarborg.availability.models import PageKey
from waarborg.availability.rules.page_times import NotFromThere


def page_keys() -> list[PageKey]:
    """Those that work by name, then those that were revoked, the last one first. One query."""
    found = sorted(PageKey.objects.all(), key=lambda one: one.name.lower())
    gone = sorted((one for one in found if one.revoked_at), key=lambda one: one.revoked_at, reverse=True)
    return [one for one in found if not one.revoked_at] + gone


def key_at(word: str, origin: str) -> PageKey:
    """The key that works at pages of this origin. Raises NotFromThere. One query."""
    found = PageKey.objects.filter(word=word, revoked_at__isnull=True).first() if "\0" not in word else None
    if found is None or origin not in found.origins:
        raise NotFromThere()
    return found
