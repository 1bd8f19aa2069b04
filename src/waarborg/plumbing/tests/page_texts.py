"""What a page's text writes, for tests that compare."""

import re
from typing import Any

from django.template import engines


def written(source: str, **words: Any) -> str:
    """The text rendered by the engine of the pages, with quotes spelt as Django spells them."""
    found: str = engines["pages"].from_string(source).render(words)
    return spelt(found)


def spelt(html: str) -> str:
    """One spelling of quotes and of the ends of tags, where Django and Jinja differ and browsers do not."""
    return re.sub(r"\s+(/?>)", r"\1", html.replace("&#34;", "&quot;").replace("&#39;", "&#x27;"))
