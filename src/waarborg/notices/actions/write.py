"""Writing a notice: a draft that nobody but staff sees, and the rules that its text and audience keep."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.notices.events import WRITTEN
from waarborg.notices.models import Notice
from waarborg.notices.permissions import WRITE
from waarborg.notices.queries.notices import find, locked
from waarborg.notices.rules import audiences, placeholders
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.tenancy.provider import provider_tenant


@dataclass(frozen=True, slots=True)
class Words:
    """What is written: Dutch, and English where there is any."""

    title_nl: str
    body_nl: str
    title_en: str = ""
    body_en: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """For whom and where. `roles` empty means everybody at the customer; `targets` belong to `reach`."""

    kind: str
    reach: str = audiences.ALL
    targets: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    by_mail: bool = True
    on_sign_in: bool = False
    needs_confirmation: bool = False
    shown_until: datetime | None = None


class UnknownPlaceholder(BadInput):
    code = "notices.text.placeholder"
    nl = "{{{word}}} staat voor niets."
    en = "{{{word}}} stands for nothing."
    nl_way_out = "U kunt {{klant}}, {{naam}} en {{leverancier}} gebruiken."
    en_way_out = "You can use {{customer}}, {{name}} and {{provider}}."


class HalfEnglish(BadInput):
    code = "notices.text.half-english"
    nl = "Van het Engels ontbreekt de titel of de tekst."
    en = "Of the English either the title or the text is missing."
    nl_way_out = "Vul beide in, of laat beide leeg: dan leest iedereen het Nederlands."
    en_way_out = "Fill in both, or leave both empty: everybody then reads the Dutch."


class NotForVisitors(BadInput):
    code = "notices.notice.not-for-visitors"
    nl = (
        "Op de inlogpagina leest iedereen mee: dat kan alleen bij een bericht aan alle klanten, zonder rollen en "
        "zonder {{klant}} of {{naam}}."
    )
    en = (
        "On the sign-in page everybody reads along: only a notice to all customers, without roles, {{customer}} or "
        "{{name}}, can stand there."
    )
    nl_way_out = "Kies alle klanten en laat rollen en namen weg, of toon het niet op de inlogpagina."
    en_way_out = "Choose all customers and leave out roles and names, or do not show it on the sign-in page."


class NobodyChosen(BadInput):
    code = "notices.notice.nobody-chosen"
    nl = "Er is nog niet gekozen voor welke klanten dit bericht is."
    en = "It has not been chosen yet for which customers this notice is."
    nl_way_out = "Vul in welke, of kies alle klanten."
    en_way_out = "Fill in which, or choose all customers."


class UnknownTargets(BadInput):
    code = "notices.notice.unknown-target"
    nl = "{names}: dat kennen wij hier niet."
    en = "{names}: that is not known here."
    nl_way_out = "Controleer de schrijfwijze; elk op een eigen regel."
    en_way_out = "Check the spelling; each on a line of its own."


class ChangedMeanwhile(Refusal):
    code = "notices.notice.changed-meanwhile"
    nl = "Een collega heeft dit bericht intussen gewijzigd."
    en = "A colleague has changed this notice meanwhile."
    nl_way_out = "Uw tekst staat nog in het formulier; open het bericht in een ander venster en vergelijk."
    en_way_out = "Your text still stands in the form; open the notice in another window and compare."


class NotDraft(Refusal):
    code = "notices.notice.not-draft"
    nl = "Dit bericht is geen concept meer."
    en = "This notice is no longer a draft."
    nl_way_out = "Wat is gepubliceerd, kunt u verbeteren of intrekken."
    en_way_out = "What was published you can correct or withdraw."


@action("notices.notice.write")
def write(notice: UUID | None, words: Words, meant: Meant, *, revision: int = 0, by: Actor, at: datetime) -> Notice:
    """Make a draft (`notice` None) or change one; `revision` is the one that the writer saw.

    A planned notice becomes a draft again. Raises NotAllowed, NotFound, ChangedMeanwhile, NotDraft, and as `check`.
    """
    require(by, WRITE)
    check(words, meant)
    if notice is None:
        held = Notice(tenant_id=provider_tenant())
    else:
        held = locked(find(notice))
        if held.state not in (Notice.State.DRAFT, Notice.State.PLANNED):
            raise NotDraft()
        if held.revision != revision:
            raise ChangedMeanwhile()
    fill_in(held, words, meant)
    held.state, held.planned_at = Notice.State.DRAFT, None
    held.revision += 1
    held.written_at, held.written_by = at, by.name
    held.save()
    journal.record(WRITTEN, tenant=held.tenant_id, subject=held.ref, by=by, at=at, properties={"kind": held.kind})
    return held


def fill_in(held: Notice, words: Words, meant: Meant) -> None:
    """Put what was written into the row; nothing is saved."""
    for name in Words.__slots__:
        setattr(held, name, getattr(words, name))
    for name in Meant.__slots__:
        value = getattr(meant, name)
        setattr(held, name, list(value) if isinstance(value, tuple) else value)


def check(words: Words, meant: Meant) -> None:
    """Raises UnknownPlaceholder, HalfEnglish, NotForVisitors, NobodyChosen, UnknownTargets."""
    texts = " ".join(getattr(words, name) for name in Words.__slots__)
    check_words(words)
    if bool(words.title_en) != bool(words.body_en):
        raise HalfEnglish()
    if meant.on_sign_in:
        personal = placeholders.meanings(texts) & placeholders.PERSONAL
        if meant.reach != audiences.ALL or meant.roles or personal:
            raise NotForVisitors()
    if meant.reach != audiences.ALL:
        _check_targets(meant)


def check_words(words: Words) -> None:
    """Raises UnknownPlaceholder."""
    for name in Words.__slots__:
        for word in placeholders.unknown(getattr(words, name)):
            raise UnknownPlaceholder(word=word)


def _check_targets(meant: Meant) -> None:
    audience = audiences.find(meant.reach)
    if audience is None:
        raise UnknownTargets(names=meant.reach)
    if not meant.targets:
        raise NobodyChosen()
    known = {one.value for one in audience.labels(meant.targets)}
    strangers = [one for one in meant.targets if one not in known]
    if strangers:
        raise UnknownTargets(names=", ".join(strangers[:5]))
