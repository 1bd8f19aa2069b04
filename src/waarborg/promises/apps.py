"""The Django application of the promises."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "waarborg.promises"
    label = "promises"

    def ready(self) -> None:
        from waarborg.plumbing import journal
        from waarborg.promises import permissions  # noqa: F401
        from waarborg.promises.actions.project_clocks import project_touched
        from waarborg.promises.rules import names, registry

        registry.declare(names)
        journal.before_append(project_touched)
