"""Addresses of contracts: leaving, in the portal; contracts and notice of a customer, on the desk."""

from django.urls import path

from waarborg.contracts.views import charges, copy, desk, portal

app_name = "contracts"

urlpatterns = [
    path("portal/agreement/leaving/", portal.leaving, name="leaving"),
    path("portal/agreement/copy/", copy.copy, name="copy"),
    path("desk/customers/<uuid:customer>/contract/", desk.contract, name="contract"),
    path("portal/charges/", charges.of_us, name="charges"),
    path("desk/charges/", charges.of_all, name="desk-charges"),
    path("desk/terminations/<uuid:termination>/", desk.termination, name="termination"),
]
