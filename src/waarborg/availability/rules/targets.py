"""What a figure is held against: `>= 99.9 %`, `<= 4.5 min`, `<= 50 ms` or `unstated`. Exact integers, never floats."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from waarborg.availability.rules.timeline import WHOLE
from waarborg.kernel.errors import BadInput

MET: Final = "met"
BROKEN: Final = "broken"
EXCEEDED: Final = "exceeded"
NOT_MEASURED: Final = "not-measured"
TIMED: Final = "timed"  # nothing was promised: measured and shown, never broken
NANOSECONDS = {"ms": 10**6, "s": 10**9, "min": 60 * 10**9, "h": 3600 * 10**9}
_SHARE = re.compile(r"(>=|>) ?(\d{1,3}(?:\.\d{1,12})?) ?%", re.ASCII)
_LENGTH = re.compile(r"(<=|<) ?(\d{1,9}(?:\.\d{1,12})?) ?(ms|s|min|h)", re.ASCII)


class UnreadableShare(BadInput):
    code = "availability.target.unreadable-share"
    nl = "“{text}” is geen norm voor een aandeel."
    en = "“{text}” is not a target for a share."
    nl_way_out = "Schrijf een percentage met een ondergrens, bijvoorbeeld >= 99.9 %, of unstated."
    en_way_out = "Write a percentage with a lower bound, for example >= 99.9 %, or unstated."


class UnreadableLength(BadInput):
    code = "availability.target.unreadable-length"
    nl = "“{text}” is geen norm voor een tijd."
    en = "“{text}” is not a target for a length of time."
    nl_way_out = "Schrijf een bovengrens met eenheid, bijvoorbeeld <= 50 ms of <= 4.5 min, of unstated."
    en_way_out = "Write an upper bound with its unit, for example <= 50 ms or <= 4.5 min, or unstated."


class ShareOutOfRange(BadInput):
    code = "availability.target.out-of-range"
    nl = "{text} ligt niet tussen 0 % en 100 %."
    en = "{text} does not lie between 0 % and 100 %."
    nl_way_out = "Schrijf een percentage van ten hoogste 100."
    en_way_out = "Write a percentage of at most 100."


class TooFine(BadInput):
    code = "availability.target.too-fine"
    nl = "“{text}” heeft meer decimalen dan wij rekenen."
    en = "“{text}” has more decimals than we calculate with."
    nl_way_out = "Een percentage heeft ten hoogste vier decimalen (miljoensten), een tijd hele nanoseconden."
    en_way_out = "A percentage has at most four decimals (millionths), a time whole nanoseconds."


@dataclass(frozen=True, slots=True)
class Share:
    """At least so many millionths; `strict`: more than that."""

    text: str
    millionths: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """At most so many nanoseconds; `strict`: less than that."""

    text: str
    ns: int
    strict: bool = False

    @property
    def at_most(self) -> int:
        """The largest whole number of nanoseconds that is good."""
        return self.ns - 1 if self.strict else self.ns


@dataclass(frozen=True, slots=True)
class Unstated:
    """Nothing was promised."""

    text: str = "unstated"


def share(text: str) -> Share:
    """Raises UnreadableShare, ShareOutOfRange, TooFine."""
    match = _SHARE.fullmatch(text)
    if match is None:
        raise UnreadableShare(text=text)
    return Share(text, millionths(match[2], text), match[1] == ">")


def millionths(percentage: str, text: str | None = None) -> int:
    """99.9 as 999,000. Raises ShareOutOfRange, TooFine."""
    number = Decimal(percentage) * (WHOLE // 100)
    if number > WHOLE:
        raise ShareOutOfRange(text=text or percentage)
    if number != int(number):
        raise TooFine(text=text or percentage)
    return int(number)


def length(text: str) -> Length:
    """Raises UnreadableLength, TooFine."""
    match = _LENGTH.fullmatch(text)
    if match is None:
        raise UnreadableLength(text=text)
    number = Decimal(match[2]) * NANOSECONDS[match[3]]
    if number != int(number):
        raise TooFine(text=text)
    return Length(text, int(number), match[1] == "<")


def of_uptime(text: str) -> Share | Length | Unstated:
    """A target of availability: a share, or the downtime allowed. Raises as share and length."""
    if text == "unstated":
        return Unstated()
    return length(text) if text.startswith("<") else share(text)
