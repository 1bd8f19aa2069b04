"""How a label is written."""

LONGEST = 40


def tidy(typed: str) -> str:
    """One label as it is kept: lower case, single spaces, no comma or number sign at its ends; empty for nothing."""
    return " ".join(typed.strip(" ,#").lower().split())[:LONGEST].strip()
