"""Addresses of contracts: leaving, in the portal; contracts and notice of a customer, on the desk."""

from django.urls import path

from waarborg.contracts.views import charges, copy, desk, licences, portal, quotes

app_name = "contracts"

urlpatterns = [
    path("portal/agreement/leaving/", portal.leaving, name="leaving"),
    path("portal/agreement/copy/", copy.copy, name="copy"),
    path("desk/customers/<uuid:customer>/contract/", desk.contract, name="contract"),
    path("portal/licences/", licences.licences, name="licences"),
    path("portal/charges/", charges.of_us, name="charges"),
    path("desk/charges/", charges.of_all, name="desk-charges"),
    path("portal/quotes/<uuid:quote>/", quotes.ours, name="quote"),
    path("desk/quotes/<uuid:quote>/", quotes.one, name="desk-quote"),
    path("desk/terminations/<uuid:termination>/", desk.termination, name="termination"),
]
