"""A measure over an indicator: what was stated of it in the customer's journal, and the verdict that follows.

A figure of the whole service does not follow from one customer's journal. It is stated there, in the line that every
customer to whom it is promised has alike; the report reckons the verdict from the line, and names its hash (ADR 21).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from waarborg.kernel.instants import local, parse_instant, to_us
from waarborg.kernel.words import capital
from waarborg.promises.rules.agreement.clock_measures import months_of
from waarborg.promises.rules.agreement.indicator_measures import NOW
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.promise import Measure, Promise
from waarborg.promises.rules.figures import RECORDED, UNSURE, Stated, judged, restates, stated_in
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.trust.rules.chain import Line
from waarborg.trust.rules.evidence import Question
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.rested_on import lasted, rested_on, uptime_words

TEXTS: dict[str, tuple[str, str]] = {
    "of": ("{period}: {value}.", "{period}: {value}."),
    "nothing": ("{period}: er was niets om te tellen.", "{period}: there was nothing to count."),
    "at": ("Op {moment}: {value} (regel {line}).", "On {moment}: {value} (line {line})."),
    "target": ("Norm: {target}.", "Target: {target}."),
    "service": (
        (
            "Dit cijfer gaat over de hele dienst en volgt niet uit uw journaal alleen. Wie het is toegezegd, heeft"
            " dezelfde regel: sha256 {hash} (regel {line})."
        ),
        (
            "This figure is about the whole service and does not follow from your journal alone. Everybody to whom it"
            " is promised has the same line: sha256 {hash} (line {line})."
        ),
    ),
    "customer": (
        "Dit cijfer stelden wij vast voor uw organisatie: sha256 {hash} (regel {line}).",
        "This figure we stated for your organisation: sha256 {hash} (line {line}).",
    ),
    "component": (
        "Dit is het langste van de onderdelen die u gebruikt; wij stelden het vast: sha256 {hash} (regel {line}).",
        "This is the longest of the components that you use; we stated it: sha256 {hash} (line {line}).",
    ),
    "through": ("{first} tot en met {last}", "{first} to {last}"),
    "again": (
        "Dit is versie {version} van dit cijfer, in plaats van sha256 {hash}. {why}",
        "This is version {version} of this figure, in place of sha256 {hash}. {why}",
    ),
    "unsure": (
        "Over te weinig van de periode is iets bekend; alleen wat zeker is gemist, is gemist.",
        "Too little of the period is known; only what was missed for certain is missed.",
    ),
    "between": ("tussen {least} en {most}", "between {least} and {most}"),
    "times": ("{value} keer", "{value} times"),
}
WAITS = ("het vastgestelde cijfer over {period}", "the figure stated for {period}")
TOLD = 40
NOT_MEASURED = "not-measured"


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure of a line: when it was stated, and the number of the line."""

    at_us: int
    sequence: int
    stated: Stated


Figures = Mapping[str, Sequence[Seen]]


def figures_in(asked: Question, lines: Iterable[Line]) -> dict[str, list[Seen]]:
    """By indicator, what these lines of the journal state, in order. Raises Wrong where one period has two figures."""
    found: dict[str, list[Seen]] = {}
    held: dict[tuple[str, ...], Stated] = {}
    for line in sorted((one for one in lines if one["kind"] == RECORDED), key=lambda one: int(one["sequence"])):
        stated = stated_in(line["properties"])
        if stated is None:
            continue
        if stated.over != NOW:
            key = (stated.indicator, stated.about, stated.over, stated.per, stated.zone, stated.last)
            before = held.get(key, stated)
            if before != stated and not restates(stated, before):
                raise Wrong("figure-twice", line=line["sequence"], indicator=stated.indicator, month=stated.last)
            held[key] = stated
        at = to_us(parse_instant(line["at"]))
        found.setdefault(stated.indicator, []).append(Seen(at, line["sequence"], stated))
    return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """A promise whose figure is looked for, the measure by which it is judged, and what tells its figure apart."""

    promise: Promise
    measure: Measure
    about: str


def figured_block(wanted: Wanted, agreement: Agreement, asked: Question, found: Figures) -> dict[str, Any] | None:
    """The figure of a promise as it was stated for the month, with its `verdict`; None where none was, or the period is
    not over."""
    promise, measure = wanted.promise, wanted.measure
    first, last = months_of(measure.over, asked.month.name)
    seen = [one for one in found.get(measure.of, ()) if _counts(one, wanted, asked, agreement, (first, last))]
    if not seen:
        return None
    if measure.over != NOW:
        # Of what was stated again the newest version counts; the lines before it stand in the journal.
        seen = seen[-1:]
    told = _worst(measure, seen)
    return {
        "indicator": measure.of,
        "statistic": measure.statistic,
        "over": measure.over,
        "per": measure.per,
        "first": first,
        "last": last,
        "unit": _unit(measure, asked),
        "target": str(measure.target),
        "numerator": told.stated.numerator,
        "denominator": told.stated.denominator,
        "parts": dict(told.stated.parts),
        "statement": told.stated.statement,
        "stated": [
            {
                "at": text_of(one.at_us),
                "numerator": one.stated.numerator,
                "denominator": one.stated.denominator,
                "sequence": one.sequence,
            }
            for one in seen
        ],
        "explanation": {lang: list(_lines(measure, seen, asked, agreement, lang)) for lang in ("nl", "en")},
        "verdict": _verdict(measure, seen, experience=promise.level == "experience"),
    }


def _counts(one: Seen, wanted: Wanted, asked: Question, agreement: Agreement, months: tuple[str, str]) -> bool:
    stated, measure = one.stated, wanted.measure
    named = (measure.over, measure.per, agreement.timezone, wanted.about)
    if (stated.over, stated.per, stated.zone, stated.about) != named:
        return False
    if measure.over == NOW:
        return asked.month.from_us <= one.at_us <= asked.horizon
    # What is over is stated in the month after it: what is known when the report is made counts.
    ends_here = asked.month.name == months[1] and asked.complete
    return ends_here and (stated.first, stated.last) == months and asked.month.to_us <= one.at_us <= asked.as_of


def _worst(measure: Measure, seen: Sequence[Seen]) -> Seen:
    """The first that does not reach what was promised, else the last."""
    missed = (one for one in seen if judged(measure, one.stated) is False)
    return next(missed, seen[-1])


def _verdict(measure: Measure, seen: Sequence[Seen], *, experience: bool) -> str:
    if all(one.stated.value is None for one in seen):
        return "idle"
    if measure.target.comparison == "unstated":
        return "timed"
    found = {judged(measure, one.stated) for one in seen if one.stated.value is not None}
    if False in found:
        return "exceeded" if experience else "broken"
    return NOT_MEASURED if None in found else "met"


def waits_for_figure(measure: Measure, asked: Question, agreement: Agreement) -> dict[str, str]:
    """What is needed to tell the figure, as a noun phrase."""
    months = months_of(measure.over, asked.month.name)
    said = {lang: _period(months, Phrases(agreement, asked.registry, lang)) for lang in ("nl", "en")}
    return {lang: WAITS[0 if lang == "nl" else 1].format(period=said[lang]) for lang in ("nl", "en")}


def _unit(measure: Measure, asked: Question) -> str:
    if measure.statistic in ("share", "uptime"):
        return "share"
    indicator = asked.registry.find("indicator", measure.of)
    return (indicator.unit if indicator else None) or "count"


def figure_words(numerator: int, denominator: int, unit: str, lang: str) -> str:
    """As people read it, cut off at two decimals: no share and no ratio looks better than it is; a length (given in
    microseconds) is rounded up in milliseconds. Empty for nothing."""
    if not denominator:
        return ""
    if unit == "duration":
        hundredths = -(-numerator // (denominator * 10))
        text = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
        return (text.replace(".", ",") if lang == "nl" else text) + "\N{NO-BREAK SPACE}ms"
    scaled = numerator * (10_000 if unit == "share" else 100) // denominator
    text = f"{scaled // 100}.{scaled % 100:02d}".rstrip("0").rstrip(".")
    text = text.replace(".", ",") if lang == "nl" else text
    if unit == "share":
        return text + "\N{NO-BREAK SPACE}%"
    return _say("times", lang, value=text) if unit == "ratio" else text


def shown(numerator: int, denominator: int, unit: str, statistic: str, lang: str) -> str:
    """A figure as its statistic asks: an uptime in five decimals, a sum of time in hours, minutes and seconds."""
    if denominator and statistic == "uptime":
        return uptime_words(numerator, denominator, lang)
    if denominator and statistic in ("sum", "max") and unit == "duration":
        return lasted(-(-numerator // denominator), lang)
    return figure_words(numerator, denominator, unit, lang)


def _lines(measure: Measure, seen: Sequence[Seen], asked: Question, agreement: Agreement, lang: str) -> Iterator[str]:
    phrases, unit = Phrases(agreement, asked.registry, lang), _unit(measure, asked)
    told = _worst(measure, seen)
    if measure.over == NOW:
        for one in seen[:TOLD]:
            day = phrases.date(local(one.at_us, asked.month.zone).date())
            yield _say("at", lang, moment=day, value=_value(one, measure, unit, lang), line=one.sequence)
    else:
        period = capital(_period(months_of(measure.over, asked.month.name), phrases))
        key = "of" if told.stated.value is not None else "nothing"
        yield _say(key, lang, period=period, value=_between(told, measure, unit, lang))
    indicator = asked.registry.find("indicator", measure.of)
    yield from _made_of(told.stated, indicator.say_told(lang) if indicator else "")
    if indicator is not None:
        yield from rested_on(told.stated.rows, indicator, agreement.timezone, lang)
    if UNSURE in dict(told.stated.parts):
        yield _say("unsure", lang)
    if told.stated.version > 1:
        why = indicator.say_row(told.stated.because, lang) if indicator else ""
        yield _say("again", lang, version=told.stated.version, hash=told.stated.replaces, why=why).strip()
    yield _say("target", lang, target=phrases.target(measure.target))
    yield _say(measure.per, lang, hash=told.stated.statement, line=told.sequence)


def _made_of(stated: Stated, sentence: str) -> Iterator[str]:
    """The sentence of an indicator with its parts; nothing where it does not fit them."""
    try:
        said = sentence.format(**dict(stated.parts)) if stated.value is not None else ""
    except (KeyError, IndexError, ValueError):
        said = ""
    if said:
        yield said


def _value(one: Seen, measure: Measure, unit: str, lang: str) -> str:
    return shown(one.stated.numerator, one.stated.denominator, unit, measure.statistic, lang)


def _between(one: Seen, measure: Measure, unit: str, lang: str) -> str:
    """The figure, or between which two it lies where too little is known."""
    stated, most = one.stated, one.stated.ends[1]
    least = _value(one, measure, unit, lang)
    if UNSURE not in dict(stated.parts) or most is None or most == stated.value:
        return least
    return _say("between", lang, least=least, most=shown(*most.as_integer_ratio(), unit, measure.statistic, lang))


def _period(months: tuple[str, str], phrases: Phrases) -> str:
    first, last = (phrases.date(date.fromisoformat(f"{name}-01")).partition(" ")[2] for name in months)
    if first == last:
        return last
    return _say("through", phrases.lang, first=first[:-5] if first[-4:] == last[-4:] else first, last=last)


def _say(key: str, lang: str, **values: object) -> str:
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)
