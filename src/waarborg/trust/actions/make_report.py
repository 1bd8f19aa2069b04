"""Making the signed report of one customer and month; making it again gives the same one, unless it says otherwise."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from waarborg.customers.models import Organisation
from waarborg.kernel.canonical import sha256_hex
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import from_us, parse_instant, to_us
from waarborg.plumbing import journal, permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.promises.models import AgreementVersion, Binding, ClockRun
from waarborg.promises.queries.standing import NotBound, purchases_of, standing
from waarborg.promises.rules.bought import KINDS as PURCHASES
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.figures import RECORDED as FIGURE
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.promises.rules.standing import Standing, gaps_between
from waarborg.trust.actions.signing_keys import signing_key
from waarborg.trust.events import REPORT_MADE
from waarborg.trust.models import Report
from waarborg.trust.permissions import MAKE
from waarborg.trust.queries import journal_segment
from waarborg.trust.queries.checking import software
from waarborg.trust.queries.reports import newest, newest_before, payload_of
from waarborg.trust.queries.subject_numbers import numbers
from waarborg.trust.rules import findings
from waarborg.trust.rules.countings import first_month
from waarborg.trust.rules.envelope import public_bytes, sign, written
from waarborg.trust.rules.evidence import Found, Question, derive
from waarborg.trust.rules.months import Month, month_in
from waarborg.trust.rules.purchases import asks_for_purchases, recorded_in, with_words
from waarborg.trust.rules.report import Journal, Names, build, says_the_same
from waarborg.trust.rules.verification import compiled_from

SERIALS = 0x57420002
MAKING = 0x57420003


class NotYet(Refusal):
    code = "trust.report.not-yet"
    nl = "{month} is nog niet begonnen; er valt nog niets te rapporteren."
    en = "{month} has not begun yet; there is nothing to report."
    nl_way_out = "Kies deze maand of een eerdere."
    en_way_out = "Choose this month or an earlier one."


class NotBoundThen(Refusal):
    code = "trust.report.not-bound-then"
    nl = "In {month} was deze klant nog aan geen overeenkomst gebonden."
    en = "In {month} this customer was not bound to an agreement yet."
    nl_way_out = "Kies een latere maand."
    en_way_out = "Choose a later month."


class ProjectionDiffers(Refusal):
    """What lists show is not what the journal proves: no report is signed before somebody looked at it."""

    code = "trust.report.projection-differs"
    status = 500
    nl = (
        "De klok {promise} van {subject} staat in de lijsten op {held}, maar volgt uit het journaal als {found}."
        " Er is geen rapport gemaakt."
    )
    en = (
        "The clock {promise} of {subject} stands in the lists as {held}, but follows from the journal as {found}."
        " No report was made."
    )
    nl_way_out = "Laat de beheerder de klokken van dit onderwerp opnieuw afleiden en het verschil uitzoeken."
    en_way_out = "Have the operator derive the clocks of this subject again and look into the difference."


@dataclass(frozen=True, slots=True)
class Facts:
    """What is read once for a report: who, what bound them, which report goes before, and the journal."""

    asked: Question
    held: Report | None
    names: Names
    agreements: Sequence[Mapping[str, Any]]
    order: Sequence[str]
    journal: Journal
    seen: int


@action("trust.report.make")
def make(tenant: UUID, month: str, *, by: Actor, at: datetime) -> Report:
    """The report of `month` (`2026-10`) as known at `at`, in the desk's scope.

    The one there is where it says the same; else a new version, which names the one it replaces. A month that is not
    over gives an interim report. Raises NotAMonth, NotYet, NotBound, NotBoundThen, ProjectionDiffers, NotAllowed.
    """
    permissions.require(by, MAKE, tenant=tenant)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [MAKING, str(tenant)])
    facts = _facts(tenant, month, at)
    evidence = derive(facts.asked, [*facts.journal.segment, *facts.journal.others])
    _must_agree(tenant, facts.asked, evidence)
    number_of = numbers(_subjects(evidence)).get
    payload = build(
        facts.asked, facts.names, facts.agreements, facts.journal, evidence, number_of=number_of, order=facts.order
    )
    if facts.held is not None and says_the_same(payload_of(facts.held), payload):
        return facts.held
    return _sign(tenant, payload, facts, evidence, by=by, at=at)


def _facts(tenant: UUID, month: str, at: datetime) -> Facts:
    bound = standing(tenant)
    if bound is None:
        raise NotBound()
    period = month_in(month, bound.at(at).agreement.timezone)
    as_of = to_us(at)
    if as_of < period.from_us:
        raise NotYet(month=month)
    versions = tuple(one for one in bound.versions if one[0] <= as_of)
    if not versions or versions[0][0] >= period.to_us:
        raise NotBoundThen(month=month)
    agreements = _agreements(tenant, as_of)
    asked = Question(str(tenant), period, as_of, _from_hashes(agreements), known())
    asked = replace(asked, standing=_with_purchases(tenant, asked))
    held = newest(tenant=tenant, month=month)
    read, seen = _journal(tenant, asked, held)
    order = list(findings.in_force(Standing(versions), period.to_us).agreement.promises)
    return Facts(asked, held, _names(tenant, period, held, asked), agreements, order, read, seen)


def _journal(tenant: UUID, asked: Question, held: Report | None) -> tuple[Journal, int]:
    """The segment continues the report before; a new version of a month begins where the first one did."""
    last, _ = journal_segment.head(tenant)
    after = held.journal_first - 1 if held else None
    if after is None:
        before = newest_before(tenant=tenant, month=asked.month.name)
        after = before.journal_last if before else None
    first, end = journal_segment.bounds(
        tenant, after=after, from_us=asked.month.from_us, horizon=asked.horizon, last=last
    )
    segment = journal_segment.segment(tenant, first, end)
    runs = ClockRun.objects.filter(tenant_id=tenant, started_at__lt=from_us(asked.month.to_us))
    # What a measure over a longer period counts was decided in earlier months.
    since = first_month(asked.standing, asked.month)
    subjects = set(runs.exclude(month__lt=since, month__gt="").values_list("subject_id", flat=True))
    subjects |= {UUID(line["subject"][1]) for line in segment if any(asked.standing.terms_about(line["subject"][0]))}
    # What a ticket carries on for another is replayed from what happened to that one.
    subjects |= journal_segment.merged(tenant, asked.standing.kinds)
    others = journal_segment.others(
        tenant,
        subjects,
        asked.standing.kinds,
        whole=asked.standing.of_customer | {FIGURE} | (PURCHASES if _asks_for_purchases(asked) else frozenset()),
        as_of=asked.as_of,
        first=first,
        last=end,
    )
    return Journal(first, journal_segment.hash_at(tenant, first - 1), segment, others), last


def _names(tenant: UUID, period: Month, held: Report | None, asked: Question) -> Names:
    customer = Organisation.objects.get(id=tenant).name
    provider = findings.in_force(asked.standing, period.to_us).agreement.provider.name
    if held is not None:
        previous = payload_of(held)["previous"]
        replaced = {"number": held.number, "sha256": held.sha256}
        return Names(customer, provider, held.serial, held.version + 1, software(), replaced, previous)
    before = newest_before(tenant=tenant, month=period.name)
    named = {"number": before.number, "sha256": before.sha256, "head": before.journal_head} if before else None
    return Names(customer, provider, _serial(period.name), 1, software(), None, named)


def _serial(month: str) -> int:
    """The next number in a month. The lock goes before that on the heads of journals, as every lock does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [SERIALS, month])
    last: int | None = Report.objects.filter(month=month).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def _agreements(tenant: UUID, as_of: int) -> list[dict[str, Any]]:
    rows = Binding.objects.filter(tenant_id=tenant, starts_at__lte=from_us(as_of)).order_by("starts_at", "id")
    found = list(rows.values_list("starts_at", "ends_at", "version__sha256", "version__published_at"))
    spans = [(to_us(since), None if until is None else to_us(until)) for since, until, _, _ in found]
    ends = {ended for ended, _ in gaps_between(spans) if ended <= as_of}
    return [
        {"since": text_of(since), "until": text_of(until) if until in ends else None, **_published(sha256, published)}
        for (since, until), (_, _, sha256, published) in zip(spans, found, strict=True)
    ]


def _asks_for_purchases(asked: Question) -> bool:
    return asks_for_purchases(version for _, version in asked.standing.versions)


def _with_purchases(tenant: UUID, asked: Question) -> Standing:
    """What was bought as the journal tells it up to the instant of the report, where a promise asks for it."""
    if not _asks_for_purchases(asked):
        return asked.standing
    lines = journal_segment.others(tenant, (), (), whole=PURCHASES, as_of=asked.as_of, first=0, last=-1)
    words = {one.item: one.words for one in purchases_of([tenant]).get(tenant, ())}
    return replace(asked.standing, bought=with_words(recorded_in(lines), words))


def _published(sha256: str, published_at: datetime) -> Mapping[str, Any]:
    return {**_content(sha256), "published_at": text_of(to_us(published_at))}


@lru_cache(maxsize=64)
def _content(sha256: str) -> Mapping[str, Any]:
    """What the hash covers, and so is the same wherever and whenever it was published."""
    row = AgreementVersion.objects.get(sha256=sha256)
    return {
        "agreement": row.agreement,
        "version": row.version,
        "sha256": row.sha256,
        "content": json.loads(row.canonical),
    }


def _from_hashes(agreements: Sequence[Mapping[str, Any]]) -> Standing:
    """What bound the customer, from the written form that the hashes cover: what whoever checks it will have."""
    spans = [(to_us(parse_instant(one["since"])), _until(one)) for one in agreements]
    compiled = [_compiled(one["sha256"], one["published_at"]) for one in agreements]
    versions = tuple((since, one) for (since, _), one in zip(spans, compiled, strict=True))
    return Standing(versions, gaps_between(spans))


def _until(agreement: Mapping[str, Any]) -> int | None:
    return None if agreement["until"] is None else to_us(parse_instant(agreement["until"]))


@lru_cache(maxsize=64)
def _compiled(sha256: str, published_at: str) -> Compiled:
    return compiled_from({**_content(sha256), "published_at": published_at}, known())


def _subjects(evidence: Sequence[Found]) -> list[str]:
    return sorted({one.plain["subject"] for one in evidence})


def _must_agree(tenant: UUID, asked: Question, evidence: Sequence[Found]) -> None:
    """Hold what was derived against the projections that lists and pages show. Raises ProjectionDiffers.

    A clock whose instant of attention has passed waits for the scheduler: its projection is late, not wrong. Neither
    can be compared when the journal knows of later things than this report.
    """
    _, last_at = journal_segment.head(tenant)
    if last_at is not None and last_at > asked.as_of:
        return
    clocks = [one for one in evidence if not one.measure]
    found = {(one.plain["subject"], one.promise, one.plain["run"]): one.verdict for one in clocks}
    waiting: set[tuple[str, str]] = set()
    rows = ClockRun.objects.filter(tenant_id=tenant, started_at__lt=from_us(asked.month.to_us))
    for row in rows.exclude(month__lt=asked.month.name, month__gt="").defer("projection"):
        subject = f"{row.subject_kind}:{row.subject_id}"
        verdict = found.pop((subject, row.promise, row.number), "-")
        held = (row.verdict or "timed") if row.month == asked.month.name else "open"
        late = row.attention_at is not None and to_us(row.attention_at) <= asked.as_of
        if late:
            waiting.add((subject, row.promise))
        if verdict != held and not late:
            raise ProjectionDiffers(promise=row.promise, subject=subject, held=held, found=verdict)
    for (subject, promise, _), verdict in found.items():
        if (subject, promise) in waiting:
            # The next period of a clock whose last one the scheduler has still to close.
            continue
        raise ProjectionDiffers(promise=promise, subject=subject, held="-", found=verdict)


def _sign(
    tenant: UUID, payload: Mapping[str, Any], facts: Facts, evidence: Sequence[Found], *, by: Actor, at: datetime
) -> Report:
    key = signing_key(at=at)
    signed = written(payload)
    report: Report = Report.objects.create(
        tenant_id=tenant,
        month=payload["month"],
        serial=facts.names.serial,
        version=facts.names.version,
        complete=facts.asked.complete,
        made_at=at,
        payload=signed,
        signature=sign(signed, key),
        public_key=public_bytes(key),
        sha256=sha256_hex(signed),
        journal_first=payload["journal"]["first"],
        journal_last=payload["journal"]["last"],
        journal_head=payload["journal"]["head"],
        seen=facts.seen,
        subjects=[subject.partition(":")[2] for subject in _subjects(evidence)],
        totals=payload["totals"],
    )
    journal.record(
        REPORT_MADE,
        tenant=tenant,
        subject=report.ref,
        by=by,
        at=at,
        data={"number": report.number, "sha256": report.sha256, "key": report.fingerprint},
        # A job that makes many begins at one instant, and others write meanwhile.
        reason_if_late="made when its turn came",
    )
    return report
