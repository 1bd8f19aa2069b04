"""Looking how promised back-ups stand: what boards show, and warnings and breaches to staff and, as the promise says,
to customers.

One late back-up is told of once. Before the plan's own next is due nothing is late yet, so no warning is given then.
Whoever was told that a plan is late is told no warning about the same; whoever was told of a breach is not told by
`tell_late` that the plan is late. What was promised being broken is told in any case.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.continuity.models import Plan
from waarborg.continuity.queries.standings import Looked, Round, Stands, read_plans
from waarborg.customers.models import Organisation, Person
from waarborg.customers.queries import holders, names_of, provider
from waarborg.customers.rules.roles import OPERATOR, SERVICE_MANAGER
from waarborg.kernel.instants import from_us
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.web import wording
from waarborg.promises.actions.stand_rounds import Raised, raise_rounds, show_rounds
from waarborg.promises.queries.standing import standings
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay.notices import BREACH
from waarborg.promises.rules.standing import Standing

LINES = 50


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A warning or a breach, with the round that it is about and the roles that the agreement names."""

    raised: Raised
    stands: Stands
    round: Round
    roles: tuple[str, ...]


def watch_rounds(*, at: datetime) -> int:
    """Look at every customer to whom back-ups are promised, in the desk's scope; gives how many warnings and breaches
    were raised. Looking again raises none a second time. Five queries where nothing changed."""
    customers = Organisation.objects.filter(kind="customer").values_list("id", flat=True)
    bound = {one: held for one, held in standings(customers).items() if _asks(held)}
    if not bound:
        return 0
    looked = Looked(read_plans(), at)
    standing = {one: looked.of(one, held) for one, held in bound.items()}
    show_rounds({(one, each.asked): each.state for one, all_ in standing.items() for each in all_}, at=at)
    found = {each.raised: each for one, all_ in standing.items() for each in _found(one, all_, at)}
    fresh = [found[one] for one in raise_rounds(list(found), at=at)]
    _tell(fresh, at)
    return len(fresh)


def _asks(held: Standing) -> bool:
    return any(version.is_rounds(name) for _, version in held.versions for name in version.asked)


def _found(customer: UUID, stands: Iterable[Stands], at: datetime) -> Iterable[Told]:
    """Everything that is to be told by now, of what is still under way: after a breach no warning of it."""
    for one in stands:
        warns = one.version.agreement.warn_of(one.version.promise(one.promise))
        everybody = tuple({role: None for warn in warns for role in warn.tell})
        for each in one.rounds:
            for notice in each.raised(at):
                breach = notice.threshold == BREACH
                if notice.due_us is None or each.is_late is not breach:
                    continue
                if not breach and not _is_tight(each, at, from_us(notice.due_us)):
                    continue
                raised = Raised(customer, one.promise, notice.threshold, notice.due_us)
                yield Told(raised, one, each, notice.tell or everybody)


def _is_tight(each: Round, at: datetime, due: datetime) -> bool:
    """Whether no plan is expected to end the round in time: each is overdue itself, or its next comes after that."""
    return all(plan.due < at or plan.due > due for plan in each.plans)


def _tell(fresh: list[Told], at: datetime) -> None:
    """One mail a person for all that came up together."""
    house = provider()
    wanted = [one for one in fresh if one.raised.is_breach or not _known(one)]
    if house is None or not wanted:
        return
    people: dict[UUID, tuple[Person, list[Told]]] = {}
    for one in wanted:
        for person in _people(one, house.id, at):
            people.setdefault(person.id, (person, []))[1].append(one)
    names = names_of({one.raised.tenant for one in wanted})
    for person, lines in people.values():
        _write(person, list(dict.fromkeys(lines)), names, house.id, at)
    told = {plan.id: plan for one in wanted for plan in one.round.plans if plan.due < at}
    for plan in told.values():
        plan.late_told_for = plan.due
    Plan.objects.bulk_update(told.values(), ["late_told_for"])


def _known(one: Told) -> bool:
    """Whether staff were told already that the plans behind this round are late."""
    return all(plan.late_told_for == plan.due for plan in one.round.plans)


def _people(one: Told, house: UUID, at: datetime) -> list[Person]:
    """Those whose role the agreement names; operators, or service managers where there are none, where it names none of
    ours."""
    agreement = one.stands.version.agreement
    roles = {each for role in one.roles for each in (agreement.roles[role].is_ if role in agreement.roles else (role,))}
    ours = [each for role in sorted(roles) if role.startswith("provider.") for each in holders(house, role, at=at)]
    ours = ours or holders(house, OPERATOR, at=at) or holders(house, SERVICE_MANAGER, at=at)
    theirs = sorted(role for role in roles if role.startswith("customer."))
    return [*ours, *(each for role in theirs for each in holders(one.raised.tenant, role, at=at))]


def _write(person: Person, told: list[Told], names: Mapping[UUID, str], house: UUID, at: datetime) -> None:
    staff, lang = person.tenant_id == house, person.language
    lines = _lines(told, names, lang, staff=staff)
    keys = min(f"{one.raised.tenant}:{one.raised.promise}:{one.raised.threshold}:{one.raised.due_us}" for one in told)
    send_mail(
        "continuity/mail/rounds.txt",
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, lang, person.id),
        context={
            "lines": lines[:LINES],
            "more": max(0, len(lines) - LINES),
            "broken": any(one.raised.is_breach for one in told),
            "staff": staff,
            "path": reverse("continuity:plans" if staff else "continuity:portal"),
        },
        at=at,
        key=f"continuity.rounds:{person.id}:{keys}:{len(told)}",
    )


def _lines(told: list[Told], names: Mapping[UUID, str], lang: str, *, staff: bool) -> list[dict[str, object]]:
    """One line for each promise, part and due time: to how many customers, or to which one."""
    grouped: dict[tuple[str, str, int, bool], list[Told]] = {}
    for one in told:
        words = fill(one.stands.version.promise(one.raised.promise), one.stands.version.agreement, known(), lang)
        grouped.setdefault((words, one.round.part, one.raised.due_us, one.raised.is_breach), []).append(one)
    found: list[dict[str, object]] = []
    for (words, part, due, broken), ones in sorted(grouped.items()):
        zone = ones[0].stands.version.agreement.timezone
        named = [names.get(one.raised.tenant, "") for one in ones]
        line = {"words": words, "part": part, "due": wording.instant(from_us(due), lang, zone), "broken": broken}
        found.append(line | {"customers": len(named) if staff else 0, "customer": named[0] if len(named) == 1 else ""})
    return found
