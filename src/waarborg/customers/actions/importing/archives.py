"""Kinds of files that are no table: a mailbox, an export of another system. A domain above registers its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from waarborg.customers import permissions
from waarborg.customers.actions.importing.carry_out import BadLines
from waarborg.customers.rules.importing.problems import Problem
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require

OPEN_DAYS, MOST_DAYS = 30, 3650


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says about a file. `name` is the file's own; of what says no state itself, threads whose last word
    is at most `open_days` old count as open; `ours` are addresses (in small letters) that our side answered from."""

    source: str
    name: str
    at: datetime
    open_days: int = OPEN_DAYS
    ours: frozenset[str] = frozenset()
    skip_bad: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence about what comes in, with what it counts; `names` are those that it is about, the first of them."""

    nl: str
    en: str
    names: tuple[str, ...] = ()

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en

    @property
    def plain(self) -> dict[str, Any]:
        return {"nl": self.nl, "en": self.en, "names": list(self.names)}


@dataclass(slots=True)
class Looked:
    """What a file comes to: `counts` with at least total, fresh, known, different and bad; `problems` name what is kept
    without being understood, or where `blocks`, what cannot be taken at all."""

    counts: dict[str, int]
    facts: list[Fact] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Archive:
    """`accepts` refuses at once what is no such file. `look` reads only, in the desk's scope.

    `bring` writes, each part in a transaction of the desk's: inside a scope those are one, outside it each stands when
    it is done, and the same file again goes on where it broke off.
    """

    name: str
    nl: str
    en: str
    ends: tuple[str, ...]
    accepts: Callable[[BinaryIO], None]
    look: Callable[[BinaryIO, Given], Looked]
    bring: Callable[[BinaryIO, Given, Actor], Looked]
    # Whether its state has to be guessed: then `open_days` and `ours` are asked for.
    guesses: bool = False

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


_archives: dict[str, Archive] = {}


def register(archive: Archive) -> None:
    _archives[archive.name] = archive


def archives() -> Mapping[str, Archive]:
    """By name, in the order in which they were registered."""
    return _archives


def bring_in(archive: Archive, stream: BinaryIO, given: Given, *, by: Actor) -> Looked:
    """Take a file over; nobody gets mail. Raises NotAllowed, BadLines (`looked` says which), what reading raises."""
    require(by, permissions.IMPORT)
    return archive.bring(stream, given, by)


def require_all_good(looked: Looked, given: Given) -> None:
    """Raises BadLines where lines cannot be taken and nobody said to leave those out."""
    if looked.blocks and looked.problems and not given.skip_bad:
        refusal = BadLines(bad=looked.counts["bad"], total=looked.counts["total"])
        refusal.looked = looked  # type: ignore[attr-defined]
        raise refusal
