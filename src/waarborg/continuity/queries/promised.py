"""What a customer's agreement promises of back-ups, in its own words."""

from datetime import datetime
from uuid import UUID

from waarborg.kernel.instants import to_us
from waarborg.promises.queries.readable import readable
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.agreement.promise import Promise

COMPLETED, AGE = "continuity.backup.completed", "continuity.backup.age"


def promised(tenant: UUID, *, lang: str, at: datetime) -> list[str]:
    """The sentences in force at an instant, with what was agreed with this customer alone; none where nothing binds.
    One query."""
    bound = standing(tenant)
    if bound is None or bound.over_since(to_us(at)) is not None:
        return []
    text = readable(bound.at(at).sha256, lang)
    return [
        article.words
        for chapter in text.chapters
        for article in chapter.articles
        if (promise := text.promise(article.id)) is not None
        and not text.is_internal(article.id)
        and not promise.offered
        and _is_about_backups(promise)
    ]


def _is_about_backups(promise: Promise) -> bool:
    clock, measure = promise.clock, promise.measure
    return (clock is not None and clock.every is not None and COMPLETED in clock.until) or (
        measure is not None and measure.of == AGE
    )
