"""Addresses of continuity."""

from django.urls import path

from waarborg.continuity.views import desk, plan, portal, reporting

app_name = "continuity"

urlpatterns = [
    path("desk/backups/", desk.plans, name="plans"),
    path("desk/backups/new/", desk.new, name="new-plan"),
    path("desk/backups/<uuid:plan>/", plan.plan, name="plan"),
    path("desk/backups/<uuid:plan>/edit/", desk.edit, name="edit-plan"),
    path("desk/backups/<uuid:plan>/file", plan.file, name="runs-file"),
    path("portal/backups/", portal.backups, name="portal"),
    # Secret addresses: a job says here that it is done, or that it failed.
    path("backup/<str:token>", reporting.done, name="report-done"),
    path("backup/<str:token>/failed", reporting.failed, name="report-failed"),
]
