"""The words of the schemes in a customer's agreement, and terms counted in its calendar."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from waarborg.kernel.calendars import BeyondCover
from waarborg.kernel.due import due
from waarborg.kernel.durations import parse_duration
from waarborg.promises.queries.standing import require, standing


def scheme_choices(tenant: UUID, scheme: str, *, at: datetime) -> dict[str, Mapping[str, str]]:
    """The words of a scheme in force, in order, each with `nl` and `en` (its criteria included where it has any); after
    an end those of the agreement that ended, which go on to sort what comes in.

    Empty where the customer is bound to nothing or the agreement has no such scheme.
    """
    bound = standing(tenant)
    found = bound.at(at).agreement.schemes.get(scheme) if bound else None
    if found is None:
        return {}
    return {
        word: {
            lang: value.say(lang) + (f": {value.criteria.say(lang)}" if value.criteria else "") for lang in ("nl", "en")
        }
        for word, value in found.values.items()
    }


def scheme_word(tenant: UUID, scheme: str, word: str, *, at: datetime, lang: str) -> str:
    """The name of one word, without its criteria; the word itself where the agreement does not know it."""
    bound = standing(tenant)
    found = bound.at(at).agreement.schemes.get(scheme) if bound else None
    return found.values[word].say(lang) if found and word in found.values else word


def scheme_words(tenant: UUID, scheme: str, *, at: datetime) -> list[str]:
    return list(scheme_choices(tenant, scheme, at=at))


def due_for(tenant: UUID, *, start: datetime, within: str) -> datetime | None:
    """When a term of the product itself is over, in the default calendar of the customer's agreement.

    Beyond the hours published so far every hour counts: a customer waits no longer for want of a newer calendar.
    Raises NotBound.
    """
    version = require(tenant).at(start)
    defaults = version.agreement.defaults
    name = defaults.calendar if defaults else None
    calendar = version.calendar_at(name or next(iter(version.calendars)), start)
    try:
        return due(calendar, start, within).at
    except BeyondCover:
        return start + timedelta(microseconds=parse_duration(within).amount)
