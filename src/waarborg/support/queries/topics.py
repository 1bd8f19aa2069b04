"""The topics of a customer's agreement, and that of a ticket: what it means that a report is about this."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.promises.queries.standing import standing
from waarborg.support.models import Ticket
from waarborg.support.rules.topics.places import HEAVIER, SCHEME, Place, place_of


@dataclass(frozen=True, slots=True)
class Topic:
    """`words` name it and `criteria` say what the agreement says of it, by language."""

    word: str
    words: Mapping[str, str]
    criteria: Mapping[str, str]
    place: Place

    @property
    def heavier(self) -> bool:
        return self.place == "included" and self.word == HEAVIER


def topics(tenant: UUID, *, at: datetime) -> dict[str, Topic]:
    """Those of the agreement in force, in its order; none where it has no such scheme. One query in a unit of work."""
    bound = standing(tenant)
    agreement = bound.at(at).agreement if bound else None
    scheme = agreement.schemes.get(SCHEME) if agreement else None
    if agreement is None or scheme is None:
        return {}
    return {
        word: Topic(
            word,
            {lang: value.say(lang) for lang in ("nl", "en")},
            {lang: value.criteria.say(lang) if value.criteria else "" for lang in ("nl", "en")},
            place_of(agreement, word),
        )
        for word, value in scheme.values.items()
    }


def topic_of(ticket: Ticket, *, at: datetime) -> Topic | None:
    """None for a ticket without one."""
    return topics(ticket.tenant_id, at=at).get(ticket.topic) if ticket.topic else None
