"""All checks of an agreement that could be read, each in its own module."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.errors import BadInput
from waarborg.promises.rules.agreement.check_cases import check_cases
from waarborg.promises.rules.agreement.check_clocks import check_clock
from waarborg.promises.rules.agreement.check_names import check_names
from waarborg.promises.rules.agreement.check_promises import check_promise
from waarborg.promises.rules.agreement.check_rules import check_conflicts
from waarborg.promises.rules.agreement.check_wording import check_wording, names_with_figures
from waarborg.promises.rules.agreement.floors import check_floors
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import MOST_PROBLEMS, Finding, Path, found, nearest
from waarborg.promises.rules.agreement.promise import Promise
from waarborg.promises.rules.registry import Registry


def check(agreement: Agreement, content: Mapping[str, Any], registry: Registry, broken: set[Path]) -> Iterator[Finding]:
    """Everything wrong with an agreement whose text could be read, warnings of the law included.

    `content` is the file as plain text; `broken` are the parts of it that are missing from `agreement`.
    """
    if agreement.replaces == agreement.version:
        yield found("agreement.replaces.itself", "replaces", version=agreement.version)
    yield from _calendars(agreement, content)
    yield from _chapters(agreement, broken)
    misnamed = list(islice(check_names(agreement, registry, broken), MOST_PROBLEMS))
    yield from misnamed
    yield from check_conflicts(agreement)
    called = names_with_figures(agreement)
    for name, promise in agreement.promises.items():
        yield from _own(name, promise, agreement, registry, broken)
        if len(promise.kinds) != 1:
            continue
        yield from check_wording(name, promise, called)
        # Cases with a word that does not exist would only repeat that mistake.
        if not any(one.path[:2] == ("promises", name) for one in misnamed):
            yield from check_cases(name, promise, agreement)
            yield from check_clock(name, promise, agreement, registry)
    yield from check_floors(agreement)


def _own(name: str, promise: Promise, agreement: Agreement, registry: Registry, broken: set[Path]) -> Iterator[Finding]:
    """Defaults that could not be read leave nothing unsaid: that mistake has been told."""
    unsaid = {"agreement.counting.unsaid", "agreement.calendar.unsaid"} if ("defaults",) in broken else set()
    return (one for one in check_promise(name, promise, agreement, registry) if one.code not in unsaid)


def _calendars(agreement: Agreement, content: Mapping[str, Any]) -> Iterator[Finding]:
    """The kernel has the last word on calendars: holidays that do not exist, recurrences that cannot be."""
    for name in agreement.calendars:
        try:
            CalendarRules.from_mapping(content["calendars"][name], timezone=agreement.timezone)
        except BadInput as error:
            path = _path(error.path)
            error.path = ""
            said = {lang: " ".join(filter(None, (error.say(lang), error.way_out(lang)))) for lang in ("nl", "en")}
            yield found("agreement.calendar.refused", "calendars", name, *path, said=said)


def _path(text: str) -> Path:
    """`weekly.mon[0]` as a path."""
    parts: list[str | int] = []
    for part in text.replace("[", ".[").split("."):
        if part.startswith("["):
            parts.append(int(part[1:-1]))
        elif part:
            parts.append(part)
    return tuple(parts)


def _chapters(agreement: Agreement, broken: set[Path]) -> Iterator[Finding]:
    for section in ("promises", "terms"):
        for name in getattr(agreement, section):
            chapter = name.split(".")[0]
            if chapter not in agreement.chapters and not {("chapters", chapter), ("chapters",)} & broken:
                near = nearest(chapter, agreement.chapters)
                yield found("agreement.chapter.unknown", section, name, part="key", name=chapter, near=near)
    for name in agreement.terms:
        if name in agreement.promises:
            yield found("agreement.id.twice", "terms", name, part="key", name=name)
