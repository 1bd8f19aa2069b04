"""What a saved view keeps: the words of the address of its page, and no others."""

from collections.abc import Mapping
from typing import Final, Literal
from urllib.parse import urlencode
from uuid import UUID

# The queue, or the list of all tickets.
Of = Literal["queue", "tickets"]
# In this order they stand in the address. `view` is what the page calls its own: mine, nobody, or a band of the queue.
LONGEST: Final[Mapping[Of, Mapping[str, int]]] = {
    "queue": {"view": 20, "priority": 20, "tag": 40, "team": 36, "q": 200},
    "tickets": {"view": 20, "state": 20, "tag": 40, "team": 36, "customer": 36, "q": 200},
}
NUMBERED: Final = ("team", "customer")
MOST = 30


def kept(asked: Mapping[str, str], of: Of = "queue") -> dict[str, str]:
    """What of an address narrows the page; nothing of it where it shows all."""
    found = {key: " ".join(str(asked.get(key, "")).split())[:most] for key, most in LONGEST[of].items()}
    for key in NUMBERED:
        if found.get(key) and not _is_number(found[key]):
            found[key] = ""
    return {key: text for key, text in found.items() if text and (key, text) != ("view", "all")}


def address(words: Mapping[str, str], of: Of = "queue") -> str:
    """The query of the page's address, such as "view=mine&priority=p1"."""
    return urlencode({key: words[key] for key in LONGEST[of] if words.get(key)})


def is_counted(words: Mapping[str, str]) -> bool:
    """Whether how many there are is told beside it: not of a text, nor of a band, which only clocks can say."""
    return "q" not in words and words.get("view", "") in ("", "mine", "nobody")


def _is_number(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
