"""Verifying a report names the first thing that is wrong, whatever was changed and whoever signed it again."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from waarborg.trust.rules.chain import line_hash
from waarborg.trust.rules.envelope import NotAnEnvelope, fingerprint, public_bytes
from waarborg.trust.rules.faults import FAULTS, Wrong
from waarborg.trust.rules.verification import LARGEST, follows
from waarborg.trust.tests.signed import (
    HAZELVOORT,
    KEY,
    MERENDAAL,
    OTHER_KEY,
    april,
    april_report,
    changed,
    check,
    checked,
    payload,
    rehashed,
    sealed,
    ticket,
)

Change = Callable[[dict[str, Any]], object]


def promise(report: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in report["promises"] if one["id"] == name)


def fault_of(data: bytes, key: str | None = None) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Wrong) as caught:
        check(data, key)
    return caught.value.fault, caught.value.params


def resigned(change: Change) -> tuple[str, dict[str, Any]]:
    """What is named when the vendor itself changes a report and signs it again."""
    return fault_of(sealed(changed(april_report(), change)))


def test_a_report_as_it_was_made_is_accepted_with_its_key() -> None:
    found = check(sealed(april_report()), fingerprint(public_bytes(KEY)))
    assert (found.number, found.payload["totals"]["broken"]) == ("WB-2026-04-0001-v1", 1)


def test_the_fingerprint_may_be_typed_in_any_way() -> None:
    typed = fingerprint(public_bytes(KEY)).replace(":", " ").lower()
    assert check(sealed(april_report()), typed).number == "WB-2026-04-0001-v1"


def test_another_key_than_the_one_named_is_refused() -> None:
    wanted = fingerprint(public_bytes(KEY))
    assert fault_of(sealed(april_report(), OTHER_KEY), wanted) == (
        "key",
        {"found": fingerprint(public_bytes(OTHER_KEY)), "wanted": wanted},
    )


@pytest.mark.parametrize("place", [0, 500, 20_000, -1])
def test_one_byte_of_the_payload_changed_breaks_the_signature(place: int) -> None:
    document = json.loads(sealed(april_report()))
    content = bytearray(base64.b64decode(document["payload"]))
    content[place] ^= 1
    document["payload"] = base64.b64encode(bytes(content)).decode()
    assert fault_of(json.dumps(document).encode())[0] == "signature"


def test_a_key_put_in_the_place_of_the_signers_breaks_the_signature() -> None:
    document = json.loads(sealed(april_report()))
    document["publicKey"] = base64.b64encode(public_bytes(OTHER_KEY)).decode()
    assert fault_of(json.dumps(document).encode())[0] == "signature"


def a_verdict(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up")["evidence"][1]["verdict"] = "met"


def a_promise_verdict(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up")["verdict"] = "met"


def a_due_time(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up")["evidence"][1]["due"] = "2026-04-15T09:05:00.000000Z"


def a_length(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up")["evidence"][1]["late_us"] = 1


def a_count(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up")["measured"]["met"] = 2


def no_evidence(report: dict[str, Any]) -> None:
    del promise(report, "support.pick-up")["evidence"][1]


def a_promise_left_out(report: dict[str, Any]) -> None:
    report["promises"].remove(promise(report, "support.pick-up"))


def a_promise_too_many(report: dict[str, Any]) -> None:
    report["promises"].append(promise(report, "support.pick-up") | {"id": "support.extra"})


def not_measured(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up").update(enforced=False, measured=None, verdict="not-measured", evidence=[])


def other_words(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up")["nl"] = "Een storing pakken wij op zodra het uitkomt."


def another_explanation(report: dict[str, Any]) -> None:
    promise(report, "support.pick-up")["evidence"][1]["explanation"]["nl"]["events"] = ["Alles was op tijd."]


def the_totals(report: dict[str, Any]) -> None:
    report["totals"].update(met=3, broken=0)


PICK_UP = {"promise": "support.pick-up"}
LATE = PICK_UP | {"subject": "M-00002"}


@pytest.mark.parametrize(
    ("change", "fault", "params"),
    [
        (a_verdict, "run", LATE | {"what": "verdict", "said": "met", "found": "broken"}),
        (a_promise_verdict, "promise", PICK_UP | {"what": "verdict", "said": "met", "found": "broken"}),
        (
            a_due_time,
            "run",
            LATE | {"what": "due", "said": "2026-04-15T09:05:00.000000Z", "found": "2026-04-15T08:05:00.000000Z"},
        ),
        (a_length, "run", LATE | {"what": "late_us", "said": 1, "found": 1_620_000_000}),
        (no_evidence, "run-missing", LATE),
        (a_promise_left_out, "promise-missing", PICK_UP),
        (a_promise_too_many, "promise-extra", {"promise": "support.extra"}),
        (not_measured, "run-missing", PICK_UP | {"subject": "M-00001"}),
        (other_words, "words", PICK_UP),
        (another_explanation, "words", PICK_UP),
        (the_totals, "totals", {"what": "broken", "said": 0, "found": 1}),
    ],
)
def test_a_verdict_or_figure_changed_and_signed_again_is_named_with_its_promise(
    change: Change, fault: str, params: dict[str, Any]
) -> None:
    assert resigned(change) == (fault, params)


def test_a_count_changed_and_signed_again_is_named() -> None:
    fault, params = resigned(a_count)
    assert (fault, params["promise"], params["what"]) == ("promise", "support.pick-up", "measured")


def drop(report: dict[str, Any]) -> None:
    del report["journal"]["entries"][3]


def drop_the_last(report: dict[str, Any]) -> None:
    del report["journal"]["entries"][-1]


def swap(report: dict[str, Any]) -> None:
    lines = report["journal"]["entries"]
    lines[2], lines[3] = lines[3], lines[2]


def earlier(report: dict[str, Any]) -> None:
    report["journal"]["entries"][5]["at"] = "2026-04-14T12:30:00.000000Z"


def another_link(report: dict[str, Any]) -> None:
    report["journal"]["entries"][5]["previous"] = "00" * 32


def written_earlier(report: dict[str, Any]) -> None:
    report["journal"]["entries"][5]["recorded"] = "2026-04-07T08:00:00.000000Z"
    rehashed(report)


def not_happened_yet(report: dict[str, Any]) -> None:
    report["journal"]["entries"][5]["at"] = "2026-04-14T12:30:00.000000Z"
    rehashed(report)


def dated_back(report: dict[str, Any]) -> None:
    """The pick-up that came too late, as if it had been noted before the report before it."""
    report["journal"]["entries"][6]["at"] = "2026-04-14T12:00:00.000000Z"
    rehashed(report)


def another_head(report: dict[str, Any]) -> None:
    report["journal"]["head"] = "00" * 32


@pytest.mark.parametrize(
    ("change", "fault", "params"),
    [
        (drop, "gap", {"before": 3, "wanted": 4, "found": 5}),
        (drop_the_last, "gap", {"before": 8, "wanted": 9, "found": "-"}),
        (swap, "gap", {"before": 2, "wanted": 3, "found": 4}),
        (earlier, "hash", {"line": 6}),
        (another_link, "link", {"line": 6}),
        (written_earlier, "recorded", {"line": 6}),
        (not_happened_yet, "foretold", {"line": 6}),
        (dated_back, "back-dated", {"line": 7}),
        (another_head, "head", {}),
    ],
)
def test_a_journal_changed_and_signed_again_is_named_with_the_line(
    change: Change, fault: str, params: dict[str, Any]
) -> None:
    assert resigned(change) == (fault, params)


def test_what_a_person_enters_later_with_a_reason_is_accepted_and_shown() -> None:
    """The scheduler dates a line back, too, when it comes to a clock late: that line moves no clock."""
    chain = april()
    chain.note("2026-04-20 09:00", "reported", 3, kind="incident", channel="phone", priority="p1")
    chain.note("2026-04-17 09:00", "reported", 4, kind="incident", channel="phone", priority="p1", reason="given")
    chain.write("2026-04-17 10:00", "promises.clock.warned", ["support.ticket", ticket(3)], {})
    assert checked(payload(chain)).back_dated == (11,)


def test_what_waited_for_other_work_is_no_back_dating() -> None:
    chain = april()
    chain.reported("2026-04-20 09:01", 3)
    chain.reported("2026-04-20 09:00", 4)
    assert checked(payload(chain)).back_dated == ()


def test_a_journal_rewritten_with_its_hashes_contradicts_the_verdicts() -> None:
    def rewrite(report: dict[str, Any]) -> None:
        earlier(report)
        report["journal"]["entries"][5]["recorded"] = report["journal"]["entries"][5]["at"]
        rehashed(report)

    assert resigned(rewrite)[0] == "run"


def test_an_agreement_made_milder_afterwards_no_longer_has_its_hash() -> None:
    def milder(report: dict[str, Any]) -> None:
        report["agreements"][0]["content"]["promises"]["support.pick-up"]["clock"]["cases"] = []

    assert resigned(milder) == ("agreement", {"agreement": "appreo 2026.1"})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda report: report.update(number="WB-2026-05-0001-v1"), "name"),
        (lambda report: report.update(version=2), "name"),
        (lambda report: report["period"].update(complete=False), "period"),
        (lambda report: report["period"].update({"to": "2026-05-01T00:00:00.000000Z"}), "period"),
        (lambda report: report.update(zone="Europe/Nergens"), "period"),
        (lambda report: report.update(provider="Een ander"), "provider"),
        (lambda report: report.update(remark="Alles ging goed."), "schema"),
        (lambda report: report.pop("offered"), "schema"),
        (lambda report: report["promises"][0].update(nl=None), "schema"),
        (lambda report: report.update(schema="waarborg.report/3"), "schema"),
        (lambda report: report["offered"].append("support.pick-up"), "promise-extra"),
        (lambda report: report["agreements"].clear(), "schema"),
    ],
)
def test_what_is_not_shaped_or_named_like_a_report_is_refused(change: Change, fault: str) -> None:
    assert resigned(change)[0] == fault


def test_a_payload_in_another_spelling_is_refused() -> None:
    from waarborg.trust.rules.envelope import enveloped, sign

    spelled = json.dumps(april_report()).encode()
    assert fault_of(enveloped(spelled, sign(spelled, KEY), public_bytes(KEY)))[0] == "canonical"


NONSENSE = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"3",
    b'"x"',
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"payloadType":1}',
    b"x" * 50_000_000,
]


@pytest.mark.parametrize("data", NONSENSE, ids=lambda data: f"{data[:12]!r}-{len(data)}")
def test_what_is_no_signed_report_at_all_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(NotAnEnvelope):
        check(data)


@pytest.mark.parametrize("length", [1, 100, 50_000, -2])
def test_a_file_cut_short_is_no_report(length: int) -> None:
    with pytest.raises(NotAnEnvelope):
        check(sealed(april_report())[:length])


def test_what_is_larger_than_any_report_is_not_read() -> None:
    assert fault_of(b" " * (LARGEST + 1))[0] == "size"


# ---- two reports ---------------------------------------------------------------------------------------------------


def may() -> dict[str, Any]:
    chain = april()
    chain.reported("2026-05-04 10:00", 3)
    chain.note("2026-05-04 10:10", "picked-up", 3)
    return payload(chain, "2026-05", "2026-06-01 06:00", after=april_report())


def follow_fault(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Wrong) as caught:
        follows(checked(before), checked(after))
    return caught.value.fault, caught.value.params


def test_the_next_month_follows() -> None:
    follows(checked(april_report()), checked(may()))


def test_a_month_does_not_follow_itself_or_a_later_one() -> None:
    assert follow_fault(april_report(), april_report())[0] == "not-next"
    assert follow_fault(may(), april_report())[0] == "not-next"


def test_a_report_of_another_customer_does_not_follow() -> None:
    other = payload(april(HAZELVOORT))
    assert follow_fault(april_report(), other)[0] == "other-customer"
    assert other["customer"]["id"] != MERENDAAL


def test_a_month_that_names_another_report_before_it_does_not_follow() -> None:
    report = may()
    report["previous"]["sha256"] = "00" * 32
    assert follow_fault(april_report(), report) == (
        "not-next",
        {"number": "WB-2026-05-0001-v1", "before": "WB-2026-04-0001-v1", "named": "WB-2026-04-0001-v1"},
    )


def test_a_month_on_a_rewritten_journal_does_not_follow() -> None:
    """The vendor rewrites April, and makes a May that fits it but names the April that was handed out."""
    chain = april()
    chain.lines[5] |= dict.fromkeys(("at", "recorded"), "2026-04-14T12:30:00.000000Z")
    previous = chain.lines[4]["hash"]
    for line in chain.lines[5:]:
        line["previous"] = previous
        line["hash"] = previous = line_hash(line, MERENDAAL)
    chain.reported("2026-05-04 10:00", 3)
    rewritten = payload(chain, "2026-05", "2026-06-01 06:00", after=payload(chain))
    rewritten["previous"] = may()["previous"]
    assert follow_fault(april_report(), rewritten)[0] == "chain-broken"


def test_a_restated_month_follows_the_version_that_it_names() -> None:
    chain = april()
    chain.note("2026-05-04 10:00", "reopened", 1)
    again = payload(chain, at="2026-05-05 06:00", restates=april_report(), version=2)
    fix = promise(again, "support.fix")
    assert [(run["number"], run["verdict"], run["restated"]) for run in fix["evidence"]] == [
        ("M-00001", "open", True),
        ("M-00002", "met", False),
    ]
    follows(checked(april_report()), checked(again))


def test_every_fault_is_said_in_both_languages_with_the_same_values() -> None:
    import string

    for nl, en in FAULTS.values():
        names = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in (nl, en)]
        assert names[0] == names[1]
