"""What a promise means besides its wording, as labelled lines in words: the part a reader checks."""

from collections.abc import Iterator

from waarborg.promises.rules.agreement.check_promises import ON_A_CALENDAR
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import PERIODS, Phrases
from waarborg.promises.rules.agreement.promise import Clock, Fact, Limit, Measure, Promise, Remedy, Rule
from waarborg.promises.rules.agreement.values import Term, term

Line = tuple[str, str]

LEVELS = {
    "guarantee": ("garantie", "guarantee"),
    "target": ("streven", "target"),
    "experience": ("ervaring", "experience"),
}
KINDS = {
    "clock": ("termijn", "term"),
    "measure": ("cijfer", "figure"),
    "rule": ("regel", "rule"),
    "fact": ("feit", "fact"),
}
_STATISTICS = {
    "uptime": ("", ""),
    "mean": ("het gemiddelde van", "the mean of"),
    "median": ("de mediaan van", "the median of"),
    "p95": ("het 95e percentiel van", "the 95th percentile of"),
    "p99": ("het 99e percentiel van", "the 99th percentile of"),
    "share": ("het aandeel binnen de norm van", "the share within the norm of"),
    "max": ("het hoogste van", "the highest of"),
    "min": ("het laagste van", "the lowest of"),
    "sum": ("het totaal van", "the total of"),
    "count": ("het aantal van", "the number of"),
    "ratio": ("", ""),
    "now": ("", ""),
}
OVER = {
    **PERIODS,
    "12 months": ("twaalf maanden", "twelve months"),
    "always": ("de hele looptijd", "the whole term"),
    "now": ("dit moment", "this moment"),
}
PER = {"customer": ("klant", "customer"), "component": ("onderdeel", "component"), "service": ("dienst", "service")}
COUNTING = {
    "rolling": ("tot hetzelfde tijdstip", "until the same time of day"),
    "closing": ("tot het einde van de laatste dag", "until the end of the last day"),
    "dates": ("van datum tot datum", "from date to date"),
}
ALLOWED = {
    "only-if": ("mag alleen onder deze voorwaarden", "allowed only on these conditions"),
    "whenever": ("mag altijd; weigeren breekt deze belofte", "always allowed; refusing breaks this promise"),
    "never": ("mag nooit", "never allowed"),
}


def level(promise: Promise, lang: str) -> str:
    return LEVELS[promise.level][0 if lang == "nl" else 1]


def lines(promise: Promise, agreement: Agreement, phrases: Phrases) -> Iterator[Line]:
    """(label, text) in the order in which they are read."""
    pick = phrases.pick
    if promise.by == "customer":
        yield pick("Wie", "Who"), pick("de klant", "the customer")
    if promise.if_:
        yield pick("Geldt voor", "Applies to"), phrases.conditions(promise.if_)
    if promise.unless:
        yield pick("Geldt niet voor", "Does not apply to"), phrases.conditions(promise.unless)
    if promise.clock:
        yield from _clock(promise.clock, promise, agreement, phrases)
    if promise.measure:
        yield from _measure(promise.measure, phrases)
    if promise.rule:
        yield from _rule(promise.rule, promise, agreement, phrases)
    if promise.fact:
        yield from _fact(promise.fact, phrases)
    if promise.remedy:
        yield pick("Als wij ons er niet aan houden", "If we do not keep it"), remedy_words(promise.remedy, phrases)
    if promise.reading:
        yield pick("Onze lezing", "Our reading"), promise.reading.say(phrases.lang)


def _events(names: tuple[str, ...], phrases: Phrases) -> str:
    return phrases.any_of([phrases.name("event", name) for name in names])


def _clock(clock: Clock, promise: Promise, agreement: Agreement, phrases: Phrases) -> Iterator[Line]:
    pick = phrases.pick
    if clock.from_:
        yield pick("Begint bij", "Starts at"), _events(clock.from_, phrases)
    yield pick("Stopt bij", "Stops at"), _events(clock.until, phrases)
    if clock.due:
        yield pick("Datum", "Date"), pick("zoals per geval afgesproken", "as agreed in each case")
    if clock.within:
        yield pick("Termijn", "Term"), phrases.term(clock.within)
    for case in clock.cases or ():
        where = f" ({phrases.calendar(case.calendar)})" if case.calendar else ""
        yield pick("Termijn", "Term"), f"{phrases.case(case, alone=False)}: {phrases.term(case.within)}{where}"
    if clock.every:
        yield pick("Elke", "Every"), phrases.every(clock.every)
    if clock.pause:
        said = phrases.any_of([phrases.name("state", name) for name in clock.pause])
        yield pick("Staat stil tijdens", "Pauses during"), said
    if clock.void:
        yield pick("Vervalt bij", "Ends without a verdict at"), _events(clock.void, phrases)
    yield from _how_counted(clock, promise, agreement, phrases)


def _how_counted(clock: Clock, promise: Promise, agreement: Agreement, phrases: Phrases) -> Iterator[Line]:
    terms = [clock.within, *(case.within for case in clock.cases or ())]
    if isinstance(clock.every, Term):
        terms.append(clock.every)
    kinds = {term.kind for term in terms if term}
    calendar, counting = agreement.calendar_of(promise), agreement.counting_of(promise)
    if calendar and kinds & ON_A_CALENDAR:
        yield phrases.pick("Telt in", "Counted in"), phrases.calendar(calendar)
    if counting and kinds & {"days", "months", "business-days"}:
        yield phrases.pick("Telt", "Counts"), phrases.pick(*COUNTING[counting])


def _measure(measure: Measure, phrases: Phrases) -> Iterator[Line]:
    pick = phrases.pick
    if measure.clock is not None:
        of = pick(f"de tijden bij {measure.clock}", f"the times of {measure.clock}")
    else:
        of = phrases.name("indicator", measure.of)
    said = f"{pick(*_STATISTICS[measure.statistic])} {of}".strip()
    if measure.where:
        said += f" ({phrases.conditions(measure.where)})"
    yield pick("Wij meten", "We measure"), said
    yield pick("Over", "Over"), f"{pick(*OVER[measure.over])}, {pick('per', 'per')} {pick(*PER[measure.per])}"
    if measure.good:
        yield pick("Goed is", "Good is"), phrases.target(measure.good)
    yield pick("Norm", "Target"), phrases.target(measure.target)
    if measure.method:
        yield pick("Rekenwijze", "Method"), phrases.method(measure.method)
    if measure.sample:
        cases = pick("gevallen; bij minder geen oordeel", "cases; with fewer there is no verdict")
        yield pick("Ten minste", "At least"), f"{measure.sample} {cases}"


def _rule(rule: Rule, promise: Promise, agreement: Agreement, phrases: Phrases) -> Iterator[Line]:
    pick = phrases.pick
    acts = phrases.any_of([phrases.name("act", act) for act in rule.act])
    yield pick("Handeling", "Act"), f"{acts}: {pick(*ALLOWED[rule.allowed])}"
    if rule.who:
        yield pick("Door", "By"), phrases.any_of([phrases.role(role) for role in rule.who])
    if rule.where:
        yield pick("Bij", "Where"), phrases.conditions(rule.where)
    for need in rule.needs:
        label = pick("Niet zolang", "Not while") if need.negated else pick("Alleen bij", "Only with")
        yield label, phrases.name("state", need.state)
    if rule.earliest:
        yield pick("Niet eerder dan", "No earlier than"), phrases.moments(rule.earliest, earliest=True)
    if rule.latest:
        yield pick("Uiterlijk", "No later than"), phrases.moments(rule.latest, earliest=False)
    if rule.inside:
        yield pick("Binnen", "Inside"), phrases.calendars(rule.inside)
    for limit in rule.limit:
        yield pick("Grens", "Limit"), limit_words(limit, phrases)
    if rule.refusal:
        yield pick("Bij weigering", "When refused"), rule.refusal.say(phrases.lang)
    if rule.waiver:
        yield pick("Ontheffing door", "Waived by"), phrases.any_of([phrases.role(role) for role in rule.waiver])


def limit_words(limit: Limit, phrases: Phrases) -> str:
    pick = phrases.pick
    most = limit.at_most is not None
    number = phrases.number(limit.at_most or limit.at_least or "")
    bound = f"{pick('hoogstens', 'at most') if most else pick('ten minste', 'at least')} {number}"
    if limit.count:
        said = f"{bound} × {phrases.name('event', limit.count)}"
    else:
        said = f"{phrases.name('property', limit.sum or '')}: {bound}"
    if limit.per:
        said += f" {pick('per', 'per')} {_period(limit.per, phrases)}"
    if limit.same:
        same = phrases.all_of([phrases.name("property", name) for name in limit.same])
        said += f", {pick('voor hetzelfde', 'for the same')}: {same}"
    return said


def _period(per: str, phrases: Phrases) -> str:
    """A word of PERIODS, or a duration such as "12 months"; what is neither as it stands."""
    if per in PERIODS:
        return phrases.pick(*PERIODS[per])
    try:
        return term(per).duration.say(phrases.lang)
    except ValueError:
        return per


def _fact(fact: Fact, phrases: Phrases) -> Iterator[Line]:
    pick, source = phrases.pick, fact.source
    if source.register_:
        said = phrases.name("register", source.register_)
        if source.where:
            said += f" ({phrases.conditions(source.where)})"
        yield pick("Blijkt uit", "Shown by"), said
    elif source.check:
        said = phrases.name("check", source.check)
        yield (
            pick("Blijkt uit", "Shown by"),
            pick(f"controle door de software: {said}", f"check by the software: {said}"),
        )
    elif source.declared:
        yield pick("Verklaard op", "Declared on"), phrases.date(source.declared)
        if source.until:
            yield pick("Geldt tot", "Holds until"), phrases.date(source.until)
    if fact.holder:
        yield pick("Houder", "Holder"), fact.holder
    if fact.review:
        every = fact.review.duration.say(phrases.lang) if isinstance(fact.review, Term) else phrases.date(fact.review)
        yield pick("Opnieuw bekeken", "Reviewed"), every
    yield pick("Verantwoordelijk", "Owner"), phrases.role(fact.owner)


def remedy_words(remedy: Remedy, phrases: Phrases) -> str:
    pick = phrases.pick
    of = remedy.of and {"month-fee": pick("de maandprijs", "the month's fee")}.get(remedy.of, remedy.of)
    said = []
    for band, amount in (remedy.credit or {}).items():
        given = phrases.amount(amount)
        if of and amount.is_share:
            given += pick(f" van {of}", f" of {of}")
        said.append(f"{given} ({phrases.bound(band)})" if band else given)
    text = ", ".join(said)
    if remedy.cap:
        most = phrases.amount(remedy.cap) + (pick(f" van {of}", f" of {of}") if of and remedy.cap.is_share else "")
        text += pick(f"; samen hoogstens {most}", f"; together at most {most}")
    if remedy.claim == "automatic":
        text += pick("; u krijgt het vanzelf", "; you receive it without asking")
    elif remedy.claim:
        term = phrases.term(remedy.claim)
        text += pick(f"; te vragen binnen {term}", f"; to be claimed within {term}")
    if remedy.opens:
        act = phrases.name("act", remedy.opens)
        text += pick(f"; ook mogelijk: {act}", f"; also possible: {act}")
    return text.removeprefix("; ")
