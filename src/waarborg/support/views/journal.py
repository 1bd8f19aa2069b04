"""The journal of a ticket as staff read it: what happened in their words, and who did it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from waarborg.customers.models import Person
from waarborg.plumbing.journal import EXPLAINED
from waarborg.plumbing.web import wording
from waarborg.promises import queries as promises
from waarborg.promises.queries import JournalLine
from waarborg.promises.rules.registry import known
from waarborg.support.actions.about import NOTHING
from waarborg.support.models import Ticket
from waarborg.support.queries.beside import Colleague
from waarborg.support.rules.channels import CHANNELS

SAID = {
    "support.ticket.reported": ("melding ontvangen", "report received"),
    "support.ticket.answered": ("antwoord verstuurd", "answer sent"),
    "support.ticket.asked-back": ("vraag aan de klant, wachten begonnen", "question to the customer, waiting began"),
    "support.ticket.customer-replied": ("reactie van de klant", "reply from the customer"),
    "support.ticket.picked-up": ("opgepakt", "picked up"),
    "support.ticket.work-started": ("werk begonnen", "work started"),
    "support.ticket.worked-around": ("tussenoplossing gegeven", "workaround given"),
    "support.ticket.resolved": ("opgelost", "resolved"),
    "support.ticket.reopened": ("heropend", "reopened"),
    "support.ticket.withdrawn": ("ingetrokken door de klant", "withdrawn by the customer"),
    "support.ticket.reprioritised": ("prioriteit bepaald", "priority set"),
    "support.ticket.kind-set": ("soort bepaald", "kind set"),
    "support.ticket.about-set": ("bepaald waarover het gaat", "what it is about set"),
    "support.ticket.topic-set": ("onderwerp bepaald", "topic set"),
    "support.ticket.topic-contested": ("klant betwist het onderwerp", "customer contests the topic"),
    "support.ticket.refused": ("gesloten: hoort niet bij ons", "closed: not ours to do"),
    "support.ticket.assigned": ("toegewezen", "assigned"),
    "support.ticket.given-back": ("behandelaar is vertrokken: terug in de wachtrij", "handler left: back in the queue"),
    "support.ticket.noted": ("interne notitie bewaard", "internal note kept"),
    "support.ticket.left-resolved": ("klant bevestigde de oplossing", "customer confirmed the solution"),
    "support.ticket.third-party-awaited": ("wachten op een ander begonnen", "waiting for somebody else began"),
    "support.ticket.planned": ("ingepland", "planned"),
    "support.ticket.taken-on": ("weer opgepakt", "taken on again"),
    "support.ticket.merged": ("samengevoegd met een andere melding", "merged with another ticket"),
    "support.ticket.absorbed": ("een andere melding opgenomen", "another ticket taken in"),
    "support.ticket.linked": ("gekoppeld aan een andere melding", "linked to another ticket"),
    "support.ticket.unlinked": ("losgekoppeld van een andere melding", "unlinked from another ticket"),
    "support.ticket.cause-linked": ("gekoppeld aan een storing", "linked to an incident"),
    "support.ticket.cause-unlinked": ("losgekoppeld van een storing", "unlinked from an incident"),
    "support.ticket.team-set": ("team gekozen", "team chosen"),
    "support.ticket.tagged": ("label toegevoegd", "label added"),
    "support.ticket.issue-linked": ("issue gekoppeld", "issue linked"),
    "support.ticket.issue-unlinked": ("issue losgekoppeld", "issue unlinked"),
    "support.ticket.untagged": ("label weggehaald", "label removed"),
    "support.ticket.shared": ("collega leest mee", "a colleague reads along"),
    "support.ticket.unshared": ("collega leest niet meer mee", "a colleague reads along no more"),
    "support.ticket.followed": ("gevolgd", "followed"),
    "support.ticket.unfollowed": ("niet meer gevolgd", "followed no more"),
    "promises.clock.warned": ("waarschuwing: een termijn raakt op", "warning: a term is running out"),
    "promises.clock.broke": ("een termijn verstreek", "a term passed"),
    "promises.clock.waived": ("een termijn kwijtgescholden", "a term waived"),
    "act.refused": ("een handeling geweigerd", "an act was refused"),
}
ACTORS = {
    "staff": ("medewerker", "staff"),
    "contact": ("klant", "customer"),
    "system": ("Waarborg", "Waarborg"),
    "robot": ("automaat", "robot"),
}


def journal_rows(
    ticket: Ticket, *, at: datetime, lang: str, staff: Iterable[Person | Colleague] = ()
) -> list[dict[str, Any]]:
    """The newest first, each with `sequence kind at who what words link`; `staff` are people known already.

    At most two queries and those of the agreement's words.
    """
    lang = wording.tongue(lang)
    lines = promises.journal_lines(ticket.ref, tenant=ticket.tenant_id)
    names: dict[UUID | None, str] = {one.id: one.name for one in staff}
    names |= _names({line.actor_id for line in lines if line.actor_kind == "staff" and line.actor_id} - set(names))
    words: dict[tuple[str, str], str] = {}
    return [
        {
            "sequence": line.sequence,
            "kind": line.kind,
            "at": line.at,
            "who": names.get(line.actor_id, "") or ACTORS.get(line.actor_kind, ("", ""))[lang == "en"],
            "what": SAID[line.kind][lang == "en"] if line.kind in SAID else line.say(lang),
            "words": [_word(ticket, pair, words, at=at, lang=lang) for pair in _readable(line)],
            "link": line.link,
        }
        for line in lines
    ]


def _names(people: Iterable[UUID]) -> dict[UUID | None, str]:
    wanted = set(people)
    return dict(Person.objects.filter(id__in=wanted).values_list("id", "name")) if wanted else {}


def _readable(line: JournalLine) -> list[tuple[str, str]]:
    order = ("kind", "priority", "channel")
    told = (pair for pair in line.properties if pair[0] not in EXPLAINED and pair[1] != NOTHING)
    return sorted(told, key=lambda pair: (order.index(pair[0]) if pair[0] in order else 9, pair[0]))


def _word(ticket: Ticket, pair: tuple[str, str], cache: dict[tuple[str, str], str], *, at: datetime, lang: str) -> str:
    """A property in the words of the agreement's scheme, else with its name before it."""
    if pair not in cache:
        name, word = pair
        if name == "channel":
            cache[pair] = CHANNELS[word][lang] if word in CHANNELS else word
        elif name == "promise":
            cache[pair] = promises.clock_name(ticket.tenant_id, word, at=at, lang=lang, audience="staff")
        else:
            said = promises.scheme_word(ticket.tenant_id, name, word, at=at, lang=lang)
            cache[pair] = said if said != word else f"{known().say('property', name, lang)} {word}"
    return cache[pair]
