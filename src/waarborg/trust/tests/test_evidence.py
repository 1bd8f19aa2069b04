"""What counts in a month: decided in it, or open at its end; later events only where they take something back."""

from typing import Any

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal.entries import Pending, Ref, chain_hash, metadata
from waarborg.trust.rules.chain import line_hash
from waarborg.trust.rules.report import says_the_same
from waarborg.trust.tests.signed import Chain, april, april_report, payload


def runs(report: dict[str, Any], name: str) -> list[tuple[str, str]]:
    found = next(one for one in report["promises"] if one["id"] == name)
    return [(run["number"], run["verdict"]) for run in found["evidence"]]


def test_a_clock_counts_in_the_month_in_which_it_was_decided() -> None:
    chain = Chain()
    chain.reported("2026-04-30 16:00", 1)
    chain.note("2026-05-01 09:00", "picked-up", 1)
    april_ = payload(chain, "2026-04", "2026-05-02 06:00")
    assert runs(april_, "support.pick-up") == [("M-00001", "open")]
    assert runs(payload(chain, "2026-05", "2026-06-01 06:00", after=april_), "support.pick-up") == [("M-00001", "met")]


def test_falling_due_decides_even_when_nobody_does_anything() -> None:
    chain = Chain()
    chain.reported("2026-04-29 09:00", 1)
    report = payload(chain)
    (run,) = next(one for one in report["promises"] if one["id"] == "support.pick-up")["evidence"]
    assert (run["verdict"], run["due"], run["stopped"]) == ("broken", "2026-04-29T11:00:00.000000Z", None)
    # From 13:00 to closing, and all of the 30th; 1 May is another month.
    assert run["late_us"] == (4 + 8) * 3600 * 1_000_000


def test_stopping_it_next_month_changes_nothing_about_this_one() -> None:
    chain = Chain()
    chain.reported("2026-04-29 09:00", 1)
    before = payload(chain)
    chain.note("2026-05-01 10:00", "picked-up", 1)
    chain.note("2026-05-06 10:00", "resolved", 1)
    assert says_the_same(before, payload(chain, at="2026-05-08 06:00"))


def test_reopening_next_month_restates_this_one() -> None:
    chain = april()
    chain.note("2026-05-04 10:00", "reopened", 1)
    again = payload(chain, at="2026-05-05 06:00")
    assert not says_the_same(april_report(), again)
    assert runs(again, "support.fix") == [("M-00001", "open"), ("M-00002", "met")]


def test_made_again_later_it_says_the_same() -> None:
    assert says_the_same(april_report(), payload(april(), at="2026-09-30 06:00"))


def test_an_interim_report_goes_as_far_as_it_was_made() -> None:
    report = payload(april(), at="2026-04-07 12:00")
    assert (report["period"]["complete"], report["journal"]["last"]) == (False, 4)
    assert runs(report, "support.pick-up") == [("M-00001", "met")]
    assert runs(report, "support.fix") == [("M-00001", "open")]


def test_it_holds_neither_free_text_nor_a_name_of_a_person() -> None:
    _, line, *_ = april_report()["journal"]["entries"]
    assert line["properties"] == {"kind": "incident", "channel": "portal", "priority": "p1"}
    assert line["actor"] == ["staff", "0198a000-0000-7000-8000-0000000000aa"]


def test_a_hash_is_the_one_that_the_journal_itself_reckons() -> None:
    _, line, *_ = april().lines
    from datetime import datetime
    from uuid import UUID

    at = datetime.fromisoformat(line["at"])
    who = Actor(kind="staff", person=UUID(line["actor"][1]), on_behalf=uuid7())
    pending = Pending(
        line["kind"], uuid7(), Ref("support.ticket", UUID(line["subject"][1])), who, at,
        (Ref("customers.contact", uuid7()),), {"priority": "ü \u2028 \"p1\""},
    )  # fmt: skip
    canonical = metadata(pending, sequence=7, recorded=at)
    reported = line | {
        "sequence": 7,
        "on_behalf": str(who.on_behalf),
        "related": [[ref.kind, str(ref.id)] for ref in pending.related],
        "properties": dict(pending.properties),
    }
    expected = chain_hash(bytes.fromhex(line["previous"]), canonical, bytes.fromhex(line["data"])).hex()
    assert line_hash(reported, str(pending.tenant)) == expected
