"""Text made safe for HTML that Python writes."""

from typing import Any

import markupsafe
from django.utils.safestring import SafeString

# What markupsafe does to plain text, without the mark around it that would come off here at once: a queue escapes five
# hundred words.
_INNER = getattr(markupsafe, "_escape_inner", None)


def escape(value: Any) -> str:
    """A value as HTML shows it; what is markup already stays as it is.

    A plain `str`: markupsafe's own result escapes what is added to it, and rows are put together by adding.
    """
    if type(value) is str and _INNER is not None:
        found: str = _INNER(value)
        return found
    return str(markupsafe.escape(value))


def shown(value: Any) -> str:
    """The same, for what is only joined to more: what is markup already is handed on untouched."""
    kind = type(value)
    if kind is SafeString or kind is markupsafe.Markup:
        return value  # type: ignore[no-any-return]
    return escape(value)
