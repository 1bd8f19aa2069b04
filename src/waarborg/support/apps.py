"""The Django application of the support desk."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "waarborg.support"
    label = "support"

    def ready(self) -> None:
        from waarborg.promises.rules import registry
        from waarborg.support import permissions  # noqa: F401
        from waarborg.support.rules import names

        registry.declare(names)
