"""What agreements promise of back-ups, in their own words, and how each promise stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from waarborg.continuity.models import Plan
from waarborg.continuity.queries.standings import Looked, Stands, standing_of
from waarborg.customers.models import Organisation
from waarborg.kernel.instants import to_us
from waarborg.promises.queries.readable import readable
from waarborg.promises.queries.standing import standing, standings
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.registry import known

COMPLETED, AGE = "continuity.backup.completed", "continuity.backup.age"


@dataclass(frozen=True, slots=True)
class Promised:
    """A sentence in force; `stands` where it says how often, and its rounds are counted."""

    words: str
    stands: Stands | None


def promised(tenant: UUID, rows: Sequence[Plan], *, lang: str, at: datetime) -> list[Promised]:
    """The sentences in force at an instant, with what was agreed with this customer alone, and how they stand by the
    plans `rows`; none where nothing binds. One query."""
    bound = standing(tenant)
    if bound is None or bound.over_since(to_us(at)) is not None:
        return []
    text = readable(bound.at(at).sha256, lang)
    now = {one.promise: one for one in standing_of(tenant, bound, rows, at)}
    return [
        Promised(article.words, now.get(article.id))
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


@dataclass(frozen=True, slots=True)
class ToCustomers:
    """A promise, to how many customers, for how many it is late now, whom no plan covers, and the plans that are made
    no more often than it says."""

    words: str
    customers: int
    late: int
    unplanned: tuple[str, ...]
    no_room: tuple[str, ...]


def to_customers(rows: Sequence[Plan], *, lang: str, at: datetime) -> list[ToCustomers]:
    """Every promise to make a back-up every so often, as it stands now, by its sentence. Two queries."""
    names = dict(Organisation.objects.filter(kind="customer").values_list("id", "name"))
    looked = Looked(rows, at)
    found: dict[tuple[str, str], list[tuple[UUID, Stands]]] = {}
    for customer, bound in standings(names).items():
        for one in looked.of(customer, bound):
            found.setdefault((one.version.sha256, one.promise), []).append((customer, one))
    told: dict[str, list[tuple[UUID, Stands]]] = {}
    for ones in found.values():
        first = ones[0][1]
        words = fill(first.version.promise(first.promise), first.version.agreement, known(), lang)
        told.setdefault(words, []).extend(ones)
    return [_to_customers(words, ones, names) for words, ones in sorted(told.items())]


def _to_customers(words: str, ones: Sequence[tuple[UUID, Stands]], names: Mapping[UUID, str]) -> ToCustomers:
    states = [(names[customer], one.state) for customer, one in ones]
    unplanned = tuple(sorted(name for name, state in states if state == "unplanned"))
    tight = {plan.key for _, one in ones for each in one.rounds if each.leaves_no_room for plan in each.plans}
    late = sum(state == "late" for _, state in states)
    return ToCustomers(words, len(states), late, unplanned, tuple(sorted(tight)))
