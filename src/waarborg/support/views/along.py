"""What goes along with an answer, in words: on the list of texts, and in the composer before it is sent."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waarborg.plumbing import permissions
from waarborg.plumbing.actors import Actor
from waarborg.promises import queries as promises
from waarborg.support.forms import AnswerForm
from waarborg.support.forms.snippets import ME
from waarborg.support.models import Snippet, Team, Ticket
from waarborg.support.queries.snippets import along_of
from waarborg.support.rules.along import Along
from waarborg.support.rules.states import PURPOSES
from waarborg.support.views.effects import effects_of

AWAITED = "support.ticket.third-party-awaited"


@dataclass(frozen=True, slots=True)
class Part:
    """A line with its own tick. What is not `possible` says so and is left out; `lines` are what it does to clocks."""

    name: str
    value: str
    text: str
    possible: bool = True
    lines: list[dict[str, str]] = field(default_factory=list)


def posted(data: QueryDict) -> Along:
    """The parts that were left on. A team that is no identifier is none."""
    given = data.get("with_given", "")
    return Along(
        tags=tuple(word.strip() for word in data.getlist("with_tag") if word.strip()),
        to_me=given == ME,
        team=_identifier(given),
        priority=data.get("with_priority", "")[:20],
        whom=data.get("with_whom", "").strip()[:120],
        why=data.get("with_why", "").strip()[:500],
    )


def put_on(form: AnswerForm, along: Along, ticket: Ticket, *, by: Actor, at: datetime) -> AnswerForm:
    """The composer with its parts."""
    form.parts = parts(along, ticket, by=by, at=at) if along else []  # type: ignore[attr-defined]
    form.along = along  # type: ignore[attr-defined]
    return form


def parts(along: Along, ticket: Ticket, *, by: Actor, at: datetime) -> list[Part]:
    """In the order in which they are done; what this writer may not do is said and left out."""
    lang = get_language()
    found = []
    if along.priority:
        found.append(_priority(along.priority, ticket, at=at, lang=lang))
    if along.to_me:
        found.append(Part("with_given", ME, _("The ticket becomes yours.")))
    if along.team:
        found.append(_team(along.team))
    found += [Part("with_tag", word, _("Label: %(word)s") % {"word": word}) for word in along.tags]
    if along.whom:
        first = [] if ticket.picked_up_at else ["support.ticket.picked-up"]
        seen = effects_of(ticket, {"waits": [*first, AWAITED]}, now=at, lang=lang)["waits"]
        found.append(Part("with_whom", along.whom, _("We then wait for %(whom)s.") % {"whom": along.whom}, lines=seen))
    needed = {
        "with_priority": "support.ticket.prioritise",
        "with_given": "support.ticket.assign",
        "with_tag": "support.ticket.tag",
        "with_whom": "support.ticket.set-aside",
    }
    return [
        one if permissions.may(by, needed[one.name]) else Part(one.name, one.value, _not_yours(one), possible=False)
        for one in found
    ]


def _not_yours(part: Part) -> str:
    return _("Left out, for you may not do this: %(what)s") % {"what": part.text}


def _priority(word: str, ticket: Ticket, *, at: datetime, lang: str) -> Part:
    if word not in promises.scheme_words(ticket.tenant_id, "priority", at=at):
        text = _("Left out: priority %(word)s is not in the agreement of this customer.") % {"word": word}
        return Part("with_priority", word, text, possible=False)
    name = promises.scheme_word(ticket.tenant_id, "priority", word, at=at, lang=lang)
    return Part("with_priority", word, _("Priority: %(name)s. The clocks are computed anew.") % {"name": name})


def _team(team: UUID) -> Part:
    name = Team.objects.filter(id=team, active=True).values_list("name", flat=True).first()
    if name is None:
        return Part("with_given", str(team), _("Left out: the team was put away."), possible=False)
    return Part("with_given", str(team), _("The ticket goes to team %(name)s.") % {"name": name})


def does(snippet: Snippet, lang: str) -> list[str]:
    """What sending this text does, a sentence a part; nothing for a text alone."""
    along, said = along_of(snippet), []
    if snippet.purpose in PURPOSES:
        said.append(PURPOSES[snippet.purpose][lang])  # type: ignore[index]
    if along.priority:
        said.append(_("Sets priority %(word)s") % {"word": along.priority})
    if along.to_me:
        said.append(_("Gives the ticket to whoever sends it"))
    if snippet.team:
        put_away = "" if snippet.team.active else f" ({_('put away')})"
        said.append(_("Gives the ticket to team %(name)s") % {"name": f"{snippet.team.name}{put_away}"})
    if along.tags:
        said.append(_("Label: %(word)s") % {"word": ", ".join(along.tags)})
    if along.whom:
        said.append(_("Lets the ticket wait for %(whom)s") % {"whom": along.whom})
    return said


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
