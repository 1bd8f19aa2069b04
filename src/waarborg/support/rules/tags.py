"""How a label is written."""

LONGEST = 40


def tidy(typed: str) -> str:
    """One label as it is kept: lower case, single spaces, no comma or number sign at its ends; empty for nothing."""
    return " ".join(typed.strip(" ,#").lower().split())[:LONGEST].strip()


def several(typed: str) -> tuple[str, ...]:
    """The labels of a text with commas between them, each once, in the order in which they were typed."""
    return tuple(dict.fromkeys(word for one in typed.split(",") if (word := tidy(one))))
