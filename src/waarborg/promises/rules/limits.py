"""How often an agreement lets something be done, and from when it can be done again."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.whom import applies, said_of

_TERM = re.compile(r"(\d+) (months?|years?|days?)")
_MONEY = re.compile(r"([A-Z]{3}) ?(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?) ?([A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule that allows an act so often (`most`) in a term such as "12 months"; `words` are said to whom it refuses,
    by language."""

    promise: str
    most: int
    term: str
    words: Mapping[str, str]
    zone: str

    def again_at(self, earlier: Sequence[datetime], at: datetime) -> datetime | None:
        """From when it is possible again, given when it was done before (the oldest first); None where it is now."""
        within = [one for one in earlier if after(one, self.term, self.zone) > at]
        return after(within[-self.most], self.term, self.zone) if len(within) >= self.most else None


def counted(agreement: Agreement, act: str, words: Mapping[str, str]) -> Iterator[Counted]:
    """The rules in force that count `act` for a case of these words, each by the case itself."""
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule is None or promise.offered or act not in rule.act or rule.allowed != "only-if":
            continue
        if not applies(promise, words):
            continue
        for limit in rule.limit:
            if limit.at_most and limit.at_most.isdecimal() and limit.per and _TERM.fullmatch(limit.per):
                yield Counted(name, int(limit.at_most), limit.per, said_of(promise), agreement.timezone)


@dataclass(frozen=True, slots=True)
class Rate:
    """What something costs by the agreement: `amount` is None where it states none."""

    promise: str
    amount: Decimal | None
    currency: str
    words: Mapping[str, str]


def rate(agreement: Agreement, act: str, cause: str) -> Rate | None:
    """The promise in force by which `cause` may be charged; None where the agreement knows no such charge."""
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule is None or promise.offered or act not in rule.act or rule.allowed != "only-if":
            continue
        if promise.if_ and applies(promise, {"cause": cause}):
            found = next((_MONEY.fullmatch(one.at_most) for one in rule.limit if one.at_most and one.sum), None)
            amount = Decimal(found[2] or found[3]) if found else None
            currency = (found[1] or found[4]) if found else ""
            return Rate(name, amount, currency, {lang: promise.say(lang) for lang in ("nl", "en")})
    return None


def after(at: datetime, term: str, zone: str) -> datetime:
    """The same local time a term later; months are clipped to their last day."""
    number, unit = (_TERM.fullmatch(term) or _never(term)).groups()
    local = at.astimezone(ZoneInfo(zone))
    if unit.startswith("day"):
        return (local + timedelta(days=int(number))).astimezone(at.tzinfo)
    months = local.month - 1 + int(number) * (12 if unit.startswith("year") else 1)
    year, month = local.year + months // 12, months % 12 + 1
    later = local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]))
    return later.astimezone(at.tzinfo)


def _never(term: str) -> re.Match[str]:
    raise ValueError(f"{term} is no term in months, years or days")
