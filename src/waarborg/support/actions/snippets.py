"""Keeping the texts that staff insert, with what goes along with each."""

import re
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.support.models import Snippet, Team
from waarborg.support.rules.snippets import VARIABLES, unknown
from waarborg.support.rules.tags import several

MOST = 200
# As an agreement writes the words of its schemes.
_WORD = re.compile(r"[a-z][a-z0-9-]{0,19}")


class SnippetNameTaken(BadInput):
    code = "support.snippet.taken"
    nl = "Er is al een tekst die {name} heet."
    en = "There is a text called {name} already."


class NoSuchVariable(BadInput):
    """What is no variable would reach a customer in braces."""

    code = "support.snippet.variable"
    nl = "{name} is geen invulwoord."
    en = "{name} is no variable."
    nl_way_out = "Kies uit: {choices}."
    en_way_out = "Choose from: {choices}."


class TwoTakers(BadInput):
    code = "support.snippet.two-takers"
    nl = "Een melding gaat naar wie verstuurt of naar een team, niet naar allebei."
    en = "A ticket goes to whoever sends or to a team, not to both."


class NoSuchWord(BadInput):
    code = "support.snippet.priority"
    nl = "{priority} is geen woord voor een prioriteit."
    en = "{priority} is no word for a priority."
    nl_way_out = "Gebruik het woord uit de overeenkomst, zoals p2."
    en_way_out = "Use the word of the agreement, such as p2."


class SolvedAndWaiting(BadInput):
    """One answer leads to one state."""

    code = "support.snippet.one-state"
    nl = "Alleen bij een bericht of tussenoplossing kan de melding op een ander gaan wachten."
    en = "Only with a message or a workaround can the ticket wait for somebody else."


class NoReason(BadInput):
    code = "support.snippet.why"
    nl = "Zet erbij waarom de melding op een ander wacht."
    en = "Say why the ticket waits for somebody else."


@action("support.snippet.keep")
def keep_snippet(
    snippet: UUID | None,
    *,
    by: Actor,
    at: datetime,
    name: str,
    nl: str,
    en: str = "",
    purpose: str = "",
    tag: str = "",
    active: bool = True,
    to_me: bool = False,
    team: UUID | None = None,
    priority: str = "",
    for_whom: str = "",
    why: str = "",
) -> Snippet:
    """Write a text (None), or change one; `tag` may be several labels with commas between them.

    Raises SnippetNameTaken, NoSuchVariable, TwoTakers, NoSuchWord, SolvedAndWaiting, NoReason, NotAllowed, NotFound.
    """
    permissions.require(by, "support.snippet.keep")
    if by.tenant is None:
        raise permissions.NotFound()
    _require_variables(nl, en)
    parts = {"priority": priority.strip().lower(), "for_whom": for_whom.strip(), "why": why.strip()}
    _require_sense(purpose, to_me=to_me, team=team, **parts)
    made = Snippet(tenant_id=by.tenant)
    found = Snippet.objects.select_for_update().filter(id=snippet).first() if snippet else made
    if found is None:
        raise permissions.NotFound()
    found.name, found.nl, found.en = name.strip(), nl, en
    found.purpose, found.tag, found.active = purpose, ", ".join(several(tag))[:MOST], active
    found.to_me, found.team = to_me, _team(team)
    found.priority, found.for_whom, found.why = parts["priority"], parts["for_whom"], parts["why"]
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        if not taken(error, "support_snippet_name"):
            raise
        raise SnippetNameTaken(name=found.name, path="name") from error
    kept: Snippet = found
    return kept


def _require_variables(*texts: str) -> None:
    wrong = [name for text in texts for name in unknown(text)]
    if wrong:
        choices = ", ".join(f"{{{one}}}" for one in VARIABLES)
        raise NoSuchVariable(name=f"{{{wrong[0]}}}", choices=choices, path="nl")


def _require_sense(purpose: str, *, to_me: bool, team: UUID | None, priority: str, for_whom: str, why: str) -> None:
    if to_me and team:
        raise TwoTakers(path="given")
    if priority and not _WORD.fullmatch(priority):
        raise NoSuchWord(priority=priority, path="priority")
    if for_whom and purpose not in ("", "message", "workaround"):
        raise SolvedAndWaiting(path="for_whom")
    if for_whom and not why:
        raise NoReason(path="why")


def _team(team: UUID | None) -> Team | None:
    if team is None:
        return None
    found: Team | None = Team.objects.filter(id=team, active=True).first()
    if found is None:
        raise permissions.NotFound()
    return found
