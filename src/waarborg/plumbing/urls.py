"""Addresses of the plumbing."""

from django.urls import include, path

urlpatterns = [
    path("", include("waarborg.plumbing.web.urls")),
    path("", include("waarborg.plumbing.files.urls")),
    path("", include("waarborg.plumbing.outbox.urls")),
    path("", include("waarborg.plumbing.export.urls")),
    path("", include("waarborg.plumbing.mail_in.urls")),
]
