"""What changes between two versions, and for whom that is better: one case a rule of the order, in both directions."""

import pytest

from waarborg.promises.rules.agreement import Agreement
from waarborg.promises.rules.difference import Difference, Promised, diff
from waarborg.promises.rules.difference.verdicts import swapped
from waarborg.promises.rules.tests.files import BRUGWACHT, problems_of, read, spoilt

BEFORE = read(BRUGWACHT).require()


def other(old: str, new: str) -> Agreement:
    text = spoilt(old, new)
    assert problems_of(text) == []
    return read(text).require()


def only(found: Difference) -> Promised:
    (one,) = found.promises
    return one


CHANGES = [
    # ---- clocks
    ("within: 14 days, void", "within: 7 days, void", "data.debug-copy", ["clock.within"], "better"),
    ("within: 48h}", "within: 72h}", "data.breach", ["clock.within"], "worse"),
    ("within: 48h}", "within: 2 days}", "data.breach", ["clock.within"], "unclear"),
    ("within: 48h}", "within: 2880min}", "data.breach", ["clock.within"], "equal"),
    ("every: 4h", "every: 2h", "data.backup", ["clock.every"], "better"),
    ("{every: month,", "{every: quarter,", "data.logs", ["clock.every"], "worse"),
    (
        "pause: [support.ticket.waiting-for-customer]",
        "pause: [support.ticket.waiting-for-customer, support.desk.crowded]",
        "support.solve",
        ["clock.pause"],
        "worse",
    ),
    ("on_change: from-change", "on_change: from-start", "support.solve", ["clock.on_change"], "better"),
    ("- {if: {priority: wish}, within: none}", "- {within: 5 business days}", "support.answer", ["clock.within"],
     "better"),
    ("    unless: {topic: custom-work}\n", "", "support.solve", ["clock.within", "clock.within"], "better"),
    ("within: unstated}   #", "within: 5 business days}   #", "support.idea-accepted", ["clock.within"], "better"),
    ("until: continuity.debug-copy.deleted", "until: [continuity.debug-copy.deleted, support.ticket.withdrawn]",
     "data.debug-copy", ["clock.until"], "worse"),
    # ---- whatever the kind
    ("offered: true                    #", "offered: false                    #", "data.logs", ["offered"], "better"),
    ("credit: EUR 50, cap", "credit: EUR 40, cap", "support.answer", ["remedy"], "worse"),
    ("claim: 30 days}", "claim: automatic}", "support.answer", ["remedy"], "better"),
    ("warn: [{at: 50 %, tell: [provider.privacy-officer]}, ", "warn: [{at: 90 %, tell: [provider.privacy-officer]}, ",
     "data.breach", ["warn"], "neutral"),
    ("clauses: [PX-52]", "clauses: [PX-53]", "data.breach", ["clauses"], "neutral"),
    ("clauses: [AP-30, AP-32]\n    level: target", "clauses: [AP-30, AP-32]\n    level: guarantee", "support.solve",
     ["level"], "better"),
    # ---- rules
    ("1 month after promises.version.delivered", "2 months after promises.version.delivered", "brugwacht.change",
     ["rule.earliest"], "better"),
    ("needs: [not promises.objection.open],", "", "brugwacht.change", ["rule.needs"], "worse"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "promise", "keys", "verdict"), CHANGES)
def test_a_change_is_judged_by_its_declared_order_and_back_the_other_way(
    old: str, new: str, promise: str, keys: list[str], verdict: str
) -> None:
    after = other(old, new)
    there, back = only(diff(BEFORE, after)), only(diff(after, BEFORE))
    assert (there.id, there.kind) == (promise, "changed")
    assert [change.key for change in there.changes] == keys
    assert {change.verdict for change in there.changes} == {there.verdict} == {verdict}
    assert back.verdict == swapped(there.verdict)


def test_the_same_file_differs_in_nothing() -> None:
    found = diff(BEFORE, read(BRUGWACHT).require())
    assert not found
    assert not found.needs_notice
    assert found.same == len(BEFORE.promises)


def test_comments_and_order_of_keys_are_no_difference() -> None:
    after = other("from: privacy.breach.discovered, until: privacy.breach.customer-told, within: 48h",
                  "within: 48h, until: privacy.breach.customer-told, from: privacy.breach.discovered")  # fmt: skip
    assert not diff(BEFORE, after)


def test_smaller_opening_hours_are_worse_for_every_term_that_is_counted_in_them() -> None:
    after = other('weekly: {mon-thu: ["08:30-12:30", "13:00-17:00"], fri', 'weekly: {mon-thu: ["08:30-12:30"], fri')
    found = diff(BEFORE, after)
    touched = {one.id: one.verdict for one in found.promises}
    assert touched["support.answer"] == "worse"
    assert {swapped(one.verdict) for one in diff(after, BEFORE).promises} == set(touched.values())


def test_a_wider_window_for_maintenance_is_worse() -> None:
    after = other('mon-fri: ["00:00-07:00", "21:00-24:00"]', 'mon-fri: ["00:00-07:00", "20:00-24:00"]')
    found = [one for one in diff(BEFORE, after).promises if any(c.key == "rule.inside" for c in one.changes)]
    assert found
    assert {one.verdict for one in found} == {"worse"}


def test_a_case_that_is_written_in_another_place_changes_nothing() -> None:
    after = other(
        "        - {if: {priority: p1}, within: 1h}\n        - {if: {priority: p2}, within: 4 business hours}\n",
        "        - {if: {priority: p2}, within: 4 business hours}\n        - {if: {priority: p1}, within: 1h}\n",
    )
    assert not diff(BEFORE, after)


def test_better_and_worse_in_one_promise_do_not_outweigh_each_other() -> None:
    text = spoilt("{if: {priority: p1}, within: 1h}", "{if: {priority: p1}, within: 2h}")
    after = read(spoilt("{priority: p2}, within: 4 business", "{priority: p2}, within: 2 business", text)).require()
    found = only(diff(BEFORE, after))
    assert [(dict(one.words)["priority"], one.verdict) for one in found.changes] == [
        (frozenset({"p1"}), "worse"),
        (frozenset({"p2"}), "better"),
    ]
    assert found.verdict == "unclear"
    assert diff(BEFORE, after).needs_notice


def test_a_promise_that_comes_is_better_and_one_that_goes_is_worse() -> None:
    start = BRUGWACHT.index("  data.backup:")
    end = BRUGWACHT.index("  data.logs:")
    after = read(BRUGWACHT[:start] + BRUGWACHT[end:]).require()
    gone, came = only(diff(BEFORE, after)), only(diff(after, BEFORE))
    assert (gone.id, gone.kind, gone.verdict) == ("data.backup", "removed", "worse")
    assert (came.id, came.kind, came.verdict) == ("data.backup", "added", "better")


def test_a_promise_that_is_only_offered_changes_nothing_by_itself() -> None:
    start, end = BRUGWACHT.index("  data.logs:"), BRUGWACHT.index("  data.breach:")
    after = read(BRUGWACHT[:start] + BRUGWACHT[end:]).require()
    assert only(diff(BEFORE, after)).verdict == "neutral"
    assert not diff(BEFORE, after).needs_notice


def test_another_document_under_the_same_name_is_for_a_person_to_read() -> None:
    after = other("file: terms-v4.pdf", "file: terms-v5.pdf")
    found = diff(BEFORE, after)
    assert not found.promises
    assert [(one.section, one.id, one.verdict) for one in found.definitions] == [("documents", "terms", "unclear")]
    assert found.needs_notice
