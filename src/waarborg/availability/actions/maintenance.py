"""Planning one window of maintenance, within the agreements in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from waarborg.availability.actions.incidents import LONGEST_TEXT, LONGEST_TITLE
from waarborg.availability.actions.maintenance_refusals import (
    Begun,
    EndsFirst,
    LastsTooLong,
    NoPart,
    NotAnnounced,
    Overlaps,
    UnknownKind,
)
from waarborg.availability.actions.maintenance_rules import hold, hold_unannounced
from waarborg.availability.actions.maintenance_telling import announce
from waarborg.availability.actions.refusals import NoWords, TooLong
from waarborg.availability.events import WORK_ANNOUNCED, WORK_PLANNED
from waarborg.availability.models import Work, WorkComponent
from waarborg.availability.models.maintenance import OURS
from waarborg.availability.permissions import PLAN_WORK
from waarborg.availability.queries.incidents import component_items
from waarborg.availability.queries.maintenance_rules import rules_for
from waarborg.availability.rules import maintenance as judging
from waarborg.availability.rules import work_kinds as rules
from waarborg.catalogue.models import Item
from waarborg.kernel.canonical import sha256_hex
from waarborg.kernel.instants import to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require

LONGEST_REASON = 500
LONGEST = timedelta(days=31)
# What somebody means by now was filled in a moment ago.
NOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Described:
    """What is done and on what: words are Dutch, and English where there is any. `for_visitors`: it stands on the
    sign-in page and on the public status page too. `told` False leaves a hotfix unannounced."""

    kind: str
    title_nl: str
    text_nl: str
    components: Sequence[UUID]
    title_en: str = ""
    text_en: str = ""
    severity: str = ""
    by_schedule: bool = True
    for_visitors: bool = True
    told: bool = True

    @property
    def audience(self) -> str:
        if not self.told:
            return OURS
        return "public" if self.for_visitors else "customers"


@action("availability.maintenance.plan")
def plan_work(
    described: Described,
    from_at: datetime,
    until_at: datetime,
    *,
    provider: UUID,
    by: Actor,
    at: datetime,
    reason: str = "",
    alongside: bool = False,
) -> Work:
    """Plan and announce a window. `reason` sets aside the notice that an agreement asks, for who may do so by it;
    `alongside` takes it that other work on a component lies in the same time.

    Raises NotAllowed, NotFound, UnknownKind, NoPart, NoWords, TooLong, EndsFirst, LastsTooLong, Begun, Overlaps,
    NotAnnounced, NotThisCase, NotByThem, OutsideHours, TooSoon, MayNotWaive; and as `notices.actions.write.write`.
    """
    require(by, PLAN_WORK)
    items = right(described, reason)
    from_at, until_at = fits(from_at, until_at)
    if from_at <= at - NOW:
        raise Begun(path="from_at")
    if not alongside:
        alone(items, from_at, until_at)
    found = rules_for(items, described.kind, described.severity, at=max(from_at, at), bought_at=at)
    window = (to_us(from_at), to_us(until_at))
    waived: tuple[str, ...] = ()
    if described.told:
        waived = hold(
            found, [judging.Announcement(to_us(min(at, from_at)), window)], by=by, at=at, reason=reason
        ).waived
    else:
        hold_unannounced(found, window, by=by, at=at)
    made = make(described, items, from_at, until_at, provider=provider, at=at)
    made.reason = reason.strip() if waived else ""
    made.save(update_fields=["reason"])
    if described.told:
        announce(made, rules.ANNOUNCED, items, at=at)
    note(
        WORK_ANNOUNCED if described.told else WORK_PLANNED,
        made, items, by=by, at=at, reason=made.reason, waived=" ".join(waived),
    )  # fmt: skip
    return made


def right(described: Described, reason: str = "") -> list[Item]:
    """The components, by word. Raises UnknownKind, NoPart, NotFound, NoWords, TooLong, NotAnnounced."""
    if described.kind not in rules.KINDS or described.severity not in ("", *rules.SEVERITIES):
        raise UnknownKind(kind=described.kind, path="kind")
    if not described.told and described.kind != rules.HOTFIX:
        raise NotAnnounced()
    if not described.components:
        raise NoPart(path="components")
    for path, most in (("title_nl", LONGEST_TITLE), ("text_nl", LONGEST_TEXT)):
        if not getattr(described, path).strip():
            raise NoWords(path=path)
        for name in (path, path.replace("_nl", "_en")):
            if len(getattr(described, name)) > most:
                raise TooLong(most=most, path=name)
    if len(reason) > LONGEST_REASON:
        raise TooLong(most=LONGEST_REASON, path="reason")
    return sorted(component_items(described.components).values(), key=lambda one: one.key)


def fits(from_at: datetime, until_at: datetime) -> tuple[datetime, datetime]:
    """The same instants in UTC: between two of one zone Python subtracts what clocks on the wall say. Raises EndsFirst,
    LastsTooLong."""
    from_at, until_at = from_at.astimezone(UTC), until_at.astimezone(UTC)
    if until_at <= from_at:
        raise EndsFirst(path="until_at")
    if until_at - from_at > LONGEST:
        raise LastsTooLong(days=LONGEST.days, path="until_at")
    return from_at, until_at


def alone(items: Sequence[Item], from_at: datetime, until_at: datetime, *, but: UUID | None = None) -> None:
    """Raises Overlaps where other work on one of these lies in that time."""
    rows = Work.objects.filter(
        parts__component__in=[one.id for one in items], from_at__lt=until_at, until_at__gt=from_at
    ).exclude(state=rules.CANCELLED)
    other = rows.exclude(id=but).order_by("from_at").first() if but else rows.order_by("from_at").first()
    if other is not None:
        raise Overlaps(title={"nl": other.title("nl"), "en": other.title("en")})


def make(
    described: Described, items: Sequence[Item], from_at: datetime, until_at: datetime, *, provider: UUID,
    at: datetime, **more: object,
) -> Work:  # fmt: skip
    """The rows of a window; nobody is told yet."""
    made: Work = Work.objects.create(
        tenant_id=provider,
        audience=described.audience,
        kind=described.kind,
        severity=described.severity,
        title_nl=described.title_nl.strip(),
        title_en=described.title_en.strip(),
        text_nl=described.text_nl.strip(),
        text_en=described.text_en.strip(),
        by_schedule=described.by_schedule,
        from_at=from_at,
        until_at=until_at,
        announced_at=at if described.told else None,
        **more,
    )
    WorkComponent.objects.bulk_create(
        WorkComponent(tenant_id=provider, audience=made.audience, work=made, component=one) for one in items
    )
    return made


def note(kind: str, held: Work, items: Sequence[Item], *, by: Actor, at: datetime, **data: str) -> None:
    """One entry in the provider's journal: the words by their hash, times and components in full."""
    said = "\0".join((held.title_nl, held.title_en, held.text_nl, held.text_en))
    properties = {"maintenance-kind": held.kind, **({"severity": held.severity} if held.severity else {})}
    journal.record(
        kind,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties=properties,
        data={
            "from": held.from_at.isoformat(),
            "until": held.until_at.isoformat(),
            "components": " ".join(one.key for one in items),
            "sha256": sha256_hex(said.encode()),
            **{name: value for name, value in data.items() if value},
        },
    )
