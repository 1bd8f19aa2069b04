"""Addresses of contracts: onboarding and leaving, for both sides; contracts and notice of a customer, on the desk."""

from django.urls import path

from waarborg.contracts.views import charges, copy, desk, licences, merging, onboarding, our_onboarding, portal, quotes

app_name = "contracts"

urlpatterns = [
    path("portal/agreement/leaving/", portal.leaving, name="leaving"),
    path("portal/agreement/copy/", copy.copy, name="copy"),
    path("desk/customers/<uuid:customer>/contract/", desk.contract, name="contract"),
    path("desk/customers/<uuid:customer>/merge/", merging.merge, name="merge"),
    path("portal/people/merged/", merging.came_along, name="came-along"),
    path("portal/licences/", licences.licences, name="licences"),
    path("portal/charges/", charges.of_us, name="charges"),
    path("desk/charges/", charges.of_all, name="desk-charges"),
    path("portal/quotes/<uuid:quote>/", quotes.ours, name="quote"),
    path("desk/quotes/<uuid:quote>/", quotes.one, name="desk-quote"),
    path("desk/onboardings/", onboarding.onboardings, name="onboardings"),
    path("desk/onboardings/<uuid:onboarding>/", onboarding.plan, name="onboarding"),
    path("desk/onboardings/<uuid:onboarding>/steps/new/", onboarding.new_step, name="new-step"),
    path("desk/onboardings/<uuid:onboarding>/steps/<uuid:step>/", onboarding.change_step, name="change-step"),
    path("desk/customers/<uuid:customer>/sign/", onboarding.sign_for, name="sign"),
    path("desk/contracts/<uuid:contract>/", onboarding.of_contract, name="one-contract"),
    path("portal/onboarding/", our_onboarding.ours, name="our-onboarding"),
    path("desk/terminations/<uuid:termination>/", desk.termination, name="termination"),
]
