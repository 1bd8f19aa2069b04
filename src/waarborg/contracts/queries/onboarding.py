"""Plans of onboardings as somebody may see them: all of them by what is due next, one, and those of a customer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from waarborg.contracts.models import Contract, Onboarding, OnboardingStep
from waarborg.contracts.permissions import SEE_ONBOARDING
from waarborg.contracts.rules.onboarding import CUSTOMER, next_step
from waarborg.contracts.rules.starting import Renewal, day_of, next_renewal, renewal
from waarborg.customers.models import Person
from waarborg.customers.queries import names_of, provider
from waarborg.plumbing import permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.tenancy import Role, kept
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement.model import Agreement

PAGE, PAST = 200, 20


@dataclass(frozen=True, slots=True)
class Line:
    """An onboarding in the list: the step that has the turn (None: all done) and how far the plan is."""

    held: Onboarding
    customer: str
    step: OnboardingStep | None
    done: int
    count: int
    late: bool

    @property
    def is_theirs(self) -> bool:
        return self.step is not None and self.step.side == CUSTOMER


def lines(*, today: date) -> tuple[list[Line], list[Line]]:
    """For the desk: those under way, the one whose next step is due first on top, and the newest that are complete.
    Five queries."""
    rows = _with_steps()
    live = list(rows.filter(completed_at=None).order_by("due_on", "id")[:PAGE])
    over = list(rows.filter(completed_at__isnull=False).order_by("-completed_at", "-id")[:PAST])
    names = names_of({one.tenant_id for one in (*live, *over)})
    found = [_line(one, names, today) for one in live]
    found.sort(key=lambda one: (one.step.due_on if one.step else one.held.due_on, one.customer))
    return found, [_line(one, names, today) for one in over]


def _line(held: Onboarding, names: dict[UUID, str], today: date) -> Line:
    steps = list(held.steps.all())
    turn = next_step(steps)
    done = sum(one.is_done for one in steps)
    late = turn is not None and turn.due_on < today
    return Line(held, names.get(held.tenant_id, ""), turn, done, len(steps), late)


def _with_steps() -> QuerySet[Onboarding]:
    rows: QuerySet[Onboarding] = Onboarding.objects.select_related("contract").prefetch_related(_steps())
    return rows


def _steps() -> Prefetch:
    return Prefetch("steps", OnboardingStep.objects.order_by("number"))


def find(onboarding: UUID, *, by: Actor) -> Onboarding:
    """With its steps in order. Raises NotFound, NotAllowed. Two queries."""
    found = _with_steps().filter(id=onboarding).first()
    if found is None or not (by.is_staff or found.tenant_id == by.tenant):
        raise permissions.NotFound()
    permissions.require(by, SEE_ONBOARDING, tenant=found.tenant_id)
    return found


def of_tenant(tenant: UUID) -> list[Onboarding]:
    """Those of a customer, under way first, then the newest. Two queries."""
    found = list(_with_steps().filter(tenant_id=tenant).order_by("-made_at", "-id"))
    return sorted(found, key=lambda one: one.completed_at is not None)


def under_way(tenant: UUID) -> Onboarding | None:
    """The one that a customer is in now. Two queries, one where there is none."""
    found: list[Onboarding] = kept.rows("contracts.under-way", _under_way, tenant)
    prefetch_related_objects(found, _steps())
    return found[0] if found else None


# A customer that is in one now.
IS_UNDER_WAY = "EXISTS (SELECT FROM contracts_onboarding WHERE tenant_id = %(tenant)s AND completed_at IS NULL)"


def steps_under_way(tenant: UUID) -> list[OnboardingStep]:
    """The steps of that one, in order; none where there is none. One query."""
    found: list[OnboardingStep] = kept.rows("contracts.steps-under-way", _steps_under_way, tenant)
    return [one for one in found if one.onboarding_id == found[0].onboarding_id]


def _steps_under_way(tenant: UUID) -> QuerySet[OnboardingStep]:
    rows = OnboardingStep.objects.filter(tenant_id=tenant, onboarding__tenant_id=tenant, onboarding__completed_at=None)
    return rows.order_by("onboarding__made_at", "onboarding_id", "number")


def _under_way(tenant: UUID) -> QuerySet[Onboarding]:
    rows = Onboarding.objects.select_related("contract").filter(tenant_id=tenant, completed_at=None)
    return rows.order_by("made_at", "id")[:1]


@dataclass(frozen=True, slots=True)
class Terms:
    """When a signed contract starts and renews. `next_on` is the first renewal that lies ahead."""

    contract: Contract
    renews: Renewal
    next_on: date


def terms_of(tenant: UUID, *, at: datetime) -> list[Terms]:
    """Of the contracts of a customer that were signed here, the newest first (AP-05). One query."""
    rows = Contract.objects.select_related("version").defer("version__canonical", "version__source")
    signed = rows.filter(tenant_id=tenant, signed_at__isnull=False, term_months__isnull=False)
    return [terms(one, at=at) for one in signed.order_by("-signed_at", "-id")]


def terms(held: Contract, *, at: datetime) -> Terms:
    """Of one that was signed. No query once its version has been read."""
    agreement = compiled(held.version.sha256).agreement
    signed_at, months = held.signed_at or held.recorded_at, held.term_months or 1
    found = renewal(agreement, signed_at, held.starts_on, months)
    return Terms(held, found, next_renewal(held.starts_on, months, after=day_of(at, agreement)))


def agreement_for(held: Contract) -> Agreement:
    """What the customer is bound to by this contract, with what was agreed with it alone. At most two queries."""
    rows = AgreementVersion.objects.filter(customer=held.tenant_id, amends=held.version_id)
    own = rows.filter(version__in=held.amendments).order_by("-published_at").first() if held.amendments else None
    return compiled((own or held.version).sha256).agreement


def owners(tenant: UUID) -> tuple[list[Person], list[Person]]:
    """Who can own a step: our people, and those of the customer, by name. Three queries."""
    home = provider()
    rows = Person.objects.filter(active=True).order_by("name", "id")
    return list(rows.filter(tenant_id=home.id)) if home else [], list(rows.filter(tenant_id=tenant))


def may_read_file(by: Actor, file: StoredFile) -> bool:
    """Whether it shows a step of a plan that this reader may see. One query."""
    if not permissions.may(by, SEE_ONBOARDING, tenant=file.tenant_id):
        return False
    return bool(OnboardingStep.objects.filter(tenant_id=file.tenant_id, file_id=file.id).exists())


def attached(files: Collection[UUID]) -> set[UUID]:
    """Of these stored files: those that show a step. One query."""
    return set(OnboardingStep.objects.filter(file_id__in=files).values_list("file_id", flat=True))


def references(ids: list[UUID]) -> dict[UUID, str]:
    """What a contract is called in a list, by id. One query."""
    return dict(Contract.objects.filter(id__in=ids).values_list("id", "reference"))


def contract_of(contract: UUID) -> Contract:
    """Raises NotFound."""
    found: Contract | None = Contract.objects.prefetch_related("plans").filter(id=contract).first()
    if found is None:
        raise permissions.NotFound()
    return found


def newest_signed(count: int) -> list[Contract]:
    """Of all customers, for the check. One query."""
    with tenancy.enter(Role.DESK):
        rows = Contract.objects.select_related("version").filter(signed_at__isnull=False, term_months__isnull=False)
        return list(rows.order_by("-signed_at", "-id")[:count])
