"""Addresses of the plumbing."""

from django.urls import include, path

urlpatterns = [
    path("", include("waarborg.plumbing.web.urls")),
]
