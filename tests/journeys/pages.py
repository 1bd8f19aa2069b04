"""Which pages test_every_page.py looks at, and which are looked at elsewhere; tests/isolation holds it complete.

"a > b = name": the first link on page a that b selects, and the name of the address that it leads to.
"""

from collections.abc import Iterator

from django.urls import resolve

PAGES = {
    "agent": [
        "/desk/queue/",
        "/desk/chats/",
        "/desk/appointments/",
        "/desk/roster/",
        "/desk/tickets/",
        "/desk/tickets/ > tbody [data-row] a = support:desk-ticket",
        "/desk/tickets/new/ > .w-list a = support:take-report",
        "/desk/mail-in/",
        "/desk/customers/ > tbody a = access:customer",
        "/desk/articles/",
        "/desk/articles/ > tbody a = support:desk-article",
        "/desk/articles/new/",
        "/desk/agreements/",
        "/accounts/",
        "/accounts/sessions/",
        "/accounts/second-factor/",
        "/accounts/passkeys/",
        "/accounts/password/",
        "/accounts/sign-out/",
    ],
    "service manager": [
        "/desk/ahead/",
        "/desk/figures/?by=kind",
        "/desk/use/",
        "/desk/agreements/publish/",
        "/desk/customers/add/",
        "/desk/complaints/",
        "/desk/urgent/",
        "/desk/opinions/",
        "/desk/charges/",
        "/desk/catalogue/",
        "/desk/catalogue/ > tbody tr:nth-child(2) a = catalogue:item",
        "/desk/catalogue/add/?kind=component",
        "/desk/catalogue/product/records/ > .w-plain a = catalogue:customer-purchases",
        "/desk/reports/",
        "/desk/reports/ > tbody th a = trust:desk-customer-reports",
        "/desk/reports/ > tbody td.num a = trust:desk-report",
        "/desk/mail/suppressed/",
        "/desk/mail/look/",
        "/desk/mail/domain/",
        "/desk/notices/",
        "/desk/notices/ > tbody a = notices:desk-notice",
        "/desk/notices/new/",
        "/desk/notices/templates/",
        "/desk/notices/templates/new/",
        "/desk/security/",
        "/desk/networks/",
        "/desk/staff-access/",
        "/desk/trust/",
        "/desk/checks/",
        "/desk/rights/",
        "/desk/api-tokens/",
        "/desk/applications/",
    ],
    "owner": [
        "/portal/",
        "/portal/contact/",
        "/portal/chat/",
        "/portal/appointments/",
        "/portal/people/",
        "/portal/people/add/",
        "/portal/help/",
        "/portal/help/ > .w-list a = support:article",
        "/portal/people/ > tbody a = access:person",
        "/portal/notices/",
        "/portal/notices/ > .w-list a = notices:notice",
        "/portal/notices/mail/",
        "/portal/products/",
        "/portal/complaints/",
        "/portal/complaints/new/",
        "/portal/contacts/",
        "/portal/charges/",
        "/portal/organisation/",
        "/portal/reports/",
        "/portal/reports/ > tbody th a = trust:report",
        "/portal/use/",
        "/portal/who-looked/",
        "/portal/support-access/",
        "/portal/instructions/",
        "/portal/audit/",
        "/portal/emergency/",
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
        "/trust/",
        "/help/",
        "/help/ > .w-list a = support:help-article",
    ],
}

# Looked at once, in Dutch, and narrow: what they are built of stands on the pages above.
MORE = {
    "agent": [
        "/gallery/",
        "/demo/mail/",
        "/demo/mail/ > tbody a = outbox:demo-one",
        "/desk/tickets/new/",
        "/desk/customers/",
        "/desk/articles/ > tbody a > a[href$='/edit/'] = support:edit-article",
        "/desk/articles/ > tbody a > a[href*='/editions/'] = support:article-edition",
        "/desk/bundles/",
        "/desk/snippets/",
        "/desk/snippets/new/",
        "/desk/tags/",
        "/desk/teams/",
        "/desk/tickets/ > tbody [data-row] a > a[href$='/about/'] = support:about",
        "/desk/tickets/ > tbody [data-row] a > a[href$='/aside/'] = support:set-aside",
        "/desk/tickets/ > tbody [data-row] a > a[href$='/kind/'] = support:kind",
        "/desk/tickets/ > tbody [data-row] a > a[href$='/bundle/'] = support:bundle-up",
        "/desk/tickets/ > tbody [data-row] a > a[href$='/link/'] = support:link",
        "/desk/tickets/ > tbody [data-row] a > a[href$='/merge/'] = support:merge",
        "/desk/tickets/ > tbody [data-row] a > a[href$='/split/'] = support:split",
        "/desk/customers/ > tbody a > a[href*='/desk/people/'] = access:customer-person",
        "/desk/customers/ > tbody a > a[href$='/people/add/'] = access:customer-person-add",
    ],
    "service manager": [
        "/desk/agreements/compare/",
        "/desk/teams/new/",
        "/desk/agreements/ > tbody a = promises:desk-version",
        "/desk/agreements/ > tbody a > a[href$='/bind/'] = promises:bind",
        "/desk/customers/ > tbody a > a[href$='/who-looked/'] = desk-who-looked",
        "/desk/customers/ > tbody a > a[href$='/networks/'] = access:customer-networks",
        "/desk/customers/ > tbody a > a[href$='/instructions/'] = access:customer-instructions",
        "/desk/customers/ > tbody a > a[href$='/administrators/'] = access:administrator-access",
        "/desk/catalogue/product/records/ > .w-plain a > tbody a = catalogue:purchase",
        "/desk/notices/ > tbody a > a[href$='/correct/'] = notices:correct",
        "/desk/notices/ > tbody a > a[href$='/reach/'] = notices:reach",
    ],
    "owner": [
        "/portal/agreement/",
        "/portal/tickets/ > .w-list a > a[href$='/readers/'] = support:readers",
        "/portal/agreement/appreo/2026.1/",
        "/portal/agreement/copy/",
    ],
}

# Looked at on the way of another journey, because they need something to have happened first.
ON_THE_WAY = {
    "test_bulk": ["support:bulk"],
    "test_chat": [
        "support:appointment",
        "support:desk-appointment",
        "support:chat",
        "support:desk-chat",
        "support:live-chat-log",
    ],
    "test_dead_links": ["access:invitation", "access:new-password", "access:sign-in-link"],
    "test_help": ["support:article-from-ticket", "support:pick-article", "support:solutions"],
    "test_editor": ["promises:draft", "promises:draft-documents", "promises:drafts"],
    "test_every_page": ["access:application", "access:staff-judge", "webhook", "webhook-message"],
    "test_importing": ["imports", "import-file"],
    "test_leaving": ["contracts:contract", "contracts:leaving", "promises:changes", "promises:desk-objection"],
    "test_mail_only": ["support:mail-one"],
    "test_passkeys": ["access:recovery-codes", "access:sign-in-again", "mfa_authenticate"],
    "test_sign_on": ["access:sign-on-finish", "access:sign-on-invitation"],
    "test_story": ["support:ticket", "support:waive"],
    "test_support_access": ["access:content", "access:grant"],
}


def name_of(place: str) -> str:
    """The name of the address that a line of PAGES or MORE ends at."""
    way, _, named = place.rpartition(" = ")
    return named if way else resolve(place.partition("?")[0]).view_name


def looked_at() -> Iterator[str]:
    """The names of all addresses that a journey looks at."""
    for pages in (PAGES, MORE):
        for places in pages.values():
            yield from map(name_of, places)
    for names in ON_THE_WAY.values():
        yield from names
