"""The Django application of the plumbing."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PlumbingConfig(AppConfig):
    name = "waarborg.plumbing"
    label = "plumbing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waarborg.plumbing import sealing
        from waarborg.plumbing.tenancy.guard import install_guard
        from waarborg.plumbing.web import form_tokens, moment
        from waarborg.plumbing.webhooks import permissions, seals  # noqa: F401

        moment.hold()
        form_tokens.draw_at_once()
        sealing.keeps("plumbing", seals.seals)

        connection_created.connect(install_guard, dispatch_uid="waarborg.tenancy.guard")
