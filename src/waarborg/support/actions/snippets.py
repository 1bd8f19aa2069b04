"""Keeping the texts that staff insert."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.support.models import Snippet
from waarborg.support.rules.snippets import VARIABLES, unknown
from waarborg.support.rules.tags import tidy


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
) -> Snippet:
    """Write a text (None), or change one. Raises SnippetNameTaken, NoSuchVariable, NotAllowed, NotFound."""
    permissions.require(by, "support.snippet.keep")
    if by.tenant is None:
        raise permissions.NotFound()
    wrong = unknown(nl) + unknown(en)
    if wrong:
        choices = ", ".join(f"{{{one}}}" for one in VARIABLES)
        raise NoSuchVariable(name=f"{{{wrong[0]}}}", choices=choices, path="nl")
    made = Snippet(tenant_id=by.tenant)
    found = Snippet.objects.select_for_update().filter(id=snippet).first() if snippet else made
    if found is None:
        raise permissions.NotFound()
    found.name, found.nl, found.en = name.strip(), nl, en
    found.purpose, found.tag, found.active = purpose, tidy(tag), active
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        if not taken(error, "support_snippet_name"):
            raise
        raise SnippetNameTaken(name=found.name, path="name") from error
    kept: Snippet = found
    return kept
