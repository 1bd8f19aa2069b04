"""Keeping the texts of incidents ready, and removing one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from waarborg.availability.actions.incidents import LONGEST_TEXT, Said, checked_titles
from waarborg.availability.actions.refusals import NoWords, TooLong, WrongPhase
from waarborg.availability.events import TEMPLATE_KEPT, TEMPLATE_REMOVED
from waarborg.availability.models import IncidentTemplate
from waarborg.availability.permissions import KEEP_TEMPLATES
from waarborg.availability.queries.incidents import component_items
from waarborg.availability.rules.incident_texts import strangers
from waarborg.availability.rules.incidents import EFFECTS, TOLD
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken

LONGEST_NAME = 100


class TemplateName(BadInput):
    code = "availability.incident-template.name"
    nl = "Geef de tekst een naam van ten hoogste {most} tekens die nog niet bestaat."
    en = "Give the text a name of at most {most} characters that is not there yet."


class UnknownPlace(BadInput):
    """Nothing would be filled in there, and customers would read the braces."""

    code = "availability.incident-template.unknown-place"
    nl = "Op de plek {{{word}}} kan niets worden ingevuld."
    en = "Nothing can be filled in at {{{word}}}."
    nl_way_out = "Gebruik {{onderdeel}} of {{tijd}}."
    en_way_out = "Use {{component}} or {{time}}."


class TemplateChanged(Refusal):
    code = "availability.incident-template.changed-meanwhile"
    nl = "Een collega wijzigde deze tekst intussen. Bekijk eerst wat er veranderde."
    en = "A colleague changed this text meanwhile. Look first at what changed."


@action("availability.incident-template.keep")
def keep_template(
    held: UUID | None,
    said: Said,
    *,
    name: str,
    title_nl: str,
    title_en: str = "",
    effect: str = "down",
    components: Sequence[UUID] = (),
    provider: UUID,
    by: Actor,
    at: datetime,
    revision: int = 0,
) -> IncidentTemplate:
    """Keep a text (`held` is None for a new one). Raises NotAllowed, NotFound, TemplateName, NoWords, TooLong,
    UnknownPlace, WrongPhase, TemplateChanged."""
    require(by, KEEP_TEMPLATES)
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise TemplateName(path="name", most=LONGEST_NAME)
    title_nl, title_en = checked_titles(title_nl, title_en)
    texts = {"title_nl": title_nl, "title_en": title_en, "text_nl": said.text_nl, "text_en": said.text_en}
    _check(texts)
    if said.phase not in TOLD or effect not in EFFECTS:
        raise WrongPhase()
    row = IncidentTemplate(tenant_id=provider) if held is None else _held(held, revision)
    row.name, row.phase, row.effect = name, said.phase, effect
    for field, words in texts.items():
        setattr(row, field, words.strip())
    row.components = sorted(str(one) for one in component_items(components)) if components else []
    try:
        row.save()
    except IntegrityError as error:
        if not taken(error, "availability_incident_template_name"):
            raise
        raise TemplateName(path="name", most=LONGEST_NAME) from None
    journal.record(TEMPLATE_KEPT, tenant=row.tenant_id, subject=row.ref, by=by, at=at, data={"phase": row.phase})
    return row


@action("availability.incident-template.keep")
def remove_template(held: UUID, *, by: Actor, at: datetime) -> None:
    """Nobody chooses it any more; what was told with it stays. Raises NotAllowed, NotFound."""
    require(by, KEEP_TEMPLATES)
    row: IncidentTemplate | None = IncidentTemplate.objects.select_for_update().filter(id=held).first()
    if row is None:
        raise NotFound()
    journal.record(TEMPLATE_REMOVED, tenant=row.tenant_id, subject=row.ref, by=by, at=at)
    row.delete()


def _check(texts: dict[str, str]) -> None:
    """Raises NoWords, TooLong, UnknownPlace."""
    if not texts["text_nl"].strip():
        raise NoWords(path="text_nl")
    for path, words in texts.items():
        if len(words) > LONGEST_TEXT:
            raise TooLong(most=LONGEST_TEXT, path=path)
        if found := strangers(words):
            raise UnknownPlace(path=path, word=found[0])


def _held(identifier: UUID, revision: int) -> IncidentTemplate:
    """Raises NotFound, TemplateChanged."""
    row: IncidentTemplate | None = IncidentTemplate.objects.select_for_update().filter(id=identifier).first()
    if row is None:
        raise NotFound()
    if row.revision != revision:
        raise TemplateChanged()
    row.revision += 1
    return row
