"""How long pages took in the browsers of their visitors: what a message may say, and what it counts as.

Anybody can write such a message: what may be in it is little and bounded, and it decides no promise.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

from waarborg.availability.rules.otlp.edges import Amount
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.origins import origin

# By this name the rules of metrics speak of page times; a rule's `where` may ask for these two attributes.
METRIC: Final = "browser.page.load"
WINDOW, APPLICATION = "window", "application"
BEGINS: Final = "wbp_"
MOST_ORIGINS: Final = 20
MOST_BYTES: Final = 4096
MOST_AT_ONCE: Final = 20
LONGEST_MS: Final = 120_000
LONGEST_WORD: Final = 100
_MS: Final = 10**6


class NotPageTimes(BadInput):
    code = "availability.page-times.unreadable"
    status = 400
    nl = "Dit zijn geen tijden van pagina's."
    en = "These are no times of pages."
    nl_way_out = "Neem het regeltje van de desk ongewijzigd over."
    en_way_out = "Take the line from the desk as it is."


class NotAWindow(BadInput):
    """No rule names it: whoever may write cannot make up parts of the service."""

    code = "availability.page-times.window"
    status = 400
    nl = "Geen regel voor meetwaarden gaat over dit venster."
    en = "No rule for metrics is about this window."
    nl_way_out = "Zet er een in het bestand met regels: metric browser.page.load, where window."
    en_way_out = "Put one into the file of rules: metric browser.page.load, where window."


class NotFromThere(Refusal):
    """One answer for a key that does not work and for a page that it does not work at."""

    code = "availability.page-times.key"
    status = 403
    nl = "Deze sleutel werkt niet op deze pagina."
    en = "This key does not work at this page."
    nl_way_out = "Zet het adres van de pagina bij de sleutel, of gebruik een sleutel die nog werkt."
    en_way_out = "Put the address of the page with the key, or use a key that still works."


class NotAnOrigin(BadInput):
    code = "availability.page-key.origin"
    nl = "{said} is geen adres zoals https://app.example.nl, zonder pad."
    en = "{said} is no address such as https://app.example.nl, without a path."


class NoOrigin(BadInput):
    code = "availability.page-key.no-origin"
    nl = "Noem ten minste één adres waarop uw toepassing staat, en hooguit {most}."
    en = "Name at least one address that your application stands at, and at most {most}."


@dataclass(frozen=True, slots=True)
class PageTime:
    """A page in the words of its maker, and how long it took (ns)."""

    window: str
    ns: int


def allowed_origins(said: Sequence[str]) -> list[str]:
    """Each in one spelling, once. Raises NotAnOrigin, NoOrigin."""
    found: dict[str, None] = {}
    for one in said:
        try:
            found[origin(one)] = None
        except ValueError:
            raise NotAnOrigin(said=one[:80], path="origins") from None
    if not 1 <= len(found) <= MOST_ORIGINS:
        raise NoOrigin(most=MOST_ORIGINS, path="origins")
    return list(found)


def read(body: bytes) -> tuple[str, list[PageTime]]:
    """The key and the times of `{"key": ..., "times": [[window, milliseconds], ...]}`. Raises NotPageTimes."""
    try:
        found = json.loads(body, parse_constant=_no_number) if len(body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        raise NotPageTimes() from None
    if not isinstance(found, dict) or set(found) != {"key", "times"}:
        raise NotPageTimes()
    key, times = found["key"], found["times"]
    if not isinstance(key, str) or not isinstance(times, list) or not 1 <= len(times) <= MOST_AT_ONCE:
        raise NotPageTimes()
    return key, [_time(one) for one in times]


def _no_number(_said: str) -> Any:
    raise ValueError


def _time(said: Any) -> PageTime:
    if not isinstance(said, list) or len(said) != 2:
        raise NotPageTimes()
    window, ms = said
    if not isinstance(window, str) or not 1 <= len(window) <= LONGEST_WORD or "\0" in window:
        raise NotPageTimes()
    if isinstance(ms, bool) or not isinstance(ms, int | float) or not 0 < ms <= LONGEST_MS:
        raise NotPageTimes()
    return PageTime(window, int((Decimal(repr(ms)) * _MS).to_integral_value(ROUND_HALF_EVEN)))


def amount(ns: int, edges: Sequence[int]) -> Amount:
    """One page that took so long, beside these lengths."""
    above = [int(ns > edge) for edge in edges]
    return Amount(1, ns, ns, 0, above, list(above))
