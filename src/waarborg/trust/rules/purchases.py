"""What a customer bought, as a report carries it: read from the journal's lines, with words by the catalogue."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from waarborg.promises.rules.agreement.scope import is_scoped
from waarborg.promises.rules.bought import KINDS, Purchase, recorded
from waarborg.promises.rules.compiled import Compiled
from waarborg.trust.rules.chain import Line
from waarborg.trust.rules.faults import Wrong

Plain = Mapping[str, Any]
Told = tuple[str, str, str | None]


def asks_for_purchases(versions: Iterable[Compiled]) -> bool:
    """Whether any promise holds only for who bought something: otherwise nobody is told what was."""
    return any(is_scoped(one.agreement) for one in versions)


def recorded_in(lines: Sequence[Line]) -> list[Told]:
    """Item, first and last day of what the journal says was bought, by item and first day."""
    found = [line for line in lines if line["kind"] in KINDS]
    ordered = sorted(found, key=lambda line: int(line["sequence"]))
    return recorded((line["kind"], line["subject"][1], line["properties"]) for line in ordered)


def with_words(told: Iterable[Told], words: Mapping[str, frozenset[tuple[str, str]]]) -> tuple[Purchase, ...]:
    """The same as purchases; `words` by item. What the catalogue does not know concerns nothing but itself."""
    return tuple(
        Purchase(
            item,
            date.fromisoformat(first),
            date.fromisoformat(last) if last else None,
            words.get(item, frozenset({_own(item)})),
        )
        for item, first, last in told
    )


def purchases_in(payload: Plain) -> tuple[Purchase, ...]:
    """What a report says was bought. Raises Wrong for a day that no calendar has."""
    try:
        return tuple(
            Purchase(
                one["item"],
                date.fromisoformat(one["from"]),
                date.fromisoformat(one["until"]) if one["until"] else None,
                frozenset((kind, word) for kind, words in one["words"].items() for word in words),
            )
            for one in payload.get("bought", ())
        )
    except ValueError as problem:
        raise Wrong("replay", why=str(problem)) from None


def check_purchases(payload: Plain, versions: Iterable[Compiled], lines: Sequence[Line]) -> None:
    """The journal says what was bought, and a report no more and no less of it. Raises Wrong."""
    said = [(one["item"], one["from"], one["until"]) for one in payload.get("bought", ())]
    found = recorded_in(lines) if asks_for_purchases(versions) else []
    if said != found:
        missing = next((one for one in found if one not in said), None)
        extra = next((one for one in said if one not in found), None)
        raise Wrong("bought", said=_told(extra), found=_told(missing))
    for one in payload.get("bought", ()):
        kind, word = _own(one["item"])
        if word not in one["words"].get(kind, ()) or any(listed != sorted(listed) for listed in one["words"].values()):
            raise Wrong("bought", said=str(one["words"])[:200], found=one["item"])


def _own(item: str) -> tuple[str, str]:
    kind, _, word = item.partition("/")
    return kind, word


def _told(one: Told | None) -> str:
    return "-" if one is None else f"{one[0]} {one[1]}..{one[2] or ''}"
