"""By which rules metrics are read now, and which response times are promised: in the desk's scope."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import Q

from waarborg.availability.models import Edges
from waarborg.availability.models import Mapping as MappingFile
from waarborg.availability.rules.indicators import TIMES, response_promise
from waarborg.availability.rules.mapping import Rule, checked, first_that_fits
from waarborg.availability.rules.otlp.points import Attributes
from waarborg.availability.rules.page_times import APPLICATION, METRIC, WINDOW
from waarborg.availability.rules.response.figures import Promise
from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import PARTS
from waarborg.customers.models import Organisation
from waarborg.promises.models import Binding
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement.indicator_measures import part_of
from waarborg.promises.rules.agreement.promise import Measure


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise about a response time: its id and words, the part it is about, and what a month is held against."""

    agreement: str
    name: str
    nl: str
    en: str
    part: str
    zone: str
    measure: Measure
    promise: Promise
    experience: bool


def mapping_in_force() -> UUID | None:
    """The newest file of rules that was applied. One query."""
    found: UUID | None = MappingFile.objects.order_by("-applied_at", "-id").values_list("id", flat=True).first()
    return found


@lru_cache(maxsize=65_536)
def meant(mapping: UUID, metric: str, resource: Attributes, attributes: Attributes) -> tuple[Rule | None, str]:
    """The rule that a point falls under, and what it says of the customer: the same for all of its series. One query
    for a file that this process has not read yet."""
    said = {name: str(value) for name, value in (*resource, *attributes)}
    rule = first_that_fits(_rules(mapping), metric, said)
    return rule, said.get(rule.customer, "") if rule and rule.customer else ""


@lru_cache(maxsize=8)
def _rules(identifier: UUID) -> tuple[Rule, ...]:
    # Checked when it was applied; words of parts that were archived since still read what they did.
    return tuple(checked(MappingFile.objects.get(id=identifier).source.encode(), "")[0])


def rule_of_page(mapping: UUID, window: str, application: str) -> Rule | None:
    """The rule that the time of a page falls under. Not remembered: visitors may make up as many words as they like."""
    return first_that_fits(_rules(mapping), METRIC, {WINDOW: window, APPLICATION: application})


def promised(*, at: datetime) -> tuple[Promised, ...]:
    """Every response time that an agreement in force promises of one part. One query, and one for each version that
    this process has not read yet."""
    bound = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
    found = bound.order_by("version__sha256").values_list("version__sha256", flat=True).distinct()
    return tuple(one for sha256 in found for one in _timed(sha256))


@lru_cache(maxsize=64)
def _timed(sha256: str) -> tuple[Promised, ...]:
    agreement = compiled(sha256).agreement
    found = []
    for name, promise in agreement.promises.items():
        measure = promise.measure
        part = None if measure is None else part_of(measure)
        if measure is None or part is None or measure.of not in TIMES:
            continue
        said = response_promise(measure)
        experience = promise.level == "experience"
        named = agreement.components[part]
        found.append(Promised(sha256, name, named.nl, named.en, part, agreement.timezone, measure, said, experience))
    return tuple(found)


def thresholds(*, at: datetime) -> frozenset[int]:
    """Every length (ns) above which some promise in force needs requests counted."""
    return frozenset(one.promise.threshold for one in promised(at=at) if one.promise.threshold is not None)


def newest_edges() -> tuple[int, tuple[int, ...]] | None:
    """Number and lengths of the edges by which is counted now."""
    row = Edges.objects.order_by("-number").values_list("number", "lengths").first()
    return None if row is None else (row[0], tuple(row[1]))


def parts_by_key() -> dict[str, UUID]:
    """The components and windows of the catalogue by the word that agreements and rules call them by. One query."""
    return dict(Item.objects.filter(kind__in=PARTS).values_list("key", "id"))


def customers_by_slug(slugs: Iterable[str]) -> dict[str, UUID]:
    """One query where there are any."""
    wanted = sorted(set(slugs))
    if not wanted:
        return {}
    return dict(Organisation.objects.filter(kind="customer", slug__in=wanted).values_list("slug", "tenant_id"))


def measured_ids(pairs: Iterable[tuple[UUID, UUID]], *, client: bool = False) -> Mapping[tuple[UUID, UUID], int]:
    """By item and tenant what is counted together, as far as it is there; `client`: of what browsers told."""
    wanted = sorted(set(pairs))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.item_id, m.tenant_id, m.id FROM availability_measured m"
            " JOIN unnest(%s::uuid[], %s::uuid[]) w(item, tenant) ON m.item_id = w.item AND m.tenant_id = w.tenant"
            " WHERE m.client = %s",
            [[item for item, _ in wanted], [tenant for _, tenant in wanted], client],
        )
        return {(item, tenant): number for item, tenant, number in cursor.fetchall()}
