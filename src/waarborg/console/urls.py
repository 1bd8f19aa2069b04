"""Addresses of the console: the first page of each face, and what mixes domains."""

from django.urls import path

from waarborg.console.views import access_log, first_pages, imports, portal_home

urlpatterns = [
    path("desk/", first_pages.desk, name="desk"),
    path("portal/", portal_home.portal, name="portal"),
    path("portal/who-looked/", access_log.own, name="who-looked"),
    path("desk/customers/<uuid:customer>/who-looked/", access_log.of_customer, name="desk-who-looked"),
    path("desk/customers/import/", imports.imports, name="imports"),
    path("desk/customers/import/<uuid:held>/", imports.import_file, name="import-file"),
]
