"""The Django application of the promises."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "waarborg.promises"
    label = "promises"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.notices.queries.mails import of_legal_weight
        from waarborg.plumbing import journal, links
        from waarborg.plumbing.journal.words import name_kinds
        from waarborg.plumbing.web import menus
        from waarborg.plumbing.webhooks.offers import offer
        from waarborg.promises import permissions  # noqa: F401
        from waarborg.promises.actions.project_clocks import project_touched
        from waarborg.promises.queries.announcements import objection_labels
        from waarborg.promises.rules import names, registry

        registry.declare(names)
        # Each package names its events once; lower ones print them, too.
        name_kinds(registry.event_words())
        offer(["promises.clock.warned", "promises.clock.broke"])
        journal.before_append(project_touched)
        of_legal_weight("promises/mail/")
        links.register("promises.objection", url_name="promises:desk-objection", labels=objection_labels)
        read = "promises.agreement.read"
        menus.add("portal", _("Agreement"), url_name="promises:agreement", icon="file-text", permission=read, order=60)
        menus.add(
            "desk",
            _("Agreements"),
            url_name="promises:desk-agreements",
            icon="clipboard-text",
            permission=read,
            order=42,
        )
        sees = "promises.checks.see"
        name = "promises:desk-checks"
        menus.add("desk", _("Checks"), url_name=name, icon="shield-check", permission=sees, order=89)
