"""Conditions compared by trying them: every combination of words that a promise can meet.

Properties of a scheme have the words of the scheme; of any other property the words that are mentioned matter, and
"anything else" (None). A state holds or does not, so each is a property of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.terms import Choice

World = Mapping[str, str | None]
Conditions = Mapping[str, Choice]
# More combinations than any agreement needs; beyond it a file could keep the checks busy for hours.
MOST_WORLDS = 20_000
_STATE = "state "


def worlds(agreement: Agreement, conditions: Iterable[Conditions | None]) -> list[World] | None:
    """Every combination of words on which these conditions can differ, or None when there are too many to try."""
    words: dict[str, list[str | None]] = {}
    waiting = [condition for condition in conditions if condition]
    seen_schemes: set[str] = set()
    while waiting:
        for name, choice in waiting.pop().items():
            if name == "state":
                words.update({_STATE + state: [state, None] for state in choice.words})
            elif name in agreement.schemes:
                words[name] = list(agreement.schemes[name].values)
                if name not in seen_schemes:
                    seen_schemes.add(name)
                    waiting.extend(value.if_ for value in agreement.schemes[name].values.values() if value.if_)
            else:
                known = words.setdefault(name, [None])
                known.extend(word for word in choice.words if word not in known)
    if prod(len(choices) for choices in words.values()) > MOST_WORLDS:
        return None
    return [world for world in _combine(words) if _exists(agreement, world)]


def fits(condition: Conditions | None, world: World) -> bool:
    """All conditions hold; none at all always do."""
    return all(_fits(name, choice, world) for name, choice in (condition or {}).items())


def applies(condition: Conditions | None, unless: Conditions | None, world: World) -> bool:
    """Whether a promise with this `if` and `unless` is about this combination."""
    return fits(condition, world) and not (unless and fits(unless, world))


def say(world: World, names: Iterable[str]) -> dict[str, str]:
    """The combination in words for a message, such as "priority p2, plan kade"."""
    nl, en = [], []
    for name in names:
        word = world[name]
        if name.startswith(_STATE):
            state = name.removeprefix(_STATE)
            nl.append(f"state {state}" if word else f"niet state {state}")
            en.append(f"state {state}" if word else f"not state {state}")
        else:
            nl.append(f"{name} {word}" if word else f"elke andere {name}")
            en.append(f"{name} {word}" if word else f"any other {name}")
    return {"nl": ", ".join(nl), "en": ", ".join(en)}


def _fits(name: str, choice: Choice, world: World) -> bool:
    if name == "state":
        open_one = any(world.get(_STATE + state) for state in choice.words)
        return open_one is not choice.negated
    return choice.fits(world.get(name))


def _combine(words: Mapping[str, list[str | None]]) -> Iterator[World]:
    names = list(words)
    for combination in product(*words.values()):
        yield dict(zip(names, combination, strict=True))


def _exists(agreement: Agreement, world: World) -> bool:
    """A word of a scheme that needs another (p1 only on one plan) never stands with a different one."""
    for name, word in world.items():
        if name in agreement.schemes and word is not None:
            value = agreement.schemes[name].values[word]
            if value.if_ and not fits(value.if_, world):
                return False
    return True
