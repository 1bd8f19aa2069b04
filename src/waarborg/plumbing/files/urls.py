"""Addresses of files."""

from django.urls import path

from waarborg.plumbing.files.views import download

app_name = "files"

urlpatterns = [
    path("files/<uuid:file>/", download, name="download"),
]
