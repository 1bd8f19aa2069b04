"""What a report leaves out and says so: promises about what was not bought, or that ended with the agreement."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from waarborg.catalogue.actions.keep_purchase import end_purchase
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.contracts.actions.give_notice import give_notice, take_effect
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.promises.actions.project_clocks import project_customer
from waarborg.promises.models import ClockRun
from waarborg.promises.profiles import profile
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.promises.tests.announced import bound_to
from waarborg.promises.tests.test_scope import PICK_UP, scoped
from waarborg.support.tests.reports import at, reported
from waarborg.trust.models import Report
from waarborg.trust.queries.checking import software
from waarborg.trust.queries.presented import present
from waarborg.trust.rules.faults import Wrong
from waarborg.trust.rules.verification import follows
from waarborg.trust.tests import signed
from waarborg.trust.tests.story import report, scheduler

Change = Callable[[dict[str, Any]], object]


def payload(made: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(made.payload))
    return found


def told(found: dict[str, Any], lang: str = "nl") -> str:
    shown = present(found, sha256="0" * 64, fingerprint="-", lang=lang)
    return " ".join([*shown["notes"], shown["offered"]])


def test_a_promise_about_what_was_not_bought_is_left_out_and_the_report_says_so(cast: Cast) -> None:
    publish_and_bind(cast, scoped(b"records"))
    stock = make_stock(cast)
    bought(cast, stock.payroll, cast.merendaal)
    later = bought(cast, stock.records, cast.merendaal, date(2026, 5, 30))
    april, may = report(cast, "2026-06-01 06:00"), report(cast, "2026-06-01 06:00", "2026-05")
    without, within = payload(april), payload(may)
    assert without["left_out"] == {"not_bought": [PICK_UP], "ended": []}
    assert within["left_out"] == {"not_bought": [], "ended": []}
    ids = [{one["id"] for one in found["promises"]} for found in (without, within)]
    assert (PICK_UP in ids[0], PICK_UP in ids[1]) == (False, True)
    assert without["totals"]["promises"] == within["totals"]["promises"] - 1
    assert [(one["item"], one["from"], one["until"]) for one in without["bought"]] == [
        ("product/payroll", "2026-01-01", None), ("product/records", "2026-05-30", None),
    ]  # fmt: skip
    assert "één belofte over wat u in deze maand niet had afgenomen" in told(without)
    assert "about what you had not bought in this month" in told(without, "en")
    for made in (april, may):
        signed.check(made.envelope)
    follows(signed.check(april.envelope), signed.check(may.envelope))
    # What changes what held in a month restates that month.
    with cast.manager.at_work():
        end_purchase(Purchase.objects.get(id=later.id), ends_on=date(2026, 5, 30), by=cast.manager.actor,
                     at=at("2026-06-02 09:00"))  # fmt: skip
    assert report(cast, "2026-06-02 10:00", "2026-05").id == may.id


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda one: one["bought"].pop(1), "bought"),
        (lambda one: one["bought"][0].update({"until": "2026-03-31"}), "bought"),
        (lambda one: one["bought"][0]["words"]["module"].clear(), "bought"),
        (lambda one: one["left_out"]["not_bought"].pop(), "promise-missing"),
        (lambda one: one["left_out"]["not_bought"].append("support.fix"), "left-out-promises"),
        (lambda one: one["left_out"]["ended"].append("support.fix"), "left-out-promises"),
        (lambda one: one["agreements"][0].update({"until": "2026-04-10T22:00:00.000000Z"}), "binding-end"),
    ],
    ids=["a purchase", "its end", "its words", "a name", "another promise", "as ended", "an end"],
)  # fmt: skip
def test_a_maker_who_leaves_out_more_or_less_is_found_out(cast: Cast, change: Change, fault: str) -> None:
    publish_and_bind(cast, scoped(b"care"))
    stock = make_stock(cast)
    bought(cast, stock.payroll, cast.merendaal)
    bought(cast, stock.plans, cast.merendaal)
    found = payload(report(cast, "2026-05-01 06:00"))
    changed = copy.deepcopy(found)
    change(changed)
    signed.checked(found)
    with pytest.raises(Wrong) as caught:
        signed.checked(changed)
    if fault == "promise-missing":
        assert caught.value.fault in ("promise-missing", "left-out-promises")
    else:
        assert caught.value.fault == fault


def test_a_report_of_the_edition_before_is_checked_by_its_own_rules() -> None:
    """It named every promise, and neither ends nor purchases."""
    found = copy.deepcopy(signed.payload(signed.april(), edition=1))
    found["schema"] = "waarborg.report/1"
    del found["bought"], found["left_out"]
    for one in found["agreements"]:
        del one["until"]
    assert signed.checked(found).asked.edition == 1
    found["software"] = f"{software()}.before"
    signed.checked(found)
    found["left_out"] = {"not_bought": [], "ended": []}
    with pytest.raises(Wrong) as caught:
        signed.checked(found)
    assert caught.value.fault == "schema"


def test_reports_say_that_the_agreement_ended_and_after_it_what_still_holds(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    reported(cast, "2026-05-08 16:50")
    with cast.owner.at_work():
        notice = give_notice(cast.merendaal.id, by=cast.owner.actor, at=at("2026-05-10 16:00"))
    with cast.manager.at_work():
        take_effect(notice.id, at=notice.ends_at)
    reported(cast, "2026-06-02 09:00")
    scheduler("2026-07-01 00:01")
    may, june = report(cast, "2026-07-01 06:00", "2026-05"), report(cast, "2026-07-01 06:00", "2026-06")
    first, second = payload(may), payload(june)
    assert [one["until"] for one in first["agreements"]] == ["2026-05-10T22:00:00.000000Z"]
    assert first["left_out"]["ended"] == [] and "gold tot en met 10 mei 2026" in told(first)
    listed = {one["id"] for one in second["promises"]}
    assert "licence.export-after" in listed and "data.backup" in second["left_out"]["ended"]
    assert "De overeenkomst is geëindigd op 10 mei 2026." in told(second)
    assert "uit de overeenkomst die al geëindigd was" in told(second)
    # Only the report of before the end has terms; those that ran on stay in.
    begun = {run["started"] for one in second["promises"] for run in one["evidence"]}
    assert begun <= {"2026-05-08T14:50:00.000000Z"} and begun
    follows(signed.check(may.envelope), signed.check(june.envelope))


QUARTERLY = b"""  support.report:
    nl: Elke maand maken wij een rapport voor u op.
    en: Each month we make a report for you.
    clauses: [AP-29]
    level: guarantee
    if: {product: records}
    warn: [{at: 75 %, tell: [provider.service-manager]}]
    clock: {every: month, until: trust.report.made}
"""


def test_a_monthly_duty_about_a_product_runs_from_the_purchase_on(cast: Cast) -> None:
    """Bought from 10 April: that month is broken at its end, and May is kept by the report of April."""
    before, name, after = profile("appreo").partition(b"\n  support.pick-up:\n")
    publish_and_bind(cast, before + b"\n" + QUARTERLY.rstrip() + name + after)
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal, date(2026, 4, 10))
    with cast.manager.at_work():
        project_customer(cast.merendaal.id, at=at("2026-04-10 00:00"))
    scheduler("2026-05-01 00:01")
    with cast.manager.at_work():
        [mail] = OutboxMail.objects.filter(template="promises/mail/attention.txt")
    assert cast.merendaal.name in mail.body and f"/desk/customers/{cast.merendaal.id}/" in mail.body
    made = report(cast, "2026-05-01 06:00")
    scheduler("2026-06-01 00:01")
    with cast.owner.at_work():
        rows = ClockRun.objects.filter(promise="support.report").order_by("number")
        found = [(one.started_at, one.verdict) for one in rows]
    assert found == [
        (at("2026-04-10 00:00"), "broken"), (at("2026-05-01 00:00"), "met"), (at("2026-06-01 00:00"), ""),
    ]  # fmt: skip
    with cast.stranger.at_work():
        assert not ClockRun.objects.filter(promise="support.report").exists()
    verdicts = {one["id"]: one["verdict"] for one in payload(made)["promises"]}
    assert verdicts["support.report"] == "broken"
    again = report(cast, "2026-06-01 06:00", "2026-05")
    assert {one["id"]: one["verdict"] for one in payload(again)["promises"]}["support.report"] == "met"
    follows(signed.check(made.envelope), signed.check(again.envelope))
