"""Features as staff and customers read them, and what each customer said of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet

from waarborg.catalogue import queries as catalogue
from waarborg.customers.models import Organisation
from waarborg.plumbing.permissions import NotFound
from waarborg.releases.models import Feature, FeatureChoice
from waarborg.releases.rules import features as rules

PAGE = 50
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class Held:
    """A feature for one customer: what the register says, and what the customer said (None: nothing yet)."""

    feature: Feature
    choice: FeatureChoice | None

    @property
    def state(self) -> str:
        said = self.choice.said if self.choice else ""
        return rules.state(self.feature.impact, released=self.feature.is_released, said=said)

    @property
    def is_on(self) -> bool:
        said = self.choice.said if self.choice else ""
        return rules.is_on(self.feature.impact, released=self.feature.is_released, said=said)


def features(*, limit: int = PAGE, after: tuple[datetime, UUID] | None = None) -> list[Feature]:
    """The newest first, of those that the scope may see. One query."""
    rows = Feature.objects.select_related("item")
    if after is not None:
        moment, identifier = after
        rows = rows.filter(made_at__lte=moment).exclude(made_at=moment, id__gte=identifier)
    return list(rows.order_by("-made_at", "-id")[:limit])


def find(feature: UUID) -> Feature:
    """Raises NotFound; for customers too where they do not read of it yet."""
    found: Feature | None = Feature.objects.select_related("item").filter(id=feature).first()
    if found is None:
        raise NotFound()
    return found


def locked(feature: UUID) -> Feature:
    """The row, held until the transaction ends. Raises NotFound."""
    rows = Feature.objects.select_for_update(of=("self",)).select_related("item")
    found: Feature | None = rows.filter(id=feature).first()
    if found is None:
        raise NotFound()
    return found


def counts(features: Iterable[Feature]) -> dict[UUID, dict[str, int]]:
    """By feature and what was said of it, how many customers. One query, for staff."""
    rows = FeatureChoice.objects.filter(feature__in=[one.id for one in features])
    found: dict[UUID, dict[str, int]] = {}
    for feature, said, many in rows.values_list("feature_id", "said").annotate(many=Count("id")).order_by("feature_id"):
        found.setdefault(feature, {})[said] = many
    return found


def concerns(feature: Feature, at: datetime) -> "QuerySet[Organisation]":
    """The customers who have, or may have, a feature: of its product, or all. Two queries at most, for staff."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(kind="customer")
    return rows if feature.item is None else rows.filter(tenant_id__in=catalogue.tenants_with(feature.item.id, at))


def register(
    feature: Feature, *, at: datetime, state: str = "", after: tuple[str, UUID] | None = None, limit: int = PAGE
) -> list[tuple[Organisation, Held]]:
    """A page of the register by name of the customer; `state` one that a customer may have said, or nothing for all.
    At most four queries, for staff."""
    rows = concerns(feature, at).order_by("name", "id")
    if state in rules.SAID:
        said = FeatureChoice.objects.filter(feature=feature, said=state)
        rows = rows.filter(tenant_id__in=said.values("tenant_id"))
    if after is not None:
        name, identifier = after
        rows = rows.filter(Q(name__gt=name) | Q(name=name, id__gt=identifier))
    listed = list(rows[:limit])
    choices = {
        one.tenant_id: one
        for one in FeatureChoice.objects.filter(feature=feature, tenant_id__in=[one.tenant_id for one in listed])
    }
    return [(one, Held(feature, choices.get(one.tenant_id))) for one in listed]


def of_customer(tenant: UUID, *, at: datetime) -> list[Held]:
    """What a customer has, may ask for, or declined, by name; features of products that it does not have are left out.
    Three queries at most."""
    rows = Feature.objects.filter(audience="customers").select_related("item")
    listed = list(rows.order_by("nl", "id"))
    if any(one.item_id for one in listed):
        whole, bought = catalogue.tree(), catalogue.held(tenant, at)
        listed = [
            one for one in listed
            if one.item_id is None or not whole.sold_for(whole.nodes[one.item_id]).isdisjoint(bought)
        ]  # fmt: skip
    said = {one.feature_id: one for one in FeatureChoice.objects.filter(tenant_id=tenant)}
    return [Held(one, said.get(one.id)) for one in listed]


def switched_on(tenant: UUID, *, at: datetime) -> Mapping[str, bool]:
    """By word of each feature whether the customer's people can use it now. Three queries at most."""
    return {one.feature.key: one.is_on for one in of_customer(tenant, at=at)}


def choice(feature: Feature, tenant: UUID) -> FeatureChoice | None:
    """What a customer said, held until the transaction ends. Two people who say the first thing at once go one after
    the other. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"waarborg.releases.choice:{tenant}:{feature.id}"])
    rows = FeatureChoice.objects.select_for_update(of=("self",)).select_related("feature")
    found: FeatureChoice | None = rows.filter(tenant_id=tenant, feature=feature).first()
    return found


def said_of(feature: Feature, tenant: UUID) -> Held:
    """The same to read. One query."""
    return Held(feature, FeatureChoice.objects.filter(tenant_id=tenant, feature=feature).first())


def waiting(feature: UUID) -> list[tuple[UUID, UUID]]:
    """The customers who asked for a feature, with what they said, by its id. One query, for staff."""
    rows = FeatureChoice.objects.filter(feature_id=feature, said=rules.REQUESTED).order_by("tenant_id")
    return list(rows.values_list("tenant_id", "id"))


def labels(features: Collection[UUID]) -> dict[UUID, str]:
    """What links to them read. One query."""
    return dict(Feature.objects.filter(id__in=list(features)).values_list("id", "nl"))
