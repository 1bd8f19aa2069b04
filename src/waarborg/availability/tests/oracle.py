"""Availability the slow way: one small unit of time after another, straight from the definition."""

from waarborg.availability.rules.timeline import WHOLE


def inside(at, pairs):
    return any(start <= at < end for start, end in pairs)


def downtime(spans, unknown, excluded, agreed, weights, until):
    """Agreed, known and weighted down units in [0, until), looking at each unit by itself."""
    counted = known = down = 0
    for at in range(until):
        if not inside(at, agreed) or inside(at, excluded):
            continue
        counted += 1
        if inside(at, unknown):
            continue
        known += 1
        down += max((weights.get(one.state, 0) for one in spans if one.start <= at < one.end), default=0)
    return counted, known, down


def verdict(counted, known, down, millionths, coverage):
    if not counted:
        return "not-measured"
    if down > counted * (WHOLE - millionths):
        return "broken"
    if not known or known * WHOLE < counted * coverage:
        return "not-measured"
    return "met" if down <= known * (WHOLE - millionths) else "broken"


def place(results, failures, patience, until):
    """(known, down) as sets of units, for one place: every unit asks the results around it."""
    order = sorted(set(results), key=lambda one: (one.at, not one.good, one.start))
    known, down = set(), set()
    for at in range(until):
        before = [one for one in order if one.at <= at]
        after = [one for one in order if one.at > at]
        if not before or not after or after[0].at - before[-1].at > patience:
            continue
        known.add(at)
        run = _run_around(before, after)
        if len(run) >= failures:
            down.add(at)
    return known, down


def _run_around(before, after):
    """The failures in a row between the good result before a unit and the one after it."""
    run = []
    for one in reversed(before):
        if one.good:
            break
        run.append(one)
    for one in after:
        if one.good:
            break
        run.append(one)
    return run
