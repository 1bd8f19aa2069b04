"""What a report says of a measure over clocks: the figure, from what it was counted, and why that is the verdict."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from waarborg.kernel.words import capital
from waarborg.kernel.words import clock as hours
from waarborg.promises.rules.agreement.clock_measures import months_of
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.promise import Measure, Promise
from waarborg.promises.rules.agreement.wording import fill
from waarborg.trust.rules.evidence import Question
from waarborg.trust.rules.measures import Figure, figure_of, verdict_of

Plain = Mapping[str, Any]
TEXTS: dict[str, tuple[str, str]] = {
    "none": (
        "{period}: geen enkele keer beslist. Het gaat om {clock}",
        "{period}: never decided. This is about {clock}",
    ),
    "one": ("{period}: één keer beslist. Het gaat om {clock}", "{period}: decided once. This is about {clock}"),
    "of": ("{period}: {n} keer beslist. Het gaat om {clock}", "{period}: decided {n} times. This is about {clock}"),
    "share": ("Daarvan telt {part} van {whole}: {value}.", "Of these {part} of {whole} count: {value}."),
    "good": ("Wat telt: {good} na het begin.", "What counts: {good} after the start."),
    "good-met": ("Wat telt: op tijd.", "What counts: in time."),
    "mean": ("Gemiddeld {value}: samen {sum}, gedeeld door {whole}.", "On average {value}: {sum} in all, by {whole}."),
    "median": ("De middelste duurde {value}.", "The one in the middle took {value}."),
    "p95": ("95 van de 100 duurden ten hoogste {value}.", "95 in 100 took at most {value}."),
    "p99": ("99 van de 100 duurden ten hoogste {value}.", "99 in 100 took at most {value}."),
    "max": ("De langste duurde {value}.", "The longest took {value}."),
    "min": ("De kortste duurde {value}.", "The shortest took {value}."),
    "sum": ("Samen duurden zij {value}.", "Together they took {value}."),
    "count": ("Dat zijn er {value}.", "That makes {value}."),
    "unknown": (
        "Van {n} daarvan is nog niet bekend hoelang het duurt; het cijfer is daarom ten minste {least}{most}.",
        "Of {n} of these it is not known yet how long it takes; the figure is therefore at least {least}{most}.",
    ),
    "at-most": (" en ten hoogste {value}", " and at most {value}"),
    "left-out": ("{n} kwijtgescholden, niet meegeteld.", "{n} waived, not counted."),
    "target": ("Norm: {target}.", "Target: {target}."),
    "sample": (
        "Bij minder dan {n} gevallen geven wij geen oordeel.",
        "With fewer than {n} cases there is no verdict.",
    ),
    "between": (
        "Of dat de norm haalt, hangt af van wat nog niet bekend is; daarom is er geen oordeel.",
        "Whether that reaches the target depends on what is not known yet; so there is no verdict.",
    ),
    "running": (
        "De periode loopt tot het einde van {last}; dit is de stand.",
        "The period runs to the end of {last}; this is how it stands.",
    ),
    "time": ("{value} uur", "{value} hours"),
    "open-time": ("{value} werkuren", "{value} business hours"),
    "through": ("{first} tot en met {last}", "{first} to {last}"),
}


def measure_block(promise: Promise, agreement: Agreement, runs: Sequence[Plain], asked: Question) -> dict[str, Any]:
    """The figure of a measure with its `verdict`, from the evidence that `derive` gave for it."""
    measure = promise.measure
    if measure is None or measure.clock is None:
        raise ValueError(measure)
    first, last = months_of(measure.over, asked.month.name)
    figure = figure_of(measure, runs)
    complete = asked.complete and asked.month.name == last
    verdict = verdict_of(measure, figure, complete=complete, experience=promise.level == "experience")
    told = {
        lang: list(_lines(measure, figure, verdict, (first, last), Phrases(agreement, asked.registry, lang)))
        for lang in ("nl", "en")
    }
    return {
        "clock": measure.clock,
        "statistic": measure.statistic,
        "over": measure.over,
        "first": first,
        "last": last,
        "unit": figure.unit,
        "target": str(measure.target),
        "good": None if measure.good is None else str(measure.good),
        "sample": measure.sample,
        "counted": figure.counted,
        "known": figure.known,
        "left_out": figure.left_out,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "least": _pair(figure.least),
        "most": _pair(figure.most),
        "explanation": told,
        "verdict": verdict,
    }


def _pair(value: Fraction | None) -> list[int] | None:
    return None if value is None else [value.numerator, value.denominator]


def value_words(value: Sequence[int], unit: str, lang: str) -> str:
    """A figure as people read it. Shares are cut off at two decimals, so that none looks better than it is."""
    part, whole = value
    if unit == "share":
        cut = part * 10_000 // whole
        text = f"{cut // 100}.{cut % 100:02d}".rstrip("0").rstrip(".")
        return (text.replace(".", ",") if lang == "nl" else text) + "\N{NO-BREAK SPACE}%"
    if unit == "count":
        return str(part // whole)
    return _say(unit, lang, value=hours(part // whole))


def _lines(measure: Measure, figure: Figure, verdict: str, months: tuple[str, str], phrases: Phrases) -> Iterator[str]:
    lang, clock = phrases.lang, measure.clock or ""
    period = last = _month(months[1], phrases)
    if months[0] != months[1]:
        first = _month(months[0], phrases)
        if first[-4:] == last[-4:]:
            first = first[:-5]
        period = _say("through", lang, first=first, last=last)
    about = fill(phrases.agreement.promises[clock], phrases.agreement, phrases.registry, lang)
    key = {0: "none", 1: "one"}.get(figure.counted, "of")
    yield _say(key, lang, period=capital(period), n=figure.counted, clock=f"‘{about.rstrip('.')}’.")
    if figure.unit == "share":
        yield _say("good", lang, good=phrases.target(measure.good)) if measure.good else _say("good-met", lang)
    yield from _value(measure, figure, lang)
    if figure.left_out:
        yield _say("left-out", lang, n=figure.left_out)
    yield _say("target", lang, target=phrases.target(measure.target))
    if verdict == "not-measured":
        few = measure.sample is not None and figure.counted < measure.sample
        yield _say("sample", lang, n=measure.sample) if few else _say("between", lang)
    if verdict == "open":
        yield _say("running", lang, last=_month(months[1], phrases))


def _value(measure: Measure, figure: Figure, lang: str) -> Iterator[str]:
    def words(value: Fraction) -> str:
        return value_words((value.numerator, value.denominator), figure.unit, lang)

    least, most = figure.least, figure.most
    if least is None:
        return
    if figure.known == figure.counted:
        total = words(Fraction(figure.numerator))
        share = {"part": figure.numerator, "whole": figure.denominator}
        yield _say(measure.statistic, lang, value=words(least), sum=total, **share)
        return
    more = "" if most is None else _say("at-most", lang, value=words(most))
    yield _say("unknown", lang, n=figure.counted - figure.known, least=words(least), most=more)


def _month(name: str, phrases: Phrases) -> str:
    """april 2026."""
    return phrases.date(date.fromisoformat(f"{name}-01")).partition(" ")[2]


def _say(key: str, lang: str, **values: object) -> str:
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)
