"""Warning staff that the downtime which a month allows runs out: once for each figure, month and level."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from waarborg.availability.events import BURNING
from waarborg.availability.models import BurnWarning
from waarborg.availability.queries.burning import Key, key_of
from waarborg.availability.queries.month_figures import Figure, month_of, of_components
from waarborg.availability.rules.burning import LEVELS, call_level, reached
from waarborg.availability.rules.targets import Unstated
from waarborg.availability.rules.words import lasting, share_text
from waarborg.catalogue.models import Item
from waarborg.customers.queries import holders, provider
from waarborg.customers.rules.roles import SERVICE_MANAGER
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.promises.queries.figures import versions_used

LINES = 50
BEHIND = "found while later entries were written"


@action("availability.budget.warn")
def warn_of_burning(*, by: Actor, at: datetime) -> list[BurnWarning]:
    """Look at every figure of this month that agreements in force promise, and tell the service managers of each level
    reached that they were not told of yet; in one mail, of each figure the most urgent. In the desk's scope.

    Two who look at once: the second one's warnings are refused by the database, and nothing of them is mailed.
    """
    house = provider()
    if house is None:
        return []
    month = month_of(at, zone_of())
    told = set(BurnWarning.objects.filter(month=month).values_list("component_id", "promise", "version", "level"))
    found = {key_of(one): one for one in of_components(month, at=at, versions=versions_used(at=at))}
    made = [
        _made(one, level, month, house.id, at)
        for key, one in found.items()
        for level in _levels(one)
        if (*key, level) not in told
    ]
    if not made:
        return []
    items = {one.id: one for one in Item.objects.filter(id__in={one.component_id for one in made})}
    BurnWarning.objects.bulk_create(made)
    for one in made:
        item = items[one.component_id]
        journal.record(
            BURNING,
            tenant=house.id,
            subject=one.ref,
            related=(item.ref,),
            by=by,
            at=at,
            properties={"component": item.key, "level": one.level},
            data={"promise": one.promise, "month": month, "down": one.down, "allowed": one.allowed},
            reason_if_late=BEHIND,
        )
    _tell(house.id, made, found, at)
    return made


def _levels(one: Figure) -> list[str]:
    judgement = one.account.judgements[0]
    if isinstance(judgement.target, Unstated) or judgement.budget is None or not one.running:
        return []
    return reached(one.account.stretches, judgement.budget, one.until, strict=judgement.target.strict)


def _made(one: Figure, level: str, month: str, house: UUID, at: datetime) -> BurnWarning:
    component, promise, version = key_of(one)
    return BurnWarning(
        tenant_id=house,
        audience="customers",
        component_id=component,
        promise=promise,
        version=version,
        month=month,
        level=level,
        down=one.account.down,
        # Whoever burns has a budget (`_levels`).
        allowed=one.account.judgements[0].budget or 0,
        at=at,
    )


def _tell(house: UUID, made: Sequence[BurnWarning], found: dict[Key, Figure], at: datetime) -> None:
    worst: dict[Key, BurnWarning] = {}
    for one in sorted(made, key=lambda each: LEVELS.index(each.level)):
        worst.setdefault((one.component_id, one.promise, one.version), one)
    for person in holders(house, SERVICE_MANAGER, at=at):
        lang = person.language
        # Agreements that promise the same of one component say the same line once.
        lines = list(dict.fromkeys(_line(one, found[key], lang) for key, one in worst.items()))
        send_mail(
            "availability/mail/burning.txt",
            tenant=person.tenant_id,
            to=Recipient(person.email, person.name, lang, person.id),
            context={
                "lines": lines[:LINES],
                "more": max(0, len(lines) - LINES),
                "path": reverse("availability:desk-figures"),
            },
            at=at,
            key=f"availability.burning:{min(one.id for one in made)}:{person.id}",
        )


def _line(one: BurnWarning, figure: Figure, lang: str) -> str:
    name = figure.node.say(lang)
    if not one.allowed:
        return f"{name}: {call_level(one.level, lang)}"
    used, allowed = share_text(one.down, one.allowed, lang), lasting(one.allowed, lang)
    of = f"{used} van {allowed}" if lang == "nl" else f"{used} of {allowed}"
    return f"{name[:1].upper()}{name[1:]}: {call_level(one.level, lang)} ({of})"
