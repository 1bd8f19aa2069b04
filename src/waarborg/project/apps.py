"""The Django application of the top layer: its templates, translations and start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "waarborg.project"
    label = "project"
    verbose_name = "Waarborg"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from waarborg.plumbing.journal.words import name_kinds
        from waarborg.project.database_instants import read_fast

        connection_created.connect(read_fast, dispatch_uid="waarborg.database-instants")
        name_kinds(
            {
                "project.upgrade.carried-out": ("het plaatsen van een nieuwe versie", "the upgrade to a new release"),
                "project.drill.carried-out": (
                    "het terugzetten van een back-up op proef",
                    "the trial of restoring a back-up",
                ),
            }
        )
