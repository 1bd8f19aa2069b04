"""How long components were there, as agreements promise it, and how long maintenance interrupted: reckoned in the
desk's scope."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from waarborg.availability.models import Work as Worked
from waarborg.availability.queries.burning import first_warnings
from waarborg.availability.queries.month_figures import Figure, figure
from waarborg.availability.queries.observed import observed
from waarborg.availability.rules.accounting import downtime_within
from waarborg.availability.rules.findings import EXCLUSION
from waarborg.availability.rules.indicators import DOWNTIME, INTERRUPTION, UPTIME
from waarborg.availability.rules.maintenance import EXCLUDED, Work
from waarborg.availability.rules.maintenance import excluded as worked_in_time
from waarborg.availability.rules.methods import UptimeMethod
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.stated import MOST_ROWS, instant, lasting, rounded_up, stretches
from waarborg.availability.rules.targets import length
from waarborg.availability.rules.terms import Hours, Terms, daytime, terms_of
from waarborg.availability.rules.timeline import WHOLE, Span, integral, weighed
from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.rules.kinds import COMPONENT
from waarborg.catalogue.rules.tree import Node
from waarborg.kernel.instants import local, to_us
from waarborg.kernel.intervals import intersect, measure
from waarborg.plumbing.indicators import Counted, NothingYet
from waarborg.promises.queries.figures import asking
from waarborg.promises.rules.figures import MOST, UNSURE

Rows = tuple[str, ...]
# By component, of each work on it when it began and for how long it interrupted, both in microseconds.
Lasted = Mapping[str, Mapping[str, tuple[int, int]]]
# When staff were first warned of each level.
Warned = Mapping[str, datetime]


def uptime(begin: datetime, end: datetime, about: str) -> Mapping[UUID | None, Counted]:
    """The part of the agreed time in which a component worked, by the method of the agreements that ask it. Where too
    little is known it lies between two figures. Raises NothingYet."""
    found, hours, word, warned = _figure(UPTIME, begin, end, about)
    account, down, parts = found.account, rounded_up(found.account.down), _parts(found, hours)
    rows = _rows(found, parts["daytime"], word, warned)
    if account.known * WHOLE >= account.agreed * account.method.coverage and account.known:
        counted = Counted(account.known - down, account.known, parts, rows, _because(found))
    else:
        parts |= {MOST: account.agreed - down, UNSURE: 1}
        counted = Counted(account.known - down, account.agreed, parts, rows, _because(found))
    return _for_all(found.node, end, counted)


def downtime(begin: datetime, end: datetime, about: str) -> Mapping[UUID | None, Counted]:
    """How long a component was down in the agreed time, in microseconds. Raises NothingYet."""
    found, hours, word, warned = _figure(DOWNTIME, begin, end, about)
    account, down = found.account, rounded_up(found.account.down)
    parts = _parts(found, hours)
    rows = _rows(found, parts["daytime"], word, warned)
    if not account.agreed:
        counted = Counted(0, 0, parts)
    elif account.known * WHOLE >= account.agreed * account.method.coverage:
        counted = Counted(down, 1, parts, rows, _because(found))
    else:
        parts |= {MOST: down + account.agreed - account.known, UNSURE: 1}
        counted = Counted(down, 1, parts, rows, _because(found))
    return _for_all(found.node, end, counted)


def _figure(indicator: str, begin: datetime, end: datetime, about: str) -> tuple[Figure, Hours, str, Warned]:
    listed = list(asking(indicator, about))
    version, name = listed[0] if listed else (None, "")
    terms = terms_of(version, name) if version is not None else None
    if version is None or terms is None:
        raise NothingYet(f"no agreement asks {indicator} about {about}")
    node = _node(terms.component)
    over = _over(terms, begin, end)
    seen = observed([node.id], over.start, over.end)[node.id]
    word, hours = daytime(version)
    warned = first_warnings(node.id, (over.first, over.last), listed)
    return figure(node, terms, over, over.end, seen), hours, word, warned


def _node(word: str) -> Node:
    found = next((one for one in catalogue.tree().nodes.values() if (one.kind, one.key) == (COMPONENT, word)), None)
    if found is None:
        raise NothingYet(f"the catalogue has no component {word}")
    return found


def _over(terms: Terms, begin: datetime, end: datetime) -> Period:
    first, last = local(to_us(begin), terms.zone), local(to_us(end) - 1, terms.zone)
    return Period(f"{first:%Y-%m}", f"{last:%Y-%m}", terms.zone, to_us(begin), to_us(end))


def _for_all(node: Node, end: datetime, counted: Counted) -> dict[UUID | None, Counted]:
    """A component is the same for everybody: each whom it concerns is told the same."""
    tenants = catalogue.tenants_with(node.id, end - timedelta(microseconds=1))
    return {None: counted} | dict.fromkeys(tenants, counted)


def _planned(found: Figure) -> int:
    """Downtime in maintenance that was announced in time, also where the method counts it."""
    account, here = found.account, intersect(worked_in_time(found.judged), found.terms.agreed(found.over))
    return account.planned or integral(weighed(found.seen.spans, dict(account.method.weights), here))


def _parts(found: Figure, hours: Hours) -> dict[str, int]:
    account, planned = found.account, rounded_up(_planned(found))
    day = rounded_up(downtime_within(account, hours(found.over.start, found.over.end)))
    down = rounded_up(account.down)
    return {"agreed": account.agreed, "known": account.known, "down": down, "planned": planned, "daytime": day}


def _rows(found: Figure, day: int, word: str, warned: Warned) -> Rows:
    account, seen = found.account, found.seen
    rows = [f"time;{lasting(account.agreed)};{lasting(account.known)}"]
    rows += [] if seen.probed else ["told"]
    rows += stretches("outage", account.stretches)
    planned = rounded_up(_planned(found))
    rows += [f"planned;{lasting(planned)}"] if planned else []
    rows += [f"{word};{lasting(day)}"] if account.down else []
    rows += [f"warned-{level};{instant(to_us(at))}" for level, at in warned.items()]
    rows += _maintenance(found)
    rows += _short_notice(found)
    for one in seen.claims:
        left = measure(intersect([(one.start, one.end)], account.excluded))
        rows += [f"claim-{one.cause};{instant(one.start)};{instant(one.end)}"] if left else []
    rows += [f"draw-unknown;{instant(one)};{instant(end)}" for one, end in account.unknown[:MOST_ROWS]]
    return (*rows, f"data;{seen.sha256}")


def _maintenance(found: Figure) -> Iterator[str]:
    """What of the work was left out, with its announcement, and what counts although it was maintenance."""
    for work in found.judged:
        for part in work.parts:
            out = part.outcome == EXCLUDED and measure(intersect([(part.start, part.end)], found.account.excluded)) > 0
            told = [] if part.announced is None else [instant(part.announced)]
            if out:
                yield ";".join(["excluded", instant(part.start), instant(part.end), *told])
            elif part.outcome != EXCLUDED and work.work.announcements:
                yield ";".join([f"counted-{part.outcome}", instant(part.start), instant(part.end), *told])


def _short_notice(found: Figure) -> Iterator[str]:
    """The work of which somebody who may set the notice aside, such as an emergency update of the same day (SO-37). One
    query where there was work at all."""
    works = {one.work.name: one.work for one in found.judged if one.work.actual and one.work.announcements}
    if not works:
        return
    rows = Worked.objects.filter(id__in=works).exclude(reason="").order_by("began_at", "id")
    for name in rows.values_list("id", flat=True):
        work = works[str(name)]
        first, last = work.actual[0][0], work.actual[-1][1]
        yield ";".join(["short-notice", instant(first), instant(last), instant(work.announcements[-1].at)])


def _because(found: Figure) -> str:
    if any(one.evidence for one in found.seen.claims):
        return EXCLUSION
    return "correction" if found.seen.corrected else "late"


def interruption(begin: datetime, end: datetime, about: str) -> Mapping[UUID | None, Counted]:
    """Of the maintenance in a period, of one kind where `about` chooses one: the share that interrupted no longer than
    is called good (SO-38), or how long the longest interruption of any component was (SO-33). Of each customer by the
    components it uses, and of the whole service."""
    chosen, statistic, *good = about.split(";")
    parts = [one for one in catalogue.tree().nodes.values() if one.kind == COMPONENT and not one.third_party]
    words = {one.key: one.id for one in parts}
    seen = observed(set(words.values()), to_us(begin), to_us(end))
    kept = _of_kind(chosen, begin, end)
    lasted = {
        key: _interruptions([work for work in seen[one].works if kept is None or work.name in kept], seen[one].spans)
        for key, one in words.items()
    }
    counted = _longest if statistic == "max" else partial(_share, at_most_ns=length(good[0]).at_most)
    found: dict[UUID | None, Counted] = {None: counted(lasted)}
    day = local(to_us(end) - 1, "UTC").date()
    tenants = set(Purchase.objects.filter(withdrawn_at__isnull=True).values_list("tenant_id", flat=True))
    for tenant, bought in catalogue.purchases_with_words(tenants).items():
        held = {
            word
            for _, first, last, concerning in bought
            if first <= day and (last is None or last >= local(to_us(begin), "UTC").date())
            for kind, word in concerning
            if kind == COMPONENT
        }
        found[tenant] = counted({word: lasted[word] for word in sorted(held) if word in lasted})
    return found


def _of_kind(chosen: str, begin: datetime, end: datetime) -> set[str] | None:
    """The works of the kind that is chosen; None where all count."""
    name, _, kind = chosen.partition("=")
    if name != "maintenance-kind":
        return None
    rows = Worked.objects.filter(kind=kind, began_at__lt=end).exclude(ended_at__lte=begin)
    return {str(one) for one in rows.values_list("id", flat=True)}


def _longest(parts: Lasted) -> Counted:
    """The longest interruption of any component, and of each its own."""
    rows, worst, works = [], 0, set()
    for key, each in parts.items():
        if not each:
            continue
        works |= set(each)
        began, lasted = max(each.values(), key=lambda one: (one[1], -one[0]))
        worst = max(worst, lasted)
        if lasted:
            rows.append(f"longest;{key};{len(each)};{lasting(lasted)};{instant(began)}")
        else:
            rows.append(f"longest-none;{key};{len(each)}")
    return Counted(worst, 1 if works else 0, {"works": len(works)}, tuple(rows[:50]))


def _interruptions(works: Iterable[Work], spans: Iterable[Span]) -> dict[str, tuple[int, int]]:
    """By work when it began, and for how long its component was down in it, both in microseconds."""
    weights, spans = dict(UptimeMethod().weights), tuple(spans)
    return {
        one.name: (one.actual[0][0], rounded_up(integral(weighed(spans, weights, one.actual))))
        for one in works
        if one.actual
    }


def _share(parts: Lasted, at_most_ns: int) -> Counted:
    """A piece of maintenance on several components interrupted for as long as on the one it hit longest."""
    longest: dict[str, tuple[int, int]] = {}
    for one in parts.values():
        for work, (began, lasted) in one.items():
            before = longest.get(work, (began, 0))
            longest[work] = (min(began, before[0]), max(lasted, before[1]))
    long = sorted(one for one in longest.values() if one[1] * 1000 > at_most_ns)
    rows = [f"long;{instant(began)};{lasting(lasted)}" for began, lasted in long[:50]]
    return Counted(len(longest) - len(long), len(longest), {"works": len(longest), "long": len(long)}, tuple(rows))


def behind(begin: datetime, end: datetime, about: str, customer: UUID | None) -> list[str]:
    """What the figure of a component is counted from: one line of JSON, the same for everybody. Nothing where no
    agreement in force asks for it any more."""
    listed = list(asking(UPTIME, about)) or list(asking(DOWNTIME, about))
    terms = terms_of(*listed[0]) if listed else None
    if terms is None:
        return []
    over = _over(terms, begin, end)
    node = _node(terms.component)
    return [observed([node.id], over.start, over.end)[node.id].written]


BEHIND = dict.fromkeys((UPTIME, DOWNTIME), behind)
INDICATORS = {UPTIME: uptime, DOWNTIME: downtime, INTERRUPTION: interruption}
