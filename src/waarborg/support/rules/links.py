"""How two tickets have to do with each other, as it reads from either side."""

# The word that is kept, then what it says of the other ticket from this side and from the other one.
KINDS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "related": ({"nl": "heeft te maken met", "en": "has to do with"},) * 2,
    "duplicate": ({"nl": "is hetzelfde als", "en": "is the same as"},) * 2,
    "blocks": (
        {"nl": "moet klaar zijn voor", "en": "must be done before"},
        {"nl": "wacht op", "en": "waits for"},
    ),
    "split": (
        {"nl": "is afgesplitst van", "en": "was split off from"},
        {"nl": "hiervan is afgesplitst", "en": "from this was split off"},
    ),
}
# Those that staff choose; a split makes its own.
CHOSEN = ("related", "duplicate", "blocks")


def said(kind: str, lang: str, *, forward: bool) -> str:
    """What is said of the other ticket; the word itself for a kind of a later release."""
    return KINDS[kind][0 if forward else 1][lang] if kind in KINDS else kind
