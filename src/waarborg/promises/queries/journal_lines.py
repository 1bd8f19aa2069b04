"""The journal of one subject as staff and customers read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.plumbing.journal import Ref
from waarborg.promises.queries.timelines import story
from waarborg.promises.rules.registry import known


@dataclass(frozen=True, slots=True)
class JournalLine:
    """`what` is the event's noun phrase where the registry has one; `properties` the words it set; `link` its hash."""

    sequence: int
    at: datetime
    recorded: datetime
    actor_kind: str
    actor_id: UUID | None
    kind: str
    nl: str
    en: str
    properties: Sequence[tuple[str, str]]
    link: str

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


REFUSED = ("een handeling is geweigerd", "an act was refused")


def journal_lines(subject: Ref, *, tenant: UUID, limit: int = 200) -> list[JournalLine]:
    """The newest first. One query, shared with the clocks; data is not read, so nothing personal is shown."""
    registry = known()
    lines = []
    for told in reversed(story(subject, tenant=tenant).lines[-limit:]):
        event = registry.find("event", told.kind)
        words = (event.nl, event.en) if event else REFUSED if told.kind == "act.refused" else (told.kind, told.kind)
        lines.append(
            JournalLine(
                sequence=told.sequence,
                at=told.at,
                recorded=told.recorded,
                actor_kind=told.actor_kind,
                actor_id=told.actor_id,
                kind=told.kind,
                nl=words[0],
                en=words[1],
                properties=tuple(sorted(told.properties.items())),
                link=told.hash.hex(),
            )
        )
    return lines
