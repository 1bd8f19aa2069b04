"""Addresses of the design system: preferences for everybody, the gallery where the installation shows it."""

from django.urls import path

from waarborg.plumbing.web import gallery, preferences

app_name = "web"

urlpatterns = [
    path("preferences/", preferences.remember, name="preferences"),
    path("gallery/", gallery.gallery, name="gallery"),
]
