"""The Django application of the top layer: its templates, translations and start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "waarborg.project"
    label = "project"
    verbose_name = "Waarborg"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.utils.translation import gettext_lazy as _

        from waarborg.plumbing.journal.words import name_kinds
        from waarborg.plumbing.queue.permissions import LOOK_AFTER
        from waarborg.plumbing.web import menus
        from waarborg.project.database_instants import read_fast

        url = "administration:health"
        menus.add("desk", _("Administration"), url_name=url, icon="activity", permission=LOOK_AFTER, order=92)

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
