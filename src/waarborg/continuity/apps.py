"""The Django application of continuity."""

from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    name = "waarborg.continuity"
    label = "continuity"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from waarborg.continuity import events, permissions, reactions  # noqa: F401
        from waarborg.continuity.queries import indicators as figures
        from waarborg.continuity.queries import portal_lists, rounds  # noqa: F401
        from waarborg.continuity.queries.plans import labels
        from waarborg.continuity.rules import names
        from waarborg.plumbing import indicators, links
        from waarborg.plumbing.web import menus
        from waarborg.plumbing.webhooks.offers import offer
        from waarborg.promises.rules import registry

        registry.declare(names)
        indicators.register(figures.INDICATORS)
        indicators.register_by_part(rounds.BY_PART)
        indicators.register_behind({**figures.BEHIND, **rounds.BEHIND})
        links.register("continuity.backup-plan", url_name="continuity:plan", labels=labels)
        offer([events.FAILED, events.LATE, events.GOOD_AGAIN, events.TESTED], of_the_provider=True)
        sees, reads = permissions.SEE, permissions.READ
        menus.add(
            "desk", _("Service back-ups"), url_name="continuity:plans", icon="database", permission=sees, order=39
        )
        menus.add(
            "portal",
            _("Back-ups of your data"),
            url_name="continuity:portal",
            icon="database",
            permission=reads,
            order=34,
        )
