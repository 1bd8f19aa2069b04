"""Checking a signed report from the file alone: no database, no network, no trust in who made it.

Signature, spelling and shape; the chain of the journal without a gap, every hash reckoned anew; the agreement by its
hash; then every clock is replayed and compared promise by promise. The first thing wrong is raised as `Wrong`.
"""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from waarborg.kernel.canonical import NotCanonical, sha256_hex
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import parse_instant, to_us
from waarborg.promises.rules.agreement.freeze import thaw
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import Registry
from waarborg.promises.rules.standing import Standing, gaps_between
from waarborg.trust.rules import findings, schema
from waarborg.trust.rules.binding_check import check_bindings
from waarborg.trust.rules.chain import Line
from waarborg.trust.rules.chain_check import check_chain, in_order, instant_of
from waarborg.trust.rules.checked import outcomes_in
from waarborg.trust.rules.comparison import compare
from waarborg.trust.rules.envelope import Envelope, opened, signature_holds, written
from waarborg.trust.rules.evidence import Found, Question, derive
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.figured import figures_in
from waarborg.trust.rules.months import month_in
from waarborg.trust.rules.purchases import check_purchases, purchases_in
from waarborg.trust.rules.raw_data import resting

MEGABYTE = 1_000_000
LARGEST = 64 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Verified:
    """A report of which nothing is wrong.

    `unmeasured`: promises that the release which made it did not measure and this one does, with the verdict each has.
    `back_dated`: the lines of its journal that a person wrote later than they happened, each with a reason.
    """

    envelope: Envelope
    payload: Mapping[str, Any]
    asked: Question
    unmeasured: tuple[tuple[str, str], ...]
    back_dated: tuple[int, ...]

    @property
    def number(self) -> str:
        return str(self.payload["number"])

    @property
    def lines(self) -> dict[int, str]:
        """The hash of every entry it carries, by number."""
        journal = self.payload["journal"]
        return {line["sequence"]: line["hash"] for line in (*journal["entries"], *journal["others"])}


def verify(data: bytes, *, registry: Registry, software: str, key: str | None = None) -> Verified:
    """Check one report. `key` is the fingerprint that must have signed it, with or without colons; without it any key
    will do, and the caller shows which it was. `software` is the version of this program.

    Raises NotAnEnvelope, Wrong.
    """
    if len(data) > LARGEST:
        raise Wrong("size", size=len(data) // MEGABYTE, limit=LARGEST // MEGABYTE)
    envelope = opened(data)
    if key is not None and _plain(key) != _plain(envelope.fingerprint):
        raise Wrong("key", found=envelope.fingerprint, wanted=key)
    if not signature_holds(envelope):
        raise Wrong("signature", key=envelope.fingerprint)
    payload = read_payload(envelope.payload)
    _check_names(payload)
    back_dated = check_chain(payload["journal"], payload["customer"]["id"])
    check_bindings(payload)
    asked = question_of(payload, registry)
    deque(resting(payload), maxlen=0)
    provider = findings.in_force(asked.standing, asked.month.to_us).agreement.provider.name
    if payload["provider"] != provider:
        raise Wrong("provider", said=payload["provider"], found=provider)
    return Verified(envelope, payload, asked, _check_clocks(payload, asked, software), back_dated)


def follows(before: Verified, after: Verified) -> None:
    """Check that `after` continues `before`: the next month of the same customer, or a newer version of the same month,
    on the same journal, under the same agreements, and with every clock that follows from both. Raises Wrong.
    """
    one, other = before.payload, after.payload
    named = {"number": after.number, "before": before.number}
    if one["customer"]["id"] != other["customer"]["id"]:
        raise Wrong("other-customer", **named)
    link = other["restates"] if one["month"] == other["month"] else other["previous"]
    if link is None or link["sha256"] != before.envelope.sha256 or one["month"] > other["month"]:
        raise Wrong("not-next", **named, named=link["number"] if link else "-")
    known = before.lines
    for line in (*other["journal"]["entries"], *other["journal"]["others"]):
        if known.get(line["sequence"], line["hash"]) != line["hash"]:
            raise Wrong("chain-broken", **named, line=line["sequence"])
    _same_agreements(before, after)
    if one["month"] != other["month"]:
        _same_chain(before, after, link)
    _nothing_left_out(before, after)


def _same_chain(before: Verified, after: Verified, link: Mapping[str, Any]) -> None:
    one, other, named = before.payload, after.payload, {"number": after.number, "before": before.number}
    first, last = other["journal"]["first"], one["journal"]["last"]
    if first != last + 1 or other["journal"]["before"] != one["journal"]["head"]:
        raise Wrong("chain-broken", **named, line=first)
    if link["head"] != one["journal"]["head"]:
        raise Wrong("chain-broken", **named, line=last)


def _same_agreements(before: Verified, after: Verified) -> None:
    """What bound the customer then goes on to have bound it, and what ended stays so: bindings are added only."""
    known, now = before.payload["agreements"], after.payload["agreements"]
    for number, one in enumerate(known):
        other = now[number] if number < len(now) else {}
        ended = one.get("until") is not None and one["until"] != other.get("until")
        if ended or any(one[key] != other.get(key) for key in ("since", "sha256", "published_at")):
            called = f"{one['agreement']} {one['version']}"
            raise Wrong("agreement-changed", number=after.number, before=before.number, agreement=called)


def _nothing_left_out(before: Verified, after: Verified) -> None:
    """Outside its segment a report carries the lines that its clocks need. Which these are is its maker's choice: with
    those of the report before added, the same clocks must follow."""
    asked, lines = after.asked, after.payload["journal"]
    known, kinds = after.lines, asked.standing.kinds
    made, earlier = after.payload["made_at"], before.payload["journal"]
    more = [
        line
        for line in (*earlier["entries"], *earlier["others"])
        if line["sequence"] not in known and line["at"] <= made and (line["kind"] in kinds or line["properties"])
    ]
    if asked.edition > 1:
        versions = [version for _, version in asked.standing.versions]
        check_purchases(after.payload, versions, [*lines["entries"], *lines["others"], *more])
    said = {(one.promise, one.plain["subject"], one.plain["run"]): one.verdict for one in _derived(asked, lines)}
    for one in _derived(asked, lines, more):
        if said.pop((one.promise, one.plain["subject"], one.plain["run"]), None) != one.verdict:
            about = [line["sequence"] for line in more if ":".join(line["subject"]) == one.plain["subject"]]
            line = min(about, default=more[0]["sequence"])
            raise Wrong("left-out", number=after.number, before=before.number, line=line, promise=one.promise)
    for promise, _, _ in said:
        raise Wrong("left-out", number=after.number, before=before.number, line=more[0]["sequence"], promise=promise)


def _derived(asked: Question, journal: Mapping[str, Any], more: Sequence[Line] = ()) -> list[Found]:
    return derive(asked, [*journal["entries"], *journal["others"], *more])


def read_payload(payload: bytes) -> dict[str, Any]:
    """The payload as JSON, in its one spelling and of the right shape. Raises Wrong."""
    try:
        content = json.loads(payload)
        if written(content) != payload:
            raise Wrong("canonical")
    except (ValueError, RecursionError, NotCanonical):
        raise Wrong("canonical") from None
    try:
        schema.EDITIONS[schema.edition_of(content)].model_validate_json(payload)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "/"
        raise Wrong("schema", where=where, why=first["msg"]) from None
    found: dict[str, Any] = content
    return found


def standing_of(payload: Mapping[str, Any], registry: Registry) -> Standing:
    """What bound the customer and what he bought, as the report says it. Raises Wrong."""
    agreements = payload["agreements"]
    spans = [(instant_of(one["since"]), instant_of(one["until"]) if one.get("until") else None) for one in agreements]
    versions = tuple((since, compiled_from(one, registry)) for (since, _), one in zip(spans, agreements, strict=True))
    return Standing(versions, gaps_between(spans), purchases_in(payload))


def question_of(payload: Mapping[str, Any], registry: Registry) -> Question:
    """The question that the report answers. Raises Wrong."""
    return Question(
        tenant=payload["customer"]["id"],
        month=month_in(payload["month"], payload["zone"]),
        as_of=to_us(parse_instant(payload["made_at"])),
        standing=standing_of(payload, registry),
        registry=registry,
        edition=schema.edition_of(payload),
    )


def compiled_from(one: Mapping[str, Any], registry: Registry) -> Compiled:
    """An agreement of a report, ready to replay. Raises Wrong."""
    called = f"{one['agreement']} {one['version']}"
    if sha256_hex(written(one["content"])) != one["sha256"]:
        raise Wrong("agreement", agreement=called)
    try:
        agreement = thaw(written(one["content"]))
        if f"{agreement.agreement} {agreement.version}" != called:
            raise Wrong("agreement", agreement=called)
        published = parse_instant(one["published_at"])
        return compile_agreement(agreement, sha256=one["sha256"], published=published, registry=registry)
    except Wrong:
        raise
    except Exception as problem:
        # Whoever made the file chose this content: nothing in it may end in anything but an answer.
        raise Wrong("agreement-unreadable", agreement=called, why=_said(problem)) from None


def _check_names(payload: Mapping[str, Any]) -> None:
    number, month, version = payload["number"], payload["month"], payload["version"]
    stem = number.rpartition("-v")[0]
    fits = number.startswith(f"WB-{month}-") and number.endswith(f"-v{version}")
    restated = payload["restates"]
    named = restated["number"] == f"{stem}-v{version - 1}" if restated else version == 1
    if not fits or not named:
        raise Wrong("name", number=number, month=month, version=version)
    try:
        period = month_in(month, payload["zone"])
        made = to_us(parse_instant(payload["made_at"]))
        said = tuple(to_us(parse_instant(payload["period"][key])) for key in ("from", "to"))
    except Refusal:
        raise Wrong("period", month=month, zone=payload["zone"]) from None
    if said != (period.from_us, period.to_us) or payload["period"]["complete"] != (made >= period.to_us):
        raise Wrong("period", month=month, zone=payload["zone"])


def _check_clocks(payload: Mapping[str, Any], asked: Question, software: str) -> tuple[tuple[str, str], ...]:
    numbers = {run["subject"]: run["number"] for one in payload["promises"] for run in one["evidence"]}
    try:
        lines = [*payload["journal"]["entries"], *payload["journal"]["others"]]
        found = derive(asked, lines)
        recorded = findings.Recorded(outcomes_in(asked, lines), figures_in(asked, lines))
        told = findings.promises(asked, found, numbers.get, recorded)
    except Wrong:
        raise
    except Exception as problem:
        # As above: entries are signed by whoever made the file, and may say anything.
        raise Wrong("replay", why=_said(problem)) from None
    unmeasured = compare(payload, told, same_software=payload["software"] == software, software=software)
    _check_offered(payload["offered"], findings.offered(asked))
    if asked.edition > 1:
        check_purchases(payload, [version for _, version in asked.standing.versions], in_order(payload["journal"]))
        _check_left_out(payload["left_out"], findings.left_out(asked, found))
    totals = findings.totals(payload["promises"])
    for what in sorted({*totals, *payload["totals"]}):
        if totals.get(what) != payload["totals"].get(what):
            raise Wrong("totals", what=what, said=payload["totals"].get(what), found=totals.get(what))
    return unmeasured


def _check_offered(said: Sequence[str], found: Sequence[str]) -> None:
    for name in sorted({*said} ^ {*found}):
        raise Wrong("promise-extra" if name in said else "promise-missing", promise=name)


def _check_left_out(said: Mapping[str, Sequence[str]], found: Mapping[str, Sequence[str]]) -> None:
    for why in sorted({*said, *found}):
        for name in sorted({*said.get(why, ())} ^ {*found.get(why, ())}):
            raise Wrong("left-out-promises", promise=name)
        if said.get(why) != found.get(why):
            raise Wrong("left-out-promises", promise=why)


def _said(problem: Exception) -> str:
    return problem.say("en") if isinstance(problem, Refusal) else type(problem).__name__


def _plain(fingerprint: str) -> str:
    return fingerprint.replace(":", "").replace(" ", "").upper()
