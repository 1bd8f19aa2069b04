"""Addresses of the console: the first page of each face."""

from django.urls import path

from waarborg.console.views import first_pages

urlpatterns = [
    path("desk/", first_pages.desk, name="desk"),
    path("portal/", first_pages.portal, name="portal"),
]
