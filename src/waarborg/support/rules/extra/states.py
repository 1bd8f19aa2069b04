"""How extra support stands, in words for both sides."""

from collections.abc import Mapping
from typing import Final

STATES: Final[Mapping[str, Mapping[str, str]]] = {
    "requested": {"nl": "aangevraagd", "en": "requested"},
    "rostered": {"nl": "ingeroosterd", "en": "rostered"},
    "cancelled": {"nl": "afgezegd", "en": "cancelled"},
    "worked": {"nl": "gedaan", "en": "done"},
}
