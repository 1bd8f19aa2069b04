"""A plan and its back-ups in the reader's words."""

from datetime import datetime
from typing import Any

from waarborg.continuity.models import Plan, RestoreTest, Run
from waarborg.continuity.queries.promised import Promised
from waarborg.continuity.rules import plans, runs
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import explain
from waarborg.promises.rules.replay.from_agreement import phrases_from

# The outline of each state (plumbing/web/marks.py).
MARKS = {plans.NEW: "running", plans.GOOD: "met", plans.LATE: "broken", plans.ENDED: "void"}
RUN_MARKS = {runs.GOOD: "met", runs.FAILED: "broken", runs.UNFIT: "broken"}


def us(seconds: int) -> int:
    return seconds * 10**6


def shown(one: Plan, lang: str, now: datetime) -> dict[str, Any]:
    """`age` and `every` are microseconds; `age` is None before the first good back-up."""
    state = one.state(now)
    age = None if one.good_as_of is None else max(0, int((now - one.good_as_of).total_seconds())) * 10**6
    return {
        "plan": one,
        "what": one.what(lang),
        "where": one.where(lang),
        "scope": plans.call(one.scope, lang),
        "state": plans.call(state, lang),
        "mark": MARKS[state],
        "is_late": state == plans.LATE,
        "has_ended": state == plans.ENDED,
        "age": age,
        "every": us(one.every),
        "failing": one.last_outcome not in ("", runs.GOOD),
        "tested": runs.call_result(one.test_result, lang) if one.test_result else "",
        "test_works": one.test_result == runs.WORKS,
        "took": us(one.test_seconds or 0),
    }


# The mark of a promise (plumbing/web/marks.py) whose rounds stand so.
PROMISE_MARKS = {"kept": "met", "late": "late", "unplanned": "unknown"}


def promise_shown(one: Promised, lang: str) -> dict[str, Any]:
    """A sentence, its mark (none where its rounds are not counted), and each part with why the next is due then."""
    held = one.stands
    if held is None:
        return {"words": one.words, "mark": "", "rounds": []}
    phrases = phrases_from(known(), held.version.agreement)
    rounds = [
        {
            "part": each.part,
            "good_at": each.good_at,
            "due": each.due,
            "is_late": each.is_late,
            "why": [row.line for row in explain(each.timeline, lang, phrases=phrases).ledger],
        }
        for each in held.rounds
    ]
    return {"words": one.words, "mark": PROMISE_MARKS[held.state], "rounds": rounds}


def run_shown(one: Run, lang: str) -> dict[str, Any]:
    """`took` in microseconds; `why` empty for a good one."""
    why = runs.call(one.why, lang) if one.why else one.reason
    took = int((one.completed_at - one.began_at).total_seconds()) * 10**6
    return {
        "run": one,
        "outcome": runs.call(one.outcome, lang),
        "mark": RUN_MARKS[one.outcome],
        "why": why,
        "took": took,
    }


def test_shown(one: RestoreTest, lang: str) -> dict[str, Any]:
    return {"test": one, "result": runs.call_result(one.result, lang), "took": us(one.seconds)}
