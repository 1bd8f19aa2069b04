"""The number to call with a ticket in one's hand, where the agreement gives that right (PX-91)."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from waarborg.kernel.instants import to_us
from waarborg.plumbing.actors import Actor
from waarborg.promises.queries.standing import standing
from waarborg.promises.rules.applying import roles_of

CALL = "support.ticket.call"


@dataclass(frozen=True, slots=True)
class Acute:
    """`phone` as it is written, `dial` as a telephone takes it; `open` whether somebody answers now."""

    phone: str
    dial: str
    open: bool


def acute(by: Actor, *, at: datetime) -> Acute | None:
    """None where no number is set, or the agreement gives this contact no right to call. One query."""
    phone = settings.SUPPORT_PHONE
    bound = standing(by.tenant) if phone and by.tenant else None
    if bound is None:
        return None
    version = bound.at(at)
    for promise in version.agreement.promises.values():
        rule = promise.rule
        if rule is None or promise.offered or CALL not in rule.act or rule.allowed != "whenever":
            continue
        if rule.who and not by.roles & roles_of(version.agreement, rule.who):
            continue
        hours = [version.calendar_at(name, at) for name in rule.inside]
        dial = "".join(one for one in phone if one.isdigit() or one == "+")
        return Acute(phone, dial, all(one.is_open(to_us(at)) for one in hours))
    return None
