"""Addresses of the operator's pages."""

from django.urls import path

from waarborg.project.administration import health_page, jobs_page, mail_pages, recovery_pages

app_name = "administration"

urlpatterns = [
    path("", health_page.page, name="health"),
    path("jobs/", jobs_page.page, name="jobs"),
    path("mail/", mail_pages.outgoing, name="mail"),
    path("undelivered/", mail_pages.undelivered, name="undelivered"),
    path("back-ups/", recovery_pages.backups, name="backups"),
    path("release/", recovery_pages.release, name="release"),
]
