"""The Django application of the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "waarborg.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from waarborg.catalogue import permissions  # noqa: F401
