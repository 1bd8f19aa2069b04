"""Addresses of access. What lies under accounts/ works outside any tenant's scope (settings UNSCOPED_PATHS)."""

from django.urls import include, path

from waarborg.access.views import (
    account,
    customers,
    home,
    links,
    passkeys,
    passwords,
    people,
    second_factor,
    security,
    sign_in,
    sign_on,
    tokens,
)

# Names in allauth's own words where allauth asks for them.
_door = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("second-step/", sign_in.second_step, name="mfa_authenticate"),
    path("password/forgotten/", passwords.forgotten, name="account_reset_password"),
    path("password/forgotten/sent/", passwords.forgotten_done, name="account_reset_password_done"),
]
_account = [
    path("accounts/", account.overview, name="account"),
    path("accounts/organisations/", account.organisations, name="organisations"),
    path("accounts/sessions/", account.session_list, name="sessions"),
    path("accounts/sessions/end/", account.session_end, name="session-end"),
    path("accounts/password/", passwords.change, name="password"),
    path("accounts/password/new/<str:token>/", passwords.new_by_link, name="new-password"),
    path("accounts/link/<str:token>/", links.sign_in_link, name="sign-in-link"),
    path("accounts/invitation/<str:token>/", links.invitation, name="invitation"),
    path("accounts/second-factor/", second_factor.second_factor_page, name="second-factor"),
    path("accounts/second-factor/codes/", second_factor.recovery_codes, name="recovery-codes"),
    path("accounts/second-factor/change/", second_factor.change, name="second-factor-change"),
    path("accounts/sign-on/", sign_on.sign_on_page, name="sign-on"),
    path("accounts/sign-on/try/", sign_on.try_out, name="sign-on-try"),
    path("accounts/sign-on/invitation/<str:token>/", sign_on.invitation, name="sign-on-invitation"),
    path("accounts/sign-on/confirm/<str:token>/", sign_on.confirm, name="sign-on-confirm"),
    path("accounts/sign-on/<uuid:sign_on>/back/", sign_on.back, name="sign-on-back"),
    path("accounts/sign-on/<uuid:sign_on>/posted/", sign_on.posted, name="sign-on-posted"),
    path("accounts/sign-on/<uuid:sign_on>/finish/", sign_on.finish, name="sign-on-finish"),
    path("accounts/sign-on/<uuid:sign_on>/metadata/", sign_on.metadata, name="sign-on-metadata"),
    path("portal/security/", security.security, name="security"),
    path("desk/security/", security.desk_security, name="desk-security"),
    path("accounts/passkeys/", passkeys.passkeys_page, name="passkeys"),
    path("accounts/passkeys/options/", passkeys.options, name="passkey-options"),
    path("accounts/sign-in/passkey/", passkeys.sign_in, name="passkey-sign-in"),
    path("accounts/second-step/passkey/", passkeys.step, name="passkey-step"),
    path("portal/api-tokens/", tokens.portal, name="tokens"),
    path("portal/api-tokens/<uuid:api_token>/revoke/", tokens.portal_revoke, name="token-revoke"),
    path("desk/api-tokens/", tokens.desk, name="desk-tokens"),
    path("desk/api-tokens/<uuid:api_token>/revoke/", tokens.desk_revoke, name="desk-token-revoke"),
    path("portal/people/", people.people, name="people"),
    path("portal/people/add/", people.add, name="person-add"),
    path("portal/people/<uuid:person>/", people.person, name="person"),
    path("desk/customers/", customers.customers, name="customers"),
    path("desk/customers/add/", customers.add, name="customer-add"),
    path("desk/customers/<uuid:customer>/", customers.customer, name="customer"),
    path("desk/customers/<uuid:customer>/people/add/", people.add_to_customer, name="customer-person-add"),
    path("desk/people/<uuid:person>/", people.customer_person, name="customer-person"),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/", include(_door)),
    path("", include((_account, "access"))),
]
