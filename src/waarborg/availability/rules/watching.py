"""What a probe is: kinds, conditions, what one try came to, and what may be asked of it. Pure, also for probers that
stand elsewhere."""

import ipaddress
import re
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any, Final
from urllib.parse import urlsplit

from waarborg.availability.rules.probing import Probing
from waarborg.kernel.addresses import Inside, is_outside
from waarborg.kernel.errors import BadInput

HTTP, TCP, DNS, TLS, ICMP, HEARTBEAT = "http", "tcp", "dns", "tls", "icmp", "heartbeat"
PROMETHEUS: Final = "prometheus"
KINDS: Final = (HTTP, TCP, DNS, TLS, ICMP, HEARTBEAT, PROMETHEUS)
RECORDS: Final = ("A", "AAAA", "CNAME", "MX", "NS", "TXT")
SECOND: Final = 1_000_000
DAY_SECONDS: Final = 86_400
# How often it is looked whether a heartbeat came, in seconds.
HEARTBEAT_LOOK: Final = 10
# Between two tries of one result, in seconds.
TRIES_AGAIN_AFTER: Final = 0.5
_HOST = re.compile(
    r"(?=.{1,253}\Z)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\.?", re.ASCII
)
_BEARER = re.compile(r"[\x21-\x7e]{1,2000}", re.ASCII)
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,80}", re.ASCII)


class BadTarget(BadInput):
    code = "availability.probe.target"
    nl = "“{target}” kan niet worden gemeten als {kind}."
    en = "“{target}” cannot be probed as {kind}."
    nl_way_out = "Geef voor http een adres als https://www.example.nl, voor tcp en tls naam:poort, anders een naam."
    en_way_out = "Give an address such as https://www.example.nl for http, name:port for tcp and tls, else a name."


class PrivateAddress(BadInput):
    code = "availability.probe.private-address"
    nl = "{host} ligt in ons eigen netwerk; daar wordt niet gemeten."
    en = "{host} lies inside our own network; nothing is probed there."
    nl_way_out = "De beheerder kan het toestaan met WAARBORG_PROBE_INSIDE."
    en_way_out = "The operator can allow it with WAARBORG_PROBE_INSIDE."


class BadBearer(BadInput):
    code = "availability.probe.bearer"
    nl = "Dit is geen token waarmee een opslag van meetwaarden ons kent."
    en = "This is no token by which a store of metrics knows us."
    nl_way_out = "Plak het token zonder spaties, en alleen bij een vraag aan Prometheus."
    en_way_out = "Paste the token without spaces, and only with a query to Prometheus."


class BearerInClear(BadInput):
    code = "availability.probe.bearer-in-clear"
    nl = "Een token gaat niet onversleuteld over internet."
    en = "A token does not go over the internet unencrypted."
    nl_way_out = "Geef een adres dat met https:// begint."
    en_way_out = "Give an address that begins with https://."


class OutOfRange(BadInput):
    code = "availability.probe.out-of-range"
    nl = "Dit moet tussen {least} en {most} liggen."
    en = "This has to lie between {least} and {most}."


class TooSlow(BadInput):
    code = "availability.probe.too-slow"
    nl = "Alle pogingen samen duren dan langer dan het interval van {every} seconden."
    en = "All tries together then last longer than the interval of {every} seconds."
    nl_way_out = "Kies een langer interval, een kortere wachttijd of minder pogingen."
    en_way_out = "Choose a longer interval, a shorter time to wait or fewer tries."


class BadCondition(BadInput):
    code = "availability.probe.condition"
    nl = "Deze voorwaarde is niet te controleren."
    en = "This condition cannot be checked."
    nl_way_out = "Een status ligt tussen 100 en 599; een kopregel heeft een naam en tekst; Prometheus krijgt een vraag."
    en_way_out = "A status lies between 100 and 599; a header has a name and a text; Prometheus is asked a query."


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an answer has to meet; empty texts ask nothing. `status` is the lowest and the highest that is good.

    Of a store of metrics `query` (PromQL) is asked, and every value has to be `least` or more.
    A certificate that ends within `certificate_days` is told to staff; the component is down only once it has ended.
    """

    status: tuple[int, int] = (200, 399)
    body: str = ""
    header: tuple[str, str] = ("", "")
    certificate_days: int = 14
    record: str = "A"
    answer: str = ""
    query: str = ""
    least: float = 1.0

    @classmethod
    def read(cls, given: dict[str, Any]) -> "Conditions":
        """From JSON. Raises BadCondition."""
        try:
            pairs: dict[str, Any] = {name: tuple(given[name]) for name in ("status", "header") if name in given}
            made = cls(**{**given, **pairs})
        except (TypeError, ValueError):
            raise BadCondition from None
        made.check()
        return made

    def check(self) -> None:
        """Raises BadCondition."""
        low, high = self.status
        named, wanted = self.header
        texts = max(map(len, (self.body, wanted, self.answer)))
        if not (100 <= low <= high <= 599) or self.record not in RECORDS or texts > 500:
            raise BadCondition(path="status")
        if bool(wanted) and not _HEADER.fullmatch(named):
            raise BadCondition(path="header")
        if not 0 <= self.certificate_days <= 400:
            raise BadCondition(path="certificate_days")
        number = isinstance(self.least, int | float) and isfinite(self.least)
        if not number or len(self.query) > 1000 or re.search(r"[\x00-\x08\x7f]", self.query):
            raise BadCondition(path="query")

    def as_json(self) -> dict[str, Any]:
        """What is asked of a store of metrics only where something is: other probes stay as they were written."""
        said = asdict(self) | {"status": list(self.status), "header": list(self.header)}
        return said if self.query else {name: one for name, one in said.items() if name not in ("query", "least")}


@dataclass(frozen=True, slots=True)
class Task:
    """What a prober has to do: `every` and `timeout` in seconds, `retries` are further tries within one result."""

    id: str
    kind: str
    target: str
    conditions: Conditions
    every: int
    timeout: float
    retries: int = 0
    # Of a store of metrics: the token by which it knows us.
    bearer: str = ""

    @classmethod
    def read(cls, given: dict[str, Any]) -> "Task":
        """From JSON. Raises BadInput for what a prober cannot do."""
        try:
            made = cls(**{**given, "conditions": Conditions.read(given["conditions"])})
        except (TypeError, KeyError):
            raise BadCondition from None
        place_of(made.kind, made.target)
        check_bearer(made.kind, made.bearer)
        return made

    def as_json(self) -> dict[str, Any]:
        """A token only where there is one: other probes stay as they were written."""
        said = asdict(self) | {"conditions": self.conditions.as_json()}
        return said if self.bearer else {name: one for name, one in said.items() if name != "bearer"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one try came to. `why` is one of WHY, "" where it was good; `known` is False where the fault was the
    prober's own, which says nothing of the target. `days` until the certificate ends."""

    good: bool
    why: str = ""
    status: int | None = None
    days: int | None = None
    known: bool = True


# Why a result was not good, in words.
WHY: Final[dict[str, tuple[str, str]]] = {
    "": ("goed", "good"),
    "name": ("de naam heeft geen adres", "the name has no address"),
    "inside": ("het adres ligt in ons eigen netwerk", "the address lies inside our own network"),
    "refused": ("de verbinding werd geweigerd", "the connection was refused"),
    "timeout": ("geen antwoord op tijd", "no answer in time"),
    "tls": ("de beveiligde verbinding kwam niet tot stand", "no secure connection could be made"),
    "expired": ("het certificaat is verlopen", "the certificate has expired"),
    "status": ("een andere status dan verwacht", "another status than expected"),
    "body": ("de verwachte tekst ontbreekt", "the expected text is missing"),
    "header": ("de verwachte kopregel ontbreekt", "the expected header is missing"),
    "answer": ("een ander antwoord dan verwacht", "another answer than expected"),
    "broken": ("het antwoord brak af", "the answer broke off"),
    "value": ("een waarde is te laag", "a value is too low"),
    "silent": ("de taak meldde zich niet", "the job did not report"),
    "failed": ("de taak meldde dat zij mislukte", "the job reported that it failed"),
}


# Kinds of probes in words.
_KIND_WORDS: Final[dict[str, tuple[str, str]]] = {
    HTTP: ("HTTP(S)", "HTTP(S)"),
    TCP: ("TCP-poort", "TCP port"),
    DNS: ("DNS", "DNS"),
    TLS: ("TLS-certificaat", "TLS certificate"),
    ICMP: ("ping", "ping"),
    HEARTBEAT: ("hartslag van een taak", "heartbeat of a job"),
    PROMETHEUS: ("vraag aan Prometheus", "query to Prometheus"),
}
_STATE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "up": ("werkt", "works"),
    "outage": ("storing", "outage"),
    "unknown": ("onbekend", "unknown"),
}
STATE_MARKS: Final = {"up": "met", "outage": "broken", "unknown": "measuring"}


def call_kind(kind: str, lang: str) -> str:
    return _KIND_WORDS[kind][0 if lang == "nl" else 1]


def call_state(state: str, lang: str) -> str:
    return _STATE_WORDS.get(state, (state, state))[0 if lang == "nl" else 1]


def call_why(why: str, lang: str) -> str:
    return WHY.get(why, (why, why))[0 if lang == "nl" else 1]


def place_of(kind: str, target: str) -> tuple[str, int]:
    """The host and port that are connected to; port 0 where there is none. Raises BadTarget."""
    wrong = BadTarget(target=target[:80], kind=kind, path="target")
    if kind == HEARTBEAT and not target:
        return "", 0
    try:
        if kind in (HTTP, PROMETHEUS):
            parts = urlsplit(target)
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
            plain = parts.scheme in ("http", "https") and not (parts.username or parts.password or parts.fragment)
            if not plain or re.search(r"[\x00-\x20\x7f]", target) or not target.isascii():
                raise wrong
        elif kind in (TCP, TLS):
            parts = urlsplit(f"//{target}")
            host, port = parts.hostname or "", parts.port or (443 if kind == TLS else 0)
            if not port or parts.path or parts.query or "@" in target:
                raise wrong
        elif kind in (DNS, ICMP):
            host, port = target, 0
        else:
            raise wrong
    except ValueError:
        raise wrong from None
    if not (_is_address(host) or _HOST.fullmatch(host)):
        raise wrong
    return host, port


def check_query(kind: str, target: str, conditions: Conditions) -> None:
    """A store of metrics is asked something, at an address without a question of its own. Raises BadCondition,
    BadTarget."""
    if kind != PROMETHEUS:
        return
    if not conditions.query.strip():
        raise BadCondition(path="query")
    if urlsplit(target).query:
        raise BadTarget(target=target[:80], kind=kind, path="target")


def check_bearer(kind: str, bearer: str) -> None:
    """A token of printable letters, for a store of metrics alone. Raises BadBearer."""
    if bearer and (kind != PROMETHEUS or not _BEARER.fullmatch(bearer)):
        raise BadBearer(path="bearer")


def check_sent_safely(target: str, inside: Inside) -> None:
    """A token goes over https, or to a host of our own network. Raises BearerInClear, BadTarget."""
    host, _ = place_of(PROMETHEUS, target)
    ours = host.lower() in inside.names or (_is_address(host) and not is_outside(host))
    if not target.startswith("https://") and not ours:
        raise BearerInClear(path="target")


def check_reach(kind: str, target: str, inside: Inside) -> None:
    """An address written out is looked at here, a name when it has been looked up. Raises BadTarget, PrivateAddress."""
    host, _ = place_of(kind, target)
    names = host.lower().rstrip(".")
    local = names == "localhost" or names.endswith(".localhost")
    if kind in (DNS, HEARTBEAT) or not (local or _is_address(host)):
        return
    if not inside.permits(host, ["127.0.0.1"] if local else [host]):
        raise PrivateAddress(host=host, path="target")


def check_pace(kind: str, every: int, timeout: float, retries: int, failures: int) -> None:
    """Raises OutOfRange, TooSlow."""
    least, most = (60, 31 * DAY_SECONDS) if kind == HEARTBEAT else (10, DAY_SECONDS)
    longest = DAY_SECONDS if kind == HEARTBEAT else 30
    for path, value, low, high in (
        ("every", every, least, most),
        ("timeout", timeout, 1, longest),
        ("retries", retries, 0, 5),
        ("failures", failures, 1, 10),
    ):
        if not low <= value <= high:
            raise OutOfRange(least=low, most=high, path=path)
    if kind != HEARTBEAT and (retries + 1) * timeout + retries * TRIES_AGAIN_AFTER > every:
        raise TooSlow(every=every, path="every")


def probing_of(kind: str, every: int, failures: int, places: int) -> Probing:
    """How the results of such a probe are accounted. Of a heartbeat one looks often, and believes a single look."""
    if kind == HEARTBEAT:
        return Probing(HEARTBEAT_LOOK * SECOND, silence=6 * HEARTBEAT_LOOK * SECOND)
    return Probing(every * SECOND, failures, places)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
