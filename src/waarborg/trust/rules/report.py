"""The report as plain JSON: put together here, and nowhere else. Pure: the same facts give the same bytes.

It holds no free text and no name but that of the customer; people stand in journal entries as identifiers only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waarborg.promises.rules.bought import Purchase
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.trust.rules import findings
from waarborg.trust.rules.chain import Line, head_of
from waarborg.trust.rules.checked import outcomes_in
from waarborg.trust.rules.evidence import Found, Question
from waarborg.trust.rules.figured import figures_in

SCHEMA = "waarborg.report/2"


@dataclass(frozen=True, slots=True)
class Names:
    """Who the report is for and from, and what it is called. `restates` and `previous` name other reports."""

    customer: str
    provider: str
    serial: int
    version: int
    software: str
    restates: Mapping[str, Any] | None = None
    previous: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """The entries that the report rests on. `segment` is gapless; `others` are earlier or later ones that replay needs.

    `first` is the number of the first entry of the segment (also of an empty one), `before` the hash it continues.
    """

    first: int
    before: str
    segment: Sequence[Line]
    others: Sequence[Line]


def build(
    asked: Question,
    names: Names,
    agreements: Sequence[Mapping[str, Any]],
    journal: Journal,
    evidence: Sequence[Found],
    number_of: findings.NumberOf,
    order: Sequence[str],
) -> dict[str, Any]:
    """The payload of a report.

    `agreements`: the versions that bound the customer up to `asked.as_of`, oldest first. `evidence`: what `derive` gave
    from this journal. `order`: the promises as the agreement's file lists them, which its hash does not cover.
    """
    place = {name: number for number, name in enumerate(order)}
    lines = [*journal.segment, *journal.others]
    recorded = findings.Recorded(outcomes_in(asked, lines), figures_in(asked, lines))
    told = sorted(
        findings.promises(asked, evidence, number_of, recorded), key=lambda one: place.get(one["id"], len(place))
    )
    month = asked.month
    return {
        "schema": SCHEMA,
        "software": names.software,
        "number": number(month.name, names.serial, names.version),
        "version": names.version,
        "restates": dict(names.restates) if names.restates else None,
        "previous": dict(names.previous) if names.previous else None,
        "customer": {"id": asked.tenant, "name": names.customer},
        "provider": names.provider,
        "month": month.name,
        "zone": month.zone,
        "period": {"from": text_of(month.from_us), "to": text_of(month.to_us), "complete": asked.complete},
        "made_at": text_of(asked.as_of),
        "agreements": [dict(one) for one in agreements],
        "bought": [plain_purchase(one) for one in asked.standing.bought],
        "promises": told,
        "left_out": findings.left_out(asked, evidence),
        "offered": findings.offered(asked),
        "totals": findings.totals(told),
        "journal": {
            "first": journal.first,
            "last": journal.first + len(journal.segment) - 1,
            "before": journal.before,
            "head": head_of(journal.before, journal.segment),
            "entries": [dict(line) for line in journal.segment],
            "others": [dict(line) for line in journal.others],
        },
    }


def plain_purchase(one: Purchase) -> dict[str, Any]:
    """A purchase as it stands in a report."""
    words: dict[str, list[str]] = {}
    for kind, word in sorted(one.words):
        words.setdefault(kind, []).append(word)
    until = None if one.last is None else one.last.isoformat()
    return {"item": one.item, "from": one.first.isoformat(), "until": until, "words": words}


def number(month: str, serial: int, version: int) -> str:
    """WB-2026-10-0003-v1."""
    return f"WB-{month}-{serial:04d}-v{version}"


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two reports of a month say the same to the customer, whenever they were made."""
    return _content(one) == _content(other)


def _content(payload: Mapping[str, Any]) -> dict[str, Any]:
    told = {key: payload[key] for key in ("month", "zone", "period", "offered")}
    # Neither a new name of the customer nor a version that came into force later says anything else about this month,
    # and neither does a newer edition of the report.
    to = payload["period"]["to"]
    ends = ((one["sha256"], one["since"], one.get("until") or to) for one in payload["agreements"])
    bound = [(sha256, min(until, to)) for sha256, since, until in ends if since < to]
    left = payload.get("left_out", {})
    return told | {
        "left_out": [left.get("not_bought", []), left.get("ended", [])],
        "customer": payload["customer"]["id"],
        "agreements": bound,
        "promises": [without_words(one) for one in payload["promises"]],
    }


def without_words(promise: Mapping[str, Any]) -> dict[str, Any]:
    """What was found about a promise, without its sentences: another release of this software may word it otherwise,
    and wait for fewer things."""
    kept = {key: value for key, value in promise.items() if key not in ("nl", "en", "waits", "evidence")}
    for block in ("measure", "fact"):
        if promise.get(block):
            kept[block] = {key: value for key, value in promise[block].items() if key != "explanation"}
    runs = [{key: value for key, value in one.items() if key != "explanation"} for one in promise["evidence"]]
    return kept | {"evidence": runs}
