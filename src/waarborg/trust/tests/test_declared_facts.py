"""What the provider declares is told as a declaration: by whom, when, until when, and that nobody measured it."""

from typing import Any

import pytest

from waarborg.trust.queries.presented import present
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.tests.measured import found
from waarborg.trust.tests.signed import Chain, april, april_report, changed, checked, payload, provider

HOSTING = "security.hosting"
NL = "de verklaring geldt tot en met 31 december 2026, en moet dan opnieuw zijn bekeken."
EN = "the declaration holds through 31 December 2026, and must have been looked at again by then."


@pytest.mark.clause("AP-28")
def test_that_the_vendor_hosts_the_back_end_is_declared_with_owner_day_and_end() -> None:
    one = found(april_report(), HOSTING)
    assert (one["verdict"], one["measured"]) == ("holds", None)
    fact = one["fact"]
    assert (fact["owner"], fact["declared"], fact["until"]) == ("provider.operator", "2026-01-01", "2026-12-31")
    assert fact["agreement"] == april_report()["agreements"][0]["sha256"]
    assert fact["explanation"] == {
        "nl": [
            f"{provider()} verklaarde dit op 1 januari 2026, verantwoordelijk: een systeembeheerder; {NL}",
            "Het bewijs is de overeenkomst zelf, versie 2026.1; een meting ligt er niet onder.",
        ],
        "en": [
            f"{provider()} declared this on 1 January 2026, responsible: an operator; {EN}",
            "The proof is the agreement itself, version 2026.1; no measurement stands behind it.",
        ],
    }


@pytest.mark.parametrize(("month", "at", "verdict"), [("2026-12", "2027-01-01 06:00", "holds"),
                                                     ("2027-01", "2027-02-01 06:00", "expired")])  # fmt: skip
def test_a_declaration_that_was_not_looked_at_again_expires(month: str, at: str, verdict: str) -> None:
    report = payload(Chain(), month, at)
    assert found(report, HOSTING)["verdict"] == verdict
    assert report["totals"].get("expired", 0) == (2 if verdict == "expired" else 0)
    assert checked(report).number == report["number"]


def test_it_stands_apart_from_what_was_measured() -> None:
    told = present(april_report(), sha256="0" * 64, fingerprint="00", lang="nl")
    assert len(told["declared"]) == 2
    assert HOSTING not in {row["id"] for row in told["rows"]}
    assert ("holds", "geldt", "2") in {(one["state"], one["word"], one["count"]) for one in told["tally"]}


@pytest.mark.parametrize("key", ["owner", "declared", "until", "holder", "review", "agreement", "verdict"])
def test_whatever_is_changed_of_a_declaration_checking_it_refuses(key: str) -> None:
    def change(report: dict[str, Any]) -> None:
        one = found(report, HOSTING)
        held = one if key == "verdict" else one["fact"]
        held[key] = {"until": "2027-12-31", "declared": "2026-01-02", "verdict": "expired"}.get(key, "0" * 64)

    with pytest.raises(Wrong):
        checked(changed(april_report(), change))


def test_a_fact_that_a_check_has_to_show_says_that_no_outcome_is_recorded() -> None:
    waiting = found(payload(april()), "security.connection")
    assert (waiting["enforced"], waiting["verdict"]) == (False, "not-measured")
    assert waiting["waits"]["nl"]
