"""Text made safe for HTML that Python writes."""

from typing import Any

import markupsafe


def escape(value: Any) -> str:
    """A value as HTML shows it; what is markup already stays as it is.

    A plain `str`: markupsafe's own result escapes what is added to it, and rows are put together by adding.
    """
    return str(markupsafe.escape(value))
