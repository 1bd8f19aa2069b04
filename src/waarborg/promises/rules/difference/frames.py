"""The definitions and the texts of two versions: compared one by one, by name."""

from collections.abc import Iterator
from typing import Any

from waarborg.promises.rules.agreement.frame import Component, Document, Role, Scheme, SchemeValue
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.difference.keys import AGREEMENT, Key
from waarborg.promises.rules.difference.sides import Sides
from waarborg.promises.rules.difference.verdicts import Verdict

ONE = ("timezone", "language", "provider", "nl", "en")
MANY = ("components", "schemes", "roles", "methods", "documents", "chapters", "terms")
Found = tuple[str, str, str, Verdict, Key, Any, Any]


def definitions(old: Agreement, new: Agreement) -> Iterator[Found]:
    """(section, name, added, removed or changed, verdict, key, value that held, value that will)."""
    sides = Sides(old, new)
    for section in (*ONE, *MANY):
        about = AGREEMENT[section]
        if isinstance(about, str):
            continue
        before, after = getattr(old, section), getattr(new, section)
        if section in ONE:
            if before != after:
                yield section, "", "changed", about.order(before, after, sides), about, before, after
            continue
        for name in [*after, *(name for name in before if name not in after)]:
            one, other = before.get(name), after.get(name)
            if one != other:
                kind = "added" if one is None else "removed" if other is None else "changed"
                yield section, name, kind, _verdict(one, other, about, sides), about, one, other


def _verdict(old: Any, new: Any, about: Key, sides: Sides) -> Verdict:
    """A definition that comes or goes matters by the promises that name it, which are judged themselves."""
    if isinstance(old or new, Component | Role | Scheme) and (old is None or new is None):
        return "neutral"
    if type(old) is type(new) and isinstance(old, Component | Role | Scheme | Document) and _only_words(old, new):
        return "neutral"
    return about.order(old, new, sides)


def _only_words(old: Any, new: Any) -> bool:
    """Whether only the words differ by which a definition is called."""
    return bool(_bare(old) == _bare(new))


def _bare(one: Any) -> Any:
    if isinstance(one, Scheme):
        values = {name: _bare(value) for name, value in one.values.items()}
        return one.model_copy(update={"values": values})
    if isinstance(one, SchemeValue):
        # What a word is for may move a ticket to another term: only its name is free.
        return one.model_copy(update={"nl": "-", "en": "-"})
    return one.model_copy(update={"nl": "-", "en": "-"})
