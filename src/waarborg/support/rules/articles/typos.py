"""Words that were meant: near in spelling to what was typed.

Trigrams find the candidates (three letters in a row, with the ends of the word among them), the distance decides:
letters left out, put in, changed, or two neighbours swapped (Damerau 1964, in the form of optimal string alignment).
"""

from collections.abc import Iterable
from typing import Final

# A pair of these shares so many trigrams that it is looked at; what shares fewer cannot be near enough.
CANDIDATES: Final = 60
MEANT: Final = 3
_EDGE = " "


def trigrams(word: str) -> frozenset[str]:
    """Two blanks before and one behind, as PostgreSQL's pg_trgm counts them: the beginning of a word weighs more."""
    padded = f"{_EDGE * 2}{word}{_EDGE}"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def allowed(word: str) -> int:
    """How many errors a word of this length may hold: none below four letters, two from eight on."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def distance(one: str, other: str, most: int) -> int:
    """The number of typing errors between two words, `most + 1` where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, sign in enumerate(one, start=1):
        row = [i]
        for j, there in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != there))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def meant(typed: str, known: Iterable[str]) -> list[str]:
    """The nearest of the known words, at most three, those that share most trigrams first; the word itself is none."""
    most = allowed(typed)
    if not most:
        return []
    mine = trigrams(typed)
    near = [(distance(typed, one, most), -len(mine & trigrams(one)), one) for one in set(known) if one != typed]
    return [one for errors, _, one in sorted(near) if errors <= most][:MEANT]
