"""Keeping a text to begin with."""

from datetime import datetime

from django.db import transaction
from django.db.utils import IntegrityError

from waarborg.kernel.errors import Refusal
from waarborg.notices.actions.write import HalfEnglish, Words, check_words
from waarborg.notices.events import TEMPLATE_CHANGED
from waarborg.notices.models import Template
from waarborg.notices.permissions import WRITE
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy.provider import provider_tenant


class NameTaken(Refusal):
    code = "notices.template.name-taken"
    path = "name"
    nl = "Er is al een sjabloon met deze naam."
    en = "There is a template of this name already."
    nl_way_out = "Kies een andere naam, of wijzig dat sjabloon."
    en_way_out = "Choose another name, or change that template."


@action("notices.template.change")
def keep_template(held: Template | None, name: str, kind: str, words: Words, *, by: Actor, at: datetime) -> Template:
    """Make a template (`held` None) or change one. Raises NotAllowed, NameTaken, UnknownPlaceholder, HalfEnglish."""
    require(by, WRITE)
    check_words(words)
    if bool(words.title_en) != bool(words.body_en):
        raise HalfEnglish()
    held = held or Template(tenant_id=provider_tenant())
    held.name, held.kind, held.changed_at, held.changed_by = name.strip(), kind, at, by.name
    for part in Words.__slots__:
        setattr(held, part, getattr(words, part))
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if not taken(error):
            raise
        raise NameTaken() from None
    journal.record(TEMPLATE_CHANGED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)
    return held
