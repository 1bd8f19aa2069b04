"""Addresses of mail."""

from django.urls import path

from waarborg.plumbing.outbox import views

app_name = "outbox"

urlpatterns = [
    path("demo/mail/", views.demo_mail, name="demo"),
    path("demo/mail/<uuid:mail>/", views.demo_mail, name="demo-one"),
    path("desk/mail/", views.dead_letters, name="dead-letters"),
    path("desk/mail/<uuid:mail>/again/", views.again, name="again"),
]
