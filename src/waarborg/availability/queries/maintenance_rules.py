"""What the agreements in force say of maintenance of these components: of every customer whom it concerns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from waarborg.availability.rules import agreed_work as rules
from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.models import Item
from waarborg.kernel.instants import to_us
from waarborg.promises.models import Binding
from waarborg.promises.queries import compiled, standings

Words = frozenset[tuple[str, str]]


def rules_for(
    components: Sequence[Item], kind: str, severity: str, *, at: datetime, bought_at: datetime | None = None
) -> tuple[rules.Asked, ...]:
    """The rules in force at an instant on maintenance of that kind, each agreement once however many customers it
    binds. Whom it concerns is seen at `bought_at`, or `at`. Seven queries, in the desk's scope.
    """
    tenants = {one for item in components for one in catalogue.tenants_with(item.id, bought_at or at)}
    if not tenants:
        return ()
    said = _words_of(tenants, at)
    bound = {
        (standing.at(at).sha256, said.get(tenant, frozenset()))
        for tenant, standing in standings(tenants).items()
        if standing.over_since(to_us(at)) is None
    }
    keys = tuple(sorted(one.key for one in components))
    found = [one for sha256, words in sorted(bound, key=_order) for one in _asked(sha256, words, kind, severity, keys)]
    return tuple(found)


def _order(one: tuple[str, Words]) -> tuple[str, list[tuple[str, str]]]:
    return one[0], sorted(one[1])


def _words_of(tenants: Iterable[UUID], at: datetime) -> dict[UUID, Words]:
    """What holds for customers by their bindings, such as a plan. One query."""
    rows = Binding.objects.filter(tenant_id__in=set(tenants), starts_at__lte=at).order_by("starts_at", "id")
    found: dict[UUID, Words] = {}
    for tenant, words in rows.values_list("tenant_id", "words"):
        found[tenant] = frozenset((str(key), str(word)) for key, word in (words or {}).items())
    return found


@lru_cache(maxsize=256)
def _asked(sha256: str, words: Words, kind: str, severity: str, keys: tuple[str, ...]) -> tuple[rules.Asked, ...]:
    """Published versions never change, so memory keeps what they say, with their calendars written out."""
    case: Mapping[str, str] = {**dict(words), "maintenance-kind": kind, "severity": severity or "ordinary"}
    return rules.asked(compiled(sha256).agreement, kind, [{**case, "component": key} for key in keys])
