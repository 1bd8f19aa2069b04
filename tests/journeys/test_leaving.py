"""A new version is announced, a customer objects, is answered, and sees when it could leave; both sides read it all."""

import re
from typing import Any

from tests.journeys.conftest import Visit
from tests.journeys.looking import Look

# What the demonstration's own agreement does not say: who may object, and who may leave, when.
RULES = """
promises:
  contract.change:
    nl: "Nieuwe voorwaarden gelden vanaf {earliest}. Zolang uw bezwaar openstaat of u opzegt, gelden de oude."
    en: "New terms apply to you from {earliest}. While your objection is open or notice is running, the old ones do."
    level: guarantee
    rule:
      act: promises.version.apply
      allowed: only-if
      needs: [not promises.objection.open, not contracts.termination.running]
      earliest: {any: [0h after promises.version.accepted, 2 months after promises.version.announced]}
      refusal: {nl: De oude voorwaarden gelden nog voor deze klant., en: The old terms still apply to this customer.}
  contract.objection:
    nl: "Tegen nieuwe voorwaarden kunt u bezwaar maken."
    en: "You can object to new terms."
    level: guarantee
    rule: {act: promises.objection.file, allowed: whenever}
  contract.leave:
    nl: "U kunt altijd opzeggen."
    en: "You can always give notice."
    level: guarantee
    rule: {act: contracts.termination.request, allowed: whenever}
  contract.leave-term:
    nl: "Na uw opzegging eindigt de overeenkomst niet eerder dan {earliest}."
    en: "After your notice the agreement ends no earlier than {earliest}."
    level: guarantee
    rule:
      act: contracts.termination.take-effect
      allowed: only-if
      earliest: 1 month after contracts.termination.requested
      refusal: {nl: De opzegtermijn loopt nog., en: The notice period is still running.}
"""
TERM, SLOWER = "within: 4 business hours", "within: 8 business hours"
WHY = "De langere termijn past niet bij ons werk."


def published(page: Any, version: str, *changes: tuple[str, str], base: str) -> None:
    """A draft from that version with these changes, published alone: the demonstration has one manager."""
    page.goto("/desk/agreements/drafts/")
    page.select_option("#from", f"appreo {base}")
    page.click("main form button:has-text('Nieuw concept')")
    page.wait_for_url("**/desk/drafts/*/")
    text = re.sub(r"(?m)^version: \S+$", f"version: {version}", page.input_value("#source"), count=1)
    text = re.sub(r"(?m)^effective: \S+$", "effective: 2026-11-01", text, count=1)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with page.expect_response(re.compile("/check/$")):
        page.fill("#source", text)
    page.click("button:has-text('Opslaan')")
    page.wait_for_selector("text=Het concept is opgeslagen.")
    page.get_by_label("Ik publiceer het alleen").check()
    page.click("button[value=publish]")
    page.wait_for_url(f"**/desk/agreements/appreo/{version}/")


def bound(page: Any, version: str, *, day: str = "") -> None:
    """Merendaal, now or from a day on."""
    page.goto(f"/desk/agreements/appreo/{version}/bind/?q=Merendaal")
    page.get_by_label("Stichting Thuiszorg Merendaal").check()
    if day:
        page.check("[name=when][value=later]")
        page.fill("[name=day]", day)
    with page.expect_navigation():
        page.click("main form[method=post] button[type=submit]")
    assert "/bind/" not in page.url, page.inner_text("main")


def test_a_new_version_is_announced_and_objected_to_and_the_customer_sees_when_it_could_leave(
    visit: Visit, look: Look
) -> None:
    desk, owner = visit("service manager"), visit("owner")
    published(desk, "2026.10", ("\npromises:\n", RULES), base="2026.1")
    bound(desk, "2026.10")
    published(desk, "2026.11", (TERM, SLOWER), base="2026.10")
    bound(desk, "2026.11", day="2027-01-15")

    owner.goto("/portal/agreement/appreo/2026.11/changes/")
    assert "slechter" in owner.inner_text("main")
    owner.fill("[name=reason]", WHY)
    owner.click("button[value=object]")
    owner.wait_for_selector("text=Uw bezwaar is ingediend.")
    assert "Zolang er niet is beslist, blijven uw huidige voorwaarden gelden." in owner.inner_text("#announcement")
    look(owner)

    desk.goto("/desk/agreements/")
    desk.click("a[href*='/desk/objections/']")
    desk.wait_for_url("**/desk/objections/**")
    assert WHY in desk.inner_text("main")
    desk.check("[name=decision][value=stands]")
    desk.fill("[name=answer]", "Wij hebben het gewogen; de langere termijn is nodig.")
    look(desk)
    with desk.expect_navigation():
        desk.click("main form button[type=submit]")

    owner.reload()
    assert "de langere termijn is nodig" in owner.inner_text("main")
    owner.click("text=Bekijk wanneer u weg kunt")
    owner.wait_for_url("**/portal/agreement/leaving/**")
    assert "maandag 30 november 2026" in owner.inner_text("main")
    look(owner)
    owner.get_by_label("Ja, hiermee eindigt de overeenkomst").check()
    owner.click("button[value=leave]")
    owner.wait_for_selector("text=U heeft opgezegd.")
    look(owner)

    desk.goto("/desk/customers/")
    with desk.expect_navigation():
        desk.click("a:has-text('Stichting Thuiszorg Merendaal')")
    with desk.expect_navigation():
        desk.click("a:has-text('Contract en opzegging'), a:has-text('Een contract vastleggen')")
    assert "De klant heeft opgezegd" in desk.inner_text("main")
    look(desk)
    # As it was, for the journeys that follow.
    owner.click("button[value=withdraw]")
    owner.wait_for_selector("text=De opzegging is ingetrokken")
    desk.goto("/desk/agreements/appreo/2026.11/")
    with desk.expect_navigation():
        desk.click("button[value=withdraw]")
