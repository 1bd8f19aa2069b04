"""What every help desk keeps, in words of our own: who, for whom, what was said when, and what was written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import parse_instant


class Missing(BadInput):
    code = "support.moving.missing"
    nl = "Hier ontbreekt {name}, of het is niet te lezen."
    en = "{name} is missing here, or cannot be read."
    nl_way_out = "Haal dit record opnieuw uit het andere systeem."
    en_way_out = "Fetch this record from the other system again."


class NoSuchState(BadInput):
    code = "support.moving.no-such-state"
    nl = "De status “{state}” kennen wij niet."
    en = "We do not know the status “{state}”."
    nl_way_out = "Zet de melding daar op een van deze: {states}."
    en_way_out = "Set the ticket there to one of these: {states}."


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    email: str
    organisation: str
    staff: bool


@dataclass(frozen=True, slots=True)
class OldTicket:
    """`state` is open, waiting, resolved or gone; `said` the word it had there. `solved` where that was noted."""

    id: str
    number: str
    subject: str
    what: str
    state: str
    said: str
    kind: str
    reporter: str
    organisation: str
    organisation_name: str
    assignee: str
    created: datetime
    solved: datetime | None = None
    comments: tuple["Comment", ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """`staff` where the system says so itself, None where its author decides. `files` are names of what is not here."""

    ticket: str
    id: str
    at: datetime
    author: str
    author_name: str
    body: str
    html: bool
    internal: bool
    staff: bool | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OldArticle:
    """One language of an article. `public` where visitors could read it."""

    id: str
    locale: str
    title: str
    html: str
    published: datetime | None
    public: bool


Neutral = Organisation | User | OldTicket | Comment | OldArticle
# The names of states, for readers.
STATES: Mapping[str, dict[str, str]] = {
    "open": {"nl": "open", "en": "open"},
    "waiting": {"nl": "wacht op klant", "en": "waiting for customer"},
    "resolved": {"nl": "opgelost", "en": "resolved"},
    "gone": {"nl": "niet overgenomen", "en": "not imported"},
}


def text(of: Mapping[str, Any], name: str) -> str:
    """A text or a number as text; empty for anything else."""
    found = of.get(name)
    if isinstance(found, bool) or not isinstance(found, (str, int)):
        return ""
    return str(found).replace("\0", "").strip()


def needed(of: Mapping[str, Any], name: str) -> str:
    """Raises Missing."""
    found = text(of, name)
    if not found:
        raise Missing(name=name)
    return found


def moment(of: Mapping[str, Any], name: str) -> datetime:
    """Raises Missing."""
    found = moment_or_none(of, name)
    if found is None:
        raise Missing(name=name)
    return found


def moment_or_none(of: Mapping[str, Any], name: str) -> datetime | None:
    try:
        return parse_instant(text(of, name))
    except BadInput:
        return None


def state_of(said: str, words: Mapping[str, str]) -> str:
    """Raises NoSuchState."""
    found = words.get(said.strip().lower())
    if found is None:
        raise NoSuchState(state=said[:60] or "–", states=", ".join(words))
    return found


@dataclass(slots=True)
class Names:
    """What the export calls its own things by number (states, roles), as far as it was read."""

    states: dict[str, str] = field(default_factory=dict)
