"""The Django application of trust."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "waarborg.trust"
    label = "trust"

    def ready(self) -> None:
        from waarborg.promises.rules import registry
        from waarborg.trust import permissions  # noqa: F401
        from waarborg.trust.rules import names

        registry.declare(names)
