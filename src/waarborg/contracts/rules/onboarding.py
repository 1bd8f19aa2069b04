"""The plan of an onboarding: its steps in order, whose they are, by when, and whose turn it is (AP-04)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.applying import roles_of
from waarborg.promises.rules.whom import applies, said_of

COMPLETE: Final = "contracts.onboarding-step.complete"
DATA_LOADED: Final = "contracts.onboarding.data-loaded"
PROVIDER, CUSTOMER = "provider", "customer"
PERSONALISE, INTEGRATE, DATA, WORKSHOP = "personalise", "integrate", "data", "workshop"
KINDS: Final[Mapping[str, Mapping[str, str]]] = {
    PERSONALISE: {"nl": "Inrichten", "en": "Personalise"},
    INTEGRATE: {"nl": "Koppelen", "en": "Integrate"},
    DATA: {"nl": "Gegevens", "en": "Data"},
    WORKSHOP: {"nl": "Workshop", "en": "Workshop"},
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A step as every plan begins with it; `share` is how much of the term has passed by its day, in per cent."""

    kind: str
    side: str
    nl: str
    en: str
    share: int


PLAN: Final = (
    Planned(PERSONALISE, CUSTOMER, "Lever uw huisstijl en wensen aan", "Hand in your house style and wishes", 15),
    Planned(PERSONALISE, PROVIDER, "Inrichten naar uw wensen", "Personalise to your wishes", 30),
    Planned(INTEGRATE, PROVIDER, "Koppelingen aanleggen en testen", "Build and test the integrations", 50),
    Planned(DATA, CUSTOMER, "Lever uw gegevens aan", "Hand in your data", 60),
    Planned(DATA, PROVIDER, "Gegevens inladen en samen nalopen", "Load the data and go through it together", 80),
    Planned(WORKSHOP, PROVIDER, "Workshop voor de backoffice", "Back-office workshop", 100),
)


def due_days(signed_on: date, last_day: date) -> list[date]:
    """The day of each step of `PLAN`, spread over the term; the last one is the last day itself."""
    days = (last_day - signed_on).days
    return [signed_on + timedelta(days=days * one.share // 100) for one in PLAN]


class Step(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def due_on(self) -> date: ...
    @property
    def held_on(self) -> date | None: ...
    @property
    def is_done(self) -> bool: ...


S = TypeVar("S", bound=Step)


def next_step(steps: Iterable[S]) -> S | None:
    """The first that is not done, in the order given: whose it is has the turn. None when all are done."""
    return next((one for one in steps if not one.is_done), None)


def is_loaded(steps: Iterable[Step]) -> bool:
    """Whether the data has been loaded: every step about data is done, and there is one."""
    found = [one.is_done for one in steps if one.kind == DATA]
    return bool(found) and all(found)


def planned_workshop(steps: Sequence[Step], today: date) -> date | None:
    """The day of the last workshop, held or still to come; None where none is planned, or its day has gone by without
    it."""
    found = [one for one in steps if one.kind == WORKSHOP]
    if not found or any(not one.is_done and one.due_on < today for one in found):
        return None
    return max(one.held_on or one.due_on for one in found)


@dataclass(frozen=True, slots=True)
class Unmet:
    """What a rule in force says of a step that cannot be completed yet; `waiver` are the roles (dotted) that may set it
    aside with a reason."""

    promise: str
    said: Mapping[str, str]
    waiver: frozenset[str]


def unmet(agreement: Agreement, kind: str, *, loaded: bool) -> Iterator[Unmet]:
    """The rules that allow completing a step of this kind only once the data has been loaded, where it has not."""
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule is None or promise.offered or rule.allowed != "only-if" or COMPLETE not in rule.act:
            continue
        if applies(promise, {"topic": kind}) and any(
            one.state == DATA_LOADED and one.negated is loaded for one in rule.needs
        ):
            yield Unmet(name, said_of(promise), roles_of(agreement, rule.waiver))
