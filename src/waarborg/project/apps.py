"""The Django application of the top layer: its templates, translations and start-up checks."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "waarborg.project"
    label = "project"
    verbose_name = "Waarborg"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.utils.translation import gettext_lazy as _

        from waarborg.plumbing import checks, journal
        from waarborg.plumbing.journal.words import name_kinds
        from waarborg.plumbing.outbox.permissions import READ
        from waarborg.plumbing.queue.permissions import LOOK_AFTER
        from waarborg.plumbing.web import menus
        from waarborg.project.checks import CHECKS
        from waarborg.project.database_instants import read_fast
        from waarborg.project.status_export import follow_changes

        menus.add_group("desk", _("Administration"), "administration", icon="activity", order=92)
        for name, label, permission, order in (
            ("health", _("Health"), LOOK_AFTER, 10),
            ("jobs", _("Jobs"), LOOK_AFTER, 20),
            ("mail", _("Outgoing mail"), READ, 30),
            ("undelivered", _("Undelivered"), READ, 40),
            ("backups", _("Back-ups"), LOOK_AFTER, 80),
            ("release", _("Version"), LOOK_AFTER, 90),
        ):
            at = f"administration:{name}"
            menus.add_part("administration", label, url_name=at, permission=permission, order=order)

        checks.register(CHECKS)
        journal.before_append(follow_changes)
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
