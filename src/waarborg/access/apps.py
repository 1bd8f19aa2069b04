"""The Django application of access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "waarborg.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from waarborg.access import permissions, reactions  # noqa: F401
