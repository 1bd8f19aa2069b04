"""What a vendor could try who holds key, database and program, and signs everything anew: each is named or shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from waarborg.promises.rules.bound import WITHDRAWN
from waarborg.promises.rules.registry import known
from waarborg.trust.rules import findings
from waarborg.trust.rules.chain import line_hash
from waarborg.trust.rules.evidence import derive
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.verification import follows, question_of
from waarborg.trust.tests.signed import (
    MERENDAAL,
    agreement,
    april,
    april_report,
    changed,
    checked,
    payload,
    rehashed,
    ticket,
)

PICK_UP = "support.pick-up"


def promise(report: Mapping[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in report["promises"] if one["id"] == name)
    return found


def fault_of(report: dict[str, Any]) -> str:
    with pytest.raises(Wrong) as caught:
        checked(report)
    return caught.value.fault


def follow_fault(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    one, other = checked(before), checked(after)  # each is right by itself
    with pytest.raises(Wrong) as caught:
        follows(one, other)
    return caught.value.fault, caught.value.params


def counted(report: dict[str, Any]) -> None:
    report["totals"] = findings.totals(report["promises"])


def unmeasured(report: dict[str, Any]) -> None:
    """As an older release would have made it, which did not know this promise's events yet."""
    report["software"] = "0.0.1"
    promise(report, PICK_UP).update(enforced=False, measured=None, verdict="not-measured", evidence=[])
    counted(report)


def test_a_promise_said_to_be_beyond_the_release_that_made_the_report_is_shown_with_its_verdict() -> None:
    """The name of a release is the vendor's word: what this program can measure it measures, and it says so."""
    assert promise(april_report(), PICK_UP)["verdict"] == "broken"
    assert checked(changed(april_report(), unmeasured)).unmeasured == ((PICK_UP, "broken"),)
    assert checked(april_report()).unmeasured == ()


@pytest.mark.parametrize("claim", [{"verdict": "met"}, {"level": "experience"}, {"clauses": []}])
def test_of_a_promise_that_was_not_measured_nothing_else_can_be_claimed(claim: dict[str, Any]) -> None:
    def cheat(report: dict[str, Any]) -> None:
        unmeasured(report)
        promise(report, PICK_UP).update(claim)
        counted(report)

    assert fault_of(changed(april_report(), cheat)) == "promise"


def test_a_chain_that_begins_at_its_first_entry_begins_where_every_chain_begins() -> None:
    """Or entries of before the first could have been cut off."""

    def cheat(report: dict[str, Any]) -> None:
        journal = report["journal"]
        journal["before"] = previous = "ab" * 32
        for line in journal["entries"]:
            line["previous"] = previous
            line["hash"] = previous = line_hash(line, MERENDAAL)
        journal["head"] = previous

    assert fault_of(changed(april_report(), cheat)) == "link"


def derived_again(report: dict[str, Any]) -> None:
    """Say what follows from the journal as the report carries it now."""
    journal, asked = report["journal"], question_of(report, known())
    found = derive(asked, [*journal["entries"], *journal["others"]])
    report["promises"] = findings.promises(asked, found, lambda subject: f"M-{int(subject[-12:]):05d}")
    counted(report)


def over_two_months() -> tuple[dict[str, Any], dict[str, Any]]:
    """A report of late April that was picked up in May, much too late."""
    chain = april()
    chain.reported("2026-04-30 16:00", 3)
    first = payload(chain)
    chain.note("2026-05-20 10:00", "picked-up", 3)
    return first, payload(chain, "2026-05", "2026-06-01 06:00", after=first)


def without(lines: Sequence[Mapping[str, Any]], number: int) -> list[Mapping[str, Any]]:
    return [line for line in lines if line["subject"][1] != ticket(number)]


def test_a_late_clock_is_not_lost_between_two_months() -> None:
    first, second = over_two_months()
    assert promise(second, PICK_UP)["verdict"] == "broken"
    follows(checked(first), checked(second))

    def cheat(report: dict[str, Any]) -> None:
        report["journal"]["others"] = without(report["journal"]["others"], 3)
        derived_again(report)

    found = changed(second, cheat)
    assert promise(found, PICK_UP)["verdict"] == "idle"
    fault, params = follow_fault(first, found)
    assert (fault, params["line"], params["promise"]) == ("left-out", 10, "support.fix")


def test_a_version_of_a_month_made_again_loses_no_clock_either() -> None:
    chain = april()
    chain.note("2026-03-31 16:00", "reported", 3, kind="incident", priority="p1", reason="given")
    first = payload(chain)
    chain.note("2026-05-04 10:00", "reopened", 1)
    again = payload(chain, at="2026-05-05 06:00", restates=first, version=2)
    follows(checked(first), checked(again))


def test_the_agreement_of_a_month_that_was_reported_stays_what_it_was() -> None:
    chain = april()
    second = payload(chain, "2026-05", "2026-06-01 06:00", after=april_report())

    def cheat(report: dict[str, Any]) -> None:
        report["agreements"][0]["since"] = "2025-12-15T00:00:00.000000Z"

    assert fault_of(changed(second, cheat)) == "binding"
    # Also where the journal were to say so: what the report before named holds.
    other = checked(second)
    with pytest.raises(Wrong) as caught:
        follows(checked(april_report()), replace(other, payload=changed(second, cheat)))
    assert caught.value.fault == "agreement-changed"


def test_an_agreement_that_the_journal_does_not_know_of_binds_nobody() -> None:
    def unbound(report: dict[str, Any]) -> None:
        report["journal"]["entries"][0]["properties"] = {}
        rehashed(report)

    assert fault_of(changed(april_report(), unbound)) == "binding"


def test_a_binding_that_the_report_leaves_out_is_named_with_its_line() -> None:
    stricter = {**agreement(), "sha256": "cd" * 32, "since": "2026-04-20T07:00:00.000000Z"}
    chain = april()
    chain.bind(stricter, "2026-04-20 09:00")
    with pytest.raises(Wrong) as caught:
        checked(payload(chain))
    assert (caught.value.fault, caught.value.params) == ("binding-missing", {"line": 10})


def test_a_binding_that_was_withdrawn_before_it_began_binds_nobody() -> None:
    later = {**agreement(), "sha256": "cd" * 32, "since": "2026-04-25T07:00:00.000000Z"}
    chain = april()
    chain.bind(later, "2026-04-20 09:00")
    chain.bind(later, "2026-04-21 09:00", kind=WITHDRAWN)
    assert checked(payload(chain)).payload["totals"] == april_report()["totals"]


def test_nobody_is_bound_in_the_past() -> None:
    earlier = {**agreement(), "since": "2025-12-15T00:00:00.000000Z"}
    chain = april()
    chain.bind(earlier, "2026-04-20 09:00")
    with pytest.raises(Wrong) as caught:
        checked(payload(chain))
    assert (caught.value.fault, caught.value.params) == ("binding-past", {"line": 10})
