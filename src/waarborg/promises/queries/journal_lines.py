"""The journal of one subject as staff and customers read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
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
    """The newest first. One query; data is not read, so nothing personal is shown."""
    registry = known()
    rows = JournalEntry.objects.filter(tenant_id=tenant, subject_id=subject.id).order_by("-sequence")[:limit]
    lines = []
    for row in rows:
        event = registry.find("event", row.kind)
        words = (event.nl, event.en) if event else REFUSED if row.kind == "act.refused" else (row.kind, row.kind)
        lines.append(
            JournalLine(
                sequence=row.sequence,
                at=row.at,
                recorded=row.recorded,
                actor_kind=row.actor_kind,
                actor_id=row.actor_id,
                kind=row.kind,
                nl=words[0],
                en=words[1],
                properties=tuple(sorted(row.properties.items())),
                link=bytes(row.hash).hex(),
            )
        )
    return lines
