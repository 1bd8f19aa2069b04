"""The Django application of the top layer: its templates, translations and start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "waarborg.project"
    label = "project"
    verbose_name = "Waarborg"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from waarborg.project.database_instants import read_fast

        connection_created.connect(read_fast, dispatch_uid="waarborg.database-instants")
