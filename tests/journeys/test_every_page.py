"""Every page of every part with the data of the demonstration: axe in light and dark, no overflow, two languages."""

import pytest
from tests.journeys.conftest import Visit
from tests.journeys.looking import Look

# "a > b": the first link on page a that b selects.
PAGES = {
    "agent": [
        "/desk/queue/",
        "/desk/tickets/",
        "/desk/tickets/ > tbody [data-row] a",
        "/desk/tickets/new/ > .w-list a",
        "/desk/customers/ > tbody a",
        "/desk/agreements/",
        "/accounts/",
        "/accounts/sessions/",
        "/accounts/second-factor/",
        "/accounts/passkeys/",
        "/accounts/password/",
        "/accounts/sign-out/",
    ],
    "service manager": [
        "/desk/agreements/publish/",
        "/desk/customers/add/",
        "/desk/catalogue/",
        "/desk/catalogue/ > tbody tr:nth-child(2) a",
        "/desk/catalogue/add/?kind=component",
        "/desk/catalogue/product/records/ > .w-plain a",
        "/desk/reports/",
        "/desk/reports/ > tbody th a",
        "/desk/reports/ > tbody td.num a",
        "/desk/mail/suppressed/",
        "/desk/mail/look/",
        "/desk/mail/domain/",
        "/desk/notices/",
        "/desk/notices/ > tbody a",
        "/desk/notices/new/",
        "/desk/notices/templates/",
        "/desk/notices/templates/new/",
        "/desk/security/",
        "/desk/networks/",
        "/desk/staff-access/",
        "/desk/rights/",
        "/desk/api-tokens/",
        "/desk/applications/",
    ],
    "owner": [
        "/portal/",
        "/portal/people/",
        "/portal/people/add/",
        "/portal/people/ > tbody a",
        "/portal/notices/",
        "/portal/notices/ > .w-list a",
        "/portal/notices/mail/",
        "/portal/products/",
        "/portal/reports/",
        "/portal/reports/ > tbody th a",
        "/portal/who-looked/",
        "/portal/support-access/",
        "/portal/audit/",
        "/portal/security/",
        "/portal/networks/",
        "/portal/rights/",
        "/portal/api-tokens/",
        "/portal/webhooks/",
    ],
    "operator": [
        "/desk/administration/",
        "/desk/administration/jobs/?state=planned",
        "/desk/administration/mail/?state=kept",
        "/desk/administration/undelivered/",
        "/desk/administration/back-ups/",
        "/desk/administration/release/",
        "/desk/webhooks/",
    ],
    "user": ["/portal/", "/portal/tickets/", "/portal/tickets/new/"],
    "": [
        "/accounts/sign-in/",
        "/accounts/sign-on/",
        "/accounts/password/forgotten/",
        "/accounts/password/forgotten/sent/",
        "/nergens/",
    ],
}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("part", PAGES)
def test_every_page_can_be_read_by_everybody(visit: Visit, look: Look, part: str, lang: str) -> None:
    page = visit(part, "/nergens/", lang=lang)
    for place in PAGES[part]:
        address, _, link = place.partition(" > ")
        page.goto(address)
        if link:
            page.goto(page.locator(f"main {link}").first.get_attribute("href"))
        assert page.get_attribute("html", "lang") == lang
        look(page)
