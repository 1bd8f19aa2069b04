"""Exact figures as people read them: truncated to two decimals, never rounded up."""

from fractions import Fraction


def told(value: Fraction | None, places: int = 2) -> str:
    """ "3.02" for 121/40; an empty text for what cannot be said. A whole number has no decimals."""
    if value is None:
        return ""
    scaled = abs(value) * 10**places
    whole, part = divmod(scaled.numerator // scaled.denominator, 10**places)
    sign = "-" if value < 0 and (whole or part) else ""
    return f"{sign}{whole}.{part:0{places}d}".rstrip("0").rstrip(".") if part else f"{sign}{whole}"
