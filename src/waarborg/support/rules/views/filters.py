"""What a saved view of the queue keeps: the words of its address, and no others."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

# In this order they stand in the address. `view` is what the queue calls its own: mine, nobody, or a band.
LONGEST = {"view": 20, "priority": 20, "tag": 40, "team": 36, "q": 200}
MOST = 30


def kept(asked: Mapping[str, str]) -> dict[str, str]:
    """What of an address narrows the queue; nothing of it where it shows all."""
    found = {key: " ".join(str(asked.get(key, "")).split())[:most] for key, most in LONGEST.items()}
    if found["team"] and not _is_team(found["team"]):
        found["team"] = ""
    return {key: text for key, text in found.items() if text and (key, text) != ("view", "all")}


def address(words: Mapping[str, str]) -> str:
    """The query of the queue's address, such as "view=mine&priority=p1"."""
    return urlencode({key: words[key] for key in LONGEST if words.get(key)})


def is_counted(words: Mapping[str, str]) -> bool:
    """Whether how many there are is told beside it: not of a text, nor of a band, which only clocks can say."""
    return "q" not in words and words.get("view", "") in ("", "mine", "nobody")


def _is_team(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
