"""Addresses of mail."""

from django.urls import path

from waarborg.plumbing.outbox import views

app_name = "outbox"

urlpatterns = [
    path("demo/mail/", views.demo_mail, name="demo"),
    path("demo/mail/<uuid:mail>/", views.demo_mail, name="demo-one"),
]
