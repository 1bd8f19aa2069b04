"""What a check vouches for is told by what it came to: in order, not in order, unknown; `verify` reckons it again."""

import copy
import gzip
from pathlib import Path
from typing import Any

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.check_facts import carry_out, in_use, keep, record_for
from waarborg.promises.models import AgreementVersion
from waarborg.promises.rules.checks import RECORDED
from waarborg.trust.models import Report
from waarborg.trust.queries.pdf import draw
from waarborg.trust.queries.presented import present
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.report import without_words
from waarborg.trust.tests.measured import found
from waarborg.trust.tests.signed import Chain, april, changed, check, checked, payload, provider, rehashed
from waarborg.trust.tests.story import instant, report

CONNECTION, SECRETS = "security.connection", "security.secrets-encrypted"
SEPARATION = "security.separation"
TLS, STORED = "trust.tls-only", "access.secrets-encrypted"
OFFICER = "de beveiligingsfunctionaris"
CHECK = ["promises.fact-check", "0198a000-0000-7000-b000-000000000001"]


def recorded(chain: Chain, when: str, **words: str) -> Chain:
    """`tls` and `stored` as the night's job records them."""
    full = {"tls": TLS, "stored": STORED}
    chain.write(when, RECORDED, CHECK, {full[name]: word for name, word in words.items()})
    return chain


def month(*nights: tuple[str, str]) -> dict[str, Any]:
    chain = Chain()
    for when, word in nights:
        recorded(chain, f"2026-04-{when} 05:10", tls=word, stored="holds")
    return payload(chain)


def test_outcomes_of_the_month_that_all_held_keep_the_promise() -> None:
    report = month(("01", "holds"), ("11", "holds"))
    one = found(report, CONNECTION)
    assert (one["verdict"], one["enforced"], one["waits"], one["measured"]) == ("holds", True, None, None)
    assert one["fact"] == {
        "source": "check",
        "check": TLS,
        "owner": "provider.security-officer",
        "holder": None,
        "outcomes": [
            {"at": "2026-04-01T03:10:00.000000Z", "outcome": "holds", "sequence": 2},
            {"at": "2026-04-11T03:10:00.000000Z", "outcome": "holds", "sequence": 3},
        ],
        "explanation": {
            "nl": [
                f"De software van {provider()} controleert dit elke dag zelf, verantwoordelijk: {OFFICER}.",
                one["fact"]["explanation"]["nl"][1],
                "Vanaf 1 april 2026 05:10: in orde (regel 2).",
            ],
            "en": [
                f"The software of {provider()} checks this every day by itself, responsible: the security officer.",
                one["fact"]["explanation"]["en"][1],
                "From 1 April 2026 05:10: in order (line 2).",
            ],
        },
    }
    assert checked(report).unmeasured == ()


def test_one_outcome_that_failed_breaks_the_promise_for_the_month_and_says_why() -> None:
    report = month(("01", "holds"), ("11", "certificate"), ("12", "holds"))
    one = found(report, CONNECTION)
    assert one["verdict"] == "broken"
    assert one["fact"]["explanation"]["nl"][2:] == [
        "Vanaf 1 april 2026 05:10: in orde (regel 2).",
        "Vanaf 11 april 2026 05:10: niet in orde: het certificaat klopt niet (regel 3).",
        "Vanaf 12 april 2026 05:10: in orde (regel 4).",
    ]
    assert (report["totals"]["broken"], found(report, SECRETS)["verdict"]) == (1, "holds")
    assert checked(report).number == report["number"]


def test_a_check_that_could_not_be_carried_out_vouches_for_nothing() -> None:
    report = month(("01", "not-carried-out"), ("02", "holds"))
    one = found(report, CONNECTION)
    assert (one["verdict"], one["enforced"]) == ("not-measured", False)
    assert one["waits"]["en"] == "a check on the encrypted connection that could be carried out"
    assert [seen["outcome"] for seen in one["fact"]["outcomes"]] == ["not-carried-out", "holds"]
    assert checked(report).number == report["number"]


def test_outcomes_of_other_months_say_nothing_of_this_one() -> None:
    chain = recorded(Chain(), "2026-03-31 23:59", tls="plain")
    recorded(chain, "2026-05-01 00:00", tls="plain")
    one = found(payload(chain, at="2026-05-02 06:00"), CONNECTION)
    assert (one["verdict"], one.get("fact")) == ("not-measured", None)
    assert one["waits"]["nl"] == "een vastgelegde uitkomst van de controle op de versleutelde verbinding"


def test_a_report_from_before_outcomes_were_recorded_is_what_it_was() -> None:
    report = payload(april())
    assert "check" not in {one["fact"]["source"] for one in report["promises"] if one.get("fact")}
    assert checked(report).number == report["number"]


def test_a_file_that_a_release_without_checks_signed_still_verifies() -> None:
    """Written by the program as it was before: promises of these checks waited for their names, in other words."""
    data = gzip.decompress((Path(__file__).parent / "before_checks.json.gz").read_bytes())
    held = check(data)
    assert (held.payload["software"], held.number) == ("waarborg 0.0.9", "WB-2026-04-0001-v1")
    assert found(held.payload, SECRETS)["waits"]["nl"] == "de versleutelde opslag van geheimen"
    now = payload(april())
    for name in (CONNECTION, SECRETS, SEPARATION):
        assert without_words(found(held.payload, name)) == without_words(found(now, name))
        assert name not in dict(held.unmeasured)


@pytest.mark.parametrize("what", ["outcome", "verdict", "left out", "words", "line"])
def test_whatever_is_changed_of_an_outcome_checking_it_refuses(what: str) -> None:
    def change(report: dict[str, Any]) -> None:
        one, other = found(report, CONNECTION), copy.deepcopy(found(report, CONNECTION)["fact"])
        if what == "outcome":
            one["fact"]["outcomes"][1]["outcome"] = "holds"
        elif what == "verdict":
            one["verdict"] = "holds"
        elif what == "left out":
            one |= {"fact": None, "verdict": "not-measured", "enforced": False}
        elif what == "words":
            one["fact"]["explanation"]["nl"] = other["explanation"]["nl"][:-1]
        else:
            # The journal itself, with a chain that fits again: what the report says does not follow from it.
            report["journal"]["entries"][2]["properties"][TLS] = "holds"
            rehashed(report)

    with pytest.raises(Wrong):
        checked(changed(month(("01", "holds"), ("11", "plain")), change))


def test_it_is_told_apart_from_what_was_declared() -> None:
    told = present(month(("01", "plain")), sha256="0" * 64, fingerprint="00", lang="nl")
    assert [(one["state"], one["verdict"]) for one in told["checked"]] == [
        ("broken", "niet nagekomen"), ("holds", "geldt"),
    ]  # fmt: skip
    assert "zonder versleuteling te bereiken, zoals een demonstratie op één computer" in told["checked"][0]["lines"][2]
    assert len(told["declared"]) == 2
    lead = "".join(text for text, _ in told["lead"])
    assert "Eén controleerde de software zelf, en die was steeds in orde. 2 verklaarden wij, zonder meting." in lead


def test_from_the_look_at_the_installation_to_the_report_that_checks_out(
    cast: Cast, appreo: AgreementVersion, settings: Any
) -> None:
    """Nothing is written by hand: the checks look, the journal has it, the report says it, and `verify` agrees."""
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    at = instant("2026-04-10 05:10")
    seen = carry_out(in_use(at=at), at=at)
    with tenancy.enter(Role.DESK):
        keep(seen, by=SYSTEM, at=at)
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        record_for(cast.merendaal.id, by=SYSTEM, at=at)
    made = report(cast, "2026-05-01 06:00")
    held = check(made.envelope)
    said = {name: found(held.payload, name)["verdict"] for name in (CONNECTION, SECRETS, SEPARATION)}
    assert said == {CONNECTION: "broken", SECRETS: "holds", SEPARATION: "holds"}
    line = found(held.payload, CONNECTION)["fact"]["outcomes"][0]["sequence"]
    with cast.manager.at_work():
        assert JournalEntry.objects.get(tenant_id=cast.merendaal.id, sequence=line).kind == RECORDED
    assert {"broken", "holds"} <= {one["state"] for one in present_of(made)["checked"]}
    assert draw(made.envelope, "en").startswith(b"%PDF-")
    # Made again it says the same; the month after says nothing by what April saw.
    assert report(cast, "2026-05-02 06:00").id == made.id
    assert found(check(report(cast, "2026-06-01 06:00", "2026-05").envelope).payload, CONNECTION).get("fact") is None


def present_of(made: Report) -> dict[str, Any]:
    held = check(made.envelope)
    return present(held.payload, sha256=made.sha256, fingerprint=made.fingerprint, lang="nl")
