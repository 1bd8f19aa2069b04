"""Writing down what is backed up: making, changing and ending a plan, and the secret address that a job reports to."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from waarborg.continuity.actions.refusals import (
    ChangedMeanwhile,
    KeyTaken,
    NobodysPlan,
    NoKey,
    NotSaid,
    PaceStays,
    ScopeStays,
    UnknownPlan,
)
from waarborg.continuity.events import PLAN_ENDED, PLAN_KEPT
from waarborg.continuity.models import Plan
from waarborg.continuity.permissions import PLAN
from waarborg.continuity.queries.plans import digest, locked
from waarborg.continuity.rules import plans
from waarborg.customers.models import Organisation
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken

# Who reads a plan, by whom it covers.
_AUDIENCE = {plans.SERVICE: "customers", plans.CUSTOMER: "one", plans.INTERNAL: "provider"}


@dataclass(frozen=True, slots=True)
class Described:
    """What is backed up: the fields of the model; `every` and `patience` in seconds, `kept_days` in days."""

    key: str
    what_nl: str
    where_nl: str
    every: int
    kept_days: int
    scope: str = plans.SERVICE
    customer_id: UUID | None = None
    part: str = "data"
    what_en: str = ""
    where_en: str = ""
    patience: int = 0
    least_bytes: int = 0
    needs_hash: bool = False


@action("continuity.backup-plan.keep")
def make_plan(said: Described, *, provider: UUID, by: Actor, at: datetime) -> tuple[Plan, str]:
    """A plan counts from now on. Gives it, and the token of the address at which a job reports, which is not kept.

    Raises NotAllowed, NoKey, KeyTaken, NotSaid, UnknownPlan, NobodysPlan: then there is none.
    """
    require(by, PLAN)
    _check(said)
    token = secrets.token_urlsafe(24)
    made = Plan(
        tenant_id=provider, audience=_AUDIENCE[said.scope], made_at=at, judged_from=at,
        token_digest=digest(token), **asdict(said),
    )  # fmt: skip
    _save(made)
    _note(PLAN_KEPT, made, by=by, at=at, did="made")
    return made, token


@action("continuity.backup-plan.keep")
def change_plan(plan: UUID, said: Described, *, revision: int, by: Actor, at: datetime) -> Plan:
    """What it says from now on; back-ups made before are not judged anew. Raises as make_plan, and NotFound,
    ChangedMeanwhile, ScopeStays, PaceStays."""
    require(by, PLAN)
    held = locked(plan)
    if held.revision != revision:
        raise ChangedMeanwhile()
    _check(said)
    if (held.scope, held.customer_id, held.part) != (said.scope, said.customer_id, said.part):
        raise ScopeStays()
    if plans.pace(held.every) != plans.pace(said.every):
        raise PaceStays(path="every")
    for name, value in asdict(said).items():
        setattr(held, name, value)
    held.revision += 1
    _save(held)
    _note(PLAN_KEPT, held, by=by, at=at, did="changed")
    return held


@action("continuity.backup-plan.keep")
def end_plan(plan: UUID, *, by: Actor, at: datetime) -> Plan:
    """No back-ups are made by it any more, and its address works no longer; what was made stays. Raises NotAllowed,
    NotFound."""
    require(by, PLAN)
    held = locked(plan)
    if held.ended_at is None:
        held.ended_at, held.token_digest = at, ""
        held.revision += 1
        held.save(update_fields=["ended_at", "token_digest", "revision"])
        _note(PLAN_ENDED, held, by=by, at=at, did="ended")
    return held


@action("continuity.backup-plan.keep")
def renew_address(plan: UUID, *, by: Actor, at: datetime) -> str:
    """Another token, which is not kept; the address before works no longer. Raises NotAllowed, NotFound."""
    require(by, PLAN)
    held, token = locked(plan), secrets.token_urlsafe(24)
    if held.ended_at is None:
        held.token_digest = digest(token)
        held.save(update_fields=["token_digest"])
        _note(PLAN_KEPT, held, by=by, at=at, did="address-renewed")
    return token


def _check(said: Described) -> None:
    """Raises as make_plan."""
    if not plans.is_key(said.key):
        raise NoKey(path="key", most=plans.LONGEST_KEY)
    required = {"what_nl": plans.LONGEST_TEXT, "where_nl": plans.LONGEST_PLACE, "part": plans.LONGEST_PART}
    for name, most in {**required, "what_en": plans.LONGEST_TEXT, "where_en": plans.LONGEST_PLACE}.items():
        text = getattr(said, name)
        if len(text) > most or (name in required and not text.strip()):
            raise NotSaid(path=name, most=most)
    if said.scope not in plans.SCOPES or said.every not in plans.PACES or said.patience not in plans.PATIENCE:
        raise UnknownPlan(path="scope" if said.scope not in plans.SCOPES else "every")
    if not 1 <= said.kept_days <= plans.MOST_DAYS:
        raise UnknownPlan(path="kept_days")
    if not 0 <= said.least_bytes <= plans.MOST_BYTES:
        raise UnknownPlan(path="least_bytes")
    there = Organisation.objects.filter(id=said.customer_id, kind="customer").exists() if said.customer_id else False
    if there != (said.scope == plans.CUSTOMER):
        raise NobodysPlan(path="customer")


def _save(held: Plan) -> None:
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if not taken(error, "continuity_plan_key"):
            raise
        raise KeyTaken(path="key", key=held.key) from None


def _note(kind: str, held: Plan, *, by: Actor, at: datetime, did: str) -> None:
    data = {"key": held.key, "every": str(held.every), "kept_days": str(held.kept_days)}
    words = {"scope": held.scope, "did": did}
    journal.record(kind, tenant=held.tenant_id, subject=held.ref, by=by, at=at, properties=words, data=data)
