"""Who reads this page: the language and the zone in which it speaks to him."""

from django.utils.translation import get_language

from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import tongue


def lang() -> str:
    """`nl` or `en`."""
    return tongue(get_language())


def zone() -> str:
    """The name of the zone, such as `Europe/Amsterdam`."""
    return zone_of()
