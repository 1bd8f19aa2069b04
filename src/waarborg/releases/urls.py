"""Addresses of releases."""

from django.urls import path

from waarborg.releases.views import desk, desk_acts

app_name = "releases"

urlpatterns = [
    path("desk/releases/", desk.releases, name="desk-releases"),
    path("desk/releases/new/", desk.new, name="new"),
    path("desk/releases/<uuid:release>/", desk_acts.release, name="desk-release"),
    path("desk/releases/<uuid:release>/edit/", desk.edit, name="edit"),
]
