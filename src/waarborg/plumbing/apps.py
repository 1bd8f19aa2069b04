"""The Django application of the plumbing."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PlumbingConfig(AppConfig):
    name = "waarborg.plumbing"
    label = "plumbing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waarborg.plumbing.outbox.permissions import READ
        from waarborg.plumbing.tenancy.guard import install_guard
        from waarborg.plumbing.web import menus
        from waarborg.plumbing.webhooks import permissions  # noqa: F401

        menus.add("desk", _("Mail"), url_name="outbox:dead-letters", icon="mail", permission=READ, order=90)
        connection_created.connect(install_guard, dispatch_uid="waarborg.tenancy.guard")
