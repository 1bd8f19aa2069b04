"""Variables of snippets, and what stands in their place."""

import re
from collections.abc import Mapping

VARIABLES: dict[str, dict[str, str]] = {
    "customer": {"nl": "de naam van de klant", "en": "the name of the customer"},
    "person": {"nl": "de naam van de melder", "en": "the name of the reporter"},
    "number": {"nl": "het nummer van de melding", "en": "the number of the ticket"},
    "due": {"nl": "uiterlijk wanneer, in woorden", "en": "by when, in words"},
    "me": {"nl": "uw eigen naam", "en": "your own name"},
}
_NAMED = re.compile(r"\{([a-z]+)\}")


def unknown(text: str) -> list[str]:
    """The names in braces that are no variable."""
    return [name for name in _NAMED.findall(text) if name not in VARIABLES]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in; one that has no value now stays as it is, so that the writer sees it."""
    return _NAMED.sub(lambda found: values.get(found[1]) or found[0], text)
