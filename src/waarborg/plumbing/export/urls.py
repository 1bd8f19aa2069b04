"""Addresses of exports."""

from django.urls import path

from waarborg.plumbing.export.views import download

app_name = "exports"

urlpatterns = [
    path("exports/<uuid:export>/", download, name="download"),
]
