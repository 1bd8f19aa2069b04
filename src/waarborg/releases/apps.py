"""The Django application of releases."""

from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    name = "waarborg.releases"
    label = "releases"

    def ready(self) -> None:
        from waarborg.plumbing import checks, indicators, links
        from waarborg.promises.rules import registry
        from waarborg.releases import events, permissions, reactions  # noqa: F401
        from waarborg.releases.queries import indicators as figures
        from waarborg.releases.queries import portal_lists  # noqa: F401 - offers its lists
        from waarborg.releases.queries.checks import CHECKS
        from waarborg.releases.queries.releases import labels
        from waarborg.releases.rules import names

        registry.declare(names)
        indicators.register(figures.INDICATORS)
        indicators.register_by_part(figures.BY_PART)
        name = "releases:release"
        links.register("releases.release", url_name="releases:desk-release", labels=labels, portal_name=name)
        checks.register(CHECKS)
        _features()
        _rollouts()
        _menus()


def _features() -> None:
    from django.utils.translation import gettext_lazy as _

    from waarborg.plumbing import links
    from waarborg.plumbing.web import menus
    from waarborg.plumbing.webhooks.offers import offer
    from waarborg.releases import events, permissions, reactions  # noqa: F401
    from waarborg.releases.queries.features import labels

    links.register(
        "releases.feature",
        url_name="releases:desk-feature",
        labels=labels,
    )
    offer([events.FEATURE_ACTIVATED, events.FEATURE_DECLINED, events.FEATURE_CONSENTED, events.FEATURE_REQUESTED])
    sees = permissions.SEE_FEATURES
    menus.add("desk", _("Features"), url_name="releases:desk-features", icon="flag", permission=sees, order=45)
    uses = permissions.USE
    menus.add("portal", _("Features"), url_name="releases:features", icon="flag", permission=uses, order=32)


def _rollouts() -> None:
    from django.utils.translation import gettext_lazy as _

    from waarborg.plumbing import links
    from waarborg.plumbing.web import menus
    from waarborg.plumbing.webhooks.offers import offer
    from waarborg.releases import events, permissions
    from waarborg.releases.queries.rollouts import labels, migration_labels

    links.register("releases.rollout", url_name="releases:desk-rollout", labels=labels)
    links.register("releases.migration", url_name="", labels=migration_labels)
    offer([events.MIGRATION_STARTED, events.MIGRATION_COMPLETED, events.WAVE_CHOSEN, events.WAVE_MOVED])
    offer([events.WAVE_STARTED, events.ROLLOUT_STOPPED, events.ROLLOUT_RESUMED], of_the_provider=True)
    sees = permissions.SEE_ROLLOUTS
    menus.add("desk", _("Roll-outs"), url_name="releases:desk-rollouts", icon="rocket", permission=sees, order=45)
    reads = permissions.READ
    menus.add("portal", _("New versions"), url_name="releases:rollouts", icon="rocket", permission=reads, order=33)


def _menus() -> None:
    from django.utils.translation import gettext_lazy as _

    from waarborg.plumbing.web import menus
    from waarborg.releases import permissions

    read = permissions.READ
    menus.add("portal", _("What is new"), url_name="releases:whats-new", icon="rocket", permission=read, order=31)
    for order, label, page, icon, permission in (
        (45, _("Releases"), "desk-releases", "rocket", permissions.SEE),
        (45, _("Platforms"), "platforms", "device-mobile", permissions.SEE),
    ):
        menus.add("desk", label, url_name=f"releases:{page}", icon=icon, permission=permission, order=order)
