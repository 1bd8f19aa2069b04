"""How a ticket's number reads."""


def shown(number: int) -> str:
    """The number as people say it: M-00042, longer when needed."""
    return f"M-{number:05d}"


def parse(text: str) -> int | None:
    """The number someone typed, with or without prefix and zeros; None when it is none."""
    digits = text.strip().upper().removeprefix("M-").lstrip("0")
    return int(digits) if digits.isdecimal() and len(digits) < 12 else None
