"""A signed report without any database: entries written by hand, chained, judged under the Appreo agreement."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from waarborg.kernel.instants import to_us
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import canonical, load, sha256_of
from waarborg.promises.rules.bound import APPLIED, PUBLISHED, SHA256, SINCE
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.trust.queries.checking import software
from waarborg.trust.rules.chain import GENESIS, line_hash
from waarborg.trust.rules.envelope import seal
from waarborg.trust.rules.evidence import Question, derive
from waarborg.trust.rules.months import month_in
from waarborg.trust.rules.report import Journal, Names, build
from waarborg.trust.rules.verification import Verified, standing_of, verify

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
MERENDAAL = "0198a000-0000-7000-8000-000000000001"
HAZELVOORT = "0198a000-0000-7000-8000-000000000002"
AGENT = "0198a000-0000-7000-8000-0000000000aa"


def us(text: str) -> int:
    return to_us(datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM))


def ticket(number: int) -> str:
    return f"0198a000-0000-7000-9000-{number:012d}"


@cache
def agreement() -> dict[str, Any]:
    loaded = load(profile("appreo"), name="appreo.yaml", registry=known()).require()
    return {
        "since": text_of(us("2026-01-01 00:00")),
        "until": None,
        "agreement": loaded.agreement,
        "version": loaded.version,
        "sha256": sha256_of(loaded),
        "published_at": text_of(us("2025-12-01 09:00")),
        "content": json.loads(canonical(loaded)),
    }


@dataclass
class Chain:
    """A customer's journal, which begins with its binding to Appreo. `note` appends an entry about a ticket."""

    tenant: str = MERENDAAL
    lines: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.bind(agreement())

    def bind(self, to: dict[str, Any], when: str = "2026-01-01 00:00", kind: str = APPLIED) -> None:
        words = {SHA256: to["sha256"], SINCE: to["since"], PUBLISHED: to["published_at"]}
        self.write(when, kind, ["customers.customer", self.tenant], words)

    def note(self, when: str, event: str, number: int, **properties: str) -> None:
        self.write(when, f"support.ticket.{event}", ["support.ticket", ticket(number)], properties)

    def write(self, when: str, kind: str, subject: list[str], properties: dict[str, str]) -> None:
        instant = str(text_of(us(when)))
        line: dict[str, Any] = {
            "sequence": len(self.lines) + 1,
            "at": instant,
            "recorded": max(instant, self.lines[-1]["recorded"]) if self.lines else instant,
            "kind": kind,
            "subject": subject,
            "related": [],
            "properties": properties,
            "actor": ["staff", AGENT],
            "on_behalf": None,
            "data": "ab" * 32,
            "previous": self.lines[-1]["hash"] if self.lines else GENESIS,
        }
        self.lines.append(line | {"hash": line_hash(line, self.tenant)})

    def reported(self, when: str, number: int, priority: str = "p1") -> None:
        self.note(when, "reported", number, kind="incident", channel="portal", priority=priority)


def april(tenant: str = MERENDAAL) -> Chain:
    """One report kept in everything, and one picked up 27 minutes late and resolved in time."""
    chain = Chain(tenant)
    chain.reported("2026-04-07 09:00", 1)
    chain.note("2026-04-07 09:41", "picked-up", 1)
    chain.note("2026-04-07 10:30", "worked-around", 1)
    chain.note("2026-04-08 15:00", "resolved", 1)
    chain.reported("2026-04-14 14:05", 2)
    chain.note("2026-04-15 10:32", "picked-up", 2)
    chain.note("2026-04-15 11:00", "worked-around", 2)
    chain.note("2026-04-16 12:00", "resolved", 2)
    return chain


def payload(
    chain: Chain,
    month: str = "2026-04",
    at: str = "2026-05-01 06:00",
    *,
    after: dict[str, Any] | None = None,
    restates: dict[str, Any] | None = None,
    version: int = 1,
    edition: int = 2,
    name: str = "Stichting Thuiszorg Merendaal",
) -> dict[str, Any]:
    """The report of a month on this chain; `after` is the payload of the month before, `restates` of this one."""
    period, as_of = month_in(month, "Europe/Amsterdam"), us(at)
    begin = after["journal"]["last"] if after else 0
    horizon = str(text_of(min(as_of, period.to_us - 1)))
    inside = [line for line in chain.lines if line["sequence"] > begin and line["at"] <= horizon]
    outside = [line for line in chain.lines if line not in inside and line["at"] <= str(text_of(as_of))]
    first = begin + 1
    before = after["journal"]["head"] if after else GENESIS
    standing = standing_of({"agreements": [agreement()]}, known())
    asked = Question(chain.tenant, period, as_of, standing, known(), edition)
    journal = Journal(first, before, inside, outside)
    names = Names(name, provider(), 1, version, software(), named(restates), previous(after))
    found = derive(asked, [*inside, *outside])
    numbers: Callable[[str], str | None] = lambda subject: f"M-{int(subject[-12:]):05d}"  # noqa: E731
    return build(asked, names, [agreement()], journal, found, numbers, order=list(agreement()["content"]["promises"]))


def provider() -> str:
    return str(agreement()["content"]["provider"]["name"])


def named(one: dict[str, Any] | None) -> dict[str, Any] | None:
    return {"number": one["number"], "sha256": checked(one).envelope.sha256} if one else None


def previous(one: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**named(one), "head": one["journal"]["head"]} if one else None  # type: ignore[dict-item]


def rehashed(report: dict[str, Any]) -> None:
    """Make the chain of a changed journal fit again, as who holds the journal could."""
    previous = report["journal"]["before"]
    for line in report["journal"]["entries"]:
        line["previous"] = previous
        line["hash"] = previous = line_hash(line, report["customer"]["id"])
    report["journal"]["head"] = previous


def sealed(report: dict[str, Any], key: Ed25519PrivateKey = KEY) -> bytes:
    return seal(report, key)


def check(data: bytes, key: str | None = None) -> Verified:
    return verify(data, registry=known(), software=software(), key=key)


def checked(report: dict[str, Any]) -> Verified:
    return check(sealed(report))


def changed(report: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """A copy with something changed in it."""
    other = copy.deepcopy(report)
    change(other)
    return other


@cache
def april_report() -> dict[str, Any]:
    return payload(april())
