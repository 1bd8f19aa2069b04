"""Where a relay hands mail over."""

from django.urls import path

from waarborg.plumbing.mail_in.webhook import take

app_name = "mail-in"

urlpatterns = [
    path("hooks/mail", take, name="take"),
]
