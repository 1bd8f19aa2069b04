"""Cases from top to bottom: each combination of words has one, and each case takes something."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from waarborg.promises.rules.agreement.conditions import World, applies, fits, say, worlds
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, Path, found
from waarborg.promises.rules.agreement.promise import Case, Promise

MOST_MISSING = 5


def check_cases(name: str, promise: Promise, agreement: Agreement) -> Iterator[Finding]:
    cases = promise.clock.cases if promise.clock else None
    if cases is None:
        return
    path: Path = ("promises", name, "clock", "cases")
    if not cases:
        yield found("agreement.value.empty-list", *path)
        return
    tried = worlds(agreement, [promise.if_, promise.unless, *(case.if_ for case in cases)])
    if tried is None:
        return
    mine = [world for world in tried if applies(promise.if_, promise.unless, world)]
    taker = [_first(cases, world) for world in mine]
    yield from _missing({at for at, case in enumerate(taker) if case is None}, mine, path)
    for number, case in enumerate(cases):
        if number not in taker:
            takers = {taker[at] for at, world in enumerate(mine) if fits(case.if_, world)}
            earlier = sorted(one + 1 for one in takers if one is not None)
            if earlier:
                yield found("agreement.cases.unreachable", *path, number, earlier=_take(earlier))
            else:
                yield found("agreement.cases.outside", *path, number)


def _first(cases: Sequence[Case], world: World) -> int | None:
    return next((number for number, case in enumerate(cases) if fits(case.if_, world)), None)


def _missing(missing: set[int], mine: list[World], path: Path) -> Iterator[Finding]:
    """The fewest words that name each gap: one property where that is enough."""
    left, given = set(missing), 0
    names = list(mine[0]) if mine else []
    for size in range(1, len(names) + 1):
        for chosen in combinations(names, size):
            if not left:
                return
            groups: dict[tuple[str | None, ...], set[int]] = {}
            for at, world in enumerate(mine):
                groups.setdefault(tuple(world[name] for name in chosen), set()).add(at)
            for gap in groups.values():
                if not gap <= missing or not gap & left:
                    continue
                left -= gap
                given += 1
                if given <= MOST_MISSING:
                    yield found("agreement.cases.missing", *path, combination=say(mine[min(gap)], chosen))


def _take(numbers: list[int]) -> dict[str, str]:
    if len(numbers) == 1:
        return {"nl": f"geval {numbers[0]} neemt", "en": f"case {numbers[0]} already takes"}
    first, last = ", ".join(map(str, numbers[:-1])), numbers[-1]
    return {"nl": f"gevallen {first} en {last} nemen", "en": f"cases {first} and {last} already take"}
