"""A response time in Dutch and English: the figure, what it was counted from, and why that is the verdict."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from waarborg.availability.rules.explain import period_text, target_text
from waarborg.availability.rules.files.response import Timed
from waarborg.availability.rules.response.figures import MAX, MEAN, TOO_FEW, Response
from waarborg.availability.rules.words import ns_text, said, share_text


def headline(found: Timed, lang: str) -> str:
    """The figure, cut off; between which bounds it lies where it is not known exactly."""
    figure = figure_text(found.response, lang)
    if found.period is None:
        return said("response-plain", lang, figure=figure)
    return said("response", lang, period=period_text(found.period, lang), figure=figure)


def verdict_line(found: Timed, lang: str) -> str:
    """Gehaald: <= 50 ms."""
    promise = found.response.promise
    target = target_text(promise.target, lang)
    if promise.good is not None:
        target = said("good-is", lang, target=target, good=target_text(promise.good, lang))
    elif promise.statistic != MEAN:
        target = f"{promise.statistic} {target}"
    return said(f"verdict-{found.response.verdict}", lang, target=target)


def explain(found: Timed, lang: str) -> list[str]:
    """Every line under the figure and the verdict."""
    return [*_lines(found, lang)]


def _lines(found: Timed, lang: str) -> Iterator[str]:
    response = found.response
    yield said("counted-one" if response.count == 1 else "counted", lang, n=response.count)
    if found.outside:
        yield said("outside", lang, n=found.outside)
    if response.count and response.promise.statistic == MEAN:
        least, most = found.total
        if least == most:
            yield said("sum", lang, sum=ns_text(least, lang), n=response.count)
        else:
            yield said("sum-between", lang, least=ns_text(least, lang))
    if response.above is not None and response.promise.threshold is not None:
        threshold = ns_text(response.promise.threshold, lang)
        low, high = response.above
        if low == high:
            yield said("above", lang, n=low, threshold=threshold)
        else:
            yield said("above-between", lang, least=low, most=high, threshold=threshold)
    if response.reason == TOO_FEW:
        yield said("too-few", lang, sample=response.promise.sample)
    elif response.reason in ("undecided", "nothing-counted"):
        yield said(response.reason, lang)
    histogram = found.histogram
    median, p95, p99 = (histogram.quantile(Fraction(one, 100)) for one in (50, 95, 99))
    if median is not None and p95 is not None and p99 is not None:
        words = {"median": ns_text(median, lang), "p95": ns_text(p95, lang), "p99": ns_text(p99, lang)}
        yield said("quantiles", lang, **words)


def figure_text(response: Response, lang: str) -> str:
    """The figure by itself; between which bounds it lies where it is not known exactly."""
    statistic = response.promise.statistic
    if statistic == MAX and response.above is not None and response.count:
        key = "figure-max-over" if response.above[0] else "figure-none" if response.above[1] else "figure-max"
        return said(key, lang, value=ns_text(response.promise.threshold or 0, lang))
    if response.least is None:
        return said("figure-none", lang)
    key = "figure-mean" if statistic == MEAN else "figure-share"
    if response.least == response.most:
        return said(key, lang, value=_value(response.least, response, lang))
    least = _value(response.least, response, lang)
    if response.most is None:
        return said("figure-from", lang, least=least)
    return said("figure-between", lang, least=least, most=_value(response.most, response, lang))


def _value(value: Fraction, response: Response, lang: str) -> str:
    if response.is_share:
        return share_text(value.numerator, value.denominator, lang)
    return ns_text(ceil(value), lang)  # longer is worse: here cutting off would flatter
